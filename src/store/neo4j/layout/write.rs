//! Records as parameters.

use std::borrow::Cow;
use std::sync::Arc;

use super::names;
use crate::model::{DataType, Language, Localized, Model, PartialDate, Property, Value};
use crate::store::neo4j::statement::Parameter;
use crate::store::records::{LinkRecord, NodeRecord, Recorded, Source};
use crate::text::{collation_key, fold, folded_words};

/// How much of what is folded is kept, in bytes: Neo4j refuses a change with more in a text index. What comes
/// after it in a longer text is not found.
const LONGEST_FOLDED: usize = 32_000;

type Entries = Vec<(Cow<'static, str>, Parameter)>;

/// All properties of a node, for `SET n = $properties`.
#[must_use]
pub fn node(model: &Model, node: &NodeRecord) -> Parameter {
    let mut into = vec![("id".into(), (&node.id).into())];
    if let Some(kind) = model.kinds.get(usize::from(node.kind.0)) {
        for (id, given) in &node.properties {
            if let Some(property) = kind.property(*id) {
                put(model, property, given, &mut into);
                put_derived(property, given, &mut into);
            }
        }
    }
    if !node.identifiers.is_empty() {
        let schemes = node.identifiers.iter().map(|one| &one.scheme).collect();
        let values = node.identifiers.iter().map(|one| &one.value).collect();
        into.push(("identifier_schemes".into(), schemes));
        into.push(("identifier_values".into(), values));
    }
    put_bookkeeping(&node.sources, &node.recorded, node.version, &mut into);
    Parameter::Map(into)
}

/// All labels of a node: those of its kind, of `@listed` rules, and that of an objection.
#[must_use]
pub fn labels(model: &Model, node: &NodeRecord) -> Vec<String> {
    let Some(kind) = model.kinds.get(usize::from(node.kind.0)) else { return Vec::new() };
    let is = |property, value| node.properties.contains(&(property, Value::Enum(value)));
    let listed = kind.listed.iter().filter(|listed| is(listed.property, listed.value));
    let objected = model.objection().filter(|(property, objected)| is(*property, *objected));
    names::labels(kind)
        .map(str::to_owned)
        .chain(listed.map(names::listed_label))
        .chain(objected.map(|_| names::OBJECTED.to_owned()))
        .collect()
}

/// All properties of a link, for `SET r = $properties`.
#[must_use]
pub fn link(model: &Model, link: &LinkRecord) -> Parameter {
    let mut into = vec![("tag".into(), link.link.tag.into())];
    for (name, date) in names::DATES.into_iter().zip([link.since, link.until, link.seen]) {
        if let Some(date) = date {
            into.push((name.into(), date.to_string().into()));
            put_days(name, date, &mut into);
        }
    }
    if let Some(kind) = model.links.get(usize::from(link.link.kind.0)) {
        for (id, given) in &link.properties {
            if let Some(property) = kind.property(*id) {
                put(model, property, given, &mut into);
                put_place(property, given, &mut into);
            }
        }
    }
    put_bookkeeping(&link.sources, &link.recorded, link.version, &mut into);
    Parameter::Map(into)
}

/// A value as it is kept and compared for equality. Localised text is kept under several names and is null
/// here.
#[must_use]
pub fn value(model: &Model, property: &Property, value: &Value) -> Parameter {
    match value {
        Value::Bool(one) => (*one).into(),
        Value::Int(one) => (*one).into(),
        Value::Float(one) => (*one).into(),
        Value::Text(one) => one.into(),
        Value::Date(one) => one.to_string().into(),
        Value::Enum(at) => match property.data {
            DataType::Enum(of) => model.enumeration(of).name_of(*at).into(),
            _ => Parameter::Null,
        },
        Value::List(items) => items.iter().map(|item| self::value(model, property, item)).collect(),
        Value::Localized(_) => Parameter::Null,
    }
}

/// A value as it is kept in the property that [`names::order`] names; null for what orders nothing.
/// Localised text orders by one of its texts, given as `Text`.
#[must_use]
pub fn sort_key(value: &Value) -> Parameter {
    match value {
        Value::Bool(one) => (*one).into(),
        Value::Int(one) => (*one).into(),
        Value::Float(one) => (*one).into(),
        Value::Text(one) => text_key(one).into(),
        Value::Date(one) => place(*one).into(),
        Value::Enum(at) => Parameter::Int(i64::from(*at)),
        Value::Localized(_) | Value::List(_) => Parameter::Null,
    }
}

fn put(model: &Model, property: &Property, given: &Value, into: &mut Entries) {
    let name = &property.name;
    if let Value::Localized(texts) = given {
        into.extend(texts.any.as_ref().map(|text| (name.clone().into(), text.into())));
        for language in Language::ALL {
            let kept = names::in_language(name, language);
            into.extend(texts.get(language).map(|text| (kept.into(), text.into())));
        }
    } else {
        into.push((name.clone().into(), value(model, property, given)));
    }
}

/// What a property of a link is compared and ordered by. Nothing of a link is searched or localised.
fn put_place(property: &Property, given: &Value, into: &mut Entries) {
    let name = &property.name;
    match given {
        Value::Date(date) => put_days(name, *date, into),
        Value::Enum(_) | Value::Text(_) => into.push((names::place(name).into(), sort_key(given))),
        _ => {}
    }
}

/// What is derived from a property of a node.
fn put_derived(property: &Property, given: &Value, into: &mut Entries) {
    let name = &property.name;
    match given {
        Value::Date(date) => put_days(name, *date, into),
        Value::Enum(_) => into.push((names::place(name).into(), sort_key(given))),
        Value::Text(text) => {
            into.push((names::place(name).into(), sort_key(given)));
            put_folded(property, std::slice::from_ref(text), into);
        }
        Value::Localized(texts) => {
            for language in Language::ALL {
                let read = texts.read(&[language]).map(|(text, _)| text_key(text));
                into.push((names::order(property, Some(language)).into(), read.into()));
            }
            put_folded(property, &all_texts(texts), into);
        }
        Value::List(items) => {
            let texts: Vec<Arc<str>> = items
                .iter()
                .filter_map(|item| match item {
                    Value::Text(text) => Some(text.clone()),
                    _ => None,
                })
                .collect();
            if !texts.is_empty() {
                put_folded(property, &texts, into);
            }
        }
        Value::Bool(_) | Value::Int(_) | Value::Float(_) => {}
    }
}

fn all_texts(texts: &Localized) -> Vec<Arc<str>> {
    texts.texts().cloned().collect()
}

fn put_folded(property: &Property, texts: &[Arc<str>], into: &mut Entries) {
    let folded: Vec<String> = texts.iter().map(|text| fold(text)).collect();
    if property.search {
        // Every text stands between marks, so that its first words and all of its words can be told.
        let mut words = String::from(names::MARK);
        for text in &folded {
            for word in folded_words(text) {
                words.push(' ');
                words.push_str(word);
            }
            words.push_str(names::MARK);
        }
        into.push((names::words(&property.name).into(), indexable(words).into()));
    }
    let folded = indexable(folded.join(names::MARK));
    into.push((names::folded(&property.name).into(), folded.into()));
}

fn indexable(mut folded: String) -> String {
    folded.truncate(folded.floor_char_boundary(LONGEST_FOLDED));
    folded
}

fn put_days(name: &str, date: PartialDate, into: &mut Entries) {
    into.push((names::first_day(name).into(), date.first_day().into()));
    into.push((names::last_day(name).into(), date.last_day().into()));
    into.push((names::place(name).into(), place(date).into()));
}

fn put_bookkeeping(sources: &[Source], recorded: &Recorded, version: u32, into: &mut Entries) {
    if !sources.is_empty() {
        let dates = sources
            .iter()
            .map(|source| source.retrieved.map_or_else(String::new, |date| date.to_string()));
        into.push(("source_urls".into(), sources.iter().map(|source| &source.url).collect()));
        into.push(("source_dates".into(), dates.collect()));
    }
    into.push(("version".into(), version.into()));
    into.push(("recorded_by".into(), (&recorded.by).into()));
    into.push(("recorded_at".into(), recorded.at.into()));
}

/// A date's place in the order of dates. It has 27 bits and two.
fn place(date: PartialDate) -> i64 {
    date.packed().cast_signed()
}

/// A text's place in the order of names: one character for each byte of its collation key, which compare as
/// the bytes do. Texts that agree in as many bytes as an index takes stand by id.
fn text_key(text: &str) -> String {
    collation_key(text).0.iter().take(names::LONGEST_INDEXED).copied().map(char::from).collect()
}
