//! Tests of values: what `eq`, `lt`, `contains` and the others stand for.

use super::filter::Logic;
use super::input::Input;
use super::lowerer::Lowerer;
use crate::model::{DataType, PartialDate, Property, Value};
use crate::plan::filter::{Comparison, Letters, Part, Place, Test};

/// What one entry of a value's filter says.
pub(super) enum Told {
    /// The test must be passed.
    Is(Test),
    /// It must not.
    IsNot(Test),
    /// Every one of these must be.
    Every(Vec<Test>),
}

impl Told {
    /// It as a condition, made of the conditions that single tests make.
    pub(super) fn made<F: Logic>(self, leaf: impl Fn(Test) -> F) -> F {
        match self {
            Self::Is(test) => leaf(test),
            Self::IsNot(test) => F::not(leaf(test)),
            Self::Every(tests) => F::every(tests.into_iter().map(leaf).collect()),
        }
    }
}

impl<'a> Lowerer<'a> {
    /// A test of a property's value.
    pub(super) fn value_test(
        &self,
        property: &Property,
        test: &str,
        given: Input<'a>,
    ) -> Option<Told> {
        if let Some((place, exact)) = part(test) {
            let letters = match (exact, property.search) {
                (true, _) => Letters::Exact,
                (false, true) => Letters::Folded,
                (false, false) => Letters::Caseless,
            };
            return Some(Told::Is(Test::Part(Part::new(given.text()?, place, letters))));
        }
        let language = property.localized.then(|| self.first_language());
        match told(test, given, |one| self.value(property, one))? {
            Told::Is(Test::Compare { comparison, value, .. }) => {
                Some(Told::Is(Test::Compare { comparison, value, language }))
            }
            other => Some(other),
        }
    }

    /// A value that a property is compared with.
    fn value(&self, property: &Property, given: Input<'_>) -> Option<Value> {
        Some(match property.data {
            DataType::Text => Value::Text(given.text()?.into()),
            DataType::Int => Value::Int(given.int()?),
            DataType::Float => Value::Float(given.float()?),
            DataType::Bool => Value::Bool(given.bool()?),
            DataType::Enum(of) => {
                Value::Enum(self.model().enumeration(of).position(given.text()?)?)
            }
            DataType::Date => Value::Date(date(given)?),
        })
    }
}

/// A test of a date of a link.
pub(super) fn date_test(test: &str, given: Input<'_>) -> Option<Told> {
    told(test, given, |one| date(one).map(Value::Date))
}

/// A test of a number of links.
pub(super) fn count_test(test: &str, given: Input<'_>) -> Option<Told> {
    told(test, given, |one| one.int().map(Value::Int))
}

/// A date. Requests with other texts in its place were refused.
pub(super) fn date(given: Input<'_>) -> Option<PartialDate> {
    given.text()?.parse().ok()
}

/// Where a text must have a part, and whether letter for letter.
fn part(test: &str) -> Option<(Place, bool)> {
    Some(match test {
        "contains" => (Place::Anywhere, false),
        "startsWith" => (Place::Start, false),
        "endsWith" => (Place::End, false),
        "containsExact" => (Place::Anywhere, true),
        "startsWithExact" => (Place::Start, true),
        "endsWithExact" => (Place::End, true),
        _ => return None,
    })
}

/// A test of values of any type.
fn told<'a>(
    test: &str,
    given: Input<'a>,
    mut value: impl FnMut(Input<'a>) -> Option<Value>,
) -> Option<Told> {
    let comparison = match test {
        "isNull" => {
            let absent = given.bool()?;
            return Some(if absent { Told::IsNot(Test::Present) } else { Told::Is(Test::Present) });
        }
        "lt" => Comparison::Less,
        "lte" => Comparison::AtMost,
        "gt" => Comparison::Greater,
        "gte" => Comparison::AtLeast,
        _ => {
            let values: Vec<Value> = given.items().into_iter().filter_map(value).collect();
            return Some(match test {
                "ne" | "notIn" => Told::IsNot(Test::In(values)),
                "hasAll" => {
                    Told::Every(values.into_iter().map(|one| Test::In(vec![one])).collect())
                }
                _ => Told::Is(Test::In(values)),
            });
        }
    };
    Some(Told::Is(Test::Compare { comparison, value: value(given)?, language: None }))
}
