//! Exported files: what is in them, and whether the programs that people open them with agree.

mod files;
mod nasty;
#[cfg(feature = "programs")]
mod programs;
