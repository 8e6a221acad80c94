//! The HTTP server over real connections.

mod client;
mod delivery;
mod examples;
mod feeds;
mod guards;
mod live;
mod pages;
#[cfg(feature = "programs")]
mod programs;
mod protocol;
mod sample;
mod server;
mod socket;
mod statistics;
mod writes;
