//! Orders, and places in them.

use super::Writer;
use crate::model::{KindSet, Language, PropertyId, Value};
use crate::plan::cursor::Cursor;
use crate::plan::selection::{OrderBy, OrderKey};
use crate::store::neo4j::layout::{names, write};
use crate::store::neo4j::statement::Parameter;

/// What the rows of a page are ordered by.
pub(super) struct Order {
    /// The keys, the most important first.
    pub(super) keys: Vec<Key>,
    /// The far node's id.
    pub(super) id: String,
    /// The link's tag; `0` where there is no link.
    pub(super) tag: String,
}

/// A key of an order.
pub(super) struct Key {
    /// What is compared.
    pub(super) compared: String,
    /// What a cursor keeps of it.
    pub(super) told: String,
    /// Whether the greatest comes first.
    pub(super) descending: bool,
    /// Whether a row can be without it; such rows come last.
    pub(super) optional: bool,
}

/// A side of a place in an order.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    After,
    AtOrAfter,
    Before,
    AtOrBefore,
}

impl Writer<'_> {
    /// The order of nodes of some kinds, each met over `link` if there is one.
    pub(super) fn order(
        &self,
        by: &[OrderBy],
        node: &str,
        link: Option<&str>,
        kinds: KindSet,
    ) -> Order {
        let key = |by: &OrderBy| match by.key {
            OrderKey::Id => Key {
                compared: format!("{node}.id"),
                told: format!("{node}.id"),
                descending: by.descending,
                optional: false,
            },
            OrderKey::Property { property: id, language } => {
                let property = self.property(id, kinds).filter(|property| !property.list);
                let order = property.map(|property| names::order(property, language));
                let languages = language.as_slice();
                Key {
                    compared: order.map_or_else(null, |name| format!("{node}.{name}")),
                    told: self.read_property(node, id, languages, kinds),
                    descending: by.descending,
                    optional: !self.all_have(id, kinds),
                }
            }
        };
        Order {
            keys: by.iter().map(key).collect(),
            id: format!("{node}.id"),
            tag: link.map_or_else(|| "0".to_owned(), |link| format!("{link}.tag")),
        }
    }

    /// The order of what a search finds: by rank, then name.
    pub(super) fn search_order(node: &str, rank: &str, key: &str, name: &str) -> Order {
        let by = |compared: &str, told: &str, optional| Key {
            compared: compared.to_owned(),
            told: told.to_owned(),
            descending: false,
            optional,
        };
        Order {
            keys: vec![by(rank, rank, false), by(key, name, true)],
            id: format!("{node}.id"),
            tag: "0".to_owned(),
        }
    }

    fn all_have(&self, property: PropertyId, kinds: KindSet) -> bool {
        kinds.iter().all(|kind| {
            self.model.kind(kind).property(property).is_some_and(|property| property.required)
        })
    }

    /// The condition of standing on a side of a place.
    pub(super) fn beside(&mut self, order: &Order, place: &Cursor, side: Side) -> String {
        let forward = matches!(side, Side::After | Side::AtOrAfter);
        let (id, tag) = (self.parameter(&place.id), self.parameter(place.tag));
        let beyond = if forward { ">" } else { "<" };
        let last = match side {
            Side::After | Side::Before => beyond.to_owned(),
            Side::AtOrAfter | Side::AtOrBefore => format!("{beyond}="),
        };
        let (own_id, own_tag) = (&order.id, &order.tag);
        let mut rest =
            format!("({own_id} {beyond} {id} OR ({own_id} = {id} AND {own_tag} {last} {tag}))");
        for (at, key) in order.keys.iter().enumerate().rev() {
            let own = &key.compared;
            let value = place.keys.get(at).cloned().flatten();
            rest = match (value, forward) {
                (Some(value), _) => {
                    // The collation key of text, unless it is an id, which compares as it is.
                    let value =
                        if *own == order.id { id_key(&value) } else { write::sort_key(&value) };
                    let value = self.parameter(value);
                    let beyond = if forward == key.descending { "<" } else { ">" };
                    let absent = if forward && key.optional {
                        format!(" OR {own} IS NULL")
                    } else {
                        String::new()
                    };
                    format!("({own} {beyond} {value}{absent} OR ({own} = {value} AND {rest}))")
                }
                (None, true) => format!("({own} IS NULL AND {rest})"),
                (None, false) => format!("({own} IS NOT NULL OR {rest})"),
            };
        }
        rest
    }
}

impl Order {
    /// The keys for `ORDER BY`, turned round for a page that is read from its end. `tagged` says whether it
    /// matters which of the links to one node comes first.
    pub(super) fn by(&self, backward: bool, tagged: bool) -> String {
        let direction = |descending: bool| if descending { " DESC" } else { "" };
        let mut all = Vec::new();
        for key in &self.keys {
            // Neo4j has absent values last when rising and first when falling, as the order has them
            // unless the key itself falls.
            if key.descending && key.optional {
                all.push(format!("{} IS NULL{}", key.compared, direction(backward)));
            }
            all.push(format!("{}{}", key.compared, direction(key.descending != backward)));
        }
        all.push(format!("{}{}", self.id, direction(backward)));
        if tagged && self.tag != "0" {
            all.push(format!("{}{}", self.tag, direction(backward)));
        }
        all.join(", ")
    }

    /// The columns that tell the place of a row.
    pub(super) fn told(&self) -> impl Iterator<Item = String> {
        [self.id.clone(), self.tag.clone()]
            .into_iter()
            .chain(self.keys.iter().map(|key| key.told.clone()))
    }
}

fn id_key(value: &Value) -> Parameter {
    match value {
        Value::Text(id) => id.into(),
        _ => Parameter::Null,
    }
}

fn null() -> String {
    "null".to_owned()
}

/// The languages of one who reads none in particular.
pub(super) const NO_LANGUAGE: &[Language] = &[];
