//! Why a file cannot be opened, and what to do about it.

use std::path::{Path, PathBuf};

/// The file cannot be opened as a network.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process writes to it.
    #[error(
        "`{}` is in use by another process that writes to it; stop that one first, or work on another file",
        .path.display()
    )]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// It is something else.
    #[error(
        "`{}` is not a Tinklas file; give the path of another file, or of one that is not there yet",
        .path.display()
    )]
    NotTinklas {
        /// The file.
        path: PathBuf,
    },
    /// A later version of Tinklas wrote it.
    #[error(
        "`{}` has layout {found}, and this version of Tinklas knows layouts up to {known}; use the version that \
         wrote it, or a later one",
        .path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its layout.
        found: u32,
        /// The newest layout that can be read.
        known: u32,
    },
    /// An earlier version of Tinklas wrote it, and it may only be read.
    #[error(
        "`{}` has layout {found}, and this version of Tinklas reads layout {known}; open it for writing once, as by \
         `tinklas serve`, which brings it to that layout",
        .path.display()
    )]
    Older {
        /// The file.
        path: PathBuf,
        /// Its layout.
        found: u32,
        /// The layout that can be read.
        known: u32,
    },
    /// What it holds cannot be right.
    #[error(
        "`{}` is damaged: {what}; nothing was changed. Put back a backup of it, or keep a copy of the damaged file \
         and import the data into a new one",
        .path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// Changes that were acknowledged are missing from it.
    #[error(
        "`{}` ends with change {found}, but change {acknowledged} was acknowledged: the last {} are missing, most \
         probably because `{}` was damaged or removed. Put back both files from a backup; or, to go on without these \
         changes, delete `{}`",
        .path.display(), .acknowledged - .found, .wal.display(), .mark.display()
    )]
    Behind {
        /// The file.
        path: PathBuf,
        /// Its write-ahead log.
        wal: PathBuf,
        /// The file that tells how far it was.
        mark: PathBuf,
        /// The last change that it has.
        found: u64,
        /// The last change that it should have.
        acknowledged: u64,
    },
    /// It may only be read.
    #[error(
        "`{}` cannot be written to; make the file and its folder writable for this user, or open it for reading only",
        .path.display()
    )]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// The model no longer has what it holds.
    #[error(
        "`{}` has {what}, which the model of this version does not have; use the version that wrote it",
        .path.display()
    )]
    Unknown {
        /// The file.
        path: PathBuf,
        /// What is not known.
        what: String,
    },
    /// The operating system does not give it.
    #[error("`{}` cannot be opened: {why}", .path.display())]
    Unavailable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        why: String,
    },
}

impl OpenError {
    /// The file is damaged in this way.
    pub(super) fn damaged(path: &Path, what: impl Into<String>) -> Self {
        Self::Damaged { path: path.to_owned(), what: what.into() }
    }
}
