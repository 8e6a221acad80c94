//! Reading a network from a folder of CSV files. `docs/DATA.md` says what a folder can hold.
//!
//! [`Folder`] is the only I/O; [`read_folder`] turns it into changes for a store, or into every fault there is.

mod cells;
mod columns;
mod countries;
mod cycles;
mod dataset;
mod fault;
mod files;
mod folder;
mod load;
mod network;
mod people;
mod read;
mod rows;
pub mod sample;
mod table;
mod value;

pub use fault::Fault;
pub use folder::Folder;
pub use load::{Unfinished, load};
pub use read::{Import, Progress, read_folder};
