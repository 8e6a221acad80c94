//! What went wrong on the way to Neo4j, as errors of stores.

use std::io::ErrorKind;
use std::time::Duration;

use neo4rs::{Error, Neo4jClientErrorKind, Neo4jErrorKind};

use super::Address;
use crate::store::error::Said;

/// What went wrong on the way to Neo4j, and whether trying again may help at once.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("Neo4j at `{address}` {cause}")]
pub struct Fault {
    /// Where it is.
    pub address: Box<Address>,
    /// What went wrong.
    pub cause: Cause,
    /// See [`Fault::passes`].
    pub(crate) passes: bool,
}

/// What went wrong, as what is said of a Neo4j.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Cause {
    /// It does not know who asks.
    #[error(
        "refuses the user or the password (`{0}`); set TINKLAS_NEO4J_USER and TINKLAS_NEO4J_PASSWORD"
    )]
    Unauthenticated(Said),
    /// It knows who asks and does not let them.
    #[error("does not allow it to this user: `{0}`")]
    Forbidden(Said),
    /// It answers with an error.
    #[error("says `{code}`: `{said}`")]
    Refuses {
        /// Its code of the error.
        code: String,
        /// What it says.
        said: Said,
    },
    /// It does not answer.
    #[error("does not answer; is it running?")]
    Silent,
    /// Its certificate is not one that this machine trusts.
    #[error("is not trusted: `{0}`; name a file of those who vouch for it by SSL_CERT_FILE")]
    Untrusted(Said),
    /// There is no way to it.
    #[error("cannot be reached: `{0}`; is it running?")]
    Unreachable(Said),
    /// Of a `neo4j` address the driver does not tell why it was told of no server.
    #[error("cannot be reached (`{0}`); is it running, and are the user and the password right?")]
    NoServer(Said),
    /// None of our connections to it became free in time.
    #[error("has no free connections: all are in use")]
    Busy,
    /// An answer did not come in time.
    #[error("did not answer within {seconds} seconds")]
    Late {
        /// How long it was waited for.
        seconds: u64,
    },
    /// Whatever else the driver tells.
    #[error("did not do what it was asked: `{0}`")]
    Other(Said),
}

impl Fault {
    /// What an error of the driver means to whoever uses the store.
    pub(super) fn of(error: &Error, address: &Address) -> Self {
        let cause = match error {
            Error::AuthenticationError(why) => Cause::Unauthenticated(Said::of(why)),
            Error::Neo4j(told) => {
                let said = Said::of(told.message());
                match told.kind() {
                    Neo4jErrorKind::Client(Neo4jClientErrorKind::Security(_)) => {
                        Cause::Forbidden(said)
                    }
                    _ => Cause::Refuses { code: told.code().to_owned(), said },
                }
            }
            Error::ConnectionTimedOut => Cause::Silent,
            Error::IOError { detail } if detail.kind() == ErrorKind::InvalidData => {
                Cause::Untrusted(Said::of(detail))
            }
            Error::IOError { detail } => Cause::Unreachable(Said::of(detail)),
            Error::ServerUnavailableError(why) | Error::RoutingTableRefreshFailed(why) => {
                Cause::NoServer(Said::of(why))
            }
            // The driver says so when none of its connections became free in time.
            Error::ConnectionError => Cause::Busy,
            other => Cause::Other(Said::of(other)),
        };
        Self { address: Box::new(address.clone()), cause, passes: passes(error) }
    }

    /// An answer that did not come in time.
    pub(super) fn late(address: &Address, allowed: Duration) -> Self {
        let cause = Cause::Late { seconds: allowed.as_secs() };
        Self { address: Box::new(address.clone()), cause, passes: false }
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
