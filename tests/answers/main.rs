//! From a request to its answer: lowering, the reference store and the writer, on a small network.

mod cursors;
mod lowering;
mod questions;
mod refusals;
mod same_answer;
mod seen;
mod world;
