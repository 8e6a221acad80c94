//! The newest changes, read from the store once for all who follow them.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use crate::store::records::Changed;
use crate::store::{Store, StoreError};

/// How many changes are read from the store at once, and told at once at most.
pub(super) const BATCH: usize = 100;

/// How many changes are kept. Who is further behind reads the store by itself.
const KEPT: usize = 1_000;

/// The newest changes of a store.
pub(crate) struct Tail {
    store: Arc<dyn Store>,
    known: Mutex<Known>,
    /// Held by the one who reads for all.
    turn: tokio::sync::Mutex<()>,
}

/// The changes with sequence numbers above `after` and up to `until`. A number may be missing: a change of something
/// that the model no longer has is not told.
#[derive(Default)]
struct Known {
    after: u64,
    until: u64,
    changes: VecDeque<Arc<Changed>>,
}

impl Known {
    /// The changes after a sequence number; none when they are not known.
    fn from(&self, after: u64) -> Option<Vec<Arc<Changed>>> {
        if after < self.after || after >= self.until {
            return None;
        }
        let first = self.changes.partition_point(|change| change.sequence <= after);
        Some(self.changes.iter().skip(first).take(BATCH).cloned().collect())
    }

    /// Takes what the store has after a sequence number.
    fn take(&mut self, after: u64, changes: &[Arc<Changed>]) {
        let Some(last) = changes.last() else { return };
        if after != self.until {
            self.changes.clear();
            self.after = after;
        }
        self.until = last.sequence;
        self.changes.extend(changes.iter().cloned());
        while self.changes.len() > KEPT {
            self.after = self.changes.pop_front().map_or(self.after, |gone| gone.sequence);
        }
    }
}

impl Tail {
    /// The tail of a store. It holds nothing until somebody asks.
    pub(crate) fn new(store: Arc<dyn Store>) -> Self {
        Self { store, known: Mutex::default(), turn: tokio::sync::Mutex::default() }
    }

    /// Some changes after a sequence number, by rising sequence; none when there are none yet.
    ///
    /// # Errors
    /// Those of the store.
    pub(super) async fn after(&self, after: u64) -> Result<Vec<Arc<Changed>>, StoreError> {
        if let Some(known) = self.known(after) {
            return Ok(known);
        }
        if after < self.until() {
            return self.read(after).await;
        }
        let _turn = self.turn.lock().await;
        // Who had the turn before may have read them.
        if let Some(known) = self.known(after) {
            return Ok(known);
        }
        let read = self.read(after).await?;
        self.known.lock().unwrap_or_else(PoisonError::into_inner).take(after, &read);
        Ok(read)
    }

    async fn read(&self, after: u64) -> Result<Vec<Arc<Changed>>, StoreError> {
        Ok(self.store.changes(after, BATCH).await?.into_iter().map(Arc::new).collect())
    }

    fn known(&self, after: u64) -> Option<Vec<Arc<Changed>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).from(after)
    }

    fn until(&self) -> u64 {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).until
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::KindId;
    use crate::store::history::Fields;
    use crate::store::records::{Action, Recorded, Subject};

    fn changes(sequences: impl IntoIterator<Item = u64>) -> Vec<Arc<Changed>> {
        let change = |sequence| {
            Arc::new(Changed {
                sequence,
                recorded: Recorded { by: "test".into(), at: 0 },
                action: Action::Added,
                fields: Fields::NONE,
                subject: Subject::Node { id: "a".into(), kind: KindId(0) },
            })
        };
        sequences.into_iter().map(change).collect()
    }

    fn told(known: &Known, after: u64) -> Option<Vec<u64>> {
        Some(known.from(after)?.iter().map(|change| change.sequence).collect())
    }

    #[test]
    fn what_is_known_has_no_gap() {
        let mut known = Known::default();
        assert_eq!(told(&known, 0), None);
        known.take(10, &changes([11, 12, 14]));
        assert_eq!(told(&known, 10), Some(vec![11, 12, 14]));
        assert_eq!(told(&known, 12), Some(vec![14]), "13 is of a kind that is no more");
        assert_eq!((told(&known, 9), told(&known, 14)), (None, None));
        known.take(14, &changes([15]));
        assert_eq!(told(&known, 11), Some(vec![12, 14, 15]));
        known.take(20, &changes([21]));
        assert_eq!((told(&known, 15), told(&known, 20)), (None, Some(vec![21])));
    }

    #[test]
    fn only_the_newest_are_kept() {
        let mut known = Known::default();
        let most = KEPT as u64;
        known.take(0, &changes(1..=most + 5));
        assert_eq!(told(&known, 4), None);
        assert_eq!(told(&known, 5).and_then(|all| all.first().copied()), Some(6));
        assert_eq!(told(&known, 5).map(|all| all.len()), Some(BATCH));
    }
}
