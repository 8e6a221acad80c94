//! The nodes of a kind in the order of a property, rising or falling, those without the property last or first.

use std::cell::{Cell, OnceCell};
use std::ops::Range;

use super::Entry;
use super::lines::Line;
use crate::plan::selection::OrderBy;
use crate::store::resident::index::KindIndex;
use crate::store::resident::index::order::Order;
use crate::store::resident::snapshot::Snapshot;

/// A kind in the order of one of its properties.
pub(super) struct Ordered<'a> {
    state: &'a Snapshot,
    index: &'a KindIndex,
    order: &'a Order,
    descending: bool,
    absent_first: bool,
    /// The positions of the nodes of one value, looked up last.
    run: Cell<(usize, usize)>,
    /// The nodes without the property, by id; listed only when somebody comes so far.
    absent: OnceCell<Vec<u32>>,
}

impl<'a> Ordered<'a> {
    pub(super) fn new(
        state: &'a Snapshot,
        index: &'a KindIndex,
        order: &'a Order,
        by: &OrderBy,
    ) -> Self {
        let OrderBy { descending, absent_first, .. } = *by;
        let (run, absent) = (Cell::default(), OnceCell::new());
        Self { state, index, order, descending, absent_first, run, absent }
    }

    fn absent(&self) -> &[u32] {
        self.absent.get_or_init(|| {
            if self.order.len() == self.index.ids.len() {
                return Vec::new();
            }
            let lacks = |node: &u32| {
                self.state.nodes.get(*node).is_some_and(|row| self.order.key(row).is_none())
            };
            self.index.ids.iter().filter(lacks).collect()
        })
    }

    /// The run of one value that has a position of the rising order.
    fn run_at(&self, at: usize) -> Range<usize> {
        let (start, end) = self.run.get();
        if (start..end).contains(&at) {
            return start..end;
        }
        let row = self.order.get(at).and_then(|node| self.state.nodes.get(node));
        let key = row.and_then(|row| self.order.key(row));
        let run = key.map_or(at..at + 1, |key| self.order.run(&key, &self.state.nodes));
        self.run.set((run.start, run.end));
        run
    }

    fn node(&self, at: usize) -> Option<u32> {
        let present = self.order.len();
        let at = if self.absent_first {
            let absent = self.index.ids.len() - present;
            match at.checked_sub(absent) {
                Some(at) => at,
                None => return self.absent().get(at).copied(),
            }
        } else if at >= present {
            return self.absent().get(at - present).copied();
        } else {
            at
        };
        if !self.descending {
            return self.order.get(at);
        }
        // Values fall, but nodes of one value still stand by rising id.
        let run = self.run_at(present - 1 - at);
        self.order.get(run.start + (at + run.end - present))
    }
}

impl Line for Ordered<'_> {
    fn len(&self) -> usize {
        self.index.ids.len()
    }

    fn get(&self, at: usize) -> Option<Entry> {
        self.node(at).map(|node| Entry { node, link: None })
    }

    fn from(&self, at: usize) -> impl Iterator<Item = Entry> {
        let as_indexed = !self.descending && !self.absent_first;
        let rising = if as_indexed { self.order.len().saturating_sub(at) } else { 0 };
        let straight = self.order.from(at).take(rising);
        straight
            .chain((at + rising..self.len()).map_while(|at| self.node(at)))
            .map(|node| Entry { node, link: None })
    }
}
