//! The HTTP server over real connections.

mod bodies;
#[path = "../stores/random/choices.rs"]
mod choices;
mod client;
mod delivery;
mod examples;
mod feeds;
mod graphiql;
#[cfg(feature = "programs")]
mod graphiql_built;
mod guards;
mod live;
#[path = "../conformance/fuzz/mangle.rs"]
mod mangle;
mod pages;
#[cfg(feature = "programs")]
mod programs;
mod protocol;
mod sample;
mod server;
mod socket;
mod statistics;
mod writes;
