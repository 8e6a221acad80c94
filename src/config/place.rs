//! Where the network is kept.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::store::neo4j::driver::{Address, Credentials, Limits};

/// Where the network is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// In a file.
    File(PathBuf),
    /// In a Neo4j.
    Neo4j(Box<Database>),
}

/// A Neo4j, and how it is used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Database {
    /// Where it is.
    pub address: Address,
    /// Who asks.
    pub credentials: Credentials,
    /// How much is asked of it at a time.
    pub limits: Limits,
}

impl Place {
    /// The file, if it is one.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Neo4j(_) => None,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Neo4j(database) => database.address.fmt(f),
        }
    }
}
