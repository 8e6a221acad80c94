//! A state of the network in memory.
//!
//! - [`pages`]: tables by dense number, in pages that states share
//! - [`chunks`]: sorted sequences, in chunks that states share
//! - [`adjacency`]: the links at every node
//! - [`ids`]: from an id to its node
//! - [`build`]: what follows from rows that were read whole
//! - [`walk`]: the state as a [`Graph`](crate::store::graph::Graph)
//!
//! Cloning a state copies short spines; changing the clone copies only what it touches.

pub(super) mod adjacency;
pub(super) mod build;
pub(super) mod chunks;
pub(super) mod ids;
pub(super) mod pages;
mod walk;

use std::cmp::Ordering;
use std::sync::Arc;

use adjacency::{Adjacency, Arm, Arms};
use ids::Ids;
use pages::Rows;

use super::facts::{LinkFacts, NodeFacts};
use super::index::KindIndex;
use crate::model::{KindId, LinkId, Model, PropertyId};
use crate::store::Stamp;
use crate::store::records::LinkRef;

/// A node.
#[derive(Clone, Debug)]
pub(super) struct NodeRow {
    pub(super) id: Arc<str>,
    pub(super) facts: Arc<[u8]>,
    pub(super) kind: KindId,
}

impl NodeRow {
    pub(super) fn facts(&self) -> NodeFacts<'_> {
        NodeFacts(&self.facts)
    }
}

/// A link. Links that say the same share their facts.
#[derive(Clone, Debug)]
pub(super) struct LinkRow {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) tag: u32,
    pub(super) kind: LinkId,
    pub(super) facts: Arc<SharedFacts>,
}

/// The facts of links, behind a pointer of one word: there are many more links than different facts.
#[derive(PartialEq, Eq, Hash, Debug)]
pub(super) struct SharedFacts(pub(super) Box<[u8]>);

impl LinkRow {
    pub(super) fn facts(&self) -> LinkFacts<'_> {
        LinkFacts(&self.facts.0)
    }
}

/// A consistent state of the network, which never changes once it is published.
#[derive(Clone, Debug)]
pub struct Snapshot {
    pub(super) model: Arc<Model>,
    pub(super) nodes: Rows<NodeRow>,
    pub(super) links: Rows<LinkRow>,
    pub(super) ids: Ids,
    /// By [`LinkId`]: the links that start from a node.
    pub(super) out: Vec<Adjacency>,
    /// By [`LinkId`]: the links that lead to a node.
    pub(super) into: Vec<Adjacency>,
    /// By [`KindId`].
    pub(super) kinds: Vec<Arc<KindIndex>>,
    pub(super) stamp: Stamp,
    /// `role`, `title` and `type`: the properties that tell a link's role, best first.
    pub(super) roles: [Option<PropertyId>; 3],
    /// The property `name`.
    pub(super) name: Option<PropertyId>,
}

impl Snapshot {
    /// The state of a network without anything in it.
    pub(super) fn empty(model: &Arc<Model>) -> Self {
        Self {
            model: model.clone(),
            nodes: Rows::default(),
            links: Rows::default(),
            ids: Ids::default(),
            out: vec![Adjacency::default(); model.links.len()],
            into: vec![Adjacency::default(); model.links.len()],
            kinds: model.kinds.iter().map(|kind| Arc::new(KindIndex::new(kind))).collect(),
            stamp: Stamp { sequence: 0, nodes: 0, links: 0, newest_seen: None },
            roles: ["role", "title", "type"].map(|name| model.property_id(name)),
            name: model.property_id("name"),
        }
    }

    /// The node of an id.
    #[inline]
    pub(super) fn find(&self, id: &str) -> Option<u32> {
        self.ids.get(id, &self.nodes)
    }

    /// The links of a kind at a node in one direction.
    #[inline]
    pub(super) fn arms(&self, node: u32, kind: LinkId, forward: bool) -> Arms<'_> {
        let all = if forward { &self.out } else { &self.into };
        all.get(usize::from(kind.0)).map_or(Arms::Few(&[]), |adjacency| adjacency.at(node))
    }

    /// The id of a node, empty when there is none of the number.
    #[inline]
    pub(super) fn id_of(&self, node: u32) -> &str {
        self.nodes.get(node).map_or("", |row| &row.id)
    }

    /// The tag of a link.
    #[inline]
    pub(super) fn tag_of(&self, link: u32) -> u32 {
        self.links.get(link).map_or(0, |row| row.tag)
    }

    /// Where an arm stands to a far node's id and a tag.
    pub(super) fn compare_arm(&self, arm: Arm, id: &str, tag: u32) -> Ordering {
        self.id_of(arm.far)
            .as_bytes()
            .cmp(id.as_bytes())
            .then_with(|| self.tag_of(arm.link).cmp(&tag))
    }

    /// The position of the link to a far node with a tag in a list, or where it would stand.
    pub(super) fn seek(&self, arms: Arms<'_>, id: &str, tag: u32) -> (usize, Option<Arm>) {
        let at = arms.partition_point(|arm| self.compare_arm(arm, id, tag).is_lt());
        (at, arms.get(at).filter(|arm| self.compare_arm(*arm, id, tag).is_eq()))
    }

    /// Whether a link counts for what "now" is: everybody may see it.
    pub(super) fn is_now(&self, from: u32, to: u32, kind: LinkId) -> bool {
        let kinds = self.nodes.get(from).zip(self.nodes.get(to));
        kinds.is_some_and(|(from, to)| self.model.is_public_link(kind, from.kind, to.kind))
    }

    /// The link of an identity.
    pub(super) fn find_link(&self, link: &LinkRef) -> Option<u32> {
        let from = self.find(&link.from)?;
        self.seek(self.arms(from, link.kind, true), &link.to, link.tag).1.map(|arm| arm.link)
    }
}
