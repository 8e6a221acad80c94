//! The answer to a root field, ready to be put into a response.

use std::sync::Arc;

use crate::fault::Code;
use crate::text::Sentence;

/// What a root field became.
#[derive(Clone, PartialEq, Debug)]
pub struct RootAnswer {
    /// Its JSON text; none when a null reached the root field, which empties the whole answer if the
    /// field is not nullable.
    pub json: Option<Vec<u8>>,
    /// What went wrong on the way. Never empty where `json` is none and the field is not nullable.
    pub errors: Vec<AnswerError>,
}

/// Something that went wrong at a place of the answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AnswerError {
    /// Where, from the root field's response key on.
    pub path: Vec<Step>,
    /// The byte offset of the field in the document that it is reported at.
    pub at: usize,
    /// A stable name of what went wrong.
    pub code: Code,
    /// What went wrong and what to do, in words.
    pub message: Sentence,
    /// What else is told of it.
    pub more: Option<Box<More>>,
}

/// What is told of an error of a mutation beside its code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct More {
    /// Where in the arguments of the root field, from the argument's name on.
    pub input: Vec<Step>,
    /// The version that there is, where another was expected.
    pub version: Option<u32>,
}

/// A step of a path into an answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    /// A response key.
    Key(Arc<str>),
    /// A position in a list, from 0.
    Item(usize),
}
