//! Tests of values as conditions. Of what is absent they are false or null, which is the same but for `NOT`.

use super::Writer;
use crate::model::{DataType, Property, Value};
use crate::plan::filter::{Comparison, Letters, Part, Place, Test};
use crate::store::neo4j::layout::{names, write};
use crate::store::neo4j::statement::Parameter;

/// [`names::MARK`] as Cypher writes it.
const MARK: &str = "'\\u001F'";

impl Writer<'_> {
    /// The condition that a property of a node or link passes a test.
    pub(super) fn test(&mut self, whose: &str, property: &Property, test: &Test) -> String {
        let name = &property.name;
        match test {
            Test::Present => {
                let kept = names::kept(property);
                one_of(kept.iter().map(|name| format!("{whose}.{name} IS NOT NULL")))
            }
            Test::In(values) => {
                // Cypher finds 1 equal to 1.0; values of another type are never equal here.
                let values = values.iter().filter(|value| is_of(value, property.data));
                let values = values.map(|value| write::value(self.model, property, value));
                let values = self.parameter(values.collect::<Parameter>());
                if property.list {
                    return format!("any(x IN {whose}.{name} WHERE x IN {values})");
                }
                let kept = names::kept(property);
                one_of(kept.iter().map(|name| format!("{whose}.{name} IN {values}")))
            }
            Test::Part(part) if property.data == DataType::Text => self.part(whose, property, part),
            Test::Compare { comparison, value, language }
                if !property.list && is_of(value, property.data) =>
            {
                match (property.data, value) {
                    (DataType::Date, Value::Date(_)) => self.test_of_date(whose, name, test),
                    (DataType::Int | DataType::Float | DataType::Text, _) => {
                        let own = names::order(property, *language);
                        let other = self.parameter(write::sort_key(value));
                        format!("{whose}.{own} {} {other}", sign(*comparison))
                    }
                    _ => never(),
                }
            }
            Test::Part(_) | Test::Compare { .. } => never(),
        }
    }

    /// The condition that a date passes a test.
    pub(super) fn test_of_date(&mut self, whose: &str, name: &str, test: &Test) -> String {
        match test {
            Test::Present => format!("{whose}.{name} IS NOT NULL"),
            Test::In(values) => {
                let dates = values.iter().filter_map(|value| match value {
                    Value::Date(date) => Some(Parameter::from(date.to_string())),
                    _ => None,
                });
                let dates = self.parameter(dates.collect::<Parameter>());
                format!("{whose}.{name} IN {dates}")
            }
            Test::Compare { comparison, value: Value::Date(date), .. } => {
                let (first, last) = (names::first_day(name), names::last_day(name));
                let (own, day) = match comparison {
                    Comparison::Less => (last, date.first_day()),
                    Comparison::AtMost => (last, date.last_day()),
                    Comparison::Greater => (first, date.last_day()),
                    Comparison::AtLeast => (first, date.first_day()),
                };
                let day = self.parameter(day);
                format!("{whose}.{own} {} {day}", sign(*comparison))
            }
            Test::Part(_) | Test::Compare { .. } => never(),
        }
    }

    fn part(&mut self, whose: &str, property: &Property, part: &Part) -> String {
        let text = self.parameter(part.text.as_str());
        let has = match part.place {
            Place::Anywhere => "CONTAINS",
            Place::Start => "STARTS WITH",
            Place::End => "ENDS WITH",
        };
        let name = &property.name;
        if part.letters == Letters::Folded {
            let folded = format!("{whose}.{}", names::folded(name));
            let several = property.list || property.localized;
            // Among several texts a part stands where it stands in one of them.
            let apart = part.place != Place::Anywhere || part.text.contains(names::MARK);
            return if several && apart {
                format!("any(x IN split({folded}, {MARK}) WHERE x {has} {text})")
            } else {
                format!("{folded} {has} {text}")
            };
        }
        let compared = |of: &str| match part.letters {
            Letters::Caseless => format!("toLower({of})"),
            Letters::Exact | Letters::Folded => of.to_owned(),
        };
        if property.list {
            return format!("any(x IN {whose}.{name} WHERE {} {has} {text})", compared("x"));
        }
        let kept = names::kept(property);
        one_of(
            kept.iter()
                .map(|name| format!("{} {has} {text}", compared(&format!("{whose}.{name}")))),
        )
    }
}

/// The sign of a comparison.
pub(super) fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Less => "<",
        Comparison::AtMost => "<=",
        Comparison::Greater => ">",
        Comparison::AtLeast => ">=",
    }
}

/// The condition that nothing satisfies.
pub(super) fn never() -> String {
    "false".to_owned()
}

/// The condition that one of these holds.
pub(super) fn one_of(conditions: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = conditions.collect();
    match all.as_slice() {
        [] => never(),
        [one] => one.clone(),
        several => format!("({})", several.join(" OR ")),
    }
}

fn is_of(value: &Value, data: DataType) -> bool {
    matches!(
        (value, data),
        (Value::Text(_), DataType::Text)
            | (Value::Int(_), DataType::Int)
            | (Value::Float(_), DataType::Float)
            | (Value::Bool(_), DataType::Bool)
            | (Value::Date(_), DataType::Date)
            | (Value::Enum(_), DataType::Enum(_))
    )
}
