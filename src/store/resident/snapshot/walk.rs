//! The state as a graph that the questions' features walk.
//!
//! A number that no node or link has is the caller's mistake, as a position out of a slice's bounds is.

use std::sync::Arc;

use super::{LinkRow, NodeRow, Snapshot};
use crate::model::{Direction, KindId, LinkId, Model, PropertyId, Value};
use crate::store::graph::{Dates, Graph, Hop};
use crate::store::records::{LinkRecord, LinkRef, NodeRecord, Source};
use crate::store::resident::facts::SourceView;

impl Snapshot {
    fn node_row(&self, node: u32) -> &NodeRow {
        match self.nodes.get(node) {
            Some(row) => row,
            None => unreachable!("no node has the number {node}"),
        }
    }

    fn link_row(&self, link: u32) -> &LinkRow {
        match self.links.get(link) {
            Some(row) => row,
            None => unreachable!("no link has the number {link}"),
        }
    }
}

impl Graph for Snapshot {
    fn model(&self) -> &Model {
        &self.model
    }

    fn node_bound(&self) -> u32 {
        self.nodes.bound()
    }

    fn node(&self, id: &str) -> Option<u32> {
        self.find(id)
    }

    fn id(&self, node: u32) -> &Arc<str> {
        &self.node_row(node).id
    }

    fn kind(&self, node: u32) -> KindId {
        self.node_row(node).kind
    }

    fn nodes_of(&self, kind: KindId) -> impl Iterator<Item = u32> + '_ {
        self.kinds.get(usize::from(kind.0)).into_iter().flat_map(|index| index.ids.iter())
    }

    fn property(&self, node: u32, property: PropertyId) -> Option<Value> {
        self.node_row(node).facts().property(property).map(|value| value.owned())
    }

    fn links(
        &self,
        node: u32,
        kind: LinkId,
        direction: Direction,
    ) -> impl Iterator<Item = Hop> + '_ {
        let hops = move |forward: bool, wanted: bool| {
            let arms = wanted.then(|| self.arms(node, kind, forward).from(0));
            arms.into_iter().flatten().map(move |arm| Hop { far: arm.far, link: arm.link, forward })
        };
        let both = direction == Direction::Both;
        hops(true, direction != Direction::In).chain(
            hops(false, direction != Direction::Out).filter(move |hop| !(both && hop.far == node)),
        )
    }

    fn degree(&self, node: u32, kind: LinkId, direction: Direction) -> usize {
        let count = |forward| self.arms(node, kind, forward).len();
        match direction {
            Direction::Out => count(true),
            Direction::In => count(false),
            Direction::Both => {
                let own = |arm: &super::Arm| arm.far == node;
                count(true) + count(false) - self.arms(node, kind, true).from(0).filter(own).count()
            }
        }
    }

    fn dates(&self, link: u32) -> Dates {
        self.link_row(link).facts().dates()
    }

    fn link_kind(&self, link: u32) -> LinkId {
        self.link_row(link).kind
    }

    fn link_property(&self, link: u32, property: PropertyId) -> Option<Value> {
        self.link_row(link).facts().property(property).map(|value| value.owned())
    }

    fn link_ref(&self, link: u32) -> LinkRef {
        let row = self.link_row(link);
        let end = |node| self.node_row(node).id.clone();
        LinkRef { kind: row.kind, from: end(row.from), to: end(row.to), tag: row.tag }
    }

    fn link_sources(&self, link: u32) -> Vec<Source> {
        let parts = self.link_row(link).facts().parts();
        parts.into_iter().flat_map(|parts| parts.sources).map(SourceView::owned).collect()
    }

    fn node_record(&self, node: u32) -> NodeRecord {
        let row = self.node_row(node);
        let Some(record) = row.facts().record(row.id.clone(), row.kind) else {
            unreachable!("facts are read once before they are kept")
        };
        record
    }

    fn link_record(&self, link: u32) -> LinkRecord {
        let Some(record) = self.link_row(link).facts().record(self.link_ref(link)) else {
            unreachable!("facts are read once before they are kept")
        };
        record
    }
}
