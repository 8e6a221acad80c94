//! Why a question was not answered.

use crate::store::StoreError;

/// Why a question was not answered. Nothing found is no error: it is an answer without items.
#[derive(Clone, Debug, thiserror::Error)]
pub enum AskError {
    /// An argument names something that there is not, that the viewer may not see, or that is of a kind which does
    /// not fit there; the three are told alike.
    #[error("{}", .0.iter().map(Unknown::to_string).collect::<Vec<_>>().join("; "))]
    Unknown(Vec<Unknown>),
    /// Arguments that are out of bounds or exclude each other; all of them at once.
    #[error("{}", .0.iter().map(BadArgument::to_string).collect::<Vec<_>>().join("; "))]
    BadInput(Vec<BadArgument>),
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// An argument that names nothing that could be meant.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("`{argument}`: there is no {expected} with the id `{id}`")]
pub struct Unknown {
    /// The argument's name.
    pub argument: &'static str,
    /// What it says.
    pub id: String,
    /// What it should name: `sector`, `actor or person`.
    pub expected: &'static str,
}

/// An argument that cannot be used.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("`{argument}`: {message}")]
pub struct BadArgument {
    /// The argument's name.
    pub argument: &'static str,
    /// What is wrong and what was expected.
    pub message: String,
}

impl AskError {
    /// The stable code of the API's errors.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown(_) => "UNKNOWN_ID",
            Self::BadInput(_) => "BAD_INPUT",
            Self::Store(StoreError::Unavailable(_)) => "UNAVAILABLE",
            Self::Store(_) => "INTERNAL",
        }
    }
}
