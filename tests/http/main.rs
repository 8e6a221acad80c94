//! The HTTP server over real connections.

mod client;
mod guards;
mod protocol;
mod server;
