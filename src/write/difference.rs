//! What differs between two states of a node or link, field by field, as text.

use indexmap::IndexMap;

use super::outcome::Difference;
use crate::model::{DataType, Model, Property, PropertyId, Value};
use crate::store::records::{LinkRecord, NodeRecord, Source};

/// Fields as text. What is absent is not there.
type Fields = IndexMap<String, String>;

/// What differs between two states of a node.
pub(crate) fn of_node(
    model: &Model,
    before: Option<&NodeRecord>,
    after: Option<&NodeRecord>,
) -> Vec<Difference> {
    let fields = |node: &NodeRecord| {
        let mut fields = Fields::new();
        let declared = model.kinds.get(usize::from(node.kind.0)).map(|kind| &kind.properties[..]);
        properties(model, declared.unwrap_or_default(), &node.properties, &mut fields);
        for one in &node.identifiers {
            let known = fields.entry(format!("identifiers.{}", one.scheme)).or_default();
            join(known, &one.value);
        }
        sources(&node.sources, &mut fields);
        fields
    };
    between(&before.map(fields).unwrap_or_default(), &after.map(fields).unwrap_or_default())
}

/// What differs between two states of a link.
pub(crate) fn of_link(
    model: &Model,
    before: Option<&LinkRecord>,
    after: Option<&LinkRecord>,
) -> Vec<Difference> {
    let fields = |link: &LinkRecord| {
        let mut fields = Fields::new();
        for (name, date) in [("since", link.since), ("until", link.until), ("seen", link.seen)] {
            fields.extend(date.map(|date| (name.to_owned(), date.to_string())));
        }
        let declared = &model.link(link.link.kind).properties;
        properties(model, declared, &link.properties, &mut fields);
        sources(&link.sources, &mut fields);
        fields
    };
    between(&before.map(fields).unwrap_or_default(), &after.map(fields).unwrap_or_default())
}

fn between(before: &Fields, after: &Fields) -> Vec<Difference> {
    let gone = before.keys().filter(|name| !after.contains_key(*name));
    after
        .keys()
        .chain(gone)
        .filter(|name| before.get(*name) != after.get(*name))
        .map(|name| Difference {
            field: name.clone(),
            before: before.get(name).cloned(),
            after: after.get(name).cloned(),
        })
        .collect()
}

fn properties(
    model: &Model,
    declared: &[Property],
    values: &[(PropertyId, Value)],
    fields: &mut Fields,
) {
    for property in declared {
        let Some((_, value)) = values.iter().find(|(id, _)| *id == property.id) else { continue };
        let name = &property.name;
        if let Value::Localized(text) = value {
            let any = text.any.as_ref().map(|text| (name.clone(), text.to_string()));
            let en = text.en.as_ref().map(|text| (format!("{name}.en"), text.to_string()));
            let lt = text.lt.as_ref().map(|text| (format!("{name}.lt"), text.to_string()));
            fields.extend([any, en, lt].into_iter().flatten());
        } else {
            fields.insert(name.clone(), words(model, property, value));
        }
    }
}

fn words(model: &Model, property: &Property, value: &Value) -> String {
    match value {
        Value::Text(text) => text.to_string(),
        Value::Localized(text) => text.texts().next().map_or_else(String::new, ToString::to_string),
        Value::Int(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Bool(one) => one.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Enum(position) => match property.data {
            DataType::Enum(of) => model.enumeration(of).name_of(*position).to_owned(),
            _ => String::new(),
        },
        Value::List(items) => {
            let items = items.iter().map(|item| words(model, property, item));
            items.collect::<serde_json::Value>().to_string()
        }
    }
}

fn sources(sources: &[Source], fields: &mut Fields) {
    if sources.is_empty() {
        return;
    }
    let mut told = String::new();
    for source in sources {
        match source.retrieved {
            Some(date) => join(&mut told, &format!("{} ({date})", source.url)),
            None => join(&mut told, &source.url),
        }
    }
    fields.insert("sources".to_owned(), told);
}

fn join(known: &mut String, more: &str) {
    if !known.is_empty() {
        known.push_str(", ");
    }
    known.push_str(more);
}
