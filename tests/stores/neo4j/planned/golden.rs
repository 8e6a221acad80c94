//! `statements/plans.txt`: how requests are carried out, a line for each of their statements.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

/// A line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Line {
    /// The request.
    pub(super) request: String,
    /// How often its statement asks the database for a piece of it.
    pub(super) hits: i64,
    /// The operators that it starts from.
    pub(super) starts: String,
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} db hits, from {}", self.request, self.hits, self.starts)
    }
}

impl Line {
    fn read(line: &str) -> Option<Self> {
        let (request, rest) = line.split_once(": ")?;
        let (hits, starts) = rest.split_once(" db hits, from ")?;
        Some(Self {
            request: request.to_owned(),
            hits: hits.parse().ok()?,
            starts: starts.to_owned(),
        })
    }

    /// Whether it tells the same. Most hits are the same each time, but of two words that promise the same Neo4j
    /// looks up either, and of two indexes of an id it takes either: hits may differ by half, and few by eight.
    fn is_as(&self, other: &Self) -> bool {
        let near = (self.hits.max(other.hits) / 2).max(8);
        self.request == other.request
            && self.starts == other.starts
            && (self.hits - other.hits).abs() <= near
    }
}

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stores/statements/plans.txt")
}

/// Compares with the file; `UPDATE=1` writes anew what differs.
pub(super) fn compare(found: &[Line]) {
    let text = fs::read_to_string(path()).unwrap_or_default();
    let kept: Vec<Line> = text.lines().filter_map(Line::read).collect();
    let as_kept = |line: &Line| kept.iter().find(|one| line.is_as(one));
    if std::env::var("UPDATE").is_ok_and(|update| update == "1") {
        let lines = found.iter().map(|line| format!("{}\n", as_kept(line).unwrap_or(line)));
        fs::write(path(), lines.collect::<String>()).expect("a file");
        return;
    }
    let differing: Vec<String> =
        found.iter().filter(|line| as_kept(line).is_none()).map(Line::to_string).collect();
    assert!(differing.is_empty(), "look at these and run with UPDATE=1:\n{}", differing.join("\n"));
    assert_eq!(found.len(), kept.len(), "plans.txt tells of others: run with UPDATE=1");
}
