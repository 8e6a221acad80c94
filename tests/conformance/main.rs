//! The face beside the specification: what graphql-js says, and what no request may do.

#[cfg(feature = "programs")]
mod graphql_js;
mod refusals;
mod support;
