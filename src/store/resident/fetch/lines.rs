//! Lists that already stand in order and can be entered at any position.

use std::cmp::Ordering;

use super::Entry;
use crate::model::{Direction, KindSet};
use crate::plan::selection::Follow;
use crate::store::resident::snapshot::Snapshot;
use crate::store::resident::snapshot::adjacency::{Arm, Arms};
use crate::store::resident::snapshot::chunks::Chunks;

/// A list in order. Some of its entries may not count.
pub(super) trait Line {
    /// How many entries there are.
    fn len(&self) -> usize;

    /// The entry at a position less than the length.
    fn get(&self, at: usize) -> Option<Entry>;

    /// The entries from a position on.
    fn from(&self, at: usize) -> impl Iterator<Item = Entry>;

    /// Kinds of node that count; none when all of them do.
    fn kinds(&self) -> Option<KindSet> {
        None
    }

    /// How many entries count, where that is known.
    fn counted(&self) -> Option<usize> {
        None
    }
}

/// The links at a node, by the far node's id, then tag.
pub(super) struct Hops<'a> {
    state: &'a Snapshot,
    arms: Source<'a>,
    /// Kinds that count at the far end, unless all that can be there do.
    kinds: Option<KindSet>,
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
        let kinds = (!possible.without(follow.far).is_empty()).then_some(follow.far);
        Self { state, arms, kinds }
    }

    /// The far nodes that count, one for each link.
    pub(super) fn far(&self) -> impl Iterator<Item = u32> {
        let (few, many) = match &self.arms {
            Source::Arms(arms) => (None, Some(arms.from(0))),
            Source::Merged(arms) => (Some(arms.iter().copied()), None),
        };
        let (state, kinds) = (self.state, self.kinds);
        few.into_iter().flatten().chain(many.into_iter().flatten()).map(|arm| arm.far).filter(
            move |far| {
                kinds.is_none_or(|kinds| {
                    state.nodes.get(*far).is_some_and(|row| kinds.has(row.kind))
                })
            },
        )
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

    fn kinds(&self) -> Option<KindSet> {
        self.kinds
    }
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

/// A line with the number of its entries that count, where that was found another way.
pub(super) struct Counted<L> {
    pub(super) line: L,
    pub(super) total: Option<usize>,
}

impl<L: Line> Line for Counted<L> {
    fn len(&self) -> usize {
        self.line.len()
    }

    fn get(&self, at: usize) -> Option<Entry> {
        self.line.get(at)
    }

    fn from(&self, at: usize) -> impl Iterator<Item = Entry> {
        self.line.from(at)
    }

    fn kinds(&self) -> Option<KindSet> {
        self.line.kinds()
    }

    fn counted(&self) -> Option<usize> {
        self.total
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
