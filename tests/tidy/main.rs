//! The tree is tidy: rules for its files that no compiler checks, so that one command tells the truth.

mod code;
#[cfg(feature = "programs")]
mod containers;
mod documents;
mod files;
mod packages;
mod statements;
mod tree;
