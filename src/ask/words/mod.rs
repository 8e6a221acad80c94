//! The sentences of answers, in English and Lithuanian.
//!
//! Names stay in the nominative: a Lithuanian sentence bends the common noun beside them („klasteryje „LITEK“").
//! Counted nouns follow the CLDR plurals of [`crate::text`].

pub(super) mod bridge;
pub(super) mod challenge;
pub(super) mod claim;
mod name;
mod noun;
pub(super) mod tie;
mod when;
pub(super) mod why_not;

pub(super) use name::Name;
pub(super) use noun::Noun;

use super::answer::Sentence;

/// A sentence, or a part of one, in both languages.
fn both(en: impl Into<String>, lt: impl Into<String>) -> Sentence {
    Sentence::new(en, lt)
}

/// Parts of a sentence with something between them.
fn join(parts: &[Sentence], between: &str) -> Sentence {
    Sentence::join(parts, between)
}

/// The same with a capital at its start.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
