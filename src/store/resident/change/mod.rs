//! Changes: checked, carried out on a draft of the next state, made durable, published.
//!
//! - [`check`]: whether a batch can be applied
//! - [`claims`]: what no two nodes may share
//! - [`perform`]: carrying it out
//! - [`writer`]: the one thread that does all of it

mod check;
mod claims;
mod perform;
pub(super) mod writer;

pub(super) use perform::Touched;
