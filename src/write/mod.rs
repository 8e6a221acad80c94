//! Writing: what a mutation wants becomes changes of the network, all of them or none.
//!
//! - [`read`]: a mutation's arguments as a [`Request`](request::Request), or every fault in them
//! - [`draft`]: the changes that a request comes to, over what is known of the network. Pure
//! - [`node`], [`link`]: the parts of a draft
//! - [`known`]: what is known of the network, and what must be read first
//! - [`outcome`], [`difference`]: what a request did to which nodes and links
//! - [`receipt`]: an outcome as it is kept for a request that comes again
//! - [`run`]: reads, drafts and submits, once more when another was faster
//!
//! It works on every store: all that it needs of one is `look_up`, `subgraph` and `submit`.

pub(crate) mod difference;
mod draft;
mod fault;
mod known;
mod link;
mod node;
mod outcome;
mod read;
mod receipt;
mod request;
mod run;

pub use fault::{Fault, FaultCode, Step, WriteError};
pub use outcome::{Difference, Effect, Outcome, Touched};
pub use request::Mutation;
pub use run::run;
