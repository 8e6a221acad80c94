//! The values of an operation's variables, checked and coerced before anything is executed.

use std::fmt::Write as _;

use apollo_compiler::Schema;
use apollo_compiler::ast::{Type, Value as Literal};
use apollo_compiler::executable::Operation;
use apollo_compiler::schema::{EnumType, ExtendedType, InputObjectType};
use serde_json::{Map, Value};

use super::fault::{RequestFault, line_and_column};
use crate::fault::Code;
use crate::fault::words::request as words;
use crate::model::{NotADate, PartialDate};
use crate::text::{Sentence, did_you_mean, meant};

/// How many faults are told: a long list of wrong values must not make a longer answer.
const MOST_TOLD: usize = 50;

/// How much of a wrong value is told.
const VALUE_LIMIT: usize = 60;

/// Coerces what a client sent to what the operation declares. What it does not declare is ignored.
///
/// # Errors
/// Every value that does not fit, and every one that is missing.
pub(crate) fn coerce(
    operation: &Operation,
    schema: &Schema,
    text: &str,
    sent: &Map<String, Value>,
) -> Result<Map<String, Value>, Vec<RequestFault>> {
    let mut coerced = Map::new();
    let mut faults = Vec::new();
    for variable in &operation.variables {
        let (name, expected) = (variable.name.as_str(), variable.ty.as_ref());
        let mut told = Vec::new();
        match sent.get(name) {
            Some(value) => {
                let mut coercion = Coercion { schema, name, place: Vec::new(), told: &mut told };
                if let Some(value) = coercion.value(expected, value) {
                    coerced.insert(name.to_owned(), value);
                }
            }
            None => match &variable.default_value {
                Some(default) => {
                    coerced.insert(name.to_owned(), literal(schema, expected, default));
                }
                None if expected.is_non_null() => {
                    told.push(words::variable_missing(name, &expected.to_string()));
                }
                None => {}
            },
        }
        for message in told.into_iter().take(MOST_TOLD.saturating_sub(faults.len())) {
            let at = variable.location().map(|span| line_and_column(text, span.offset()));
            faults.push(RequestFault { at, ..RequestFault::new(Code::BadInput, message) });
        }
    }
    if faults.is_empty() { Ok(coerced) } else { Err(faults) }
}

struct Coercion<'a> {
    schema: &'a Schema,
    /// The variable's name.
    name: &'a str,
    /// Where in the variable the value is.
    place: Vec<Step<'a>>,
    told: &'a mut Vec<Sentence>,
}

/// A step into a variable's value.
#[derive(Clone, Copy)]
enum Step<'a> {
    Field(&'a str),
    Item(usize),
}

impl<'a> Coercion<'a> {
    /// The value as the type wants it; none when it does not fit, which is then told. Recursion ends
    /// with the type: input types of the schema do not nest without end.
    fn value(&mut self, expected: &Type, value: &Value) -> Option<Value> {
        if value.is_null() {
            if expected.is_non_null() {
                return self.refuse(expected, value);
            }
            return Some(Value::Null);
        }
        if expected.is_list() {
            let item = expected.item_type();
            return match value {
                Value::Array(items) => {
                    let coerced: Vec<Option<Value>> = items
                        .iter()
                        .enumerate()
                        .map(|(at, value)| {
                            self.within(Step::Item(at), |this| this.value(item, value))
                        })
                        .collect();
                    coerced.into_iter().collect::<Option<Vec<Value>>>().map(Value::Array)
                }
                one => self.value(item, one).map(|one| Value::Array(vec![one])),
            };
        }
        match self.schema.types.get(expected.inner_named_type())? {
            ExtendedType::Enum(definition) => self.constant(definition, value),
            ExtendedType::InputObject(definition) => self.object(definition, value),
            _ if expected.inner_named_type() == "PartialDate" => self.date(value),
            _ => match scalar(expected.inner_named_type(), value) {
                Some(coerced) => Some(coerced),
                None => self.refuse(expected, value),
            },
        }
    }

    /// A date, as text: plans read it again, and so have it in one form whatever it came in.
    fn date(&mut self, value: &Value) -> Option<Value> {
        match value.as_str().ok_or(NotADate).and_then(str::parse::<PartialDate>) {
            Ok(_) => Some(value.clone()),
            Err(NotADate) => {
                self.tell(&words::no_date(&format!("`{}`", brief(value)), &meant(None)))
            }
        }
    }

    fn constant(&mut self, definition: &EnumType, value: &Value) -> Option<Value> {
        let name = value.as_str();
        if name.is_some_and(|name| definition.values.contains_key(name)) {
            return Some(value.clone());
        }
        let known = definition.values.keys().map(apollo_compiler::Name::as_str);
        let near = name.map_or_else(|| meant(None), |name| did_you_mean(name, known));
        self.tell(&words::no_constant(&definition.name, &brief(value), &near))
    }

    fn object(&mut self, definition: &'a InputObjectType, value: &Value) -> Option<Value> {
        let name = &definition.name;
        let Value::Object(given) = value else {
            return self.tell(&words::no_object(name, &brief(value)));
        };
        let before = self.told.len();
        let mut coerced = Map::new();
        for (field_name, field) in &definition.fields {
            match given.get(field_name.as_str()) {
                Some(value) => {
                    let fitting =
                        self.within(Step::Field(field_name), |this| this.value(&field.ty, value));
                    coerced.extend(fitting.map(|value| (field_name.to_string(), value)));
                }
                None => match &field.default_value {
                    Some(default) => {
                        let value = literal(self.schema, &field.ty, default);
                        coerced.insert(field_name.to_string(), value);
                    }
                    None if field.ty.is_non_null() => {
                        let of = field.ty.to_string();
                        self.tell::<()>(&words::field_missing(field_name, &of));
                    }
                    None => {}
                },
            }
        }
        for unknown in given.keys().filter(|key| !definition.fields.contains_key(key.as_str())) {
            let known = definition.fields.keys().map(apollo_compiler::Name::as_str);
            let near = did_you_mean(unknown, known);
            self.tell::<()>(&words::no_field(name, unknown, &near));
        }
        if definition.directives.has("oneOf")
            && (given.len() != 1 || given.values().any(Value::is_null))
        {
            self.tell::<()>(&words::exactly_one(name));
        }
        (self.told.len() == before).then_some(Value::Object(coerced))
    }

    fn within<T>(&mut self, step: Step<'a>, work: impl FnOnce(&mut Self) -> T) -> T {
        self.place.push(step);
        let done = work(self);
        self.place.pop();
        done
    }

    fn refuse<T>(&mut self, expected: &Type, value: &Value) -> Option<T> {
        self.tell(&words::expected_type(&expected.to_string(), &brief(value)))
    }

    fn tell<T>(&mut self, message: &Sentence) -> Option<T> {
        let mut place = format!("${}", self.name);
        for step in &self.place {
            // Writing to a String cannot fail.
            let _ = match step {
                Step::Field(name) => write!(place, ".{name}"),
                Step::Item(at) => write!(place, "[{at}]"),
            };
        }
        self.told.push(words::at(&place, message));
        None
    }
}

/// A scalar as its type wants it; none when it does not fit.
fn scalar(name: &str, value: &Value) -> Option<Value> {
    let fits = match name {
        "Int" => {
            // A whole number may be written with a fraction of nothing: JSON does not tell 1 from 1.0.
            let number = value.as_f64().filter(|number| number.fract() == 0.0)?;
            let bounds = f64::from(i32::MIN)..=f64::from(i32::MAX);
            #[expect(clippy::cast_possible_truncation, reason = "it is whole and within 32 bits")]
            return bounds.contains(&number).then(|| Value::from(number as i32));
        }
        "Float" => value.is_number(),
        "Boolean" => value.is_boolean(),
        "ID" => {
            if let Value::Number(number) = value {
                let whole = number.is_i64() || number.is_u64();
                return whole.then(|| Value::String(number.to_string()));
            }
            value.is_string()
        }
        "String" => value.is_string(),
        // No other scalar is asked for anywhere.
        _ => true,
    };
    fits.then(|| value.clone())
}

/// A default, which validation has found fitting, as the value it stands for.
fn literal(schema: &Schema, expected: &Type, default: &Literal) -> Value {
    if expected.is_list() && !default.is_null() {
        let item = expected.item_type();
        return match default {
            Literal::List(items) => items.iter().map(|one| literal(schema, item, one)).collect(),
            one => Value::Array(vec![literal(schema, item, one)]),
        };
    }
    match default {
        // A default has no variables: the parser refuses them.
        Literal::Null | Literal::Variable(_) => Value::Null,
        Literal::Boolean(one) => Value::Bool(*one),
        Literal::String(text) => Value::from(text.as_str()),
        Literal::Enum(name) => Value::from(name.as_str()),
        Literal::Int(number) if expected.inner_named_type() == "ID" => Value::from(number.as_str()),
        Literal::Int(number) => serde_json::from_str(number.as_str()).unwrap_or(Value::Null),
        Literal::Float(number) => serde_json::from_str(number.as_str()).unwrap_or(Value::Null),
        Literal::List(items) => items.iter().map(|one| literal(schema, expected, one)).collect(),
        Literal::Object(fields) => {
            let Some(ExtendedType::InputObject(definition)) =
                schema.types.get(expected.inner_named_type())
            else {
                return Value::Null;
            };
            let mut object = Map::new();
            for (name, field) in &definition.fields {
                let given = fields.iter().find(|(given, _)| given == name).map(|(_, value)| value);
                if let Some(value) = given.or(field.default_value.as_ref()) {
                    object.insert(name.to_string(), literal(schema, &field.ty, value));
                }
            }
            Value::Object(object)
        }
    }
}

/// A value as JSON, cut where it is long.
fn brief(value: &Value) -> String {
    let mut text = value.to_string();
    if text.len() > VALUE_LIMIT {
        text.truncate(text.floor_char_boundary(VALUE_LIMIT));
        text.push('…');
    }
    text
}
