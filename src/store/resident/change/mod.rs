//! Changes: checked, carried out on a draft of the next state, made durable, published.
//!
//! - [`newest`]: the newest state as [`check`](crate::store::check) asks about it
//! - [`claims`]: whose each claim is
//! - [`expect`]: what a batch expects of the state before it
//! - [`perform`]: carrying it out
//! - [`writer`]: the one thread that does all of it

mod claims;
mod expect;
mod newest;
mod perform;
pub(super) mod writer;

pub(super) use expect::known;
