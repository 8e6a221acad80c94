//! Random requests to the sample: whatever is sent, nothing panics, and an answer is JSON whose errors have documented
//! codes that do not stand for a mistake of ours.
//!
//! - [`asked`]: documents that are valid by construction: the planner, filters, cursors and numbers take them
//! - [`mangled`]: documents that were valid once: what reads text gets along with it
//! - [`mangle`]: spoils a text
//! - [`writer`]: writes a valid document from the schema
//! - [`value`]: values for its arguments
//! - [`world`]: the sample, and what is known of it

mod asked;
mod mangle;
mod mangled;
mod value;
mod world;
mod writer;

#[path = "../../stores/random/choices.rs"]
mod choices;
