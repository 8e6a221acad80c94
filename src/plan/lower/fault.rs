//! What is wrong with a request that is valid GraphQL.

use std::sync::Arc;

use crate::fault::Code;
use crate::text::Sentence;

/// Something wrong with an argument, which keeps its root field from being answered.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{message}")]
pub struct Fault {
    /// The response keys down to the field; without positions in lists, since nothing was read yet.
    pub path: Vec<Arc<str>>,
    /// The byte offset of the field in the document.
    pub at: usize,
    /// What kind of mistake it is.
    pub code: Code,
    /// The mistake in words.
    pub message: Sentence,
}

/// A variable that is null in an argument which may not be null. Its field fails.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NullArgument {
    /// The byte offset of the field's response key in the document.
    pub field: usize,
    /// The mistake in words.
    pub message: Sentence,
}
