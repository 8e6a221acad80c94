//! The file that the network outlives the process in: a `SQLite` database, written by one thread.
//!
//! - [`open`]: opening it, and every reason not to
//! - [`load`]: reading the network from it
//! - [`write`]: making changes durable
//! - [`history`]: the changes as rows
//! - [`receipts`]: the receipts of batches as rows
//! - [`terms`]: the model's names as numbers of the file
//! - [`mark`]: the last acknowledged sequence, beside the file
//!
//! The tables are in `sql/`.

mod error;
mod history;
mod load;
mod mark;
mod open;
mod receipts;
mod rows;
mod terms;
mod write;

pub use error::OpenError;
pub(super) use history::History;
pub(super) use load::load;
pub(super) use mark::LAG;
pub(super) use open::{Access, File};
pub(super) use receipts::load as load_receipts;
pub(super) use write::Log;
