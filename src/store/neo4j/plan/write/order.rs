//! Orders, and places in them.

use super::Writer;
use crate::model::{KindSet, Language, LinkId, PropertyId, Value};
use crate::plan::cursor::Cursor;
use crate::plan::selection::{Follow, OrderBy, OrderKey};
use crate::store::neo4j::layout::{names, write};
use crate::store::neo4j::plan::columns::far_kinds;
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
    /// Whether a row can be without it.
    pub(super) optional: bool,
    /// Whether such rows come first rather than last.
    pub(super) absent_first: bool,
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
    /// The order of nodes of some kinds, each met over `link` of a kind if there is one.
    pub(super) fn order(
        &mut self,
        by: &[OrderBy],
        node: &str,
        link: Option<(&str, LinkId)>,
        kinds: KindSet,
    ) -> Order {
        Order {
            keys: by.iter().map(|by| self.key(by, node, link, kinds)).collect(),
            id: format!("{node}.id"),
            tag: link.map_or_else(|| "0".to_owned(), |(link, _)| format!("{link}.tag")),
        }
    }

    fn key(
        &mut self,
        by: &OrderBy,
        node: &str,
        link: Option<(&str, LinkId)>,
        kinds: KindSet,
    ) -> Key {
        let OrderBy { descending, absent_first, .. } = *by;
        let (compared, told, optional) = match by.key {
            OrderKey::Id => (format!("{node}.id"), format!("{node}.id"), false),
            OrderKey::Property { property: id, language } => {
                let property = self.property(id, kinds).filter(|property| !property.list);
                let order = property.map(|property| names::order(property, language));
                let compared = order.map_or_else(null, |name| format!("{node}.{name}"));
                let told = self.read_property(node, id, language.as_slice(), kinds);
                (compared, told, !self.all_have(id, kinds))
            }
            OrderKey::Count(follow) => {
                let number = self.number(node, follow);
                (number.clone(), number, false)
            }
            OrderKey::LinkDate(date) => match link {
                Some((link, _)) => {
                    let name = names::date(date);
                    (format!("{link}.{}", names::place(name)), format!("{link}.{name}"), true)
                }
                None => (null(), null(), true),
            },
            OrderKey::LinkProperty(id) => {
                let model = self.model;
                let found =
                    link.and_then(|(link, kind)| Some((link, model.link(kind).property(id)?)));
                match found {
                    Some((link, property)) => {
                        let order = names::order(property, None);
                        (format!("{link}.{order}"), format!("{link}.{}", property.name), true)
                    }
                    None => (null(), null(), true),
                }
            }
        };
        Key { compared, told, descending, optional, absent_first }
    }

    /// How many links there are to follow from a node.
    fn number(&mut self, node: &str, follow: Follow) -> String {
        let far = far_kinds(self.model, follow);
        if far.is_empty() {
            return "0".to_owned();
        }
        let other = format!("n{}", self.fresh());
        format!("COUNT {{ {} }}", self.pattern(node, None, &other, follow, far))
    }

    /// The order of what a search finds: by rank, then name.
    pub(super) fn search_order(node: &str, rank: &str, key: &str, name: &str) -> Order {
        let by = |compared: &str, told: &str, optional| Key {
            compared: compared.to_owned(),
            told: told.to_owned(),
            descending: false,
            optional,
            absent_first: false,
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
            let absent_beyond = forward != key.absent_first;
            let value = place.keys.get(at).cloned().flatten();
            rest = match (value, absent_beyond) {
                (Some(value), _) => {
                    // The collation key of text, unless it is an id, which compares as it is.
                    let value =
                        if *own == order.id { id_key(&value) } else { write::sort_key(&value) };
                    let value = self.parameter(value);
                    let beyond = if forward == key.descending { "<" } else { ">" };
                    let absent = if absent_beyond && key.optional {
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
            // Neo4j has absent values last when rising and first when falling.
            if key.optional && key.descending != key.absent_first {
                let absent = direction(key.absent_first != backward);
                all.push(format!("{} IS NULL{absent}", key.compared));
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
