//! The store on Neo4j, on the database that `./test` starts, or on one of a test's own.

mod best;
mod changes;
mod contract;
mod explained;
mod failures;
mod imports;
mod layout;
mod live;
mod mutations;
mod planned;
mod plans;
mod questions;
mod traps;

#[path = "../../neo4j/emptied.rs"]
mod emptied;
#[path = "../../neo4j/server.rs"]
mod server;
#[path = "../../neo4j/shared.rs"]
mod shared;

pub(crate) use emptied::{as_it_is, emptied, empty, open, write};
pub(crate) use shared::take;
