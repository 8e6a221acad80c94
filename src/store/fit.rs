//! Whether a record fits the model: what can be said of it without the rest of the network.
//!
//! Every store refuses the same records in the same words, so it is said once, here.

use serde_json::json;

use super::records::{LinkRecord, NodeRecord};
use crate::fault::words::misfit as words;
use crate::model::{DataType, Model, Property, PropertyId, Value};
use crate::text::{Sentence, did_you_mean, quoted};

/// All that is wrong with a node by itself, in words; empty when it fits.
#[must_use]
pub fn node(model: &Model, node: &NodeRecord) -> Vec<Sentence> {
    let Some(kind) = model.kinds.get(usize::from(node.kind.0)) else {
        return vec![words::no_kind(&node.id, node.kind.0)];
    };
    let mut faults = properties(model, &node.id, &kind.name, &kind.properties, &node.properties);
    for (at, one) in node.identifiers.iter().enumerate() {
        if node.identifiers.iter().take(at).any(|other| other == one) {
            faults.push(words::identifier_twice(&node.id, &one.scheme, &one.value));
        }
    }
    faults
}

/// All that is wrong with a link by itself, in words; its ends are not looked at. Empty when it fits.
#[must_use]
pub fn link(model: &Model, link: &LinkRecord) -> Vec<Sentence> {
    let Some(kind) = model.links.get(usize::from(link.link.kind.0)) else {
        return vec![words::no_link_kind(&link.link.from, &link.link.to, link.link.kind.0)];
    };
    let name = link.link.id(model);
    properties(model, &name, &kind.name, &kind.properties, &link.properties)
}

fn properties(
    model: &Model,
    whose: &str,
    kind: &str,
    declared: &[Property],
    given: &[(PropertyId, Value)],
) -> Vec<Sentence> {
    let mut faults = Vec::new();
    for (at, (id, value)) in given.iter().enumerate() {
        let name = model.property_names.get(usize::from(id.0)).map_or("", String::as_str);
        match declared.iter().find(|property| property.id == *id) {
            None => {
                let known = declared.iter().map(|property| property.name.as_str());
                faults.push(words::no_property(kind, name, &did_you_mean(name, known)));
            }
            Some(property) => faults.extend(misfit(model, property, value)),
        }
        if at > 0 && given[at - 1].0 >= *id {
            faults.push(words::out_of_order(name));
        }
    }
    for property in declared.iter().filter(|property| property.required) {
        if !given.iter().any(|(id, _)| *id == property.id) {
            faults.push(words::required(&property.name));
        }
    }
    faults.iter().map(|fault| words::of(whose, fault)).collect()
}

/// Why a value does not fit its property, if it does not.
fn misfit(model: &Model, property: &Property, value: &Value) -> Option<Sentence> {
    match value {
        Value::List(items) if property.list => {
            items.iter().find_map(|item| misfit_of_one(model, property, item))
        }
        Value::List(_) => Some(words::no_list(&property.name)),
        _ if property.list => Some(words::no_single(&property.name)),
        one => misfit_of_one(model, property, one),
    }
}

fn misfit_of_one(model: &Model, property: &Property, value: &Value) -> Option<Sentence> {
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
        let names: Vec<&str> = match property.data {
            DataType::Enum(of) => {
                model.enumeration(of).values.iter().map(|(name, _)| name.as_str()).collect()
            }
            _ => Vec::new(),
        };
        let expected = words::expected(property.data, property.localized, &names);
        words::wrong_value(&property.name, &expected, &quoted(&written(property, model, value)))
    })
}

/// A value as it is written in JSON. Of a value of some enumeration it is not known which: one that the property
/// does not have is told by its position.
fn written(property: &Property, model: &Model, value: &Value) -> String {
    match value {
        Value::Text(text) => json!(**text).to_string(),
        Value::Localized(texts) => {
            let all = [("text", &texts.any), ("en", &texts.en), ("lt", &texts.lt)];
            let given = all.into_iter().filter_map(|(name, text)| Some((name, text.as_ref()?)));
            let object: serde_json::Map<_, _> =
                given.map(|(name, text)| (name.to_owned(), json!(**text))).collect();
            json!(object).to_string()
        }
        Value::Int(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Bool(one) => one.to_string(),
        Value::Date(date) => json!(date.to_string()).to_string(),
        Value::Enum(at) => {
            let DataType::Enum(of) = property.data else { return at.to_string() };
            let known = model.enumeration(of).values.get(usize::from(*at));
            known.map_or_else(|| at.to_string(), |(name, _)| name.clone())
        }
        Value::List(items) => {
            let items: Vec<String> =
                items.iter().map(|item| written(property, model, item)).collect();
            format!("[{}]", items.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Localized, network};

    #[test]
    fn a_wrong_value_is_told_as_it_is_written() {
        let model = network();
        let employees = model.kinds.iter().flat_map(|kind| &kind.properties);
        let employees =
            employees.into_iter().find(|one| one.name == "employees").expect("a number");
        let given = [
            (Value::Text("many \"men\"".into()), r#""many \"men\"""#),
            (Value::Localized(Localized::any("daug").into()), r#"{"text":"daug"}"#),
            (Value::Float(1.5), "1.5"),
            (Value::Bool(true), "true"),
            (Value::Date("2020-05".parse().expect("a month")), r#""2020-05""#),
            (Value::Enum(3), "3"),
        ];
        for (value, written) in given {
            let told = misfit(&model, employees, &value).expect("no whole number");
            assert_eq!(
                told.en,
                format!("`employees` is a whole number, and was given `{written}`")
            );
            assert_eq!(
                told.lt,
                format!("`employees` turi būti sveikasis skaičius, o pateikta `{written}`")
            );
        }
    }
}
