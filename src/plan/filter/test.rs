//! Tests of values.

use crate::model::{Language, PartialDate, Value};
use crate::text::{collation_key, fold};

/// A test of a value. For a list property, one item that passes is enough; for localised text, a text in
/// any language, unless the test says which.
#[derive(Clone, PartialEq, Debug)]
pub enum Test {
    /// It is there, whatever it is.
    Present,
    /// It equals one of these. Text compares exactly.
    In(Vec<Value>),
    /// Its text has this part.
    Part(Part),
    /// It stands like this to a value of its own type, not an enumeration's; never of a list. Dates compare as
    /// intervals, text by its collation key, localised text as a reader of the language reads it.
    Compare {
        /// How it must stand to the value.
        comparison: Comparison,
        /// The value.
        value: Value,
        /// The reader's language, where the property is localised.
        language: Option<Language>,
    },
}

impl Test {
    /// The test of a number of links.
    #[must_use]
    pub fn number(comparison: Comparison, number: i64) -> Self {
        Self::Compare { comparison, value: Value::Int(number), language: None }
    }

    /// Whether a value passes.
    #[must_use]
    pub fn passes(&self, value: &Value) -> bool {
        match self {
            Self::Present => true,
            Self::In(wanted) => any_of(
                value,
                |one| wanted.contains(one),
                |text| wanted.iter().any(|one| matches!(one, Value::Text(one) if one == text)),
            ),
            Self::Part(part) => any_of(
                value,
                |one| matches!(one, Value::Text(text) if part.is_in(text)),
                |text| part.is_in(text),
            ),
            Self::Compare { comparison, value: other, language } => match (value, other) {
                (Value::Localized(text), Value::Text(other)) => text
                    .read(language.as_slice())
                    .is_some_and(|(text, _)| comparison.holds_of_texts(text, other)),
                (Value::Text(text), Value::Text(other)) => comparison.holds_of_texts(text, other),
                (Value::Date(date), Value::Date(other)) => comparison.holds_of_dates(*date, *other),
                (Value::Int(one), Value::Int(other)) => comparison.holds(one, other),
                (Value::Float(one), Value::Float(other)) => comparison.holds(one, other),
                _ => false,
            },
        }
    }
}

/// Whether something holds of a value, of an item of a list, or of a text in some language.
fn any_of(
    value: &Value,
    of_one: impl Fn(&Value) -> bool,
    of_text: impl Fn(&std::sync::Arc<str>) -> bool,
) -> bool {
    match value {
        Value::List(items) => items.iter().any(of_one),
        Value::Localized(texts) => texts.texts().any(of_text),
        one => of_one(one),
    }
}

/// How a value must stand to another.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Comparison {
    /// Less. A date: it is over before the other begins.
    Less,
    /// Less or equal. A date: it is over when the other is.
    AtMost,
    /// Greater. A date: it begins after the other is over.
    Greater,
    /// Greater or equal. A date: it begins when the other does, or later.
    AtLeast,
}

impl Comparison {
    /// Whether numbers, texts' keys or anything else with one order stand like this.
    #[must_use]
    pub fn holds<T: PartialOrd + ?Sized>(self, left: &T, right: &T) -> bool {
        match self {
            Self::Less => left < right,
            Self::AtMost => left <= right,
            Self::Greater => left > right,
            Self::AtLeast => left >= right,
        }
    }

    /// Whether dates stand like this, as the intervals that they are.
    #[must_use]
    pub fn holds_of_dates(self, left: PartialDate, right: PartialDate) -> bool {
        match self {
            Self::Less => left.last_day() < right.first_day(),
            Self::AtMost => left.last_day() <= right.last_day(),
            Self::Greater => left.first_day() > right.last_day(),
            Self::AtLeast => left.first_day() >= right.first_day(),
        }
    }

    /// Whether texts stand like this in the order of names.
    #[must_use]
    pub fn holds_of_texts(self, left: &str, right: &str) -> bool {
        self.holds(&collation_key(left), &collation_key(right))
    }
}

/// A part that a text can have.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// The part, written as its letters compare: folded, in lower case, or as it is.
    pub text: String,
    /// Where the text must have it.
    pub place: Place,
    /// When letters are the same.
    pub letters: Letters,
}

/// Where a text has a part.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Place {
    /// Anywhere.
    Anywhere,
    /// At its start.
    Start,
    /// At its end.
    End,
}

/// When letters are the same.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Letters {
    /// When they fold alike: case and diacritics do not matter. Only of `@search` properties.
    Folded,
    /// When they are the same in lower case.
    Caseless,
    /// When they are the same.
    Exact,
}

impl Part {
    /// A part as somebody wrote it.
    #[must_use]
    pub fn new(text: &str, place: Place, letters: Letters) -> Self {
        Self { text: letters.of(text), place, letters }
    }

    /// Whether a text has it.
    #[must_use]
    pub fn is_in(&self, whole: &str) -> bool {
        let of = |whole: &str| match self.place {
            Place::Anywhere => whole.contains(&self.text),
            Place::Start => whole.starts_with(&self.text),
            Place::End => whole.ends_with(&self.text),
        };
        match self.letters {
            Letters::Exact => of(whole),
            letters => of(&letters.of(whole)),
        }
    }
}

impl Letters {
    /// A text as its letters compare.
    #[must_use]
    pub fn of(self, text: &str) -> String {
        match self {
            Self::Folded => fold(text),
            Self::Caseless => text.to_lowercase(),
            Self::Exact => text.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_compare_as_intervals() {
        use Comparison::{AtLeast, AtMost, Greater, Less};
        let date = |text: &str| text.parse::<PartialDate>().expect("a date");
        for (left, right, holds) in [
            ("2014-10", "2014", vec![AtMost, AtLeast]),
            ("2014", "2014-10", vec![]),
            ("2014", "2014", vec![AtMost, AtLeast]),
            ("2014", "2014-01-01", vec![AtLeast]),
            ("2014", "2014-12-31", vec![AtMost]),
            ("2013-12-31", "2014", vec![Less, AtMost]),
            ("2015", "2014-12", vec![Greater, AtLeast]),
        ] {
            let all = [Less, AtMost, Greater, AtLeast];
            let found: Vec<Comparison> =
                all.into_iter().filter(|one| one.holds_of_dates(date(left), date(right))).collect();
            assert_eq!(found, holds, "{left} and {right}");
        }
    }

    #[test]
    fn parts_are_folded_caseless_or_exact() {
        use Letters::{Caseless, Exact, Folded};
        for (part, place, letters, whole, found) in [
            ("ZUV", Place::Start, Folded, "Žuvėdra", true),
            ("ZUV", Place::Start, Caseless, "Žuvėdra", false),
            ("ŽUV", Place::Start, Caseless, "Žuvėdra", true),
            ("ŽUV", Place::Start, Exact, "Žuvėdra", false),
            ("Žuv", Place::Start, Exact, "Žuvėdra", true),
            ("vė", Place::Anywhere, Exact, "Žuvėdra", true),
            ("vė", Place::Start, Exact, "Žuvėdra", false),
            ("DRA", Place::End, Folded, "Žuvėdra", true),
            ("dr", Place::End, Folded, "Žuvėdra", false),
            ("", Place::End, Exact, "", true),
        ] {
            assert_eq!(Part::new(part, place, letters).is_in(whole), found, "{part} {whole}");
        }
    }
}
