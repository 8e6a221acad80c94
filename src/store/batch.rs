//! Changes that are applied together, and under which conditions.

use std::sync::Arc;

use super::Applied;
use super::claim::Claim;
use super::records::{Change, LinkRef, NodeRecord, Recorded};

/// Changes for [`Store::submit`](super::Store::submit).
#[derive(Clone, Copy, Debug)]
pub struct Batch<'a> {
    /// The changes, in their order.
    pub changes: &'a [Change],
    /// Who records them, and when.
    pub recorded: &'a Recorded,
    /// What must hold of the state before the first of them.
    pub expected: &'a [Expected],
    /// What to keep, so that the same request is not carried out twice.
    pub receipt: Option<&'a Receipt>,
    /// Whether the changes are only judged.
    pub rehearsal: bool,
}

impl<'a> Batch<'a> {
    /// Changes without conditions.
    #[must_use]
    pub fn new(changes: &'a [Change], recorded: &'a Recorded) -> Self {
        Self { changes, recorded, expected: &[], receipt: None, rehearsal: false }
    }
}

/// What must hold of the state before a batch. It is what the changes were made from: without it, a change
/// made meanwhile by another would be lost.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Expected {
    /// The node has this version; 0: there is no such node.
    Node {
        /// Its id.
        id: Arc<str>,
        /// Its version.
        version: u32,
    },
    /// The link has this version; 0: there is no such link.
    Link {
        /// Which.
        link: LinkRef,
        /// Its version.
        version: u32,
    },
    /// So many links start or end at the node; one from it to itself is one. A node that is not there has none.
    Links {
        /// The node's id.
        id: Arc<str>,
        /// How many.
        count: u64,
    },
}

/// An expectation that does not hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Conflict {
    /// Its position among the expectations, from 0.
    pub at: usize,
    /// The version or the count that there is instead.
    pub found: u64,
}

impl Conflict {
    /// The expectations that do not hold, where `found` tells the version or the count that there is.
    pub fn of(expected: &[Expected], mut found: impl FnMut(&Expected) -> u64) -> Vec<Self> {
        let wanted = |one: &Expected| match one {
            Expected::Node { version, .. } | Expected::Link { version, .. } => u64::from(*version),
            Expected::Links { count, .. } => *count,
        };
        let all = expected.iter().enumerate();
        all.filter_map(|(at, one)| {
            let found = found(one);
            (found != wanted(one)).then_some(Self { at, found })
        })
        .collect()
    }
}

/// What a store keeps of a batch, to tell it again when the same request comes a second time.
///
/// The newest [`Receipt::MOST`] are kept, each for [`Receipt::AGE`] at most; the clock is `recorded.at` of the batches.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Receipt {
    /// The name that the caller gave the request.
    pub key: Arc<str>,
    /// What the request wants: two requests with the same key are one when these are equal.
    pub request: Arc<str>,
    /// What the caller wants to be told again; the store does not read it.
    pub outcome: Arc<str>,
}

impl Receipt {
    /// The most that are kept.
    pub const MOST: usize = 1_000;
    /// How long one is kept, in milliseconds: a day.
    pub const AGE: i64 = 24 * 60 * 60 * 1_000;
}

/// What became of a batch that was not refused.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Submitted {
    /// It was applied; or, for a rehearsal, it could have been.
    Applied(Applied),
    /// Nothing was done now: the same request was carried out before.
    Repeated {
        /// What it did then.
        applied: Applied,
        /// The outcome that was kept with it.
        outcome: Arc<str>,
    },
}

/// What tells a node, for [`Store::look_up`](super::Store::look_up).
#[derive(Clone, PartialEq, Debug)]
pub enum Key {
    /// Its id.
    Id(Arc<str>),
    /// An identifier of it, or the value of a `@unique` property.
    Claim(Claim),
}

/// A node as it is now.
#[derive(Clone, PartialEq, Debug)]
pub struct Known {
    /// All that is known of it, whoever asks.
    pub record: NodeRecord,
    /// How many links start or end at it; one from it to itself is one.
    pub links: u64,
}
