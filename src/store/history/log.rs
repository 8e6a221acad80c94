//! A part of the log, whoever asks.

use std::sync::Arc;

use crate::store::records::{Changed, Subject};

/// A part of the log, by sequence numbers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LogQuery {
    /// Only changes after this one.
    pub after: u64,
    /// Only changes up to this one; where the newest comes first, no later than the newest there is.
    pub until: u64,
    /// Whether the newest comes first, rather than the oldest.
    pub newest_first: bool,
    /// Only changes of these nodes, and of links with one of them at an end; none for all.
    pub ids: Option<Vec<Arc<str>>>,
    /// How many at most. Fewer are told only where there are no more.
    pub limit: usize,
}

impl LogQuery {
    /// Whether it asks for a change.
    #[must_use]
    pub fn has(&self, change: &Changed) -> bool {
        let is_named = self.ids.as_ref().is_none_or(|ids| match &change.subject {
            Subject::Node { id, .. } => ids.contains(id),
            Subject::Link { link, .. } => ids.contains(&link.from) || ids.contains(&link.to),
        });
        is_named && change.sequence > self.after && change.sequence <= self.until
    }
}
