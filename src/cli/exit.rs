//! How a run ends: the exit codes that scripts can rely on.

use std::process::ExitCode;

use serde::{Deserialize, Serialize};

use crate::import::Unfinished;
use crate::store::StoreError;
use crate::store::resident::OpenError;

/// How a run ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Exit {
    /// It did what it was asked to do.
    Done = 0,
    /// The data or the question has faults; nothing was changed.
    Faults = 1,
    /// The command line or a setting is wrong.
    Usage = 2,
    /// The store cannot be used: locked, damaged, not writable, or not there.
    Store = 3,
    /// The server cannot listen, or another thing outside the program failed.
    Outside = 4,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command did not do what it was asked to do.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
    /// How the run ends.
    pub exit: Exit,
    /// What is wrong and what to do, for a person to read.
    pub message: String,
}

impl Failure {
    /// The data or the question has faults.
    #[must_use]
    pub fn faults(message: impl Into<String>) -> Self {
        Self { exit: Exit::Faults, message: message.into() }
    }

    /// The command line or a setting is wrong.
    #[must_use]
    pub fn usage(message: impl Into<String>) -> Self {
        Self { exit: Exit::Usage, message: message.into() }
    }

    /// The store cannot be used.
    #[must_use]
    pub fn store(message: impl Into<String>) -> Self {
        Self { exit: Exit::Store, message: message.into() }
    }

    /// Something outside the program failed.
    #[must_use]
    pub fn outside(message: impl Into<String>) -> Self {
        Self { exit: Exit::Outside, message: message.into() }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Refused(_) | StoreError::Conflict(_) | StoreError::KeyUsed(_) => {
                Self::faults(error.to_string())
            }
            StoreError::Unavailable(_) | StoreError::Damaged(_) => Self::store(error.to_string()),
        }
    }
}

impl From<Unfinished> for Failure {
    fn from(error: Unfinished) -> Self {
        match error {
            Unfinished::Nothing(error) => error.into(),
            Unfinished::Part { .. } => Self::store(error.to_string()),
        }
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        Self::store(match error {
            // Only commands that write meet a lock, and only when no server answered them.
            OpenError::Locked { .. } => format!(
                "{error}. It takes no commands: an import ends by itself, a server must be stopped first; `ask`, \
                 `export` and `check` work beside it"
            ),
            _ => error.to_string(),
        })
    }
}
