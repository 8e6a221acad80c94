//! Names of labels, relationship types and properties.

use crate::model::{DataType, Kind, Language, Listed, Model, Property};
use crate::plan::filter::LinkDate;
use crate::store::claim::Claim;

/// The label of every node of the network, which nothing else has.
pub const NODE: &str = "Node";

/// The label of those who object to being suggested.
pub const OBJECTED: &str = "TinklasObjected";

/// Stands between the texts that are kept as one: U+001F, which no word has in it.
pub const MARK: &str = "\u{1f}";

/// The longest text that is put in a range index, in bytes; Neo4j refuses a change with more than some 8,160.
pub(super) const LONGEST_INDEXED: usize = 4_000;

/// The properties in which a link tells when it holds; each also has what a date derives.
pub const DATES: [&str; 3] = ["since", "until", "seen"];

/// The one of [`DATES`] that keeps a date of a link.
#[must_use]
pub fn date(date: LinkDate) -> &'static str {
    let [since, until, seen] = DATES;
    match date {
        LinkDate::Since => since,
        LinkDate::Until => until,
        LinkDate::Seen => seen,
    }
}

/// The labels that every node of a kind has, `Node` first and the kind's own last.
pub fn labels(kind: &Kind) -> impl Iterator<Item = &str> {
    // Every kind implements `Node`, which stands first among its interfaces.
    let others = kind.interfaces.iter().map(String::as_str).filter(|name| *name != NODE);
    std::iter::once(NODE).chain(others).chain(std::iter::once(kind.name.as_str()))
}

/// The label of the nodes of a kind that satisfy a `@listed` rule: `Expert`.
#[must_use]
pub fn listed_label(listed: &Listed) -> String {
    let mut letters = listed.singular.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

/// Where the text of a language is kept: `name_en`.
#[must_use]
pub fn in_language(name: &str, language: Language) -> String {
    format!("{name}_{}", suffix(language))
}

/// Everywhere that values of a property are kept: `name`, `name_en`, `name_lt`; one name unless it is localised.
#[must_use]
pub fn kept(property: &Property) -> Vec<String> {
    let mut names = vec![property.name.clone()];
    if property.localized {
        names.extend(
            Language::ALL.into_iter().map(|language| in_language(&property.name, language)),
        );
    }
    names
}

/// The first day that a date can mean, as a number: `founded_first`.
#[must_use]
pub fn first_day(name: &str) -> String {
    format!("{name}_first")
}

/// The last day that a date can mean, as a number: `founded_last`.
#[must_use]
pub fn last_day(name: &str) -> String {
    format!("{name}_last")
}

/// The place of a date, an enumeration's value or a text in its order: `founded_order`.
#[must_use]
pub fn place(name: &str) -> String {
    format!("{name}_order")
}

/// What nodes are ordered by for a reader of a language, who makes a difference for localised text only. A
/// reader of no language reads as one of English.
#[must_use]
pub fn order(property: &Property, language: Option<Language>) -> String {
    let name = &property.name;
    match property.data {
        DataType::Int | DataType::Float | DataType::Bool => name.clone(),
        DataType::Text if property.localized => {
            format!("{name}_order_{}", suffix(language.unwrap_or(Language::En)))
        }
        DataType::Text | DataType::Date | DataType::Enum(_) => place(name),
    }
}

/// All folded texts of a text property, with [`MARK`] between them: `name_folded`.
#[must_use]
pub fn folded(name: &str) -> String {
    format!("{name}_folded")
}

/// The folded words of a searched property, each after one space, with [`MARK`] before, between and behind its texts:
/// `name_words`. It contains `' ' + start` when a word begins so, `MARK + ' laser li'` when a text does, and
/// `MARK + ' laser light' + MARK` when a text has just these words.
#[must_use]
pub fn words(name: &str) -> String {
    format!("{name}_words")
}

/// The key of the `Identifier` node of what only one node may have. It has a range index, which takes no long
/// values, so of a long one it holds a part and a sum.
#[must_use]
pub fn claim_key(model: &Model, claim: &Claim) -> String {
    let mut key = match claim {
        Claim::Identifier(scheme, value) => format!("{scheme}\u{1f}{value}"),
        Claim::Value(kind, property, value) => {
            let name = model.property_names.get(usize::from(property.0)).map_or("", String::as_str);
            format!("@{}.{name}\u{1f}{value}", model.kind(*kind).name)
        }
    };
    if key.len() > LONGEST_INDEXED {
        let start = &key[..key.floor_char_boundary(LONGEST_INDEXED)];
        key = format!("{start}\u{1f}{:08x}", crc32fast::hash(key.as_bytes()));
    }
    key
}

fn suffix(language: Language) -> &'static str {
    match language {
        Language::En => "en",
        Language::Lt => "lt",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::network;

    #[test]
    fn a_kind_has_the_labels_of_its_interfaces() {
        let model = network();
        let of = |name| {
            model.kind_named(name).map(|kind| labels(kind).collect::<Vec<_>>()).unwrap_or_default()
        };
        assert_eq!(of("Company"), ["Node", "Actor", "Company"]);
        assert_eq!(of("Country"), ["Node", "Country"]);
        let listed: Vec<String> =
            model.kinds.iter().flat_map(|kind| &kind.listed).map(listed_label).collect();
        assert_eq!(listed, ["Expert"]);
    }

    #[test]
    fn no_name_of_the_model_can_be_one_that_is_derived() {
        let model = network();
        assert!(model.property_names.iter().all(|name| !name.contains('_')));
    }
}
