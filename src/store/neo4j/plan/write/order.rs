//! Orders, and places in them.

use super::Writer;
use crate::model::{KindSet, Language, LinkId, PropertyId, Value};
use crate::plan::cursor::Cursor;
use crate::plan::selection::{Follow, OrderBy, OrderKey};
use crate::store::neo4j::layout::{names, write};
use crate::store::neo4j::plan::columns::far_kinds;

/// What the rows of a page are ordered by.
pub(super) struct Order {
    /// The keys, the most important first.
    pub(super) keys: Vec<Key>,
    /// The far node's id.
    pub(super) id: String,
    /// The tag of the link that led to it, if one did.
    pub(super) tag: Option<String>,
    /// Where links are met in both directions: the id of the node that one starts from. It decides between two
    /// links that differ in nothing else.
    pub(super) start: Option<String>,
}

/// A key of an order.
#[expect(clippy::struct_excessive_bools, reason = "each says something of its own")]
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
    /// Whether it is a property of the node, for which there is an index.
    pub(super) is_kept: bool,
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
            tag: link.map(|(link, _)| format!("{link}.tag")),
            start: None,
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
        let is_kept = matches!(by.key, OrderKey::Id | OrderKey::Property { .. });
        Key { compared, told, descending, optional, absent_first, is_kept }
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
            is_kept: false,
        };
        Order {
            keys: vec![by(rank, rank, false), by(key, name, true)],
            id: format!("{node}.id"),
            tag: None,
            start: None,
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
        let mut rest = self.beside_id(order, place, side);
        for (at, key) in order.keys.iter().enumerate().rev() {
            let own = &key.compared;
            let absent_beyond = forward != key.absent_first;
            let value = place.keys.get(at).cloned().flatten();
            rest = match (value, absent_beyond) {
                (Some(value), _) => {
                    let value = self.key_value(order, key, &value);
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

    /// The end of [`Writer::beside`]: by id, then tag.
    fn beside_id(&mut self, order: &Order, place: &Cursor, side: Side) -> String {
        let id = self.parameter(&place.id);
        let beyond = if matches!(side, Side::After | Side::AtOrAfter) { ">" } else { "<" };
        let own = &order.id;
        let Some(own_tag) = &order.tag else {
            // Without a link the tag is 0: the place itself, unless its tag is of a link.
            let at = match side {
                Side::After => false,
                Side::AtOrAfter => place.tag == 0,
                Side::Before => place.tag > 0,
                Side::AtOrBefore => true,
            };
            return format!("{own} {beyond}{} {id}", if at { "=" } else { "" });
        };
        let tag = self.parameter(place.tag);
        let at = if matches!(side, Side::AtOrAfter | Side::AtOrBefore) { "=" } else { "" };
        format!("({own} {beyond} {id} OR ({own} = {id} AND {own_tag} {beyond}{at} {tag}))")
    }

    /// What standing on a side of a place says of the first key, where the place and the row have it.
    pub(super) fn range(
        &mut self,
        order: &Order,
        key: &Key,
        place: &Cursor,
        side: Side,
    ) -> Option<String> {
        let value = place.keys.first().cloned().flatten()?;
        let value = self.key_value(order, key, &value);
        let rising = matches!(side, Side::After | Side::AtOrAfter) != key.descending;
        Some(format!("{} {} {value}", key.compared, if rising { ">=" } else { "<=" }))
    }

    /// A cursor's value of a key: the collation key of text, unless it is an id, which compares as it is.
    fn key_value(&mut self, order: &Order, key: &Key, value: &Value) -> String {
        match value {
            Value::Text(id) if key.compared == order.id => self.parameter(id),
            value => self.parameter(write::sort_key(value)),
        }
    }
}

impl Order {
    /// The keys for `ORDER BY`, turned round for a page that is read from its end. `tagged` says whether it
    /// matters which of the links to one node comes first, `settled` how many of the first keys all rows have or
    /// all lack: Neo4j would sort what an index has in order already.
    pub(super) fn by(&self, backward: bool, tagged: bool, settled: usize) -> String {
        let direction = |descending: bool| if descending { " DESC" } else { "" };
        let mut all = Vec::new();
        for (at, key) in self.keys.iter().enumerate() {
            // Neo4j has absent values last when rising and first when falling.
            if at >= settled && key.optional && key.descending != key.absent_first {
                let absent = direction(key.absent_first != backward);
                all.push(format!("{} IS NULL{absent}", key.compared));
            }
            all.push(format!("{}{}", key.compared, direction(key.descending != backward)));
        }
        all.push(format!("{}{}", self.id, direction(backward)));
        if tagged {
            let last = self.tag.iter().chain(&self.start);
            all.extend(last.map(|key| format!("{key}{}", direction(backward))));
        }
        all.join(", ")
    }

    /// The columns that tell the place of a row.
    pub(super) fn told(&self) -> impl Iterator<Item = String> {
        let tag = self.tag.clone().unwrap_or_else(|| "0".to_owned());
        [self.id.clone(), tag].into_iter().chain(self.keys.iter().map(|key| key.told.clone()))
    }
}

fn null() -> String {
    "null".to_owned()
}

/// The languages of one who reads none in particular.
pub(super) const NO_LANGUAGE: &[Language] = &[];
