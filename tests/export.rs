//! Exported files: what is in them, and whether the programs that people open them with agree.

#[path = "export/files.rs"]
mod files;
#[path = "export/nasty.rs"]
mod nasty;
#[cfg(feature = "programs")]
#[path = "export/programs.rs"]
mod programs;
