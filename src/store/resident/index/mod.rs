//! What finds the nodes of a kind without looking at all of them.
//!
//! - [`key`]: what a property's value is ordered by
//! - [`column`]: the numbers of one property by node
//! - [`order`]: the nodes in the order of one property; also finds the nodes of a value
//! - [`texts`]: the texts of one property, to look for a part in all of them
//! - [`words`]: the dictionary of the searched texts

pub(super) mod column;
pub(super) mod key;
pub(super) mod order;
pub(super) mod texts;
pub(super) mod words;

use crate::model::{Kind, KindId, Language, PropertyId};
use order::Order;
use words::{Entry, Words, entries_of};

use super::snapshot::NodeRow;
use super::snapshot::chunks::Chunks;
use super::snapshot::pages::Rows;

/// The indexes of a kind.
#[derive(Clone, Debug)]
pub(super) struct KindIndex {
    pub(super) kind: KindId,
    /// Its nodes, by id.
    pub(super) ids: Chunks<u32>,
    /// An order for each property that is not a list, and for each language of a localised one.
    orders: Vec<Order>,
    pub(super) words: Words,
    searched: Vec<PropertyId>,
}

impl KindIndex {
    /// The indexes of a kind without nodes.
    pub(super) fn new(kind: &Kind) -> Self {
        let orders = kind
            .properties
            .iter()
            .filter(|property| !property.list)
            .flat_map(|property| {
                let languages: Vec<Option<Language>> = if property.localized {
                    Language::ALL.into_iter().map(Some).collect()
                } else {
                    vec![None]
                };
                languages.into_iter().map(|language| Order::new(property, language))
            })
            .collect();
        let searched = kind.properties.iter().filter(|one| one.search).map(|one| one.id).collect();
        Self { kind: kind.id, ids: Chunks::default(), orders, words: Words::default(), searched }
    }

    /// The order of a property as a reader of a language has it; none when the kind has no such property.
    pub(super) fn order(&self, property: PropertyId, language: Option<Language>) -> Option<&Order> {
        let language = language.unwrap_or(Language::En);
        self.orders.iter().find(|order| {
            order.property == property && order.language.is_none_or(|one| one == language)
        })
    }

    /// Whether the words of a property are in the dictionary.
    pub(super) fn is_searched(&self, property: PropertyId) -> bool {
        self.searched.contains(&property)
    }

    /// Where a node stands by id, or would.
    pub(super) fn position(&self, id: &str, nodes: &Rows<NodeRow>) -> usize {
        self.ids.partition_point(|node| {
            nodes.get(node).is_some_and(|row| row.id.as_bytes() < id.as_bytes())
        })
    }

    /// Indexes all nodes of the kind anew.
    pub(super) fn rebuild(&mut self, mut members: Vec<u32>, nodes: &Rows<NodeRow>) {
        sort_by_id(&mut members, nodes);
        self.words = self.words_of(&members, nodes);
        self.arrange(&members, nodes);
    }

    /// Puts all nodes of the kind, which stand by id, in order.
    pub(super) fn arrange(&mut self, members: &[u32], nodes: &Rows<NodeRow>) {
        for at in 0..self.orders.len() {
            let (before, rest) = self.orders.split_at_mut(at);
            let Some(order) = rest.first_mut() else { continue };
            let twin = before.last().filter(|other| {
                other.property == order.property
                    && members.iter().all(|node| reads_alike(nodes.get(*node), order.property))
            });
            match twin {
                Some(twin) => order.share(twin),
                None => order.rebuild(members, nodes),
            }
        }
        self.ids = members.iter().copied().collect();
    }

    /// The words of all nodes of the kind.
    pub(super) fn words_of(&self, members: &[u32], nodes: &Rows<NodeRow>) -> Words {
        let rows = members.iter().filter_map(|node| Some((*node, nodes.get(*node)?)));
        rows.flat_map(|(node, row)| entries_of(node, row.facts(), &self.searched)).collect()
    }

    /// Indexes a node whose row is new, where it says something else than its last one did, if it had one.
    pub(super) fn insert(&mut self, node: u32, last: Option<&NodeRow>, nodes: &Rows<NodeRow>) {
        let Some(row) = nodes.get(node) else { return };
        if last.is_none() {
            let at = self.position(&row.id, nodes);
            self.ids.insert(at, node);
        }
        for order in &mut self.orders {
            order.forget_texts_unless_kept(row, last);
            if let Some(key) = order.key_unless_kept(row, last) {
                order.insert(node, &key, &row.id, nodes);
            }
        }
        for entry in self.entries_unless_kept(node, row, last) {
            self.words.insert(entry);
        }
    }

    /// Forgets a node whose row is still there, where its next row will say something else, if it gets one.
    pub(super) fn remove(&mut self, node: u32, next: Option<&NodeRow>, nodes: &Rows<NodeRow>) {
        let Some(row) = nodes.get(node) else { return };
        if next.is_none() {
            let at = self.position(&row.id, nodes);
            if self.ids.get(at) == Some(node) {
                self.ids.remove(at);
            }
        }
        for order in &mut self.orders {
            order.forget_texts_unless_kept(row, next);
            if let Some(key) = order.key_unless_kept(row, next) {
                order.remove(node, &key, &row.id, nodes);
            }
        }
        for entry in self.entries_unless_kept(node, row, next) {
            self.words.remove(entry);
        }
    }

    /// The words of a row; none when another row of the node has the same texts.
    fn entries_unless_kept(&self, node: u32, row: &NodeRow, other: Option<&NodeRow>) -> Vec<Entry> {
        let says = |row: &NodeRow, other: &NodeRow, property| {
            row.facts().property(property) == other.facts().property(property)
        };
        match other {
            Some(other) if self.searched.iter().all(|one| says(row, other, *one)) => Vec::new(),
            _ => entries_of(node, row.facts(), &self.searched),
        }
    }
}

/// Whether readers of every language read the same.
fn reads_alike(row: Option<&NodeRow>, property: PropertyId) -> bool {
    row.is_none_or(|row| {
        let read = |language| key::plain_value(row.facts(), property, Some(language));
        read(Language::En) == read(Language::Lt)
    })
}

/// Sorts nodes by id. Most ids differ in their first sixteen bytes, which are compared as one number.
pub(super) fn sort_by_id(members: &mut [u32], nodes: &Rows<NodeRow>) {
    let id = |node: u32| nodes.get(node).map_or("", |row| &*row.id);
    members.sort_by_cached_key(|node| {
        let bytes = id(*node).as_bytes();
        let mut head = [0; 16];
        let taken = bytes.len().min(16);
        head[..taken].copy_from_slice(&bytes[..taken]);
        u128::from_be_bytes(head)
    });
    // Ids of equal starts stand together now, in any order.
    let start = |node: u32| &id(node).as_bytes()[..id(node).len().min(16)];
    for group in members.chunk_by_mut(|a, b| start(*a) == start(*b)) {
        group.sort_unstable_by(|a, b| id(*a).cmp(id(*b)));
    }
}
