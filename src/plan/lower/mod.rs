//! Lowering: a validated GraphQL operation becomes plans and questions. Pure.
//!
//! Everything that a request can vary is resolved here: fragments, aliases, `@skip` and `@include`,
//! variables, duplicate fields, page arguments, cursors, and what the viewer may see.

mod fault;
mod root;

pub use fault::{Fault, FaultCode};
pub use root::{Asking, RecordGet, RootField, Unwrap, ValueGet, Work};
