//! The command line: what each sub-command does.
//!
//! `arguments` says what can be given, `exit` how a run ends; every command is a file of its own.

mod arguments;
mod ask;
mod check;
mod config;
mod control;
mod exit;
mod export;
mod health;
mod import;
mod run;
mod sample;
mod schema;
mod serve;
mod store;
mod teller;

pub use arguments::Arguments;
pub use exit::{Exit, Failure};
pub use run::run;
