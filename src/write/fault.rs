//! What keeps a mutation from being carried out.

use std::sync::Arc;

use crate::fault::Code;
use crate::store::StoreError;
use crate::text::Sentence;

/// Why nothing was written.
#[derive(Clone, Debug, thiserror::Error)]
pub enum WriteError {
    /// What is wrong with the request; all of it at once.
    #[error("{}", .0.iter().map(|fault| fault.message.en.as_str()).collect::<Vec<_>>().join("; "))]
    Faults(Vec<Fault>),
    /// The store did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Something wrong with a mutation.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{message}")]
pub struct Fault {
    /// Where in the mutation's arguments.
    pub place: Vec<Step>,
    /// What kind of fault it is.
    pub code: FaultCode,
    /// The fault in words: the value, what was expected, what to do.
    pub message: Sentence,
}

/// A step of the way to a value in the arguments.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    /// The argument or field of a name.
    Field(Arc<str>),
    /// The item at a position of a list, from 0.
    Item(usize),
}

/// Kinds of fault, with a stable name each. `docs/ERRORS.md` explains them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FaultCode {
    /// A value that cannot be one.
    BadInput,
    /// A property that every node of the kind has is left out or removed.
    Required,
    /// There is no such node or link, or one of another kind.
    UnknownId,
    /// A node of the id is there already.
    Exists,
    /// Another node has the identifier or the unique value.
    Taken,
    /// Several nodes could be meant.
    Ambiguous,
    /// The node has links.
    Linked,
    /// The node or link has another version than was expected: this one. None when others kept changing what the
    /// mutation needs.
    Conflict(Option<u32>),
    /// The idempotency key was used for another request.
    KeyUsed,
    /// The store refused it for a reason that it says itself.
    Refused,
}

impl FaultCode {
    /// Its stable name.
    #[must_use]
    pub fn code(self) -> Code {
        match self {
            Self::BadInput => Code::BadInput,
            Self::Required => Code::Required,
            Self::UnknownId => Code::UnknownId,
            Self::Exists => Code::Exists,
            Self::Taken => Code::Taken,
            Self::Ambiguous => Code::Ambiguous,
            Self::Linked => Code::Linked,
            Self::Conflict(_) => Code::Conflict,
            Self::KeyUsed => Code::KeyUsed,
            Self::Refused => Code::Refused,
        }
    }
}
