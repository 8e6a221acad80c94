//! Random nodes and links of any model.

use std::sync::Arc;

use tinklas::model::{
    DataType, Kind, KindSet, LinkKind, Localized, Model, PartialDate, Property, PropertyId, Value,
};
use tinklas::store::records::{Identifier, LinkRecord, LinkRef, NodeRecord, Recorded, Source};

use super::Choices;

/// Texts with equal folds, equal collation keys, common words, and none at all.
const TEXTS: [&str; 12] = [
    "Alfa",
    "alfa",
    "Beta Alfa",
    "Alfa-Beta",
    "Šaka",
    "Saka",
    "Žuvėdra",
    "zuvedra šaka",
    "3D",
    "a b",
    "a.b",
    "",
];
const DATES: [&str; 6] = ["2014", "2014-01", "2014-01-01", "2013-12-31", "2020-02-29", "2020"];
const FLOATS: [f64; 5] = [0.0, -1.5, 0.1, 1e300, 2.0];

/// How many different nodes of a kind there can be.
const NODES_OF_KIND: usize = 5;

/// Who records, when it does not matter.
pub(crate) fn recorded(who: &str) -> Recorded {
    Recorded { by: who.into(), at: 1_700_000_000_123 }
}

/// An id of a kind: the same few again and again, so that puts meet what is there.
pub(crate) fn id_of(kind: &Kind, choices: &mut Choices<'_>) -> Arc<str> {
    // Ids that sort unlike their numbers and unlike a reader would.
    let rest = ["B", "a", "a-1", "Z.9", "b"][choices.below(NODES_OF_KIND)];
    match &kind.code {
        Some(code) => format!("{code}:{rest}").into(),
        None => format!("{rest}~{}", kind.name).into(),
    }
}

/// An id of one of some kinds, or of nothing.
pub(crate) fn some_id(model: &Model, kinds: KindSet, choices: &mut Choices<'_>) -> Arc<str> {
    let kinds: Vec<_> = kinds.iter().collect();
    if kinds.is_empty() || choices.chance(5) {
        return "nobody".into();
    }
    let kind = model.kind(*choices.pick(&kinds));
    id_of(kind, choices)
}

/// A text.
pub(crate) fn text(choices: &mut Choices<'_>) -> Arc<str> {
    (*choices.pick(&TEXTS)).into()
}

/// A value that a property can have.
pub(crate) fn value(model: &Model, property: &Property, choices: &mut Choices<'_>) -> Value {
    if property.list {
        let items = choices.several(3, |choices| item(model, property, choices));
        return Value::List(items.into());
    }
    if property.localized {
        let mut one = || choices.chance(50).then(|| text(choices));
        let localized = Localized { any: one(), en: one(), lt: one() };
        let none = localized == Localized::default();
        return Value::Localized(Arc::new(if none { Localized::any(TEXTS[0]) } else { localized }));
    }
    item(model, property, choices)
}

/// A value, or an item of a list, as a filter compares it.
pub(crate) fn item(model: &Model, property: &Property, choices: &mut Choices<'_>) -> Value {
    match property.data {
        DataType::Text => Value::Text(text(choices)),
        DataType::Int => Value::Int([0, 1, -7, 3_000_000_000][choices.below(4)]),
        DataType::Float => Value::Float(*choices.pick(&FLOATS)),
        DataType::Bool => Value::Bool(choices.chance(50)),
        DataType::Date => Value::Date(date(choices)),
        DataType::Enum(of) => {
            let values = model.enumeration(of).values.len();
            Value::Enum(u8::try_from(choices.below(values)).unwrap_or(0))
        }
    }
}

/// A date.
pub(crate) fn date(choices: &mut Choices<'_>) -> PartialDate {
    let date = choices.pick(&DATES).parse();
    date.unwrap_or_else(|_| unreachable!("the dates above are dates"))
}

fn properties(
    model: &Model,
    declared: &[Property],
    choices: &mut Choices<'_>,
) -> Vec<(PropertyId, Value)> {
    let mut properties: Vec<(PropertyId, Value)> = Vec::new();
    for property in declared {
        if property.required || choices.chance(50) {
            properties.push((property.id, value(model, property, choices)));
        }
    }
    properties.sort_by_key(|(id, _)| *id);
    properties
}

fn sources(choices: &mut Choices<'_>) -> Vec<Source> {
    choices.several(2, |choices| {
        let retrieved = choices.chance(50).then(|| date(choices));
        Source { url: text(choices), retrieved }
    })
}

/// A node.
pub(crate) fn node(model: &Model, choices: &mut Choices<'_>) -> NodeRecord {
    let kind = choices.pick(&model.kinds);
    let id = id_of(kind, choices);
    let identifiers = if choices.chance(15) {
        let value = ["1", "2", "3", "4"][choices.below(4)];
        vec![Identifier { scheme: "code".into(), value: value.into() }]
    } else {
        Vec::new()
    };
    NodeRecord {
        id,
        kind: kind.id,
        properties: properties(model, &kind.properties, choices),
        identifiers,
        sources: sources(choices),
        recorded: recorded("nobody"),
        version: 0,
    }
}

/// What a link of a kind may join, whether or not it is there.
pub(crate) fn link_ref(model: &Model, choices: &mut Choices<'_>) -> LinkRef {
    let kind: &LinkKind = choices.pick(&model.links);
    LinkRef {
        kind: kind.id,
        from: some_id(model, kind.from, choices),
        to: some_id(model, kind.to, choices),
        tag: [0, 0, 0, 0xffff_ffff][choices.below(4)],
    }
}

/// A link.
pub(crate) fn link(model: &Model, choices: &mut Choices<'_>) -> LinkRecord {
    let link = link_ref(model, choices);
    let mut maybe = || choices.chance(30).then(|| date(choices));
    let (since, until, seen) = (maybe(), maybe(), maybe());
    LinkRecord {
        since,
        until,
        seen,
        properties: properties(model, &model.link(link.kind).properties, choices),
        sources: sources(choices),
        recorded: recorded("nobody"),
        version: 0,
        link,
    }
}
