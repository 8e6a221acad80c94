//! The one thread that changes the network.
//!
//! Calls that arrive while it works wait together and share one commit. Each call is whole or refused on
//! its own: a refused one does not touch the draft.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use arc_swap::ArcSwap;
use tokio::sync::{oneshot, watch};

use super::newest::Newest;
use super::perform::Draft;
use crate::store::check::check;
use crate::store::records::{Change, Changed, Recorded};
use crate::store::resident::log::{LAG, Log};
use crate::store::resident::snapshot::Snapshot;
use crate::store::{Applied, StoreError};

/// Calls that share one commit at most, so that the first does not wait for ever.
const TOGETHER: usize = 1_024;

/// A batch of changes on its way to the writer.
struct Call {
    changes: Vec<Change>,
    recorded: Recorded,
    answer: oneshot::Sender<Result<Applied, StoreError>>,
}

/// What readers share with the writer.
#[derive(Debug)]
pub(in crate::store::resident) struct Published {
    /// The newest state.
    pub(in crate::store::resident) state: ArcSwap<Snapshot>,
    /// Its sequence number.
    pub(in crate::store::resident) newest: watch::Sender<u64>,
    /// Every change, where there is no file to keep them.
    pub(in crate::store::resident) changes: Mutex<Vec<Changed>>,
}

impl Published {
    /// Publishes a first state.
    pub(in crate::store::resident) fn new(state: Snapshot) -> Self {
        let newest = watch::Sender::new(state.stamp.sequence);
        Self { state: ArcSwap::from_pointee(state), newest, changes: Mutex::default() }
    }
}

/// The way to the writer. Dropping it ends the thread after what it has begun.
#[derive(Debug)]
pub(in crate::store::resident) struct Writer {
    calls: Option<Sender<Call>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the thread, which writes to the log if there is one.
    pub(in crate::store::resident) fn start(
        published: Arc<Published>,
        log: Option<Log>,
    ) -> std::io::Result<Self> {
        let (calls, waiting) = channel();
        let draft = Draft::new(Snapshot::clone(&published.state.load()));
        let work = move || Work { draft, published, log }.run(&waiting);
        let thread = std::thread::Builder::new().name("writer".to_owned()).spawn(work)?;
        Ok(Self { calls: Some(calls), thread: Some(thread) })
    }

    /// Applies a batch; when it returns, it is durable and later reads see it.
    pub(in crate::store::resident) async fn apply(
        &self,
        changes: &[Change],
        recorded: &Recorded,
    ) -> Result<Applied, StoreError> {
        let stopped =
            || StoreError::Unavailable("the writer has stopped; restart the server".to_owned());
        let (answer, told) = oneshot::channel();
        let call = Call { changes: changes.to_vec(), recorded: recorded.clone(), answer };
        self.calls.as_ref().ok_or_else(stopped)?.send(call).map_err(|_| stopped())?;
        told.await.map_err(|_| stopped())?
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.calls = None;
        if let Some(thread) = self.thread.take() {
            // A writer that panicked has told so on its own.
            _ = thread.join();
        }
    }
}

struct Work {
    draft: Draft,
    published: Arc<Published>,
    log: Option<Log>,
}

impl Work {
    fn run(mut self, waiting: &Receiver<Call>) {
        loop {
            match waiting.recv_timeout(LAG) {
                Ok(first) => {
                    let rest = waiting.try_iter().take(TOGETHER - 1);
                    let calls: Vec<Call> = std::iter::once(first).chain(rest).collect();
                    self.together(calls);
                }
                Err(RecvTimeoutError::Timeout) => self.keep_up(),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        if let Some(log) = &mut self.log {
            log.mark.write(self.draft.state.stamp.sequence);
        }
    }

    fn keep_up(&mut self) {
        if let Some(log) = &mut self.log {
            log.mark.keep_up(self.draft.state.stamp.sequence);
        }
    }

    /// Carries out calls that share a commit, makes them durable, publishes the state and answers.
    fn together(&mut self, calls: Vec<Call>) {
        let before = self.draft.state.stamp.sequence;
        let mut answers = Vec::with_capacity(calls.len());
        let mut all = Vec::new();
        for call in calls {
            let newest = Newest { state: &self.draft.state, claims: &self.draft.claims };
            let refused = check(&newest.state.model, &newest, &call.changes);
            let answer = if refused.is_empty() {
                let done = self.draft.perform(&call.changes, &call.recorded);
                let sequence = self.draft.state.stamp.sequence;
                let changed = done.len();
                all.extend(done);
                Ok(Applied { sequence, changed })
            } else {
                Err(StoreError::Refused(refused))
            };
            answers.push((call.answer, answer));
        }
        if self.draft.state.stamp.sequence != before
            && let Err(error) = self.publish(all)
        {
            // Nothing of these calls took place: the draft goes back to what readers see.
            self.draft = Draft::new(Snapshot::clone(&self.published.state.load()));
            for (_, answer) in &mut answers {
                if answer.is_ok() {
                    *answer = Err(error.clone());
                }
            }
        }
        for (caller, answer) in answers {
            // Who no longer waits does not need to know.
            _ = caller.send(answer);
        }
        if let Some(log) = &self.log {
            log.checkpoint();
        }
        self.keep_up();
    }

    /// Makes the draft durable, then the newest state.
    fn publish(&mut self, changes: Vec<Changed>) -> Result<(), StoreError> {
        let touched = std::mem::take(&mut self.draft.touched);
        if let Some(log) = &mut self.log {
            log.commit(&self.draft.state, &touched, &changes)?;
        } else {
            let mut all = self.published.changes.lock().unwrap_or_else(PoisonError::into_inner);
            all.extend(changes);
        }
        self.published.state.store(Arc::new(self.draft.state.clone()));
        self.published.newest.send_replace(self.draft.state.stamp.sequence);
        Ok(())
    }
}
