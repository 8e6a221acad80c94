//! Why a store did not do it.
//!
//! [`std::fmt::Display`] writes these in English, for logs and programs; `fault::words::store` tells clients in
//! both languages.

use std::sync::Arc;

use super::batch::Conflict;
use super::neo4j::driver::{Address, Fault};
use super::neo4j::layout::read::Unreadable;
use crate::model::Language;
use crate::text::Sentence;

/// Why a store did not do it.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// The changes contradict the network or each other; nothing was applied.
    #[error("{} of the changes cannot be applied; nothing was: {}", .0.len(), Refused::list(.0, Language::En))]
    Refused(Vec<Refused>),
    /// The network is not as the batch expects; nothing was applied.
    #[error("the network was changed meanwhile; nothing was applied")]
    Conflict(Vec<Conflict>),
    /// The key of the batch's receipt was used for another request; nothing was applied.
    #[error("the key `{0}` was used for another request; nothing was applied")]
    KeyUsed(Arc<str>),
    /// The store cannot answer now; the same request may succeed later.
    #[error("the store cannot answer now: {0}")]
    Unavailable(#[from] Unavailable),
    /// What is kept cannot be used as it is.
    #[error(transparent)]
    Damaged(#[from] Damaged),
}

/// Why a store cannot answer now, and what to do about it.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Unavailable {
    /// On the way to Neo4j.
    #[error(transparent)]
    Neo4j(#[from] Fault),
    /// Whoever carries out changes has ended.
    #[error("the writer has stopped; restart the server")]
    WriterStopped,
    /// A transaction ended without an outcome.
    #[error("the changes were not carried out")]
    NotCarriedOut,
    /// A walk through the network ended without an answer.
    #[error("the walk was broken off")]
    WalkBrokenOff,
    /// The file is not this process's to change.
    #[error(
        "the file was opened for reading only; send the changes to the server that has it open"
    )]
    ReadOnly,
    /// There is no room for the changes.
    #[error(
        "the changes could not be written to the file, and none was: the disk is full; make room, then do it again"
    )]
    DiskFull,
    /// The file does not take the changes.
    #[error("the changes could not be written to the file, and none was: `{0}`")]
    NotWritten(Said),
    /// The file does not give what it holds.
    #[error("the file could not be read: `{0}`")]
    NotRead(Said),
}

/// What is wrong with what is kept, and what to do about it.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Damaged {
    /// A row of changes in the file has another checksum than it should.
    #[error("the row of changes up to {last} is damaged; put back a backup of the file")]
    Changes {
        /// The last change of the row.
        last: u64,
    },
    /// A row of old values in the file has another checksum than it should.
    #[error("the row of what change {at} replaced is damaged; put back a backup of the file")]
    Replaced {
        /// The change that replaced them.
        at: u64,
    },
    /// A newer version of Tinklas uses the database.
    #[error(
        "Neo4j at `{address}` has layout {found} of a newer Tinklas, and this one knows {known}; use that one, or \
         another database"
    )]
    NewerLayout {
        /// Where the database is.
        address: Address,
        /// Its layout.
        found: i64,
        /// The newest layout that can be used.
        known: i64,
    },
    /// The database is another program's.
    #[error(
        "Neo4j at `{address}` has nodes with the label `Node` or `Identifier` that Tinklas did not write; use an empty \
         database"
    )]
    Foreign {
        /// Where the database is.
        address: Address,
    },
    /// Rows of Neo4j are not as they were written. What was found may be what the client must not see: it is
    /// for logs and programs only.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}

impl From<Fault> for StoreError {
    fn from(fault: Fault) -> Self {
        Unavailable::from(fault).into()
    }
}

impl From<Unreadable> for StoreError {
    fn from(found: Unreadable) -> Self {
        tracing::error!(%found, "the database cannot be read");
        Damaged::from(found).into()
    }
}

/// What another program said, verbatim and not for ever: the first line, cut at [`Said::LONGEST`] characters.
/// Databases put whole statements into the lines after it.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0}")]
pub struct Said(String);

impl Said {
    /// How many characters are passed on.
    pub const LONGEST: usize = 200;

    /// What is passed on of it; when that is not all, the log gets the whole.
    pub fn of(said: impl std::fmt::Display) -> Self {
        let whole = said.to_string();
        let first = whole.trim().lines().next().unwrap_or_default().trim_end();
        let Some((end, _)) = first.char_indices().nth(Self::LONGEST) else {
            if first.len() < whole.trim().len() {
                tracing::warn!(whole, "a database said more than is passed on");
            }
            return Self(first.to_owned());
        };
        tracing::warn!(whole, "a database said more than is passed on");
        Self(format!("{}…", &first[..end]))
    }
}

/// Why one of the changes cannot be applied.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refused {
    /// The position of the change in the batch, from 0.
    pub at: usize,
    /// What is wrong with it.
    pub why: Sentence,
}

impl Refused {
    /// What is wrong, with the positions, cut where it would be too long.
    pub(crate) fn list(all: &[Self], language: Language) -> String {
        let told = |one: &Self| format!("[{}] {}", one.at, one.why.read_in(language));
        let told: Vec<String> = all.iter().take(20).map(told).collect();
        let more = match (all.len().saturating_sub(20), language) {
            (0, _) => String::new(),
            (rest, Language::En) => format!("; and {rest} more"),
            (rest, Language::Lt) => format!("; ir dar {rest}"),
        };
        told.join("; ") + &more
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_statement_is_passed_on_and_nothing_endless() {
        let neo4j = "Invalid input 'RETUR': expected 'RETURN' (line 1, column 44 (offset: 43))\n\
            \"MATCH (node:Person {born: $born}) RETUR node\"\n  ^";
        let told = Said::of(neo4j).to_string();
        assert_eq!(
            told,
            "Invalid input 'RETUR': expected 'RETURN' (line 1, column 44 (offset: 43))"
        );
        let told = Said::of("ž".repeat(Said::LONGEST + 1)).to_string();
        assert_eq!(told, "ž".repeat(Said::LONGEST) + "…");
        assert_eq!(Said::of("\n").to_string(), "");
    }
}
