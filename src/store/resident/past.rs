//! What becomes of old values: those that updates replaced are kept, those of what was removed are erased.
//!
//! Old values belong to the number that their node or link has in memory. The number of what was removed is used
//! again, so its old values go in the same commit.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::facts::trailer;
use super::snapshot::{SharedFacts, Snapshot};
use crate::store::history::{Record, Values};
use crate::store::records::{Changed, LinkRef, Subject};

/// The facts that an update replaced.
#[derive(Clone, Debug)]
pub(super) enum OldFacts {
    /// Of a node.
    Node(Arc<[u8]>),
    /// Of a link.
    Link(Arc<SharedFacts>),
}

impl OldFacts {
    /// The facts as bytes.
    pub(super) fn bytes(&self) -> &[u8] {
        match self {
            Self::Node(facts) => facts,
            Self::Link(facts) => &facts.0,
        }
    }
}

/// What some changes did to old values.
#[derive(Default, Debug)]
pub(super) struct Past {
    /// Whose old values are erased, before any are kept: [`Past::node`] or [`Past::link`].
    pub(super) erased: BTreeSet<u64>,
    /// What was replaced, with the sequence number of the update that did, rising.
    pub(super) kept: BTreeMap<u64, Vec<(u64, OldFacts)>>,
    /// Who recorded values that are erased, after all others were kept.
    pub(super) forgotten: BTreeSet<Arc<str>>,
}

impl Past {
    /// What the old values of a node are kept under.
    pub(super) fn node(node: u32) -> u64 {
        u64::from(node) << 1
    }

    /// What the old values of a link are kept under.
    pub(super) fn link(link: u32) -> u64 {
        u64::from(link) << 1 | 1
    }

    /// What the old values of something are kept under, if it is there.
    pub(super) fn of(state: &Snapshot, subject: &Subject) -> Option<u64> {
        match subject {
            Subject::Node { id, .. } => state.find(id).map(Self::node),
            Subject::Link { link, .. } => state.find_link(link).map(Self::link),
        }
    }

    /// Whether nothing was done.
    pub(super) fn is_empty(&self) -> bool {
        self.erased.is_empty() && self.kept.is_empty() && self.forgotten.is_empty()
    }

    /// Keeps what an update replaced.
    pub(super) fn keep(&mut self, whose: u64, sequence: u64, old: OldFacts) {
        self.kept.entry(whose).or_default().push((sequence, old));
    }

    /// Erases the old values of what is removed.
    pub(super) fn erase(&mut self, whose: u64) {
        self.kept.remove(&whose);
        self.erased.insert(whose);
    }

    /// Erases all that somebody recorded.
    pub(super) fn forget(&mut self, by: Arc<str>) {
        self.kept.retain(|_, all| {
            all.retain(|(_, old)| !is_by(old.bytes(), &by));
            !all.is_empty()
        });
        self.forgotten.insert(by);
    }

    /// Does to these old values what later changes did.
    pub(super) fn append(&mut self, later: Self) {
        for whose in &later.erased {
            self.kept.remove(whose);
        }
        for by in later.forgotten {
            self.forget(by);
        }
        self.forgotten.clear();
        for (whose, mut all) in later.kept {
            self.kept.entry(whose).or_default().append(&mut all);
        }
    }

    /// What the first two updates replaced whose sequence numbers are this or later.
    pub(super) fn from(&self, whose: u64, sequence: u64) -> Vec<(u64, Vec<u8>)> {
        let all = self.kept.get(&whose).into_iter().flatten();
        let later = all.filter(|(at, _)| *at >= sequence).take(2);
        later.map(|(at, old)| (*at, old.bytes().to_vec())).collect()
    }
}

/// Whether somebody recorded the facts.
pub(super) fn is_by(facts: &[u8], by: &str) -> bool {
    trailer(facts).is_some_and(|last| last.by == by)
}

/// What a change found and left, from the facts that the updates of the same thing replaced.
pub(super) fn values(
    state: &Snapshot,
    change: &Changed,
    replaced: impl IntoIterator<Item = (u64, Vec<u8>)>,
) -> Values {
    let record = |facts: &[u8]| match &change.subject {
        Subject::Node { id, kind } => {
            super::facts::NodeFacts(facts).record(id.clone(), *kind).map(Record::Node)
        }
        Subject::Link { link, .. } => of_link(facts, link),
    };
    let replaced = replaced.into_iter().filter_map(|(at, facts)| Some((at, record(&facts)?)));
    let now = match &change.subject {
        Subject::Node { id, .. } => {
            state.find(id).and_then(|node| record(&state.nodes.get(node)?.facts))
        }
        Subject::Link { link, .. } => {
            state.find_link(link).and_then(|link| record(&state.links.get(link)?.facts.0))
        }
    };
    Values::of(change, replaced.collect(), now)
}

fn of_link(facts: &[u8], link: &LinkRef) -> Option<Record> {
    super::facts::LinkFacts(facts).record(link.clone()).map(Record::Link)
}
