//! Lowering: a validated GraphQL operation becomes plans and questions. Pure.
//!
//! Everything that a request can vary is resolved here: fragments, aliases, `@skip` and `@include`,
//! variables, duplicate fields, page arguments, cursors, and what the viewer may see.

mod ask;
mod catalog;
mod collect;
mod cost;
mod fault;
mod filter;
mod input;
mod link;
mod lowerer;
mod narrow;
mod node;
mod numbers;
mod page;
mod record;
mod root;
mod roots;
mod value_test;

pub use catalog::Catalog;
pub(crate) use collect::{Collector, Group, Sets};
pub use cost::Cost;
pub use fault::{Fault, NullArgument};
pub(crate) use input::Input;
pub use input::Variables;
pub use lowerer::Request;
pub use page::{MOST_PER_PAGE, PAGE_SIZE};
pub use root::{
    Asking, Following, Reading, RecordGet, RootField, Unwrap, ValueGet, Wanted, WantedNodes, Work,
    Writing,
};
