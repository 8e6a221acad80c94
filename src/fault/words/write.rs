//! Mutations.

use crate::model::PartialDate;
use crate::store::claim::Claim;
use crate::text::Sentence;

/// Too many changes at once.
pub(crate) fn too_many_changes(count: usize, most: usize) -> Sentence {
    Sentence::new(
        format!("has {count} changes; expected at most {most} at once"),
        format!("pakeitimų yra {count}; vienu kartu daugiausia gali būti {most}"),
    )
}

/// An update that gives another id.
pub(crate) fn other_id(other: &str, id: &str) -> Sentence {
    Sentence::new(
        format!("`{other}` is another id than `{id}`; an id never changes"),
        format!("`{other}` yra kitas identifikatorius nei `{id}`; identifikatorius nekinta"),
    )
}

/// A text that is not the id of a link.
pub(crate) fn no_link_id(quoted: &str, near: &Sentence) -> Sentence {
    Sentence::new(
        format!(
            "{quoted} is not the id of a link; expected one such as `MEMBER_OF/co-a/cl-b`{}",
            near.en
        ),
        format!(
            "{quoted} nėra ryšio identifikatorius; tikėtasi tokio kaip `MEMBER_OF/co-a/cl-b`{}",
            near.lt
        ),
    )
}

/// A text that can be nobody's id.
pub(crate) fn no_id(quoted: &str) -> Sentence {
    Sentence::new(
        format!("{quoted} is {}", crate::store::records::NotAnId),
        format!(
            "{quoted} nėra identifikatorius; tikėtasi nuo 1 iki 128 raidžių, skaitmenų ar ženklų `-_.:~@+`"
        ),
    )
}

/// A link without another end.
pub(crate) fn leads_nowhere() -> Sentence {
    Sentence::new(
        "leads nowhere; expected either `id` or `create`",
        "niekur neveda; tikėtasi arba `id`, arba `create`",
    )
}

/// A text that is no web address.
pub(crate) fn no_address(quoted: &str, expected: &Sentence) -> Sentence {
    Sentence::new(
        format!("{quoted} is not the address of a page; expected {}", expected.en),
        format!("{quoted} nėra puslapio adresas; tikėtasi {}", expected.lt),
    )
}

/// A number out of its bounds.
pub(crate) fn out_of_range(number: f64, expected: &Sentence) -> Sentence {
    Sentence::new(
        format!("`{number}` is out of range; expected {}", expected.en),
        format!("`{number}` peržengia ribas; tikėtasi {}", expected.lt),
    )
}

/// A text of nothing, in a field.
pub(crate) fn blank(quoted: &str, field: &str) -> Sentence {
    Sentence::new(
        format!(
            "{quoted} is blank; expected a text for `{field}`, or null to remove what is there"
        ),
        format!(
            "{quoted} yra tuščias; laukui `{field}` tikėtasi teksto arba null, jei norima pašalinti tai, kas yra"
        ),
    )
}

/// A text of too many bytes, or too few.
pub(crate) fn length(found: usize, least: usize, most: usize) -> Sentence {
    if least == 0 {
        return Sentence::new(
            format!("has {found} bytes; expected at most {most}"),
            format!("baitų yra {found}; daugiausia gali būti {most}"),
        );
    }
    Sentence::new(
        format!("has {found} bytes; expected from {least} to {most}"),
        format!("baitų yra {found}; tikėtasi nuo {least} iki {most}"),
    )
}

/// A number that no version has.
pub(crate) fn no_version(version: i64) -> Sentence {
    Sentence::new(
        format!("`{version}` is no version; versions count from 1"),
        format!("`{version}` nėra versija; versijos skaičiuojamos nuo 1"),
    )
}

/// A node that has links and is to be removed without them.
pub(crate) fn linked(id: &str, links: u64) -> Sentence {
    let word = if links == 1 { "link" } else { "links" };
    Sentence::new(
        format!(
            "`{id}` has {links} {word}; unlink what it is linked with first, or say `cascade: true` to remove its \
             links too"
        ),
        format!(
            "`{id}` ryšių turi {links}; pirma juos pašalinkite arba nurodykite `cascade: true`, kad būtų \
             pašalinti kartu"
        ),
    )
}

/// A link that is not there.
pub(crate) fn no_link(name: &str) -> Sentence {
    Sentence::new(format!("there is no link `{name}`"), format!("ryšio `{name}` nėra"))
}

/// A node that is not there; `expected` are the kinds that it could be of.
pub(crate) fn no_node(expected: &[&str], id: &str) -> Sentence {
    let (en, lt) = match expected {
        [] => ("node".to_owned(), "mazgo".to_owned()),
        some => (some.join(" or "), some.join(" ar ")),
    };
    Sentence::new(
        format!("there is no {en} with the id `{id}`"),
        format!("nėra {lt} su identifikatoriumi `{id}`"),
    )
}

/// A node of another kind than those that fit.
pub(crate) fn other_kind(id: &str, found: &str, expected: &[&str]) -> Sentence {
    let article = if let [_] = expected { "a " } else { "" };
    Sentence::new(
        format!("`{id}` is a {found}; expected {article}{}", expected.join(" or ")),
        format!("`{id}` yra {found}; tikėtasi {}", expected.join(" ar ")),
    )
}

/// Another version than expected.
pub(crate) fn other_version(name: &str, found: u32, expected: u32) -> Sentence {
    Sentence::new(
        format!(
            "`{name}` has version {found}, and version {expected} was expected: another changed it; read it again"
        ),
        format!(
            "`{name}` versija yra {found}, o tikėtasi {expected}: kažkas tai pakeitė; perskaitykite iš naujo"
        ),
    )
}

/// A node that is to be added and is there.
pub(crate) fn exists(kind: &str, id: &str) -> Sentence {
    Sentence::new(
        format!("there is a {kind} with the id `{id}` already; update it, or give another `id`"),
        format!(
            "{kind} su identifikatoriumi `{id}` jau yra; pakeiskite jį arba nurodykite kitą `id`"
        ),
    )
}

/// An upsert that names nothing.
pub(crate) fn says_not_which(kind: &str) -> Sentence {
    Sentence::new(
        format!(
            "says not which {kind} is meant; expected an `id`, or `identifiers` that it may have"
        ),
        format!(
            "nepasakyta, kuris {kind} turimas omenyje; tikėtasi `id` arba galimų `identifiers`"
        ),
    )
}

/// Identifiers of several nodes.
pub(crate) fn of_several(owner: &str, first: &str) -> Sentence {
    Sentence::new(
        format!("is of `{owner}`, and another is of `{first}`"),
        format!("priklauso `{owner}`, o kitas – `{first}`"),
    )
}

/// A node of a kind with codes that has none.
pub(crate) fn needs_code(code: &str) -> Sentence {
    Sentence::new(
        format!("expected an `id`: its code, as in `{code}:CODE`"),
        format!("tikėtasi `id` – kodo, pavyzdžiui, `{code}:CODE`"),
    )
}

/// A node that no id can be made for.
pub(crate) fn needs_id() -> Sentence {
    Sentence::new(
        "expected an `id`, or a `name` with letters to make one of",
        "tikėtasi `id` arba `name` su raidėmis, iš kurių jį galima sudaryti",
    )
}

/// A property that has to be there and is not.
pub(crate) fn required(kind: &str, property: &str) -> Sentence {
    Sentence::new(
        format!("every {kind} has `{property}`; expected a value"),
        format!("kiekvienas {kind} turi `{property}`; tikėtasi reikšmės"),
    )
}

/// An identifier or unique value that another has.
pub(crate) fn taken(owner: &str, claim: &Claim, words: &str) -> Sentence {
    let lt = match claim {
        Claim::Identifier(scheme, value) => format!("`{owner}` jau turi {scheme} `{value}`"),
        Claim::Value(..) => format!("tokia reikšmė jau yra `{owner}`; ji turi būti viena"),
    };
    Sentence::new(format!("`{owner}` already has {words}"), lt)
}

/// An end before its start, by the names of the two.
pub(crate) fn end_before_start(end: PartialDate, start: PartialDate) -> Sentence {
    Sentence::new(
        format!("the end `{end}` is before the start `{start}`"),
        format!("pabaiga `{end}` yra anksčiau už pradžią `{start}`"),
    )
}

/// A link that ends before it starts.
pub(crate) fn until_before_since(until: PartialDate, since: PartialDate) -> Sentence {
    Sentence::new(
        format!("`until` is `{until}`, before `since`, which is `{since}`"),
        format!("`until` yra `{until}`, anksčiau už `since`, kuris yra `{since}`"),
    )
}

/// A link of a node to itself.
pub(crate) fn joins_itself(id: &str) -> Sentence {
    Sentence::new(format!("joins `{id}` with itself"), format!("sieja `{id}` su savimi"))
}

/// Others were always faster.
pub(crate) fn kept_changing() -> Sentence {
    Sentence::new(
        "others keep changing what it needs; send it again later",
        "kiti vis keičia tai, ko reikia šiam pakeitimui; siųskite vėliau dar kartą",
    )
}

/// A key of another request.
pub(crate) fn key_used(key: &str) -> Sentence {
    Sentence::new(
        format!("`{key}` was used for another request lately; use another key for each request"),
        format!(
            "`{key}` neseniai panaudotas kitai užklausai; kiekvienai užklausai naudokite kitą raktą"
        ),
    )
}
