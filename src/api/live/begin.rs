//! From where a subscription follows the network.

use std::sync::Arc;

use tokio::sync::watch;

use crate::ask::error::AskError;
use crate::fault::Code;
use crate::fault::words::live as words;
use crate::store::Store;
use crate::store::place::{NotAPlace, Place, PlaceError};
use crate::text::Sentence;

/// Where a subscription begins, and how it is told of more.
pub(crate) struct Begin {
    /// It tells what came after this.
    pub(crate) place: Place,
    /// How far the network was when it began.
    pub(super) newest: u64,
    /// Told how far the network is.
    pub(super) follow: watch::Receiver<u64>,
}

/// Why a subscription does not begin.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BeginError {
    /// The cursor is none.
    #[error("`after` is {0}")]
    NotAPlace(#[from] NotAPlace),
    /// Nobody can go on from there.
    #[error(transparent)]
    Place(#[from] PlaceError),
}

impl BeginError {
    /// The stable code of the API's errors.
    pub(crate) fn code(&self) -> Code {
        match self {
            Self::NotAPlace(_) | Self::Place(PlaceError::Elsewhere) => Code::BadCursor,
            Self::Place(PlaceError::Expired) => Code::CursorExpired,
            Self::Place(PlaceError::Store(error)) => AskError::from(error.clone()).code(),
        }
    }

    /// What is wrong, in both languages.
    pub(crate) fn message(&self) -> Sentence {
        match self {
            Self::NotAPlace(_) => words::not_a_place(),
            Self::Place(PlaceError::Elsewhere) => words::elsewhere(),
            Self::Place(PlaceError::Expired) => words::expired(),
            Self::Place(PlaceError::Store(error)) => AskError::from(error.clone()).message(),
        }
    }
}

/// Begins after a cursor, or now.
///
/// # Errors
/// There is no going on from the cursor, or the store does not answer.
pub(crate) async fn begin(
    store: &Arc<dyn Store>,
    after: Option<&str>,
) -> Result<Begin, BeginError> {
    // First the way to be told, then how far it is: nothing comes between unseen.
    let follow = store.follow();
    let newest = Place::newest(&**store).await.map_err(PlaceError::from)?;
    let place = match after {
        None => newest,
        Some(after) => {
            let place: Place = after.parse()?;
            place.check(&**store).await?;
            place
        }
    };
    Ok(Begin { place, newest: newest.sequence, follow })
}
