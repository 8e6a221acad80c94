//! What a property's value is ordered by.

use crate::model::{Language, PropertyId, Value};
use crate::store::resident::facts::NodeFacts;
use crate::store::resident::value_view::ValueView;
use crate::text::{CollationKey, collation_key};

/// A value's place in the order of its property.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(in crate::store::resident) enum SortKey {
    /// Of anything but text: a number that keeps the order.
    Number(u64),
    /// Of text.
    Text(CollationKey),
}

impl SortKey {
    /// The first eight bytes, which decide most comparisons.
    pub(in crate::store::resident) fn prefix(&self) -> u64 {
        match self {
            Self::Number(number) => *number,
            Self::Text(key) => {
                let mut head = [0; 8];
                let taken = key.0.len().min(8);
                head[..taken].copy_from_slice(&key.0[..taken]);
                u64::from_be_bytes(head)
            }
        }
    }

    /// Whether the first eight bytes are all of it.
    pub(in crate::store::resident) fn is_short(&self) -> bool {
        matches!(self, Self::Number(_))
    }

    /// The whole number of a key.
    pub(super) fn int(key: u64) -> i64 {
        (key ^ 1 << 63).cast_signed()
    }

    /// The number of a key, which need not be whole.
    pub(super) fn float(key: u64) -> f64 {
        f64::from_bits(if key >> 63 == 0 { !key } else { key ^ 1 << 63 })
    }

    /// What stands before every date that begins on a day or later, and after all that begin earlier.
    pub(in crate::store::resident) fn of_day(day: u32) -> Self {
        Self::Number(u64::from(day) << 2)
    }

    /// The key of a value that is read in place; none for what is never a key.
    pub(in crate::store::resident) fn of_view(value: ValueView<'_>) -> Option<Self> {
        Some(match value {
            ValueView::Bool(one) => Self::Number(u64::from(one)),
            ValueView::Int(one) => Self::Number(of_int(one)),
            ValueView::Float(one) => Self::Number(of_float(one)),
            ValueView::Date(one) => Self::Number(one.packed()),
            ValueView::Enum(one) => Self::Number(u64::from(one)),
            ValueView::Text(one) => Self::Text(collation_key(one)),
            ValueView::Localized(_) | ValueView::List(_) => return None,
        })
    }

    /// The key of a value as a cursor has it; none for what is never a key.
    pub(in crate::store::resident) fn of(value: &Value) -> Option<Self> {
        Some(match value {
            Value::Bool(one) => Self::Number(u64::from(*one)),
            Value::Int(one) => Self::Number(of_int(*one)),
            Value::Float(one) => Self::Number(of_float(*one)),
            Value::Date(one) => Self::Number(one.packed()),
            Value::Enum(one) => Self::Number(u64::from(*one)),
            Value::Text(one) => Self::Text(collation_key(one)),
            Value::Localized(_) | Value::List(_) => return None,
        })
    }
}

/// The value that a node is ordered by, as a cursor has it.
pub(in crate::store::resident) fn plain_value(
    facts: NodeFacts<'_>,
    property: PropertyId,
    language: Option<Language>,
) -> Option<ValueView<'_>> {
    match facts.property(property)? {
        ValueView::Localized(texts) => {
            texts.best(language.as_slice()).map(|(text, _)| ValueView::Text(text))
        }
        ValueView::List(_) => None,
        one => Some(one),
    }
}

/// The key that a node is ordered by.
pub(in crate::store::resident) fn key_of(
    facts: NodeFacts<'_>,
    property: PropertyId,
    language: Option<Language>,
) -> Option<SortKey> {
    SortKey::of_view(plain_value(facts, property, language)?)
}

fn of_int(number: i64) -> u64 {
    number.cast_unsigned() ^ 1 << 63
}

fn of_float(number: f64) -> u64 {
    // One zero only.
    let bits = (number + 0.0).to_bits();
    if bits >> 63 == 0 { bits ^ 1 << 63 } else { !bits }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_order() {
        let ints = [i64::MIN, -2, -1, 0, 1, i64::MAX].map(of_int);
        assert!(ints.is_sorted_by(|a, b| a < b));
        let floats = [-1e300, -2.0, -1e-9, 0.0, 1e-9, 2.0, 1e300].map(of_float);
        assert!(floats.is_sorted_by(|a, b| a < b));
        assert_eq!(of_float(-0.0), of_float(0.0));
        for int in [i64::MIN, -1, 0, 7, i64::MAX] {
            assert_eq!(SortKey::int(of_int(int)), int);
        }
        for float in [f64::MIN, -0.1, 0.0, 1e-300, 2.5, f64::MAX] {
            assert_eq!(SortKey::float(of_float(float)).to_bits(), float.to_bits());
        }
    }

    #[test]
    fn a_prefix_never_contradicts_its_key() {
        let mut names = ["", "A", "Arginta", "Arginta 2", "Ąžuolas", "Zarasai", "10 A"]
            .map(collation_key)
            .map(SortKey::Text);
        names.sort();
        assert!(names.iter().map(SortKey::prefix).is_sorted());
    }
}
