//! What a store does not do.

use crate::model::Language;
use crate::store::neo4j::driver::{Cause, Fault};
use crate::store::{Damaged, Refused, StoreError, Unavailable};
use crate::text::Sentence;

/// Why a store did not answer.
pub(crate) fn failed(error: &StoreError) -> Sentence {
    let lt = match error {
        StoreError::Refused(all) => {
            let (count, list) = (all.len(), Refused::list(all, Language::Lt));
            format!("pakeitimų, kurių atlikti negalima: {count}; neatliktas nė vienas: {list}")
        }
        StoreError::Conflict(_) => "tinklas tuo metu pasikeitė; nieko neatlikta".to_owned(),
        StoreError::KeyUsed(key) => {
            format!("raktas `{key}` jau panaudotas kitai užklausai; nieko neatlikta")
        }
        StoreError::Unavailable(why) => {
            format!("saugykla dabar atsakyti negali: {}", unavailable(why))
        }
        StoreError::Damaged(what) => return damaged(what),
    };
    Sentence::new(error.to_string(), lt)
}

/// Why a store cannot answer now, in Lithuanian.
fn unavailable(why: &Unavailable) -> String {
    let not_written = "pakeitimų nepavyko įrašyti į failą, neįrašytas nė vienas";
    match why {
        Unavailable::Neo4j(Fault { address, cause, .. }) => {
            format!("Neo4j, kurio adresas `{address}`, {}", on_the_way(cause))
        }
        Unavailable::WriterStopped => {
            "nebeveikia tai, kas įrašo pakeitimus; paleiskite serverį iš naujo".to_owned()
        }
        Unavailable::NotCarriedOut => "pakeitimai neatlikti".to_owned(),
        Unavailable::WalkBrokenOff => "paieška tinkle nutrūko".to_owned(),
        Unavailable::ReadOnly => {
            "failas atvertas tik skaityti; pakeitimus siųskite serveriui, kuris jį atvėrė"
                .to_owned()
        }
        Unavailable::DiskFull => {
            format!("{not_written}: diskas pilnas; atlaisvinkite vietos ir pakartokite")
        }
        Unavailable::NotWritten(said) => format!("{not_written}: `{said}`"),
        Unavailable::NotRead(said) => format!("nepavyko perskaityti failo: `{said}`"),
    }
}

/// What is wrong on the way to Neo4j, in Lithuanian.
fn on_the_way(cause: &Cause) -> String {
    match cause {
        Cause::Unauthenticated(said) => format!(
            "nepriima vartotojo arba slaptažodžio (`{said}`); nustatykite TINKLAS_NEO4J_USER ir TINKLAS_NEO4J_PASSWORD"
        ),
        Cause::Forbidden(said) => format!("šiam vartotojui to neleidžia: `{said}`"),
        Cause::Refuses { code, said } => format!("atsako `{code}`: `{said}`"),
        Cause::Silent => "neatsako; ar jis veikia?".to_owned(),
        Cause::Untrusted(said) => format!(
            "nepatikimas: `{said}`; kintamuoju SSL_CERT_FILE nurodykite failą tų, kurie už jį laiduoja"
        ),
        Cause::Unreachable(said) => format!("nepasiekiamas: `{said}`; ar jis veikia?"),
        Cause::NoServer(said) => format!(
            "nepasiekiamas (`{said}`); ar jis veikia ir ar teisingi vartotojas bei slaptažodis?"
        ),
        Cause::Busy => "neturi laisvų jungčių: visos užimtos".to_owned(),
        Cause::Late { seconds } => format!("per {seconds} s neatsakė"),
        Cause::Other(said) => format!("neatliko, ko prašyta: `{said}`"),
    }
}

/// What is wrong with what is kept.
fn damaged(what: &Damaged) -> Sentence {
    let lt = match what {
        Damaged::Changes { last } => {
            format!("pakeitimų iki {last} eilutė sugadinta; grąžinkite atsarginę failo kopiją")
        }
        Damaged::Replaced { at } => format!(
            "eilutė to, ką pakeitė {at} pakeitimas, sugadinta; grąžinkite atsarginę failo kopiją"
        ),
        Damaged::NewerLayout { address, found, known } => format!(
            "Neo4j, kurio adresas `{address}`, sandara yra {found}, naujesnės Tinklo versijos, o ši žino {known}; \
             naudokite tą versiją arba kitą duomenų bazę"
        ),
        Damaged::Foreign { address } => format!(
            "Neo4j, kurio adresas `{address}`, turi mazgų su žyme `Node` arba `Identifier`, kuriuos įrašė ne Tinklas; \
             naudokite tuščią duomenų bazę"
        ),
        Damaged::Unreadable(_) => {
            return Sentence::new(
                "what Neo4j holds cannot be read, and the server's log says why; restore a backup, or import the \
                 network into an empty database",
                "Neo4j duomenų perskaityti nepavyksta, priežastis yra serverio žurnale; grąžinkite atsarginę kopiją \
                 arba importuokite tinklą į tuščią duomenų bazę",
            );
        }
    };
    Sentence::new(what.to_string(), lt)
}

/// A change that contradicts the network.
pub(crate) fn refused(why: &Sentence) -> Sentence {
    Sentence::new(&why.en, format!("pakeitimas prieštarauja tinklui: {}", why.lt))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::sample;
    use crate::model::{Value, network};
    use crate::store::error::Said;
    use crate::store::fit;
    use crate::store::neo4j::driver::Address;
    use crate::store::neo4j::layout::read::Unreadable;
    use crate::store::records::NodeRecord;

    /// One of each: what has a new variant needs words above, and a line here.
    fn all() -> Vec<StoreError> {
        let said = || Said::of("Permission denied (os error 13)");
        let address = || "bolt://neo4j@localhost:7687".parse::<Address>().expect("an address");
        let causes = [
            Cause::Unauthenticated(said()),
            Cause::Forbidden(said()),
            Cause::Refuses { code: "Neo.DatabaseError.General.UnknownError".into(), said: said() },
            Cause::Silent,
            Cause::Untrusted(said()),
            Cause::Unreachable(said()),
            Cause::NoServer(said()),
            Cause::Busy,
            Cause::Late { seconds: 31 },
            Cause::Other(said()),
        ];
        let faults =
            causes.map(|cause| Fault { address: Box::new(address()), cause, passes: false });
        let unavailable = [
            Unavailable::WriterStopped,
            Unavailable::NotCarriedOut,
            Unavailable::WalkBrokenOff,
            Unavailable::ReadOnly,
            Unavailable::DiskFull,
            Unavailable::NotWritten(said()),
            Unavailable::NotRead(said()),
        ];
        let damaged = [
            Damaged::Changes { last: 41 },
            Damaged::Replaced { at: 41 },
            Damaged::NewerLayout { address: address(), found: 99, known: 2 },
            Damaged::Foreign { address: address() },
            Damaged::Unreadable(Unreadable("`born` of `pe-ona` as Int(1970)".to_owned())),
        ];
        let faults = faults.into_iter().map(StoreError::from);
        faults
            .chain(unavailable.into_iter().map(StoreError::from))
            .chain(damaged.into_iter().map(StoreError::from))
            .collect()
    }

    /// What is never bent: what is quoted, numbers, and names of settings.
    fn fixed(text: &str) -> Vec<&str> {
        let quoted = text.split('`').skip(1).step_by(2);
        let plain = text.split('`').step_by(2);
        let words =
            plain.flat_map(|part| part.split(|one: char| !one.is_alphanumeric() && one != '_'));
        let named = words.filter(|word| word.parse::<u64>().is_ok() || word.contains('_'));
        let mut fixed: Vec<&str> = quoted.chain(named).collect();
        fixed.sort_unstable();
        fixed
    }

    #[test]
    fn every_failure_is_told_in_both_languages() {
        let mut known = std::collections::HashSet::new();
        for error in all() {
            let Sentence { en, lt } = failed(&error);
            let english = [" the ", " is ", " not ", " of ", " in ", " and ", " now"];
            let bare: String = lt.split('`').step_by(2).collect();
            assert!(!english.iter().any(|word| bare.contains(word)), "{lt}");
            assert_eq!(fixed(&en), fixed(&lt), "{en}\n{lt}");
            assert!(!en.contains("pe-ona") && !lt.contains("pe-ona"), "{en}\n{lt}");
            assert!(known.insert(en.clone()) && known.insert(lt.clone()), "{en}\n{lt}");
        }
    }

    #[test]
    fn what_does_not_fit_is_told_in_both_languages() {
        let model = network();
        let kind = model.kinds.iter().position(|kind| kind.name == "Company").expect("companies");
        let employees = model.property_id("employees").expect("companies have employees");
        let node = NodeRecord {
            id: "co-x".into(),
            kind: model.kinds[kind].id,
            properties: vec![(employees, Value::Bool(true))],
            identifiers: Vec::new(),
            sources: Vec::new(),
            recorded: sample::recorded(0),
            version: 0,
        };
        let faults = fit::node(&model, &node);
        let refused: Vec<Refused> = faults.into_iter().map(|why| Refused { at: 3, why }).collect();
        let told = failed(&StoreError::Refused(refused));
        assert_eq!(
            told.en,
            "2 of the changes cannot be applied; nothing was: \
             [3] `co-x`: `employees` is a whole number, and was given `true`; \
             [3] `co-x`: `name` is required"
        );
        assert_eq!(
            told.lt,
            "pakeitimų, kurių atlikti negalima: 2; neatliktas nė vienas: \
             [3] `co-x`: `employees` turi būti sveikasis skaičius, o pateikta `true`; \
             [3] `co-x`: `name` yra būtina"
        );
    }
}
