//! Which nodes count: a filter with its ids looked up.

use super::lines::Hops;
use super::links::{LinkCondition, LinksCondition, is_linked};
use super::value_test::ValueTest;
use crate::model::{Direction, KindSet, PropertyId};
use crate::plan::filter::Filter;
use crate::plan::selection::Follow;
use crate::store::resident::snapshot::{NodeRow, Snapshot};

/// A filter that is ready to be asked of many nodes.
#[derive(Debug)]
pub(super) enum Condition<'p> {
    /// Every one of these; with none, every node.
    All(Vec<Condition<'p>>),
    /// At least one of these; with none, no node.
    Any(Vec<Condition<'p>>),
    /// Not this one.
    Not(Box<Condition<'p>>),
    /// One of these nodes, by rising number. Empty for no node at all.
    Nodes(Vec<u32>),
    /// A property passes a test.
    Property(PropertyId, ValueTest<'p>),
    /// One of these nodes is at the far end of a link.
    Linked(Follow, Vec<u32>),
    /// So many links count.
    Links(Box<LinksCondition<'p>>),
}

impl<'p> Condition<'p> {
    /// Makes a filter ready for a state.
    pub(super) fn new(state: &Snapshot, filter: &'p Filter) -> Self {
        let find = |ids: &[std::sync::Arc<str>], kinds: Option<KindSet>| {
            let mut nodes: Vec<u32> = ids.iter().filter_map(|id| state.find(id)).collect();
            if let Some(kinds) = kinds {
                nodes.retain(|node| state.nodes.get(*node).is_some_and(|row| kinds.has(row.kind)));
            }
            nodes.sort_unstable();
            nodes.dedup();
            nodes
        };
        match filter {
            Filter::All(all) => Self::all(all.iter().map(|one| Self::new(state, one))),
            Filter::Any(all) => Self::Any(all.iter().map(|one| Self::new(state, one)).collect()),
            Filter::Not(one) => Self::Not(Box::new(Self::new(state, one))),
            Filter::Never => Self::Nodes(Vec::new()),
            Filter::Id(ids) => Self::Nodes(find(ids, None)),
            Filter::Property(property, test) => Self::Property(*property, ValueTest::new(test)),
            Filter::Linked(follow, ids) => Self::Linked(*follow, find(ids, Some(follow.far))),
            Filter::Links(links) => {
                let matching = LinkCondition::new(state, &links.matching);
                Self::Links(Box::new(LinksCondition::new(links, matching)))
            }
        }
    }

    /// What counts for all of these.
    pub(super) fn all(all: impl IntoIterator<Item = Self>) -> Self {
        let mut parts = Vec::new();
        for one in all {
            match one {
                Self::All(inner) => parts.extend(inner),
                other => parts.push(other),
            }
        }
        Self::All(parts)
    }

    /// Whether every node counts.
    pub(super) fn is_any(&self) -> bool {
        matches!(self, Self::All(parts) if parts.is_empty())
    }

    /// The conditions that must all hold.
    pub(super) fn parts(&self) -> &[Self] {
        match self {
            Self::All(parts) => parts,
            one => std::slice::from_ref(one),
        }
    }

    /// Whether a node counts.
    pub(super) fn holds(&self, state: &Snapshot, node: u32, row: &NodeRow) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(state, node, row)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(state, node, row)),
            Self::Not(part) => !part.holds(state, node, row),
            Self::Nodes(nodes) => nodes.binary_search(&node).is_ok(),
            Self::Property(property, test) => {
                row.facts().property(*property).is_some_and(|value| test.passes(value))
            }
            Self::Linked(follow, far) if follow.as_of.is_some() => {
                Hops::new(state, node, *follow).far().any(|node| far.binary_search(&node).is_ok())
            }
            Self::Linked(follow, far) => {
                let met = |forward| is_linked(state, node, *follow, far, forward);
                (follow.direction != Direction::In && met(true))
                    || (follow.direction != Direction::Out && met(false))
            }
            Self::Links(links) => links.holds(state, node),
        }
    }
}
