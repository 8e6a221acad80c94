//! The command line as a user meets it: what is printed, and how a run ends.

mod ask;
#[cfg(unix)]
mod beside;
#[cfg(feature = "programs")]
mod fuzzed;
#[cfg(feature = "programs")]
mod neo4j;
mod server;
mod settings;
mod store;
mod support;
