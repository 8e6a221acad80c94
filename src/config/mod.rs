//! Settings: flags over `TINKLAS_*` variables over `tinklas.toml` over what is built in.
//!
//! A setting is declared once, in [`definitions`]. Its flag, its variable, its key in the file, its line in
//! `tinklas config` and its row in `docs/OPERATIONS.md` follow from that.

mod definitions;
mod layers;
mod place;
mod secret;
mod values;

pub use definitions::{DEFINITIONS, Definition};
pub use layers::{Layers, Origin, SettingsFault};
pub use place::{Database, Place};
pub use secret::Secret;
pub use values::{Settings, default_store};
