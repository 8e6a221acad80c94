//! The messages of faults, in both languages.
//!
//! - `request`: a request's text, variables and cost
//! - `graphql`: what apollo-compiler finds, which says it in English only
//! - `list`: pages, filters, groups
//! - `live`: what is followed over time
//! - `ask`: the arguments of questions
//! - `write`: mutations
//! - `misfit`: changes that do not fit the model or the network
//! - `store`: what a store does not do
//! - `stored`: documents that are named in place of being sent
//! - `http`: what HTTP itself refuses
//!
//! A message quotes the value that is wrong, says what was expected, and what to do. What stands in backticks is
//! the client's or the schema's and never bent: a Lithuanian sentence bends the words around it.

pub(crate) mod ask;
pub(crate) mod graphql;
pub(crate) mod http;
pub(crate) mod list;
pub(crate) mod live;
pub(crate) mod misfit;
pub(crate) mod request;
pub(crate) mod store;
pub(crate) mod stored;
pub(crate) mod write;
