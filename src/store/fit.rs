//! Whether a record fits the model: what can be said of it without the rest of the network.
//!
//! Every store refuses the same records in the same words, so it is said once, here.

use super::records::{LinkRecord, NodeRecord};
use crate::model::{DataType, Model, Property, PropertyId, Value};
use crate::text::nearest;

/// All that is wrong with a node by itself, in words; empty when it fits.
#[must_use]
pub fn node(model: &Model, node: &NodeRecord) -> Vec<String> {
    let Some(kind) = model.kinds.get(usize::from(node.kind.0)) else {
        return vec![format!(
            "`{}` is of kind number {}, which there is not",
            node.id, node.kind.0
        )];
    };
    let mut faults = properties(
        model,
        &format!("`{}`", node.id),
        &kind.name,
        &kind.properties,
        &node.properties,
    );
    for (at, one) in node.identifiers.iter().enumerate() {
        if node.identifiers.iter().take(at).any(|other| other == one) {
            faults.push(format!("`{}` has the {} `{}` twice", node.id, one.scheme, one.value));
        }
    }
    faults
}

/// All that is wrong with a link by itself, in words; its ends are not looked at. Empty when it fits.
#[must_use]
pub fn link(model: &Model, link: &LinkRecord) -> Vec<String> {
    let Some(kind) = model.links.get(usize::from(link.link.kind.0)) else {
        let (from, to) = (&link.link.from, &link.link.to);
        let number = link.link.kind.0;
        return vec![format!(
            "the link from `{from}` to `{to}` is of kind number {number}, which there is not"
        )];
    };
    let name = format!("`{}`", link.link.id(model));
    properties(model, &name, &kind.name, &kind.properties, &link.properties)
}

fn properties(
    model: &Model,
    whose: &str,
    kind: &str,
    declared: &[Property],
    given: &[(PropertyId, Value)],
) -> Vec<String> {
    let mut faults = Vec::new();
    for (at, (id, value)) in given.iter().enumerate() {
        let name = model.property_names.get(usize::from(id.0)).map_or("", String::as_str);
        match declared.iter().find(|property| property.id == *id) {
            None => {
                let near = nearest(name, declared.iter().map(|property| property.name.as_str()))
                    .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
                faults.push(format!("{whose}: {kind} has no property `{name}`{near}"));
            }
            Some(property) => faults.extend(
                misfit(model, property, value)
                    .map(|expected| format!("{whose}: `{name}` {expected}")),
            ),
        }
        if at > 0 && given[at - 1].0 >= *id {
            faults.push(format!("{whose}: `{name}` is given twice or out of order"));
        }
    }
    for property in declared.iter().filter(|property| property.required) {
        if !given.iter().any(|(id, _)| *id == property.id) {
            faults.push(format!("{whose}: `{}` is required", property.name));
        }
    }
    faults
}

/// Why a value does not fit its property, if it does not.
fn misfit(model: &Model, property: &Property, value: &Value) -> Option<String> {
    match value {
        Value::List(items) if property.list => {
            items.iter().find_map(|item| misfit_of_one(model, property, item))
        }
        Value::List(_) => Some("has one value, and was given a list".to_owned()),
        _ if property.list => Some("has a list of values, and was given one".to_owned()),
        one => misfit_of_one(model, property, one),
    }
}

fn misfit_of_one(model: &Model, property: &Property, value: &Value) -> Option<String> {
    let fits = match (property.data, value) {
        (DataType::Text, Value::Text(_)) => !property.localized,
        (DataType::Text, Value::Localized(text)) => {
            property.localized && text.texts().next().is_some()
        }
        (DataType::Int, Value::Int(_))
        | (DataType::Bool, Value::Bool(_))
        | (DataType::Date, Value::Date(_)) => true,
        (DataType::Float, Value::Float(number)) => number.is_finite(),
        (DataType::Enum(of), Value::Enum(at)) => {
            usize::from(*at) < model.enumeration(of).values.len()
        }
        _ => false,
    };
    (!fits).then(|| {
        let expected = match property.data {
            DataType::Text if property.localized => "text of at least one language".to_owned(),
            DataType::Text => "text of no particular language".to_owned(),
            DataType::Int => "a whole number".to_owned(),
            DataType::Float => "a finite number".to_owned(),
            DataType::Bool => "true or false".to_owned(),
            DataType::Date => "a date".to_owned(),
            DataType::Enum(of) => {
                let names = model.enumeration(of).values.iter().map(|(name, _)| name.as_str());
                format!("one of {}", names.collect::<Vec<_>>().join(", "))
            }
        };
        format!("is {expected}, and was given `{value:?}`")
    })
}
