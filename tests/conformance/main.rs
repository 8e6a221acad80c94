//! The face beside the specification: what graphql-js says, and what no request may do.

mod breaking;
mod fuzz;
#[cfg(feature = "programs")]
mod graphql_js;
mod refusals;
#[cfg(feature = "programs")]
#[path = "../http/server.rs"]
mod server;
#[cfg(feature = "programs")]
mod socket;
mod support;
