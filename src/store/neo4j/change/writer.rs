//! The one task of a server that changes the network.
//!
//! Calls that arrive while a transaction runs wait together and share the next one. Each call is whole or
//! refused on its own. Servers queue for the lock on the state's node, which every transaction takes first.

use std::hash::{BuildHasher as _, RandomState};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};

use super::draft::Draft;
use super::load::load;
use super::save::save;
use super::{Stop, receipts, statements};
use crate::store::batch::{Batch, Conflict, Expected, Receipt, Submitted};
use crate::store::check::check;
use crate::store::neo4j::driver::{Datum, Transaction};
use crate::store::neo4j::layout::read::Unreadable;
use crate::store::neo4j::server::Server;
use crate::store::neo4j::statement::Statement;
use crate::store::receipts::{Kept, Receipts};
use crate::store::records::{Change, Recorded};
use crate::store::{Applied, StoreError, Unavailable};

/// Calls that share a transaction at most, so that the first does not wait for ever.
const TOGETHER: usize = 1_024;

/// How often a transaction is tried that fails for a reason which passes.
const TRIES: u32 = 6;

/// How long to wait before the second try; each further wait is twice as long.
const FIRST_WAIT: Duration = Duration::from_millis(50);

type Answer = Result<Submitted, StoreError>;

/// A batch of changes on its way to the writer.
pub(super) struct Call {
    pub(super) changes: Vec<Change>,
    pub(super) recorded: Recorded,
    pub(super) expected: Vec<Expected>,
    pub(super) receipt: Option<Receipt>,
    rehearsal: bool,
    answer: oneshot::Sender<Answer>,
}

/// The way to the writer, whose task begins with the first call and ends when this is dropped.
#[derive(Default)]
pub(in crate::store::neo4j) struct Writer {
    calls: std::sync::OnceLock<mpsc::UnboundedSender<Call>>,
}

impl Writer {
    /// Submits a batch; when it was applied, it is durable and later reads see it. It also is when whoever
    /// asked no longer waits.
    pub(in crate::store::neo4j) async fn submit(
        &self,
        server: &Arc<Server>,
        batch: &Batch<'_>,
    ) -> Answer {
        let stopped = || StoreError::from(Unavailable::WriterStopped);
        let calls = self.calls.get_or_init(|| {
            let (calls, waiting) = mpsc::unbounded_channel();
            tokio::spawn(Work::new(server.clone()).run(waiting));
            calls
        });
        let (answer, told) = oneshot::channel();
        let call = Call {
            changes: batch.changes.to_vec(),
            recorded: batch.recorded.clone(),
            expected: batch.expected.to_vec(),
            receipt: batch.receipt.cloned(),
            rehearsal: batch.rehearsal,
            answer,
        };
        calls.send(call).map_err(|_| stopped())?;
        told.await.map_err(|_| stopped())?
    }
}

struct Work {
    server: Arc<Server>,
    /// Names this writer among all that ever were.
    name: u64,
    /// How many transactions it has begun.
    begun: u64,
}

/// What a transaction was going to lead to.
struct Outcome {
    answers: Vec<Answer>,
    sequence: u64,
}

impl Work {
    fn new(server: Arc<Server>) -> Self {
        let name = RandomState::new().hash_one(std::process::id());
        Self { server, name, begun: 0 }
    }

    async fn run(mut self, mut waiting: mpsc::UnboundedReceiver<Call>) {
        let mut calls = Vec::new();
        while waiting.recv_many(&mut calls, TOGETHER).await > 0 {
            let answers = self.together(&calls).await;
            for (call, answer) in calls.drain(..).zip(answers) {
                // Who no longer waits does not need to know.
                _ = call.answer.send(answer);
            }
        }
    }

    /// Carries out calls that share a transaction, again while it fails for a reason that passes.
    async fn together(&mut self, calls: &[Call]) -> Vec<Answer> {
        self.begun += 1;
        let batch = format!("{:016x}-{}", self.name, self.begun);
        let mut outcome = None;
        let mut wait = FIRST_WAIT;
        let mut tries = 0;
        let error = loop {
            tries += 1;
            match self.try_once(calls, &batch, &mut outcome).await {
                Ok(()) => break None,
                Err(Stop::Fault(fault)) if fault.passes() && tries < TRIES => {
                    tracing::debug!(%fault, "trying a change again");
                    tokio::time::sleep(wait).await;
                    wait *= 2;
                }
                Err(stop) => break Some(StoreError::from(stop)),
            }
        };
        match (error, outcome) {
            (None, Some(outcome)) => {
                self.server.advance(outcome.sequence);
                outcome.answers
            }
            (error, _) => {
                let error = error.unwrap_or_else(|| Unavailable::NotCarriedOut.into());
                calls.iter().map(|_| Err(error.clone())).collect()
            }
        }
    }

    async fn try_once(
        &self,
        calls: &[Call],
        batch: &str,
        outcome: &mut Option<Outcome>,
    ) -> Result<(), Stop> {
        self.server.ready().await?;
        let mut transaction = self.server.driver().begin().await?;
        match self.carry_out(calls, batch, outcome, &mut transaction).await {
            Ok(true) => Ok(transaction.commit().await?),
            Ok(false) => {
                transaction.roll_back().await;
                Ok(())
            }
            Err(stop) => {
                transaction.roll_back().await;
                Err(stop)
            }
        }
    }

    /// Does all but commit; whether there is something to commit.
    async fn carry_out(
        &self,
        calls: &[Call],
        batch: &str,
        outcome: &mut Option<Outcome>,
        transaction: &mut Transaction<'_>,
    ) -> Result<bool, Stop> {
        let state = transaction.run(&Statement::new(statements::LOCK)).await?;
        let state = state.first()?.unwrap_or(Datum::Null);
        let [sequence, nodes, links, last_batch] = state.list() else {
            return Err(Unreadable("no state of the network".to_owned()).into());
        };
        if last_batch.text() == Some(batch) && outcome.is_some() {
            // The connection broke while the last try was committed, and it was.
            return Ok(false);
        }
        let count = |count: &Datum<'_>| count.int().unwrap_or_default().cast_unsigned();
        let model = self.server.model().clone();
        let before = count(sequence);
        let mut draft = Draft::new(model, before, count(nodes), count(links));
        load(&mut draft, calls, transaction).await?;
        let mut judge = Judge {
            receipts: receipts::load(calls, transaction).await?,
            new: Vec::new(),
            draft: &mut draft,
        };
        let answers = calls.iter().map(|call| judge.one(call)).collect();
        let new = judge.new;
        *outcome = Some(Outcome { answers, sequence: draft.sequence });
        if draft.sequence == before && new.is_empty() && draft.past.forgotten.is_empty() {
            return Ok(false);
        }
        save(&draft, batch, transaction).await?;
        receipts::save(&new, transaction).await?;
        Ok(true)
    }
}

/// Judges calls one after the other, each on what those before it lead to.
struct Judge<'a> {
    /// Those that were kept, and those of the calls so far.
    receipts: Receipts,
    new: Vec<Kept>,
    draft: &'a mut Draft,
}

impl Judge<'_> {
    /// Carries out a call on the draft, if nothing speaks against it.
    fn one(&mut self, call: &Call) -> Answer {
        let at = call.recorded.at;
        if let Some(receipt) = &call.receipt
            && let Some(repeated) = self.receipts.find(receipt, at)?
        {
            return Ok(repeated);
        }
        let conflicts = Conflict::of(&call.expected, |expected| self.draft.found(expected));
        if !conflicts.is_empty() {
            return Err(StoreError::Conflict(conflicts));
        }
        let refused = check(&self.draft.model, &*self.draft, &call.changes);
        if !refused.is_empty() {
            return Err(StoreError::Refused(refused));
        }
        if call.rehearsal {
            let applied = Applied { sequence: self.draft.sequence, changed: 0 };
            return Ok(Submitted::Applied(applied));
        }
        let changed = self.draft.perform(&call.changes, &call.recorded);
        let applied = Applied { sequence: self.draft.sequence, changed };
        if let Some(receipt) = &call.receipt {
            let kept = Kept { receipt: receipt.clone(), at, applied };
            self.receipts.keep(kept.clone());
            self.new.push(kept);
        }
        Ok(Submitted::Applied(applied))
    }
}
