//! A graph that can be walked: what the questions' features need of a store that holds it in memory.

use std::sync::Arc;

use super::records::{LinkRecord, LinkRef, NodeRecord, Source};
use crate::model::{Direction, KindId, LinkId, Model, PartialDate, PropertyId, Value};
use crate::plan::filter::LinkDate;

/// A consistent state of the network in memory, with nodes and links as dense numbers.
///
/// Numbers mean something only within one state. Visibility is the caller's: everything can be walked.
pub trait Graph {
    /// The model that it follows.
    fn model(&self) -> &Model;

    /// One more than the greatest node number.
    fn node_bound(&self) -> u32;

    /// The node of an id.
    fn node(&self, id: &str) -> Option<u32>;

    /// The id of a node.
    fn id(&self, node: u32) -> &Arc<str>;

    /// What a node is.
    fn kind(&self, node: u32) -> KindId;

    /// All nodes of a kind, by rising id.
    fn nodes_of(&self, kind: KindId) -> impl Iterator<Item = u32> + '_;

    /// A property of a node.
    fn property(&self, node: u32, property: PropertyId) -> Option<Value>;

    /// The links of a kind at a node, by the far node's id, then tag. With [`Direction::Both`] all
    /// `Out` come before all `In`, and a link from a node to itself comes once, as `Out`.
    fn links(
        &self,
        node: u32,
        kind: LinkId,
        direction: Direction,
    ) -> impl Iterator<Item = Hop> + '_;

    /// How many links of a kind there are at a node.
    fn degree(&self, node: u32, kind: LinkId, direction: Direction) -> usize;

    /// How many different nodes that its viewer may see the links of a kind at a node lead to, where this was
    /// counted and not all of the links are here; none where all of them can be walked.
    fn counted(&self, _node: u32, _kind: LinkId, _direction: Direction) -> Option<u32> {
        None
    }

    /// When a link holds.
    fn dates(&self, link: u32) -> Dates;

    /// The kind of a link.
    fn link_kind(&self, link: u32) -> LinkId;

    /// A property of a link.
    fn link_property(&self, link: u32, property: PropertyId) -> Option<Value>;

    /// The identity of a link.
    fn link_ref(&self, link: u32) -> LinkRef;

    /// Where a link is known from.
    fn link_sources(&self, link: u32) -> Vec<Source>;

    /// All that is known of a node.
    fn node_record(&self, node: u32) -> NodeRecord;

    /// All that is known of a link.
    fn link_record(&self, link: u32) -> LinkRecord;
}

/// A link met at a node.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hop {
    /// The node at its other end.
    pub far: u32,
    /// The link.
    pub link: u32,
    /// Whether it starts from the node where it was met.
    pub forward: bool,
}

/// When a link holds.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Dates {
    /// Since when.
    pub since: Option<PartialDate>,
    /// Until when.
    pub until: Option<PartialDate>,
    /// A day on which it was known to hold.
    pub seen: Option<PartialDate>,
}

impl Dates {
    /// Whether nothing is stated of when it holds.
    #[must_use]
    pub fn is_undated(self) -> bool {
        self.since.is_none() && self.until.is_none() && self.seen.is_none()
    }

    /// One of them.
    #[must_use]
    pub fn get(self, date: LinkDate) -> Option<PartialDate> {
        match date {
            LinkDate::Since => self.since,
            LinkDate::Until => self.until,
            LinkDate::Seen => self.seen,
        }
    }

    /// The last day on which it is known to hold.
    #[must_use]
    pub fn last(self) -> Option<PartialDate> {
        self.until.or(self.seen.max(self.since))
    }
}
