//! What can be wrong with the declaration of the model.

use std::fmt;

/// One mistake in `schema/model`, with its place and what to do about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ModelFault {
    /// The file's name.
    pub file: String,
    /// The line, from 1; 0 when the mistake is not at one place.
    pub line: usize,
    /// What is wrong and what was expected.
    pub message: String,
}

impl fmt::Display for ModelFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}
