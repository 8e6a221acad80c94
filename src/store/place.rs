//! A place in the order of all changes, as an opaque text by which somebody comes back to it.
//!
//! A place holds the sequence number of a change and a fingerprint of that change. So a place in another network, or in
//! a part of the history that went when an older backup was put back, is refused rather than misread, and a network
//! needs no name of its own for it.

use std::fmt;
use std::str::FromStr;

use super::records::{Action, Changed, Subject};
use super::{Store, StoreError};
use crate::model::Model;
use crate::plan::cursor::{base64, unbase64};

/// A place in the order of all changes: after a change, or before all of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// The sequence number of the change; 0 before all.
    pub sequence: u64,
    print: u32,
}

/// The text is no place.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not a cursor of changes; use one that an answer gave")]
pub struct NotAPlace;

/// Why nobody can go on from a place.
#[derive(Clone, Debug, thiserror::Error)]
pub enum PlaceError {
    /// The network has no such change.
    #[error(
        "the cursor is of another network, or of changes that an older backup undid; begin anew without it"
    )]
    Elsewhere,
    /// Changes after it are no longer known.
    #[error(
        "the cursor is too old: the changes after it are no longer kept; read what you need and begin anew without it"
    )]
    Expired,
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Place {
    /// Before all changes.
    pub const START: Self = Self { sequence: 0, print: 0 };

    /// After a change.
    #[must_use]
    pub fn after(change: &Changed, model: &Model) -> Self {
        let mut hash = crc32fast::Hasher::new();
        hash.update(change.recorded.by.as_bytes());
        hash.update(&change.recorded.at.to_le_bytes());
        hash.update(&[match change.action {
            Action::Added => 0,
            Action::Updated => 1,
            Action::Removed => 2,
        }]);
        match &change.subject {
            Subject::Node { id, .. } => hash.update(id.as_bytes()),
            Subject::Link { link, .. } => hash.update(link.id(model).as_bytes()),
        }
        Self { sequence: change.sequence, print: hash.finalize() }
    }

    /// After all changes that there are.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn newest(store: &dyn Store) -> Result<Self, StoreError> {
        let sequence = store.stamp().await?.sequence;
        let Some(before) = sequence.checked_sub(1) else { return Ok(Self::START) };
        let change = store.changes(before, 1).await?.pop();
        Ok(change.map_or(Self::START, |change| Self::after(&change, store.model())))
    }

    /// Sees to it that the place is one of the network, and that all that came after it is still known.
    ///
    /// # Errors
    /// It is not, or the store does not answer.
    pub async fn check(&self, store: &dyn Store) -> Result<(), PlaceError> {
        let found = store.changes(self.sequence.saturating_sub(1), 1).await?.pop();
        match found {
            None if self.sequence == 0 => Ok(()),
            Some(first) if self.sequence == 0 && first.sequence == 1 => Ok(()),
            Some(found) if found.sequence != self.sequence => Err(PlaceError::Expired),
            Some(found) if Self::after(&found, store.model()) == *self => Ok(()),
            None | Some(_) => Err(PlaceError::Elsewhere),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = [0; 12];
        bytes[..8].copy_from_slice(&self.sequence.to_le_bytes());
        bytes[8..].copy_from_slice(&self.print.to_le_bytes());
        f.write_str(&base64(&bytes))
    }
}

impl FromStr for Place {
    type Err = NotAPlace;

    fn from_str(text: &str) -> Result<Self, NotAPlace> {
        let bytes: [u8; 12] =
            unbase64(text).and_then(|bytes| bytes.try_into().ok()).ok_or(NotAPlace)?;
        let (sequence, print) = bytes.split_first_chunk::<8>().ok_or(NotAPlace)?;
        let print = print.try_into().map_err(|_| NotAPlace)?;
        Ok(Self { sequence: u64::from_le_bytes(*sequence), print: u32::from_le_bytes(print) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::network;
    use crate::store::records::{Change, NodeRecord, Recorded};
    use crate::store::reference::Reference;

    fn recorded(by: &str) -> Recorded {
        Recorded { by: by.into(), at: 1_760_000_000_000 }
    }

    async fn store(ids: &[&str]) -> Reference {
        let store = Reference::new(network());
        for id in ids {
            let country = store.model().kind_named("Country").expect("a kind").id;
            let node = NodeRecord {
                id: (*id).into(),
                kind: country,
                properties: Vec::new(),
                identifiers: Vec::new(),
                sources: Vec::new(),
                recorded: recorded(""),
                version: 0,
            };
            let name = store.model().property_id("name").expect("a property");
            let text = crate::model::Localized::any(id);
            let value = crate::model::Value::Localized(std::sync::Arc::new(text));
            let node = NodeRecord { properties: vec![(name, value)], ..node };
            store.apply(&[Change::PutNode(node)], &recorded("test")).await.expect("it fits");
        }
        store
    }

    #[tokio::test]
    async fn a_place_is_found_again_in_its_own_network_only() {
        let store_a = store(&["country:A", "country:B"]).await;
        let place = Place::newest(&store_a).await.expect("a place");
        assert_eq!((place.sequence, place.to_string().parse()), (2, Ok(place)));
        assert!(place.check(&store_a).await.is_ok());
        assert!(Place::START.check(&store_a).await.is_ok());
        for other in [&["country:A"][..], &["country:A", "country:C", "country:D"]] {
            let checked = place.check(&store(other).await).await;
            assert!(matches!(checked, Err(PlaceError::Elsewhere)), "{other:?}: {checked:?}");
        }
        let empty = store(&[]).await;
        assert_eq!(Place::newest(&empty).await.expect("a place"), Place::START);
        assert!(Place::START.check(&empty).await.is_ok());
    }

    #[test]
    fn other_texts_are_no_places() {
        let place = Place::START.to_string();
        for text in ["", "a", "AAAA", &place[1..], &format!("{place}A"), "ąąąąąąąą"] {
            assert_eq!(text.parse::<Place>(), Err(NotAPlace), "{text}");
        }
    }
}
