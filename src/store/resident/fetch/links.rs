//! Which links count, and which nodes have how many of them.

use std::cell::{OnceCell, RefCell};

use hashbrown::HashMap;

use super::condition::Condition;
use super::lines::{Hops, Line};
use super::value_test::ValueTest;
use crate::model::PropertyId;
use crate::plan::filter::{Comparison, LinkDate, LinkFilter, Links, Test};
use crate::plan::selection::Follow;
use crate::store::resident::snapshot::Snapshot;

/// A condition on the number of a node's links.
#[derive(Debug)]
pub(super) struct LinksCondition<'p> {
    pub(super) links: &'p Links,
    pub(super) matching: LinkCondition<'p>,
    /// What was found out about nodes. A node can be at the end of many links, so that without it conditions
    /// within conditions would be asked once for every path.
    known: RefCell<HashMap<u32, bool, foldhash::fast::FixedState>>,
    /// The far nodes that can matter, where they are few: found by [`super::scan`].
    pub(super) far: OnceCell<Option<Vec<u32>>>,
}

impl<'p> LinksCondition<'p> {
    /// A condition whose links satisfy `matching`.
    pub(super) fn new(links: &'p Links, matching: LinkCondition<'p>) -> Self {
        Self { links, matching, known: RefCell::default(), far: OnceCell::new() }
    }

    /// Whether one link that counts is enough.
    pub(super) fn is_some(&self) -> bool {
        let one = |comparison, number| self.links.count == Test::number(comparison, number);
        one(Comparison::AtLeast, 1) || one(Comparison::Greater, 0)
    }

    /// Whether a node has as many links as it must.
    pub(super) fn holds(&self, state: &Snapshot, node: u32) -> bool {
        let hops = Hops::new(state, node, self.links.follow);
        if self.matching.is_any() && hops.is_whole() {
            return self.links.passes(hops.len());
        }
        if let Some(known) = self.known.borrow().get(&node) {
            return *known;
        }
        let entries = hops.from(0).filter(|entry| {
            let Some(far) = state.nodes.get(entry.node) else { return false };
            hops.has(*entry, far)
                && entry.link.is_some_and(|link| self.matching.holds(state, link, entry.node))
        });
        let holds = self.links.passes(entries.take(self.links.enough()).count());
        self.known.borrow_mut().insert(node, holds);
        holds
    }
}

/// A condition on a link and its far node that is ready to be asked of many links.
#[derive(Debug)]
pub(super) enum LinkCondition<'p> {
    /// Every one of these; with none, every link.
    All(Vec<LinkCondition<'p>>),
    /// At least one of these; with none, no link.
    Any(Vec<LinkCondition<'p>>),
    /// Not this one.
    Not(Box<LinkCondition<'p>>),
    /// The far node counts.
    Node(Condition<'p>),
    /// A date passes a test.
    Date(LinkDate, ValueTest<'p>),
    /// A property passes a test.
    Property(PropertyId, ValueTest<'p>),
}

impl<'p> LinkCondition<'p> {
    /// Makes a filter ready for a state.
    pub(super) fn new(state: &Snapshot, filter: &'p LinkFilter) -> Self {
        let each = |all: &'p [LinkFilter]| all.iter().map(|one| Self::new(state, one)).collect();
        match filter {
            LinkFilter::All(all) => Self::All(each(all)),
            LinkFilter::Any(all) => Self::Any(each(all)),
            LinkFilter::Not(one) => Self::Not(Box::new(Self::new(state, one))),
            LinkFilter::Node(filter) => Self::Node(Condition::new(state, filter)),
            LinkFilter::Date(date, test) => Self::Date(*date, ValueTest::new(test)),
            LinkFilter::Property(property, test) => Self::Property(*property, ValueTest::new(test)),
        }
    }

    /// Whether every link counts.
    pub(super) fn is_any(&self) -> bool {
        matches!(self, Self::All(parts) if parts.is_empty())
    }

    /// The conditions on the far node that must all hold.
    pub(super) fn of_far(&self) -> impl Iterator<Item = &Condition<'p>> {
        let parts = match self {
            Self::All(parts) => parts.as_slice(),
            one => std::slice::from_ref(one),
        };
        parts.iter().filter_map(|part| match part {
            Self::Node(condition) => Some(condition),
            _ => None,
        })
    }

    /// Whether a link to a far node counts.
    pub(super) fn holds(&self, state: &Snapshot, link: u32, far: u32) -> bool {
        let row = || state.links.get(link);
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(state, link, far)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(state, link, far)),
            Self::Not(part) => !part.holds(state, link, far),
            Self::Node(condition) => {
                state.nodes.get(far).is_some_and(|row| condition.holds(state, far, row))
            }
            Self::Date(date, test) => {
                row().is_some_and(|row| test.passes_date(row.facts().dates().get(*date)))
            }
            Self::Property(property, test) => row()
                .and_then(|row| row.facts().property(*property))
                .is_some_and(|value| test.passes(value)),
        }
    }
}

/// Whether one of the far nodes is at the other end of a link.
pub(super) fn is_linked(
    state: &Snapshot,
    node: u32,
    follow: Follow,
    far: &[u32],
    forward: bool,
) -> bool {
    let arms = state.arms(node, follow.link, forward);
    // A look-up compares some ten ids in other places of memory; looking through a list compares numbers.
    if arms.len() <= 64 * far.len() {
        return arms.from(0).any(|arm| far.binary_search(&arm.far).is_ok());
    }
    far.iter().any(|far| {
        let id = state.id_of(*far);
        let at = arms.partition_point(|arm| state.id_of(arm.far).as_bytes() < id.as_bytes());
        arms.get(at).is_some_and(|arm| arm.far == *far)
    })
}
