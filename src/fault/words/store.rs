//! What a store does not do.

use crate::model::Language;
use crate::store::{Refused, StoreError};
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
        StoreError::Unavailable(why) => format!("saugykla dabar atsakyti negali: {why}"),
        StoreError::Damaged(why) => format!("saugyklos duomenys sugadinti: {why}"),
    };
    Sentence::new(error.to_string(), lt)
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
    use crate::store::fit;
    use crate::store::records::NodeRecord;

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
             [3] `co-x`: `employees` is a whole number, and was given `Bool(true)`; \
             [3] `co-x`: `name` is required"
        );
        assert_eq!(
            told.lt,
            "pakeitimų, kurių atlikti negalima: 2; neatliktas nė vienas: \
             [3] `co-x`: `employees` turi būti sveikasis skaičius, o pateikta `Bool(true)`; \
             [3] `co-x`: `name` yra būtina"
        );
    }
}
