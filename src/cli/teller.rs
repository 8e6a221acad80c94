//! Tells how far a long import is.

use std::io::{IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

use crate::import::Progress;

/// Tells how far an import is, on one line of a terminal.
pub(super) struct Teller {
    /// When it was told last; none when nobody looks.
    last: Option<Instant>,
    shown: bool,
}

impl Teller {
    /// How long nothing is told: what is done at once needs no telling.
    const PAUSE: Duration = Duration::from_millis(250);

    /// Tells nothing unless the standard error is a terminal.
    pub(super) fn new() -> Self {
        let looked_at = std::io::stderr().is_terminal();
        Self { last: looked_at.then(Instant::now), shown: false }
    }

    /// Tells it, unless it was told a moment ago.
    pub(super) fn tell(&mut self, progress: Progress<'_>) {
        let Some(last) = &mut self.last else { return };
        if last.elapsed() < Self::PAUSE {
            return;
        }
        *last = Instant::now();
        self.shown = true;
        let percent = progress.done * 100 / progress.of.max(1);
        // Progress that cannot be shown is no reason to stop.
        let _ = write!(std::io::stderr(), "\r\x1b[K{percent:>3} %  {}", progress.doing);
    }

    /// Clears the line.
    pub(super) fn clear(&self) {
        if self.shown {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}
