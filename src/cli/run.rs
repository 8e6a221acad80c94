//! From the arguments to the command.

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;

use super::arguments::{Arguments, Sample, Task};
use super::exit::{Exit, Failure};
use crate::config::{Layers, Settings};

/// Runs the program with the arguments of the process.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    match dispatch(arguments) {
        Ok(()) => Exit::Done.into(),
        Err(failure) => {
            // A closed standard error must not hide how the run ended.
            let _ = writeln!(std::io::stderr(), "tinklas: {failure}");
            failure.exit.into()
        }
    }
}

fn dispatch(mut arguments: Arguments) -> Result<(), Failure> {
    if let Some(Task::Ask { words }) = &mut arguments.command {
        let (rest, settings) = super::ask::take_settings(std::mem::take(words));
        *words = rest;
        arguments.settings.0.extend(settings);
    }
    let layers = Layers::gather(arguments.settings.0, arguments.config.as_deref())
        .map_err(|fault| Failure::usage(fault.to_string()))?;
    let settings = Settings::read(&layers).map_err(|fault| Failure::usage(fault.to_string()))?;
    match arguments.command.unwrap_or(Task::Serve) {
        Task::Schema => super::schema::schema(),
        Task::Config => super::config::config(&layers, &settings),
        Task::Serve => block_on(super::serve::serve(settings)),
        Task::Import { folder, replace_sample } => {
            block_on(super::import::import(&settings, &folder, replace_sample))
        }
        Task::Sample(Sample::Remove) => block_on(super::sample::remove(&settings)),
        Task::Export(arguments) => block_on(super::export::export(&arguments, &settings)),
        Task::Ask { words } => block_on(super::ask::ask(words, &settings)),
        Task::Health => super::health::health(&settings),
        Task::Check => block_on(super::check::check(&settings)),
    }
}

/// Runs a command that waits for a store or the network.
fn block_on(command: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::outside(format!("no threads to work with: {error}")))?
        .block_on(command)
}

/// Writes text for the user. A reader that went away, as `head` does, is no failure.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::outside(format!("the output cannot be written: {error}")))
        }
        _ => Ok(()),
    }
}
