//! What a node or link was before and after a change.
//!
//! A store keeps what an update replaced, and nothing of an addition: what was added is what the first update
//! replaced, or else what there is now. Whatever is removed takes its old values along.

use crate::plan::viewer::Sight;
use crate::store::records::{Action, Changed, LinkRecord, NodeRecord, Recorded};

/// A node or a link with all that is known of it.
#[derive(Clone, PartialEq, Debug)]
pub enum Record {
    /// A node.
    Node(NodeRecord),
    /// A link.
    Link(LinkRecord),
}

impl Record {
    /// How often it changed, from 1.
    #[must_use]
    pub fn version(&self) -> u32 {
        match self {
            Self::Node(node) => node.version,
            Self::Link(link) => link.version,
        }
    }

    /// Who recorded it, and when.
    #[must_use]
    pub fn recorded(&self) -> &Recorded {
        match self {
            Self::Node(node) => &node.recorded,
            Self::Link(link) => &link.recorded,
        }
    }

    /// Without the properties that a viewer may not see.
    pub(super) fn narrowed(mut self, sight: &Sight) -> Self {
        match &mut self {
            Self::Node(node) => {
                let seen = sight.of_kind(node.kind);
                node.properties.retain(|(id, _)| seen.has(*id));
            }
            Self::Link(link) => {
                let seen = sight.of_link(link.link.kind);
                link.properties.retain(|(id, _)| seen.has(*id));
            }
        }
        self
    }
}

/// What a change found and left. Both are none where nothing is kept of them.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Values {
    /// What was there before it; none for what it added.
    pub before: Option<Record>,
    /// What was there after it; none for what it removed.
    pub after: Option<Record>,
}

impl Values {
    /// The values of a change. `replaced` is what updates of the same node or link replaced, with their sequence
    /// numbers: the first two whose number is that of the change or later, rising. `now` is what it is now.
    #[must_use]
    pub fn of(change: &Changed, replaced: Vec<(u64, Record)>, now: Option<Record>) -> Self {
        let mut later = replaced.into_iter();
        match change.action {
            Action::Removed => Self::default(),
            Action::Added => {
                let first = later.next().map(|(_, record)| record).or(now);
                // Another one may have taken the place of what was added, or what replaced it may be erased.
                let is_it = |one: &Record| one.version() == 1 && *one.recorded() == change.recorded;
                Self { before: None, after: first.filter(is_it) }
            }
            Action::Updated => {
                let Some((_, before)) =
                    later.next().filter(|(sequence, _)| *sequence == change.sequence)
                else {
                    return Self::default();
                };
                let after = later.next().map(|(_, record)| record).or(now);
                let is_next = |one: &Record| one.version() == before.version().saturating_add(1);
                let after = after.filter(is_next);
                // One without the other would tell a difference that there was not.
                if after.is_some() { Self { before: Some(before), after } } else { Self::default() }
            }
        }
    }
}
