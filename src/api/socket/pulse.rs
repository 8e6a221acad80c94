//! Whether a client is still there: a connection that broke without a word looks like one that is silent.

use std::time::Duration;

use tokio::time::Instant;

/// What to do when it is due.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Beat {
    /// Send a ping.
    Ask,
    /// Close: the last ping was not answered.
    Stopped,
}

/// When a client was last heard, and whether it was asked since.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pulse {
    patience: Duration,
    due: Instant,
    asked: bool,
}

impl Pulse {
    /// The pulse of a client that was heard just now. It may be silent for `patience`, and as long again after a ping.
    pub(super) fn new(patience: Duration, now: Instant) -> Self {
        Self { patience, due: now + patience, asked: false }
    }

    /// When something must be done unless the client is heard before.
    pub(super) fn due(&self) -> Instant {
        self.due
    }

    /// The client was heard, whatever it said.
    pub(super) fn heard(&mut self, now: Instant) {
        *self = Self::new(self.patience, now);
    }

    /// It is due.
    pub(super) fn beat(&mut self, now: Instant) -> Beat {
        if self.asked {
            return Beat::Stopped;
        }
        (self.asked, self.due) = (true, now + self.patience);
        Beat::Ask
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_client_that_stays_silent_is_given_up() {
        let (start, second) = (Instant::now(), Duration::from_secs(1));
        let mut pulse = Pulse::new(second, start);
        assert_eq!(pulse.due(), start + second);
        assert_eq!(pulse.beat(start + second), Beat::Ask);
        assert_eq!(pulse.due(), start + 2 * second);
        pulse.heard(start + second * 3 / 2);
        assert_eq!(pulse.due(), start + second * 5 / 2);
        assert_eq!(pulse.beat(pulse.due()), Beat::Ask, "it was heard since the last one");
        assert_eq!(pulse.beat(pulse.due()), Beat::Stopped);
    }
}
