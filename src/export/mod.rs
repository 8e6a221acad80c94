//! Writing a piece of the network as a file for a graph tool. Pure.

mod format;
pub mod url;

pub use format::{Format, NotAFormat};
