//! `tinklas import`: a folder of CSV files into the store.

use std::fmt;
use std::io::{IsTerminal as _, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use super::exit::Failure;
use super::run::print;
use crate::config::Settings;
use crate::import::{Fault, Folder, Progress, load, read_folder, sample};
use crate::model::network;
use crate::store::records::Recorded;
use crate::text::plural;

/// Loads the folder at `path`; with `replace_sample`, takes the sample out in the same step.
/// A folder with a fault is told before the store is opened.
pub(super) async fn import(
    settings: &Settings,
    path: &Path,
    replace_sample: bool,
) -> Result<(), Failure> {
    let begun = Instant::now();
    let folder = Folder::open(path).map_err(|faults| told(&faults))?;
    let recorded = Recorded { by: recorded_by(path).into(), at: now() };
    let mut teller = Teller::new();
    let read = read_folder(&network(), &folder, recorded.clone(), &mut |progress| {
        teller.tell(progress);
    });
    teller.clear();
    let import = read.map_err(|faults| told(&faults))?;
    drop(folder);

    let store = super::store::open(settings)?;
    let store = store.as_ref();
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
    summary.changed = load(store, import, before, &recorded).await?.changed as u64;
    if summary.sample.is_empty() && sample::is_present(store).await? {
        summary.sample =
            "The built-in sample is in the store as well: `tinklas sample remove` takes it out.\n";
    }
    summary.seconds = begun.elapsed().as_secs_f64();
    print(&summary.to_string())
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

/// Tells how far reading is, on one line of a terminal.
struct Teller {
    /// When it was told last; none when nobody looks.
    last: Option<Instant>,
    shown: bool,
}

impl Teller {
    /// How long nothing is told: what is done at once needs no telling.
    const PAUSE: Duration = Duration::from_millis(250);

    fn new() -> Self {
        let looked_at = std::io::stderr().is_terminal();
        Self { last: looked_at.then(Instant::now), shown: false }
    }

    fn tell(&mut self, progress: Progress<'_>) {
        let Some(last) = &mut self.last else { return };
        if last.elapsed() < Self::PAUSE {
            return;
        }
        *last = Instant::now();
        self.shown = true;
        let percent = progress.done * 100 / progress.of.max(1);
        // Progress that cannot be shown is no reason to stop.
        let _ = write!(std::io::stderr(), "\r\x1b[K{percent:>3} %  {}", progress.file);
    }

    fn clear(&self) {
        if self.shown {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}
