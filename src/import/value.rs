//! The text of a cell as the value of a property.

use std::sync::Arc;

use super::fault::quoted;
use crate::model::{DataType, Model, PartialDate, Property, Value, sense};
use crate::text::nearest;

/// The value of a cell that is not blank; of a localised property, the text alone.
///
/// # Errors
/// What was expected instead, in words.
pub(super) fn value(
    model: &Model,
    property: &Property,
    words: &[(&str, &str)],
    text: &str,
) -> Result<Value, String> {
    if property.list {
        let items: Result<Vec<Value>, String> =
            items(text).map(|item| one_value(model, property, words, item)).collect();
        return Ok(Value::List(items?.into()));
    }
    one_value(model, property, words, text)
}

/// The parts of a list in a cell.
pub(super) fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').map(str::trim).filter(|item| !item.is_empty())
}

fn one_value(
    model: &Model,
    property: &Property,
    words: &[(&str, &str)],
    text: &str,
) -> Result<Value, String> {
    Ok(match property.data {
        DataType::Text => {
            if let Some(expected) = sense::unfit_text(property, text) {
                return Err(format!(
                    "{} is not the address of a page; expected {expected}",
                    quoted(text)
                ));
            }
            Value::Text(Arc::from(text))
        }
        DataType::Date => Value::Date(date(text)?),
        DataType::Bool => match text.to_ascii_lowercase().as_str() {
            "true" | "yes" | "1" => Value::Bool(true),
            "false" | "no" | "0" => Value::Bool(false),
            _ => return Err(format!("{} is neither `true` nor `false`", quoted(text))),
        },
        DataType::Int => {
            let number: i32 = text.parse().map_err(|_| {
                format!("{} is not a whole number; expected plain digits of at most 2147483647, such as `120`", quoted(text))
            })?;
            in_bounds(property, f64::from(number), text)?;
            Value::Int(i64::from(number))
        }
        DataType::Float => {
            let plain = text.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b));
            let number = text.parse::<f64>().ok().filter(|number| plain && number.is_finite());
            let number = number.ok_or_else(|| {
                format!(
                    "{} is not a number; expected plain digits with a point, such as `2400000` or `0.5`",
                    quoted(text)
                )
            })?;
            in_bounds(property, number, text)?;
            Value::Float(number)
        }
        DataType::Enum(of) => {
            let enumeration = model.enumeration(of);
            let constant =
                words.iter().find(|(word, _)| word.eq_ignore_ascii_case(text)).map_or_else(
                    || text.to_ascii_uppercase().replace([' ', '-'], "_"),
                    |(_, constant)| (*constant).to_owned(),
                );
            Value::Enum(enumeration.position(&constant).ok_or_else(|| {
                let known: Vec<String> = words
                    .iter()
                    .map(|(word, _)| (*word).to_owned())
                    .chain(enumeration.values.iter().map(|(name, _)| name.to_ascii_lowercase()))
                    .collect();
                let near = nearest(text, known.iter().map(String::as_str))
                    .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
                format!("{} is not one of `{}`{near}", quoted(text), known.join("`, `"))
            })?)
        }
    })
}

fn in_bounds(property: &Property, number: f64, text: &str) -> Result<(), String> {
    match sense::out_of_bounds(property, number) {
        Some(expected) => Err(format!("{} is out of range; expected {expected}", quoted(text))),
        None => Ok(()),
    }
}

/// A date, with the spelling that was probably meant when it is not one.
pub(super) fn date(text: &str) -> Result<PartialDate, String> {
    text.parse::<PartialDate>().map_err(|error| {
        let meant = sense::meant_date(text);
        format!("{} is {error}{meant}", quoted(text))
    })
}
