//! Rows as records.
//!
//! [`node_row`] and [`link_row`] write the list that a statement returns for a node or a link, and
//! [`node`] and [`link`] read that list. Nothing derived is sent.

use std::fmt::Write as _;
use std::sync::Arc;

use super::names;
use crate::model::{
    DataType, Kind, KindSet, LinkKind, LinkSet, Localized, Model, PartialDate, Property,
    PropertyId, Value,
};
use crate::store::neo4j::driver::Datum;
use crate::store::records::{Identifier, LinkRecord, LinkRef, NodeRecord, Recorded, Source};

/// A row does not hold what the layout says.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("Neo4j holds {0}; restore a backup, or import the network into an empty database")]
pub struct Unreadable(pub String);

/// The newest day that the network knows of, as the state keeps it.
///
/// # Errors
/// It is no date.
pub fn newest_day(text: &str) -> Result<PartialDate, Unreadable> {
    text.parse().map_err(|why| Unreadable(format!("a newest day, {why}")))
}

/// The expression of a list with all that is kept of a node of one of some kinds, for [`node`].
#[must_use]
pub fn node_row(model: &Model, variable: &str, kinds: KindSet) -> String {
    let mut row = format!("[labels({variable}), {variable}.id, ");
    for name in ["identifier_schemes", "identifier_values"] {
        put_name(variable, name, &mut row);
    }
    put_bookkeeping(variable, &mut row);
    for property in properties(model, kinds) {
        for name in names::kept(property) {
            put_name(variable, &name, &mut row);
        }
    }
    close(row)
}

/// The expression of a list with all that is kept of a link of one of some kinds, for [`link`].
#[must_use]
pub fn link_row(model: &Model, variable: &str, kinds: LinkSet) -> String {
    let mut row = format!(
        "[type({variable}), startNode({variable}).id, endNode({variable}).id, {variable}.tag, "
    );
    for name in names::DATES {
        put_name(variable, name, &mut row);
    }
    put_bookkeeping(variable, &mut row);
    for property in link_properties(model, kinds) {
        for name in names::kept(property) {
            put_name(variable, &name, &mut row);
        }
    }
    close(row)
}

/// Reads what [`node_row`] returned for the same kinds.
pub fn node(model: &Model, kinds: KindSet, row: &Datum<'_>) -> Result<NodeRecord, Unreadable> {
    let mut row = Columns::of(row)?;
    let labels = row.next()?;
    let id: Arc<str> = row.next()?.text().ok_or_else(|| unreadable("a node without id"))?.into();
    let kind = kind_of(model, labels)
        .ok_or_else(|| unreadable(format!("the node `{id}` without the label of one kind")))?;
    let identifiers = pairs(row.next()?, row.next()?)
        .map(|(scheme, value)| Identifier { scheme: scheme.into(), value: value.into() })
        .collect();
    let (sources, recorded, version) = bookkeeping(&mut row, &id)?;
    let mut given = Vec::new();
    for property in properties(model, kinds) {
        let value = property_value(model, property, &mut row, &id)?;
        given.extend(
            value
                .filter(|_| kind.property(property.id).is_some())
                .map(|value| (property.id, value)),
        );
    }
    Ok(NodeRecord { id, kind: kind.id, properties: given, identifiers, sources, recorded, version })
}

/// Reads what [`link_row`] returned for the same kinds.
pub fn link(model: &Model, kinds: LinkSet, row: &Datum<'_>) -> Result<LinkRecord, Unreadable> {
    let mut row = Columns::of(row)?;
    let (link, kind) = link_ref(model, &mut row)?;
    let whose = link.id(model);
    let [since, until, seen] = dates(&mut row, &whose)?;
    let (sources, recorded, version) = bookkeeping(&mut row, &whose)?;
    let mut given = Vec::new();
    for property in link_properties(model, kinds) {
        let value = property_value(model, property, &mut row, &whose)?;
        given.extend(
            value
                .filter(|_| kind.property(property.id).is_some())
                .map(|value| (property.id, value)),
        );
    }
    Ok(LinkRecord { link, since, until, seen, properties: given, sources, recorded, version })
}

/// What a link is: the first four columns of its row.
pub(super) fn link_ref<'m>(
    model: &'m Model,
    row: &mut Columns<'_, '_>,
) -> Result<(LinkRef, &'m LinkKind), Unreadable> {
    let (constant, from, to) = (row.next()?, row.next()?, row.next()?);
    let kind = constant
        .text()
        .and_then(|name| model.link_named(name))
        .ok_or_else(|| unreadable("a relationship of a type that is no kind of link"))?;
    let end = |end: &Datum<'_>| -> Result<Arc<str>, Unreadable> {
        end.text()
            .map(Into::into)
            .ok_or_else(|| unreadable(format!("a {} from or to something without id", kind.name)))
    };
    let (from, to) = (end(from)?, end(to)?);
    Ok((LinkRef { kind: kind.id, from, to, tag: tag(row)? }, kind))
}

/// What tells parallel links apart: a column.
pub(super) fn tag(row: &mut Columns<'_, '_>) -> Result<u32, Unreadable> {
    let tag = row.next()?.int().and_then(|tag| u32::try_from(tag).ok());
    tag.ok_or_else(|| unreadable("a link without tag"))
}

/// When a link holds: the three columns of [`names::DATES`].
pub(super) fn dates(
    row: &mut Columns<'_, '_>,
    whose: &str,
) -> Result<[Option<PartialDate>; 3], Unreadable> {
    let mut dates = [None; 3];
    for date in &mut dates {
        *date = self::date(row.next()?, whose)?;
    }
    Ok(dates)
}

/// The kind of a node by its labels.
#[must_use]
pub fn kind_of<'m>(model: &'m Model, labels: &Datum<'_>) -> Option<&'m Kind> {
    labels.list().iter().find_map(|label| model.kind_named(label.text()?))
}

/// A value as it is kept under one name; none when it is absent. Localised text is kept under several.
pub fn value(
    model: &Model,
    property: &Property,
    kept: &Datum<'_>,
    whose: &str,
) -> Result<Option<Value>, Unreadable> {
    if let Datum::List(items) = kept {
        let items = items.iter().filter_map(|item| value(model, property, item, whose).transpose());
        return Ok(Some(Value::List(items.collect::<Result<Vec<_>, _>>()?.into())));
    }
    let value = match (property.data, kept) {
        (_, Datum::Null) => return Ok(None),
        (DataType::Text, Datum::Text(text)) => Some(Value::Text((*text).into())),
        (DataType::Int, Datum::Int(number)) => Some(Value::Int(*number)),
        (DataType::Float, Datum::Float(number)) => Some(Value::Float(*number)),
        (DataType::Bool, Datum::Bool(one)) => Some(Value::Bool(*one)),
        (DataType::Date, Datum::Text(text)) => text.parse().ok().map(Value::Date),
        (DataType::Enum(of), Datum::Text(name)) => {
            model.enumeration(of).position(name).map(Value::Enum)
        }
        _ => None,
    };
    let misfit = || unreadable(format!("`{}` of `{whose}` as {kept:?}", property.name));
    value.map(Some).ok_or_else(misfit)
}

pub(super) fn property_value(
    model: &Model,
    property: &Property,
    row: &mut Columns<'_, '_>,
    whose: &str,
) -> Result<Option<Value>, Unreadable> {
    if !property.localized {
        return value(model, property, row.next()?, whose);
    }
    let mut text = || -> Result<_, Unreadable> { Ok(row.next()?.text().map(Arc::from)) };
    // In the order of `names::kept`.
    let texts = Localized { any: text()?, en: text()?, lt: text()? };
    let is_absent = texts.texts().next().is_none();
    Ok((!is_absent).then(|| Value::Localized(texts.into())))
}

/// The properties of some kinds by rising number, each once: one name has one type in the whole model.
fn properties(model: &Model, kinds: KindSet) -> Vec<&Property> {
    distinct(kinds.iter().flat_map(|kind| &model.kind(kind).properties))
}

fn link_properties(model: &Model, kinds: LinkSet) -> Vec<&Property> {
    distinct(kinds.iter().flat_map(|kind| &model.link(kind).properties))
}

fn distinct<'m>(properties: impl Iterator<Item = &'m Property>) -> Vec<&'m Property> {
    let mut all: Vec<&Property> = properties.collect();
    all.sort_by_key(|property| property.id);
    all.dedup_by_key(|property| -> PropertyId { property.id });
    all
}

pub(super) fn put_name(variable: &str, name: &str, row: &mut String) {
    // Writing to a String cannot fail.
    let _ = write!(row, "{variable}.{name}, ");
}

fn put_bookkeeping(variable: &str, row: &mut String) {
    for name in ["source_urls", "source_dates", "recorded_by", "recorded_at", "version"] {
        put_name(variable, name, row);
    }
}

pub(super) fn close(mut row: String) -> String {
    row.truncate(row.trim_end_matches(", ").len());
    row.push(']');
    row
}

fn bookkeeping(
    row: &mut Columns<'_, '_>,
    whose: &str,
) -> Result<(Vec<Source>, Recorded, u32), Unreadable> {
    let mut sources = Vec::new();
    for (url, retrieved) in pairs(row.next()?, row.next()?) {
        let retrieved = match retrieved {
            "" => None,
            text => date(&Datum::Text(text), whose)?,
        };
        sources.push(Source { url: url.into(), retrieved });
    }
    let (by, at, version) = (row.next()?, row.next()?, row.next()?);
    let version = version.int().and_then(|version| u32::try_from(version).ok());
    match (by.text(), at.int(), version) {
        (Some(by), Some(at), Some(version)) => {
            Ok((sources, Recorded { by: by.into(), at }, version))
        }
        _ => Err(unreadable(format!("`{whose}` without who recorded it, when, or its version"))),
    }
}

fn date(kept: &Datum<'_>, whose: &str) -> Result<Option<PartialDate>, Unreadable> {
    let Some(text) = kept.text() else { return Ok(None) };
    text.parse()
        .map(Some)
        .map_err(|why| unreadable(format!("the date `{text}` of `{whose}`, {why}")))
}

/// The texts of two lists side by side.
fn pairs<'a>(one: &Datum<'a>, other: &Datum<'a>) -> impl Iterator<Item = (&'a str, &'a str)> {
    let texts =
        |list: &Datum<'a>| -> Vec<&'a str> { list.list().iter().filter_map(Datum::text).collect() };
    texts(one).into_iter().zip(texts(other))
}

pub(super) fn unreadable(what: impl Into<String>) -> Unreadable {
    Unreadable(what.into())
}

/// The columns of a row, one after the other.
pub(super) struct Columns<'r, 'a>(std::slice::Iter<'r, Datum<'a>>);

impl<'r, 'a> Columns<'r, 'a> {
    pub(super) fn of(row: &'r Datum<'a>) -> Result<Self, Unreadable> {
        match row {
            Datum::List(columns) => Ok(Self(columns.iter())),
            _ => Err(unreadable("a row that is no list")),
        }
    }

    pub(super) fn next(&mut self) -> Result<&'r Datum<'a>, Unreadable> {
        self.0.next().ok_or_else(|| unreadable("a row that is too short"))
    }
}
