//! `tinklas import`: a folder of CSV files into the store.

use std::fmt;
use std::path::Path;
use std::time::Instant;

use super::control::{self, Request};
use super::exit::Failure;
use super::run::print;
use super::teller::Teller;
use crate::config::Settings;
use crate::import::{Fault, Folder, Import, Progress, load, read_folder, sample};
use crate::model::network;
use crate::store::Store;
use crate::store::records::Recorded;
use crate::text::plural;

/// Loads the folder at `path`; with `replace_sample`, takes the sample out in the same step. A server that has the
/// store open does it. Otherwise a folder with a fault is told before the store is opened.
pub(super) async fn import(
    settings: &Settings,
    path: &Path,
    replace_sample: bool,
) -> Result<(), Failure> {
    let named = path.display().to_string();
    let folder = std::path::absolute(path)
        .map_err(|error| Failure::usage(format!("`{named}` is no path of a folder: {error}")))?;
    let place = &settings.store;
    let request = Request::Import { folder, named: named.clone(), replace_sample };
    if let Some(done) = control::ask(place, &request).await? {
        return print(&format!("Into `{place}`, by the server that has it open:\n{done}"));
    }
    let mut teller = Teller::new();
    let read = read(path, &named, &mut |progress| teller.tell(progress));
    teller.clear();
    let read = read?;
    let store = super::store::open(settings)?;
    let done =
        put(store.as_ref(), read, replace_sample, &mut |progress| teller.tell(progress)).await;
    teller.clear();
    let done = done?;
    print(&format!("Into `{place}`:\n{done}"))
}

/// A folder without faults.
pub(super) struct Read {
    import: Import,
    recorded: Recorded,
    /// When reading it began.
    begun: Instant,
}

/// Reads the folder at `path`, which messages call `named`.
pub(super) fn read(
    path: &Path,
    named: &str,
    tell: &mut dyn FnMut(Progress<'_>),
) -> Result<Read, Failure> {
    let begun = Instant::now();
    let folder = Folder::open_as(path, named).map_err(|faults| told(&faults))?;
    let recorded = Recorded { by: recorded_by(path).into(), at: now() };
    let import = read_folder(&network(), &folder, recorded.clone(), tell);
    Ok(Read { import: import.map_err(|faults| told(&faults))?, recorded, begun })
}

/// Puts what was read in the store and says what it did; `tell` hears how far it is.
pub(super) async fn put(
    store: &dyn Store,
    read: Read,
    replace_sample: bool,
    tell: &mut (dyn FnMut(Progress<'_>) + Send),
) -> Result<String, Failure> {
    let Read { import, recorded, begun } = read;
    let before = if replace_sample { sample::removal(store).await? } else { Vec::new() };
    let mut summary = Summary {
        rows: import.rows.clone(),
        nodes: import.nodes as u64,
        links: import.links as u64,
        changed: 0,
        seconds: 0.0,
        sample: "",
    };
    if !before.is_empty() {
        summary.sample = "The built-in sample was taken out.\n";
    }
    summary.changed = load(store, import, before, &recorded, tell).await?.changed as u64;
    if replace_sample {
        // Last, since the import replaces what of the sample could not be removed.
        store.apply(&[sample::forgetting()], &recorded).await?;
    }
    if summary.sample.is_empty() && sample::is_present(store).await? {
        summary.sample =
            "The built-in sample is in the store as well: `tinklas sample remove` takes it out.\n";
    }
    summary.seconds = begun.elapsed().as_secs_f64();
    Ok(summary.to_string())
}

/// What an import did, for a person to read.
struct Summary {
    rows: Vec<(String, u64)>,
    nodes: u64,
    links: u64,
    changed: u64,
    seconds: f64,
    /// A sentence about the sample, if there is something to say.
    sample: &'static str,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (file, rows) in &self.rows {
            writeln!(f, "{rows:>9}  {file}")?;
        }
        let (nodes, links) = (self.nodes, self.links);
        write!(f, "{nodes} {}", plural::english(nodes, "node", "nodes"))?;
        write!(f, " and {links} {}: ", plural::english(links, "link", "links"))?;
        match self.changed {
            0 => f.write_str("all as it was already")?,
            count => write!(f, "{count} {}", plural::english(count, "change", "changes"))?,
        }
        write!(f, ", in {:.1} s\n{}", self.seconds, self.sample)
    }
}

/// Every fault on a line of its own.
fn told(faults: &[Fault]) -> Failure {
    let count = faults.len() as u64;
    let faults: String = faults.iter().map(|fault| ["\n  ", &fault.to_string()].concat()).collect();
    let word = plural::english(count, "fault", "faults");
    Failure::faults(format!("{count} {word} in the folder; nothing was imported{faults}"))
}

/// Who records it: the folder by its own name, not by where it stands on somebody's disk.
fn recorded_by(path: &Path) -> String {
    let name = path
        .canonicalize()
        .ok()
        .and_then(|path| path.file_name().map(|name| name.to_string_lossy().into_owned()));
    format!("import: {}", name.unwrap_or_else(|| path.display().to_string()))
}

/// Milliseconds since 1970.
pub(super) fn now() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}
