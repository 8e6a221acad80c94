//! A small network as JSON, read for a model.
//!
//! A node has `id`, `kind` (the type's name) and its properties by name; `identifiers` and `sources` where it has
//! some. A link has `kind` (the constant), `from`, `to`, `since`, `until`, `seen`, its properties by name, `sources`,
//! and a `tag` (any text) where several of a kind join the same two nodes. Localised text is a text of no stated
//! language, or an object `{"en": .., "lt": ..}`.

use std::sync::Arc;

use serde_json::{Map, Value as Json};
use tinklas::model::{DataType, Localized, Model, PartialDate, Property, PropertyId, Value};
use tinklas::store::records::{
    Change, Identifier, LinkRecord, LinkRef, NodeRecord, Recorded, Source,
};

type Read<T> = Result<T, String>;

/// Who recorded the networks of cases, and when.
pub(crate) fn recorded() -> Recorded {
    Recorded { by: "case".into(), at: 1_700_000_000_000 }
}

/// The changes that make the network.
pub(crate) fn read(model: &Model, text: &str) -> Read<Vec<Change>> {
    let json: Json = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let objects = |name: &str| -> Read<Vec<Map<String, Json>>> {
        let listed = json.get(name).and_then(Json::as_array).ok_or(format!("no `{name}`"))?;
        listed.iter().map(|one| one.as_object().cloned().ok_or(format!("{one}"))).collect()
    };
    let mut changes = Vec::new();
    for mut object in objects("nodes")? {
        let node = node(model, &mut object).map_err(|why| format!("{object:?}: {why}"))?;
        changes.push(Change::PutNode(node));
    }
    for mut object in objects("links")? {
        let link = link(model, &mut object).map_err(|why| format!("{object:?}: {why}"))?;
        changes.push(Change::PutLink(link));
    }
    Ok(changes)
}

fn node(model: &Model, object: &mut Map<String, Json>) -> Read<NodeRecord> {
    let kind = text(object, "kind")?;
    let kind = model.kind_named(&kind).ok_or(format!("no kind `{kind}`"))?;
    let id = text(object, "id")?.into();
    let (identifiers, sources) = (identifiers(object)?, sources(object)?);
    Ok(NodeRecord {
        id,
        kind: kind.id,
        properties: properties(model, &kind.properties, object)?,
        identifiers,
        sources,
        recorded: recorded(),
        version: 0,
    })
}

fn link(model: &Model, object: &mut Map<String, Json>) -> Read<LinkRecord> {
    let kind = text(object, "kind")?;
    let kind = model.link_named(&kind).ok_or(format!("no kind of link `{kind}`"))?;
    let (from, to) = (text(object, "from")?.into(), text(object, "to")?.into());
    let tag = object.remove("tag").map_or(0, |tag| LinkRef::tag_of(&[tag.as_str().unwrap_or("")]));
    let (since, until) = (date(object, "since")?, date(object, "until")?);
    let (seen, sources) = (date(object, "seen")?, sources(object)?);
    Ok(LinkRecord {
        link: LinkRef { kind: kind.id, from, to, tag },
        since,
        until,
        seen,
        properties: properties(model, &kind.properties, object)?,
        sources,
        recorded: recorded(),
        version: 0,
    })
}

fn text(object: &mut Map<String, Json>, name: &str) -> Read<String> {
    match object.remove(name) {
        Some(Json::String(text)) => Ok(text),
        other => Err(format!("`{name}` is {other:?}")),
    }
}

fn date(object: &mut Map<String, Json>, name: &str) -> Read<Option<PartialDate>> {
    if !object.contains_key(name) {
        return Ok(None);
    }
    text(object, name)?.parse().map(Some).map_err(|error| format!("`{name}`: {error}"))
}

fn list(object: &mut Map<String, Json>, name: &str) -> Read<Vec<Map<String, Json>>> {
    let Some(all) = object.remove(name) else { return Ok(Vec::new()) };
    let all = all.as_array().ok_or(format!("`{name}` is no list"))?.clone();
    all.into_iter().map(|one| one.as_object().cloned().ok_or(format!("{one}"))).collect()
}

fn sources(object: &mut Map<String, Json>) -> Read<Vec<Source>> {
    let read = |mut one| {
        let url = text(&mut one, "url")?.into();
        Ok(Source { url, retrieved: date(&mut one, "retrieved")? })
    };
    list(object, "sources")?.into_iter().map(read).collect()
}

fn identifiers(object: &mut Map<String, Json>) -> Read<Vec<Identifier>> {
    let read = |mut one| {
        let scheme = text(&mut one, "scheme")?.into();
        Ok(Identifier { scheme, value: text(&mut one, "value")?.into() })
    };
    list(object, "identifiers")?.into_iter().map(read).collect()
}

/// What is left of the object: properties by name.
fn properties(
    model: &Model,
    declared: &[Property],
    object: &Map<String, Json>,
) -> Read<Vec<(PropertyId, Value)>> {
    let mut properties = Vec::new();
    for (name, json) in object {
        let property =
            declared.iter().find(|one| one.name == *name).ok_or(format!("no `{name}` there"))?;
        let value = value(model, property, json).ok_or(format!("`{name}` cannot be {json}"))?;
        properties.push((property.id, value));
    }
    properties.sort_by_key(|(id, _)| *id);
    Ok(properties)
}

fn value(model: &Model, property: &Property, json: &Json) -> Option<Value> {
    if property.list {
        let items = json.as_array()?.iter().map(|item| one(model, property, item));
        return Some(Value::List(items.collect::<Option<Vec<_>>>()?.into()));
    }
    if property.localized {
        let of = |language| json.get(language).and_then(Json::as_str).map(Arc::from);
        let any = json.as_str().map(Arc::from);
        return Some(Value::Localized(Arc::new(Localized { any, en: of("en"), lt: of("lt") })));
    }
    one(model, property, json)
}

fn one(model: &Model, property: &Property, json: &Json) -> Option<Value> {
    Some(match property.data {
        DataType::Text => Value::Text(json.as_str()?.into()),
        DataType::Int => Value::Int(json.as_i64()?),
        DataType::Float => Value::Float(json.as_f64()?),
        DataType::Bool => Value::Bool(json.as_bool()?),
        DataType::Date => Value::Date(json.as_str()?.parse().ok()?),
        DataType::Enum(of) => Value::Enum(model.enumeration(of).position(json.as_str()?)?),
    })
}
