//! The log of what changed, as a viewer reads it: who recorded what, when, and what was before and after.
//!
//! - [`fields`]: what a change made different, and whether a viewer may see any of it
//! - [`values`]: what a node or link was before and after a change
//! - [`log`]: a part of the log, whoever asks
//! - [`page`]: a part of the log for a viewer
//!
//! A store tells its log by [`Store::log`](super::Store::log) and what is kept of old values by
//! [`Store::values`](super::Store::values). Everything that follows from these is here, once for all stores.

pub mod fields;
pub mod log;
pub mod page;
pub mod values;

pub use fields::Fields;
pub use log::LogQuery;
pub use page::{HistoryPage, HistoryQuery, Told, history, told};
pub use values::{Record, Values};
