//! What is wrong with a request that is valid GraphQL.

use std::sync::Arc;

/// Something wrong with an argument, which keeps its root field from being answered.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{message}")]
pub struct Fault {
    /// The response keys down to the field; without positions in lists, since nothing was read yet.
    pub path: Vec<Arc<str>>,
    /// The byte offset of the field in the document.
    pub at: usize,
    /// What kind of mistake it is.
    pub code: FaultCode,
    /// The mistake in words.
    pub message: String,
}

/// A variable that is null in an argument which may not be null. Its field fails.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NullArgument {
    /// The byte offset of the field's response key in the document.
    pub field: usize,
    /// The mistake in words.
    pub message: String,
}

/// Kinds of mistake, with a stable name each.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FaultCode {
    /// A value is out of its bounds, or two arguments contradict each other.
    BadInput,
    /// A text is not a cursor of the list in that order.
    BadCursor,
    /// The request wants more than one request may.
    TooCostly,
}

impl FaultCode {
    /// Its name in `extensions.code`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::BadInput => "BAD_INPUT",
            Self::BadCursor => "BAD_CURSOR",
            Self::TooCostly => "TOO_COSTLY",
        }
    }
}
