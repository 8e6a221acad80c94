//! Lists that already stand in order and can be entered at any position.

use std::cmp::Ordering;

use super::Entry;
use crate::model::{Direction, KindSet};
use crate::plan::as_of::AsOf;
use crate::plan::selection::Follow;
use crate::store::resident::index::KindIndex;
use crate::store::resident::snapshot::adjacency::{Arm, Arms};
use crate::store::resident::snapshot::chunks::Chunks;
use crate::store::resident::snapshot::{NodeRow, Snapshot};
use crate::store::resident::value_view::ValueView;

/// A list in order. Some of its entries may not count.
pub(super) trait Line {
    /// How many entries there are.
    fn len(&self) -> usize;

    /// The entry at a position less than the length.
    fn get(&self, at: usize) -> Option<Entry>;

    /// The entries from a position on.
    fn from(&self, at: usize) -> impl Iterator<Item = Entry>;

    /// Whether every entry counts, as far as the line can tell.
    fn is_whole(&self) -> bool {
        true
    }

    /// Whether an entry counts, as far as the line can tell, whose node has this row.
    fn has(&self, _entry: Entry, _row: &NodeRow) -> bool {
        true
    }

    /// The nodes that count, where they were found another way.
    fn found(&self) -> Option<&Found<'_>> {
        None
    }
}

/// The links at a node, by the far node's id, then tag.
pub(super) struct Hops<'a> {
    state: &'a Snapshot,
    arms: Source<'a>,
    /// Kinds that count at the far end, unless all that can be there do.
    kinds: Option<KindSet>,
    /// The day that the links must count on, if they must.
    as_of: Option<AsOf>,
}

enum Source<'a> {
    /// In one direction.
    Arms(Arms<'a>),
    /// In both, merged.
    Merged(Vec<Arm>),
}

impl<'a> Hops<'a> {
    /// The links to follow from a node.
    pub(super) fn new(state: &'a Snapshot, node: u32, follow: Follow) -> Self {
        let ends = state.model.links.get(usize::from(follow.link.0));
        let ends = ends.map_or((KindSet::EMPTY, KindSet::EMPTY), |kind| (kind.from, kind.to));
        let (arms, possible) = match follow.direction {
            Direction::Out => (Source::Arms(state.arms(node, follow.link, true)), ends.1),
            Direction::In => (Source::Arms(state.arms(node, follow.link, false)), ends.0),
            Direction::Both => {
                let (out, into) =
                    (state.arms(node, follow.link, true), state.arms(node, follow.link, false));
                if into.len() == 0 {
                    (Source::Arms(out), ends.0.or(ends.1))
                } else {
                    (Source::Merged(merge(state, node, out, into)), ends.0.or(ends.1))
                }
            }
        };
        let arms = match follow.as_of {
            // Nothing is linked to what is not there.
            Some(as_of) if !state.nodes.get(node).is_some_and(|row| is_there(as_of, row)) => {
                Source::Merged(Vec::new())
            }
            _ => arms,
        };
        let kinds = (!possible.without(follow.far).is_empty()).then_some(follow.far);
        Self { state, arms, kinds, as_of: follow.as_of }
    }

    /// The far nodes that count, one for each link.
    pub(super) fn far(&self) -> impl Iterator<Item = u32> {
        let whole = self.is_whole();
        let counts = move |entry: &Entry| {
            whole || self.state.nodes.get(entry.node).is_some_and(|row| self.has(*entry, row))
        };
        self.from(0).filter(counts).map(|entry| entry.node)
    }

    /// Whether a link to a far node counts on a day.
    fn holds(&self, as_of: AsOf, link: Option<u32>, far: &NodeRow) -> bool {
        let link = link.and_then(|link| self.state.links.get(link));
        link.is_some_and(|row| as_of.allows(row.facts().dates())) && is_there(as_of, far)
    }
}

impl Line for Hops<'_> {
    fn len(&self) -> usize {
        match &self.arms {
            Source::Arms(arms) => arms.len(),
            Source::Merged(arms) => arms.len(),
        }
    }

    fn get(&self, at: usize) -> Option<Entry> {
        let arm = match &self.arms {
            Source::Arms(arms) => arms.get(at),
            Source::Merged(arms) => arms.get(at).copied(),
        };
        arm.map(entry)
    }

    fn from(&self, at: usize) -> impl Iterator<Item = Entry> {
        let (few, many) = match &self.arms {
            Source::Arms(arms) => (None, Some(arms.from(at))),
            Source::Merged(arms) => (arms.get(at..).map(|rest| rest.iter().copied()), None),
        };
        few.into_iter().flatten().chain(many.into_iter().flatten()).map(entry)
    }

    fn is_whole(&self) -> bool {
        self.kinds.is_none() && self.as_of.is_none()
    }

    fn has(&self, entry: Entry, row: &NodeRow) -> bool {
        self.kinds.is_none_or(|kinds| kinds.has(row.kind))
            && self.as_of.is_none_or(|as_of| self.holds(as_of, entry.link, row))
    }
}

/// Whether a node is there on a day.
fn is_there(as_of: AsOf, row: &NodeRow) -> bool {
    as_of.is_there(|property| match row.facts().property(property) {
        Some(ValueView::Date(date)) => Some(date),
        _ => None,
    })
}

fn entry(arm: Arm) -> Entry {
    Entry { node: arm.far, link: Some(arm.link) }
}

/// Merges the links from a node with those to it. A link to itself comes once. Where two nodes are linked
/// both ways with one tag, the link that starts from the lesser id comes first.
fn merge(state: &Snapshot, node: u32, out: Arms<'_>, into: Arms<'_>) -> Vec<Arm> {
    let id = state.id_of(node);
    let place = |arm: &Arm| (state.id_of(arm.far), state.tag_of(arm.link));
    let mut merged = Vec::with_capacity(out.len() + into.len());
    let mut others = into.from(0).filter(|arm| arm.far != node).peekable();
    for arm in out.from(0) {
        let own = place(&arm);
        while let Some(other) = others.next_if(|other| match place(other).cmp(&own) {
            Ordering::Less => true,
            Ordering::Equal => own.0 < id,
            Ordering::Greater => false,
        }) {
            merged.push(other);
        }
        merged.push(arm);
    }
    merged.extend(others);
    merged
}

/// The nodes of a kind by id, as they stand in its index.
pub(super) struct ByIndex<'a>(pub(super) &'a Chunks<u32>);

impl Line for ByIndex<'_> {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn get(&self, at: usize) -> Option<Entry> {
        self.0.get(at).map(|node| Entry { node, link: None })
    }

    fn from(&self, at: usize) -> impl Iterator<Item = Entry> {
        self.0.from(at).map(|node| Entry { node, link: None })
    }
}

/// Nodes of a kind that count, each once.
pub(super) struct Found<'a> {
    /// The indexes of the kind.
    pub(super) index: &'a KindIndex,
    pub(super) nodes: Vec<u32>,
    /// Whether they come by id.
    pub(super) by_id: bool,
}

/// A line with the nodes that count in it, where they were found another way.
pub(super) struct Counted<'a, L> {
    pub(super) line: L,
    pub(super) found: Option<Found<'a>>,
}

impl<L: Line> Line for Counted<'_, L> {
    fn len(&self) -> usize {
        self.line.len()
    }

    fn get(&self, at: usize) -> Option<Entry> {
        self.line.get(at)
    }

    fn from(&self, at: usize) -> impl Iterator<Item = Entry> {
        self.line.from(at)
    }

    fn is_whole(&self) -> bool {
        self.line.is_whole()
    }

    fn has(&self, entry: Entry, row: &NodeRow) -> bool {
        self.line.has(entry, row)
    }

    fn found(&self) -> Option<&Found<'_>> {
        self.found.as_ref()
    }
}

/// Entries that were put in order for this list.
pub(super) struct Listed {
    pub(super) entries: Vec<Entry>,
}

impl Line for Listed {
    fn len(&self) -> usize {
        self.entries.len()
    }

    fn get(&self, at: usize) -> Option<Entry> {
        self.entries.get(at).copied()
    }

    fn from(&self, at: usize) -> impl Iterator<Item = Entry> {
        self.entries.get(at..).unwrap_or_default().iter().copied()
    }
}
