//! Commands that write, beside a server that has the store open.
//!
//! Only one process writes to a store. A server on it listens on a Unix-domain socket beside the file, for the same
//! user only: a command that writes sends its [`Request`] there, and the server does it by the same code and says what
//! the command would have said. Both sides speak lines of JSON: one request, then `reply::Reply`s.
//!
//! `server` listens, `client` asks, `socket` is the file. Without Unix sockets (`absent`) nothing listens, and the
//! lock of the store says what to do.

mod request;

#[cfg(unix)]
mod client;
#[cfg(unix)]
mod reply;
#[cfg(unix)]
mod server;
#[cfg(unix)]
mod socket;

#[cfg(not(unix))]
mod absent;

pub(super) use request::Request;

#[cfg(not(unix))]
use absent::ask as ask_beside;
#[cfg(unix)]
use client::ask as ask_beside;

#[cfg(not(unix))]
pub(super) use absent::Control;
#[cfg(unix)]
pub(super) use server::Control;

use crate::cli::exit::Failure;
use crate::config::Place;

/// Has the server on a file do it and gives what it says; nothing when there is no server. A Neo4j takes changes
/// from everybody, so nobody is asked to make them.
pub(super) async fn ask(store: &Place, request: &Request) -> Result<Option<String>, Failure> {
    match store.file() {
        Some(file) => ask_beside(file, request).await,
        None => Ok(None),
    }
}
