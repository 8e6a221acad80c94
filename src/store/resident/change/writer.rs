//! The one thread that changes the network.
//!
//! Calls that arrive while it works wait together and share one commit. Each call is whole or refused on
//! its own: a refused one does not touch the draft.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use arc_swap::ArcSwap;
use tokio::sync::{oneshot, watch};

use super::expect;
use super::newest::Newest;
use super::perform::Draft;
use crate::store::batch::{Batch, Expected, Key, Receipt, Submitted};
use crate::store::check::check;
use crate::store::claim::Claim;
use crate::store::receipts::{Kept, Receipts};
use crate::store::records::{Change, Changed, Recorded};
use crate::store::resident::log::{LAG, Log};
use crate::store::resident::past::Past;
use crate::store::resident::snapshot::Snapshot;
use crate::store::{Applied, StoreError, Unavailable};

/// Calls that share one commit at most, so that the first does not wait for ever.
const TOGETHER: usize = 1_024;

/// What the writer is asked to do.
enum Task {
    Apply(Call),
    /// To tell the owners of claims.
    Find(Vec<Option<Claim>>, oneshot::Sender<Vec<Option<Arc<str>>>>),
}

/// A batch of changes on its way to the writer.
struct Call {
    changes: Vec<Change>,
    recorded: Recorded,
    expected: Vec<Expected>,
    receipt: Option<Receipt>,
    rehearsal: bool,
    answer: oneshot::Sender<Result<Submitted, StoreError>>,
}

/// What readers share with the writer.
#[derive(Debug)]
pub(in crate::store::resident) struct Published {
    /// The newest state.
    pub(in crate::store::resident) state: ArcSwap<Snapshot>,
    /// Its sequence number.
    pub(in crate::store::resident) newest: watch::Sender<u64>,
    /// Every change and the old values, where there is no file to keep them.
    pub(in crate::store::resident) unfiled: Mutex<(Vec<Changed>, Past)>,
}

impl Published {
    /// Publishes a first state.
    pub(in crate::store::resident) fn new(state: Snapshot) -> Self {
        let newest = watch::Sender::new(state.stamp.sequence);
        Self { state: ArcSwap::from_pointee(state), newest, unfiled: Mutex::default() }
    }
}

/// The way to the writer. Dropping it ends the thread after what it has begun.
#[derive(Debug)]
pub(in crate::store::resident) struct Writer {
    tasks: Option<Sender<Task>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the thread, which writes to the log if there is one. `receipts` are those that the log has.
    pub(in crate::store::resident) fn start(
        published: Arc<Published>,
        log: Option<Log>,
        receipts: Receipts,
    ) -> std::io::Result<Self> {
        let (tasks, waiting) = channel();
        // The thread makes its draft itself: readers need not wait for it.
        let work = move || {
            let draft = Draft::new(Snapshot::clone(&published.state.load()));
            Work { draft, published, log, receipts }.run(&waiting);
        };
        let thread = std::thread::Builder::new().name("writer".to_owned()).spawn(work)?;
        Ok(Self { tasks: Some(tasks), thread: Some(thread) })
    }

    /// Applies a batch; when it returns, it is durable and later reads see it.
    pub(in crate::store::resident) async fn submit(
        &self,
        batch: &Batch<'_>,
    ) -> Result<Submitted, StoreError> {
        let (answer, told) = oneshot::channel();
        self.ask(Task::Apply(Call {
            changes: batch.changes.to_vec(),
            recorded: batch.recorded.clone(),
            expected: batch.expected.to_vec(),
            receipt: batch.receipt.cloned(),
            rehearsal: batch.rehearsal,
            answer,
        }))?;
        told.await.map_err(|_| stopped())?
    }

    /// The ids of the nodes that have keys, where the keys are not ids. Every batch that was answered before
    /// has been published when this is.
    pub(in crate::store::resident) async fn owners(
        &self,
        keys: &[Key],
    ) -> Result<Vec<Option<Arc<str>>>, StoreError> {
        let (answer, told) = oneshot::channel();
        self.ask(Task::Find(keys.iter().map(expect::claim).collect(), answer))?;
        told.await.map_err(|_| stopped())
    }

    fn ask(&self, task: Task) -> Result<(), StoreError> {
        self.tasks.as_ref().ok_or_else(stopped)?.send(task).map_err(|_| stopped())
    }
}

fn stopped() -> StoreError {
    Unavailable::WriterStopped.into()
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.tasks = None;
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
    receipts: Receipts,
}

impl Work {
    fn run(mut self, waiting: &Receiver<Task>) {
        loop {
            match waiting.recv_timeout(LAG) {
                Ok(first) => {
                    let rest = waiting.try_iter().take(TOGETHER - 1);
                    let mut calls = Vec::new();
                    for task in std::iter::once(first).chain(rest) {
                        match task {
                            Task::Apply(call) => calls.push(call),
                            Task::Find(wanted, answer) => {
                                let Draft { state, claims, .. } = &self.draft;
                                // Who no longer waits does not need to know.
                                _ = answer.send(expect::owners(state, claims, &wanted));
                            }
                        }
                    }
                    if !calls.is_empty() {
                        self.together(calls);
                    }
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
        // The receipts as they are when these calls are carried out, and those of the calls alone.
        let (mut receipts, mut new) = (self.receipts.clone(), Vec::new());
        for call in calls {
            let answer = self.one(&call, &receipts, &mut all);
            if let (Ok(Submitted::Applied(applied)), Some(receipt), false) =
                (&answer, call.receipt, call.rehearsal)
            {
                let kept = Kept { receipt, at: call.recorded.at, applied: *applied };
                receipts.keep(kept.clone());
                new.push(kept);
            }
            answers.push((call.answer, answer));
        }
        if self.draft.state.stamp.sequence == before && new.is_empty() && self.draft.past.is_empty()
        {
            // Nothing to write.
        } else if let Err(error) = self.publish(all, &new) {
            // Nothing of these calls took place: the draft goes back to what readers see.
            self.draft = Draft::new(Snapshot::clone(&self.published.state.load()));
            for (_, answer) in &mut answers {
                if answer.is_ok() {
                    *answer = Err(error.clone());
                }
            }
        } else {
            self.receipts = receipts;
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

    /// Judges a call and carries it out on the draft; `done` gains what it did.
    fn one(
        &mut self,
        call: &Call,
        receipts: &Receipts,
        done: &mut Vec<Changed>,
    ) -> Result<Submitted, StoreError> {
        if let Some(receipt) = &call.receipt
            && let Some(repeated) = receipts.find(receipt, call.recorded.at)?
        {
            return Ok(repeated);
        }
        let conflicts = expect::conflicts(&self.draft.state, &call.expected);
        if !conflicts.is_empty() {
            return Err(StoreError::Conflict(conflicts));
        }
        let newest = Newest { state: &self.draft.state, claims: &self.draft.claims };
        let refused = check(&newest.state.model, &newest, &call.changes);
        if !refused.is_empty() {
            return Err(StoreError::Refused(refused));
        }
        let mut changed = 0;
        if !call.rehearsal {
            let performed = self.draft.perform(&call.changes, &call.recorded);
            changed = performed.len();
            done.extend(performed);
        }
        let sequence = self.draft.state.stamp.sequence;
        Ok(Submitted::Applied(Applied { sequence, changed }))
    }

    /// Makes the draft and the new receipts durable, then the newest state, if there is a new one.
    fn publish(&mut self, changes: Vec<Changed>, receipts: &[Kept]) -> Result<(), StoreError> {
        let touched = std::mem::take(&mut self.draft.touched);
        let past = std::mem::take(&mut self.draft.past);
        if let Some(log) = &mut self.log {
            log.commit(&self.draft.state, &touched, &past, &changes, receipts)?;
        } else {
            let mut unfiled = self.published.unfiled.lock().unwrap_or_else(PoisonError::into_inner);
            unfiled.0.extend(changes);
            unfiled.1.append(past);
        }
        let sequence = self.draft.state.stamp.sequence;
        if self.published.state.load().stamp.sequence != sequence {
            self.published.state.store(Arc::new(self.draft.state.clone()));
            self.published.newest.send_replace(sequence);
        }
        Ok(())
    }
}
