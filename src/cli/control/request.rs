//! What a command asks of the server.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// A command that writes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::cli) enum Request {
    /// `tinklas import`.
    Import {
        /// The folder, absolute: the server works in another folder than the command.
        folder: PathBuf,
        /// The folder as the user named it, for messages.
        named: String,
        /// Whether the sample goes in the same step.
        replace_sample: bool,
    },
    /// `tinklas sample remove`.
    RemoveSample,
}
