//! The file that the network outlives the process in: a `SQLite` database, written by one thread.
//!
//! - [`open`]: opening it, and every reason not to
//! - [`load`]: reading the network from it
//! - [`write`]: making changes durable
//! - [`blocks`]: nodes and links as rows
//! - [`history`]: the changes as rows
//! - [`past`]: old values as rows
//! - [`receipts`]: the receipts of batches as rows
//! - [`migrate`]: bringing a file of an older layout to this one
//! - [`terms`]: the model's names as numbers of the file
//! - [`mark`]: the last acknowledged sequence, beside the file
//!
//! The tables are in `sql/`.

mod blocks;
mod checksum;
mod error;
mod history;
mod load;
mod mark;
mod migrate;
mod open;
mod past;
mod receipts;
mod terms;
mod write;

pub use error::OpenError;
pub(super) use history::History;
pub(super) use load::load;
pub(super) use mark::LAG;
pub(super) use open::{Access, File};
pub(super) use receipts::load as load_receipts;
pub(super) use write::{Log, Touched};
