//! What went wrong on the way to Neo4j, as errors of stores.

use std::io::ErrorKind;
use std::time::Duration;

use neo4rs::{Error, Neo4jClientErrorKind, Neo4jErrorKind};

use super::Address;
use crate::store::StoreError;

/// What went wrong on the way to Neo4j, and whether trying again may help at once.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{why}")]
pub struct Fault {
    why: String,
    passes: bool,
}

impl Fault {
    /// What an error of the driver means to whoever uses the store.
    pub(super) fn of(error: &Error, address: &Address) -> Self {
        let why = match error {
            Error::AuthenticationError(why) => format!(
                "Neo4j at `{address}` refuses the user or the password ({why}); set TINKLAS_NEO4J_USER and TINKLAS_NEO4J_PASSWORD"
            ),
            Error::Neo4j(told) => match told.kind() {
                Neo4jErrorKind::Client(Neo4jClientErrorKind::Security(_)) => format!(
                    "Neo4j at `{address}` does not allow it to this user: {}",
                    told.message()
                ),
                _ => format!("Neo4j at `{address}` says {}: {}", told.code(), told.message()),
            },
            Error::ConnectionTimedOut => {
                format!("Neo4j at `{address}` does not answer; is it running?")
            }
            Error::IOError { detail } if detail.kind() == ErrorKind::InvalidData => format!(
                "Neo4j at `{address}` is not trusted: {detail}; name a file of those who vouch for it by SSL_CERT_FILE"
            ),
            Error::IOError { detail } => {
                format!("Neo4j at `{address}` cannot be reached: {detail}; is it running?")
            }
            // Of a `neo4j` address the driver does not tell why it was told of no server.
            Error::ServerUnavailableError(why) | Error::RoutingTableRefreshFailed(why) => format!(
                "Neo4j at `{address}` cannot be reached ({why}); is it running, and are the user and the password right?"
            ),
            // The driver says so when none of its connections became free in time.
            Error::ConnectionError => {
                format!("all connections to Neo4j at `{address}` are in use")
            }
            other => format!("Neo4j at `{address}`: {other}"),
        };
        Self { why, passes: passes(error) }
    }

    /// An answer that did not come in time.
    pub(super) fn late(address: &Address, allowed: Duration) -> Self {
        let seconds = allowed.as_secs();
        Self {
            why: format!("Neo4j at `{address}` did not answer within {seconds} seconds"),
            passes: false,
        }
    }

    /// Whether the same may succeed at once.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.passes
    }
}

/// Whether an error is one of those that Neo4j asks clients to try again after.
fn passes(error: &Error) -> bool {
    match error {
        Error::Neo4j(told) => {
            // Servers that start at once make the same indexes, which `IF NOT EXISTS` does not always see.
            told.code().ends_with("AlreadyExists")
                || matches!(
                    told.kind(),
                    Neo4jErrorKind::Transient
                        | Neo4jErrorKind::Client(Neo4jClientErrorKind::SessionExpired)
                )
        }
        // A connection that Neo4j closed while it stood idle; the next one is new.
        Error::IncompleteBoltExchange | Error::ConnectionClosed(_) => true,
        _ => false,
    }
}

impl From<Fault> for StoreError {
    fn from(fault: Fault) -> Self {
        Self::Unavailable(fault.why)
    }
}
