//! The last acknowledged sequence number, in a small file beside the database.
//!
//! A flipped bit or a cut in `SQLite`'s write-ahead log silently drops all that follows, and the database still
//! looks whole. This file is how that is noticed.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long the file may lag behind.
pub(in crate::store::resident) const LAG: Duration = Duration::from_secs(1);

/// The file that tells how far the network was.
#[derive(Debug)]
pub(in crate::store::resident) struct Mark {
    path: PathBuf,
    written: u64,
    at: Instant,
}

impl Mark {
    /// The mark of a database.
    pub(in crate::store::resident) fn path_of(database: &Path) -> PathBuf {
        super::open::beside(database, ".mark")
    }

    /// The sequence number that a database reached at least; 0 when nothing tells.
    ///
    /// A mark that cannot be read is no reason not to start: it only ever adds a warning.
    pub(super) fn read(database: &Path) -> u64 {
        let text = std::fs::read_to_string(Self::path_of(database)).unwrap_or_default();
        let mut words = text.split_whitespace();
        let (sequence, sum) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        if checksum(sequence) == sum { sequence.parse().unwrap_or(0) } else { 0 }
    }

    /// The mark of a database that is at a sequence number.
    pub(super) fn new(database: &Path, sequence: u64) -> Self {
        Self { path: Self::path_of(database), written: sequence, at: Instant::now() }
    }

    /// Writes how far the network is, if the last time is long enough ago.
    pub(in crate::store::resident) fn keep_up(&mut self, sequence: u64) {
        if self.at.elapsed() >= LAG {
            self.write(sequence);
        }
    }

    /// Writes how far the network is.
    pub(in crate::store::resident) fn write(&mut self, sequence: u64) {
        if sequence == self.written {
            return;
        }
        let text = format!("{sequence} {}\n", checksum(&sequence.to_string()));
        let new = self.path.with_extension("mark-new");
        let written = std::fs::write(&new, text).and_then(|()| std::fs::rename(&new, &self.path));
        match written {
            Ok(()) => self.written = sequence,
            Err(error) => {
                tracing::warn!(path = %self.path.display(), %error, "cannot note how far the network is");
            }
        }
        // Tried again after the lag, whether it went well or not.
        self.at = Instant::now();
    }
}

fn checksum(sequence: &str) -> String {
    format!("{:08x}", crc32fast::hash(sequence.as_bytes()))
}
