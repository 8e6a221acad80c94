//! The `tinklas` program: see [`tinklas::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    tinklas::cli::run()
}
