//! The receipts that a store in memory keeps.

use std::collections::VecDeque;
use std::sync::Arc;

use super::batch::{Receipt, Submitted};
use super::{Applied, StoreError};

/// A receipt with what it is for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Kept {
    /// The receipt.
    pub(crate) receipt: Receipt,
    /// When its batch was recorded, in milliseconds since 1970 in UTC.
    pub(crate) at: i64,
    /// What its batch did.
    pub(crate) applied: Applied,
}

/// Receipts, the oldest first. There are few, so they are looked through. A clone shares them until one is kept.
#[derive(Clone, Default, Debug)]
pub(crate) struct Receipts(Arc<VecDeque<Kept>>);

impl Receipts {
    /// What becomes of a request whose key was used before; none for a key that was not.
    ///
    /// # Errors
    /// The key was used for another request.
    pub(crate) fn find(&self, wanted: &Receipt, now: i64) -> Result<Option<Submitted>, StoreError> {
        let fresh = |kept: &&Kept| now.saturating_sub(kept.at) <= Receipt::AGE;
        let found = self.0.iter().rev().filter(fresh).find(|kept| kept.receipt.key == wanted.key);
        match found {
            None => Ok(None),
            Some(kept) if kept.receipt.request == wanted.request => {
                let outcome = kept.receipt.outcome.clone();
                Ok(Some(Submitted::Repeated { applied: kept.applied, outcome }))
            }
            Some(_) => Err(StoreError::KeyUsed(wanted.key.clone())),
        }
    }

    /// Keeps a receipt, and forgets those that are too many or too old.
    pub(crate) fn keep(&mut self, kept: Kept) {
        let now = kept.at;
        let all = Arc::make_mut(&mut self.0);
        all.push_back(kept);
        while all.len() > Receipt::MOST
            || all.front().is_some_and(|first| now.saturating_sub(first.at) > Receipt::AGE)
        {
            all.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(number: usize, at: i64) -> Kept {
        let receipt = Receipt {
            key: number.to_string().into(),
            request: "request".into(),
            outcome: "outcome".into(),
        };
        Kept { receipt, at, applied: Applied { sequence: 1, changed: 1 } }
    }

    #[test]
    fn the_oldest_go_when_there_are_too_many() {
        let mut all = Receipts::default();
        for number in 0..=Receipt::MOST {
            all.keep(kept(number, 0));
        }
        let is_kept = |number| matches!(all.find(&kept(number, 0).receipt, 0), Ok(Some(_)));
        assert!(!is_kept(0));
        assert!(is_kept(1) && is_kept(Receipt::MOST));
    }

    #[test]
    fn one_is_kept_for_a_day() {
        let mut all = Receipts::default();
        all.keep(kept(1, 1_000));
        let receipt = kept(1, 0).receipt;
        assert!(matches!(all.find(&receipt, 1_000 + Receipt::AGE), Ok(Some(_))));
        assert!(matches!(all.find(&receipt, 1_001 + Receipt::AGE), Ok(None)));
        all.keep(kept(2, 1_001 + Receipt::AGE));
        assert_eq!(all.0.len(), 1);
    }
}
