//! Single values: of properties, and what names nodes, versions and requests.

use std::sync::Arc;

use serde_json::Value as Json;

use super::{Object, Reader};
use crate::fault::words::{request, write as words};
use crate::model::{DataType, KindSet, PartialDate, Property, Value, sense};
use crate::store::records::{NodeId, Source};
use crate::text::quoted;
use crate::write::fault::Step;
use crate::write::request::{Expecting, Named};

/// The longest text of a property, an identifier or a source, in bytes.
const LONGEST_TEXT: usize = 20_000;
/// The longest idempotency key, in bytes.
const LONGEST_KEY: usize = 200;

impl Reader<'_> {
    pub(super) fn value(&mut self, property: &Property, value: &Json) -> Option<Value> {
        Some(match property.data {
            DataType::Text => {
                let text = self.text(value)?;
                if let Some(expected) = sense::unfit_text(property, &text) {
                    self.fault(words::no_address(&quoted(&text), &expected));
                    return None;
                }
                Value::Text(text)
            }
            DataType::Date => Value::Date(self.date(value)?),
            DataType::Bool => Value::Bool(value.as_bool()?),
            DataType::Int => {
                let number = i32::try_from(value.as_i64()?).ok()?;
                self.within_bounds(property, f64::from(number))?;
                Value::Int(number.into())
            }
            DataType::Float => {
                let number = value.as_f64().filter(|number| number.is_finite())?;
                self.within_bounds(property, number)?;
                Value::Float(number)
            }
            DataType::Enum(of) => {
                Value::Enum(self.model.enumeration(of).position(value.as_str()?)?)
            }
        })
    }

    fn within_bounds(&mut self, property: &Property, number: f64) -> Option<()> {
        let Some(expected) = sense::out_of_bounds(property, number) else { return Some(()) };
        self.fault(words::out_of_range(number, &expected));
        None
    }

    pub(super) fn date(&mut self, value: &Json) -> Option<PartialDate> {
        let text = value.as_str().unwrap_or_default();
        let date = text.parse().ok();
        if date.is_none() {
            self.fault(request::no_date(&quoted(text), &sense::meant_date(text)));
        }
        date
    }

    /// A text without the blanks around it.
    pub(super) fn text(&mut self, value: &Json) -> Option<Arc<str>> {
        let given = value.as_str().unwrap_or_default();
        let text = given.trim();
        if text.is_empty() {
            let field = self.place.iter().rev().find_map(|step| match step {
                Step::Field(name) => Some(name.as_ref()),
                Step::Item(_) => None,
            });
            self.fault(words::blank(&quoted(given), field.unwrap_or_default()));
            None
        } else if text.len() > LONGEST_TEXT {
            self.fault(words::length(text.len(), 0, LONGEST_TEXT));
            None
        } else {
            Some(text.into())
        }
    }

    pub(super) fn source(&mut self, value: &Json) -> Option<Source> {
        let object = value.as_object()?;
        let retrieved = self.field(object, "retrieved", Self::date);
        let url = self.field(object, "url", Self::text).flatten()?;
        Some(Source { url, retrieved: retrieved.flatten() })
    }

    pub(super) fn key(&mut self, value: &Json) -> Option<Arc<str>> {
        let key = value.as_str().unwrap_or_default();
        if (1..=LONGEST_KEY).contains(&key.len()) {
            return Some(key.into());
        }
        self.fault(words::length(key.len(), 1, LONGEST_KEY));
        None
    }

    pub(super) fn if_version(&mut self, object: &Object) -> Option<Expecting> {
        self.field(object, "ifVersion", |reader, value| {
            let version = value.as_i64().unwrap_or_default();
            match u32::try_from(version) {
                Ok(version) if version > 0 => Some(Expecting { version, place: reader.here() }),
                _ => {
                    reader.fault(words::no_version(version));
                    None
                }
            }
        })?
    }

    pub(super) fn id(&mut self, object: &Object, name: &str, kinds: KindSet) -> Option<Named> {
        self.field(object, name, |reader, value| reader.id_here(value, kinds))?
    }

    /// An id; where the kind is known and has codes, the bare code will do.
    pub(super) fn id_here(&mut self, value: &Json, kinds: KindSet) -> Option<Named> {
        let given = text_of(value)?;
        let mut kinds = kinds.iter();
        let code = match (kinds.next(), kinds.next()) {
            (Some(kind), None) => self.model.kind(kind).code.as_deref(),
            _ => None,
        };
        let coded = |code: &str| given.strip_prefix(code).is_some_and(|rest| rest.starts_with(':'));
        let id = match code {
            Some(code) if !coded(code) => format!("{code}:{given}"),
            _ => given,
        };
        let Ok(id) = id.parse::<NodeId>() else {
            self.fault(words::no_id(&quoted(&id)));
            return None;
        };
        Some(Named { id: id.0, place: self.here() })
    }
}

/// An id as text: whole numbers are ids too.
pub(super) fn text_of(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
