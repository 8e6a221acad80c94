//! Tinklas: a knowledge graph of industrial clusters that explains its answers.
//!
//! `docs/ARCHITECTURE.md` is the map of this crate.

pub mod api;
pub mod ask;
pub mod cli;
pub mod config;
pub mod export;
pub mod fault;
pub mod http;
pub mod import;
pub mod model;
pub mod plan;
pub mod store;
pub mod text;
pub mod write;
