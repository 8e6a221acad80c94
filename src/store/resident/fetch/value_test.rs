//! A test that is ready to be asked of many values, read in place.

use crate::model::{Language, PartialDate, Value};
use crate::plan::filter::{Comparison, Letters, Part, Place, Test};
use crate::store::resident::value_view::ValueView;
use crate::text::{CollationKey, collation_key};

/// A test of values.
#[derive(Debug)]
pub(super) enum ValueTest<'p> {
    /// Any value passes.
    Present,
    /// It equals one of these.
    Equals(&'p [Value]),
    /// It has a part.
    Part(&'p Part, Box<memchr::memmem::Finder<'p>>),
    /// It stands like this to a value that is not text.
    Compare(Comparison, &'p Value),
    /// It stands like this to a text, as a reader of the language reads it.
    CompareText(Comparison, CollationKey, Option<Language>),
}

impl<'p> ValueTest<'p> {
    /// Makes a test ready.
    pub(super) fn new(test: &'p Test) -> Self {
        match test {
            Test::Present => Self::Present,
            Test::In(values) => Self::Equals(values),
            Test::Part(part) => {
                Self::Part(part, Box::new(memchr::memmem::Finder::new(part.text.as_bytes())))
            }
            Test::Compare { comparison, value: Value::Text(other), language } => {
                Self::CompareText(*comparison, collation_key(other), *language)
            }
            Test::Compare { comparison, value, .. } => Self::Compare(*comparison, value),
        }
    }

    /// Whether a value passes.
    pub(super) fn passes(&self, value: ValueView<'_>) -> bool {
        match self {
            Self::Present => true,
            Self::Equals(values) => equals_one(value, values),
            Self::Part(part, finder) => match value {
                ValueView::Text(text) => has(text, part, finder),
                ValueView::Localized(texts) => texts.texts().any(|text| has(text, part, finder)),
                ValueView::List(items) => items
                    .items()
                    .any(|item| matches!(item, ValueView::Text(text) if has(text, part, finder))),
                _ => false,
            },
            Self::Compare(comparison, other) => match (value, other) {
                (ValueView::Date(date), Value::Date(other)) => {
                    comparison.holds_of_dates(date, *other)
                }
                (ValueView::Int(one), Value::Int(other)) => comparison.holds(&one, other),
                (ValueView::Float(one), Value::Float(other)) => comparison.holds(&one, other),
                _ => false,
            },
            Self::CompareText(comparison, other, language) => {
                let text = match value {
                    ValueView::Text(text) => Some(text),
                    ValueView::Localized(texts) => {
                        texts.best(language.as_slice()).map(|(text, _)| text)
                    }
                    _ => None,
                };
                text.is_some_and(|text| comparison.holds(&collation_key(text), other))
            }
        }
    }

    /// The part that folded texts have anywhere, where that is what passes.
    pub(super) fn part_of_word(&self) -> Option<&memchr::memmem::Finder<'p>> {
        match self {
            Self::Part(part, finder)
                if part.place == Place::Anywhere && part.letters == Letters::Folded =>
            {
                Some(finder)
            }
            _ => None,
        }
    }

    /// Whether a date passes, if there is one.
    pub(super) fn passes_date(&self, date: Option<PartialDate>) -> bool {
        date.is_some_and(|date| self.passes(ValueView::Date(date)))
    }
}

fn equals_one(value: ValueView<'_>, values: &[Value]) -> bool {
    let text =
        |text: &str| values.iter().any(|one| matches!(one, Value::Text(one) if **one == *text));
    match value {
        ValueView::Localized(texts) => texts.texts().any(text),
        ValueView::List(items) => items.items().any(|item| values.iter().any(|one| item.is(one))),
        one => values.iter().any(|value| one.is(value)),
    }
}

/// As [`Part::is_in`], with what looks for the part made once.
fn has(whole: &str, part: &Part, finder: &memchr::memmem::Finder<'_>) -> bool {
    match (part.place, part.letters) {
        (Place::Anywhere, Letters::Exact) => finder.find(whole.as_bytes()).is_some(),
        (Place::Anywhere, letters) => finder.find(letters.of(whole).as_bytes()).is_some(),
        _ => part.is_in(whole),
    }
}
