//! Why a question was not answered.

use crate::fault::Code;
use crate::fault::words::ask::{self as words, Expected};
use crate::fault::words::{request, store};
use crate::store::StoreError;
use crate::text::Sentence;

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
#[error("{}", request::at(.argument, &words::unknown(*.expected, .id)))]
pub struct Unknown {
    /// The argument's name.
    pub argument: &'static str,
    /// What it says.
    pub id: String,
    /// What it should name.
    pub expected: Expected,
}

/// An argument that cannot be used.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{}", request::at(.argument, .message))]
pub struct BadArgument {
    /// The argument's name.
    pub argument: &'static str,
    /// What is wrong and what was expected.
    pub message: Sentence,
}

impl AskError {
    /// The stable code of the API's errors.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Self::Unknown(_) => Code::UnknownId,
            Self::BadInput(_) => Code::BadInput,
            Self::Store(StoreError::Unavailable(_)) => Code::Unavailable,
            Self::Store(_) => Code::Internal,
        }
    }
    /// What went wrong, in both languages.
    #[must_use]
    pub fn message(&self) -> Sentence {
        let all: Vec<Sentence> = match self {
            Self::Unknown(all) => all.iter().map(Unknown::message).collect(),
            Self::BadInput(all) => {
                all.iter().map(|one| request::at(one.argument, &one.message)).collect()
            }
            Self::Store(error) => return store::failed(error),
        };
        Sentence::join(&all, "; ")
    }
}

impl Unknown {
    fn message(&self) -> Sentence {
        request::at(self.argument, &words::unknown(self.expected, &self.id))
    }
}
