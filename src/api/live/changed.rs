//! `changed`: the changes of the network one by one, as far as the viewer may see them and wants them.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use futures_util::stream::{BoxStream, StreamExt, unfold};
use tokio::time::Instant;

use super::Event;
use super::begin::Begin;
use super::passing::passing;
use super::tail::Tail;
use crate::api::answer::{AnswerError, RootAnswer, Step};
use crate::api::change::{cursor, record, wants_values};
use crate::api::run::{answer_record, failed};
use crate::fault::Code;
use crate::fault::words::live as words;
use crate::model::{KindId, KindSet};
use crate::plan::lower::{Catalog, Following, RootField};
use crate::plan::viewer::Sight;
use crate::store::history::fields::is_seen;
use crate::store::history::{self, Told, Values};
use crate::store::records::{Action, Changed, Subject};
use crate::store::{Store, StoreError};

/// Who follows, and what they may see of what.
pub(crate) struct Reader {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) tail: Arc<Tail>,
    pub(crate) catalog: Arc<Catalog>,
    pub(crate) sight: Arc<Sight>,
    /// How many changes they may be behind while they keep the subscription waiting for `patience`.
    pub(crate) most_behind: u64,
    pub(crate) patience: Duration,
}

/// Answers `changed` for every change from a place on, until the store is gone or fails, or the reader falls behind.
pub(crate) fn follow(
    reader: Reader,
    root: RootField,
    following: Following,
    begin: Begin,
) -> BoxStream<'static, Event> {
    let follower = Follower {
        reader,
        root,
        following,
        newest: begin.newest,
        told: begin.place.sequence,
        begin,
        offered: None,
        waited: Duration::ZERO,
        read: VecDeque::new(),
        is_over: false,
    };
    unfold(follower, Follower::next).boxed()
}

struct Follower {
    reader: Reader,
    root: RootField,
    following: Following,
    begin: Begin,
    /// How far the network is, as far as known.
    newest: u64,
    /// The last change that was told or passed over.
    told: u64,
    /// When the last answer was handed over.
    offered: Option<Instant>,
    /// How long the client let answers wait since it was told everything.
    waited: Duration,
    /// Changes that were read and are to be told, each with whether it is wanted.
    read: VecDeque<(Arc<Changed>, bool)>,
    is_over: bool,
}

impl Follower {
    async fn next(mut self) -> Option<(Event, Self)> {
        if self.is_over {
            return None;
        }
        let event = if self.is_too_slow() {
            let answer = self.too_slow();
            self.end(answer)
        } else {
            self.find().await?
        };
        self.offered = Some(Instant::now());
        Some((event, self))
    }

    /// What is to be told next, as soon as there is something.
    async fn find(&mut self) -> Option<Event> {
        loop {
            self.newest = self.newest.max(*self.begin.follow.borrow_and_update());
            if let Some((change, is_wanted)) = self.read.pop_front() {
                self.told = change.sequence;
                if is_wanted {
                    return Some(self.event(&change).await);
                }
                continue;
            }
            if self.newest <= self.told {
                // Nothing more: wait for the next state, or for the end of the store.
                self.waited = Duration::ZERO;
                self.begin.follow.changed().await.ok()?;
                continue;
            }
            match self.read_on().await {
                Ok(true) => {}
                // What is told to be there is not readable yet.
                Ok(false) => self.begin.follow.changed().await.ok()?,
                Err(error) => {
                    let answer = failed(&self.root, &error.into());
                    return Some(self.end(answer));
                }
            }
        }
    }

    /// Whether the client is too slow: far behind, and not because much was changed at once.
    fn is_too_slow(&mut self) -> bool {
        self.waited += self.offered.map_or(Duration::ZERO, |offered| offered.elapsed());
        let newest = self.newest.max(*self.begin.follow.borrow());
        let behind = newest.saturating_sub(self.told);
        behind > self.reader.most_behind && self.waited > self.reader.patience
    }

    /// Reads more changes; whether there were any.
    async fn read_on(&mut self) -> Result<bool, StoreError> {
        let changes = self.reader.tail.after(self.told).await?;
        let wanted = self.wanted(&changes).await?;
        self.read = changes.into_iter().zip(wanted).collect();
        Ok(!self.read.is_empty())
    }

    /// Whether the viewer may see each change and asked for it.
    async fn wanted(&self, changes: &[Arc<Changed>]) -> Result<Vec<bool>, StoreError> {
        let filters = &self.following.filters;
        let mut wanted: Vec<bool> =
            changes.iter().map(|one| self.is_wanted(one, |_, _| true)).collect();
        if filters.is_empty() {
            return Ok(wanted);
        }
        let mut let_through: HashSet<Arc<str>> = HashSet::new();
        for (kind, filter) in filters {
            let asked = changes.iter().zip(&wanted).filter(|(_, wanted)| **wanted);
            let ends = asked.flat_map(|(change, _)| ends(&change.subject));
            let ids: HashSet<&Arc<str>> =
                ends.filter(|(_, one)| one == kind).map(|(id, _)| id).collect();
            if !ids.is_empty() {
                let Reader { store, sight, .. } = &self.reader;
                let ids = ids.into_iter().cloned().collect();
                let_through.extend(passing(&**store, sight, *kind, filter, ids).await?);
            }
        }
        let filtered: KindSet = filters.iter().map(|(kind, _)| *kind).collect();
        for (change, wanted) in changes.iter().zip(&mut wanted) {
            // What a node that is gone was like cannot be asked any more.
            let is_gone = change.action == Action::Removed;
            let passes = |id: &Arc<str>, kind| {
                !filtered.has(kind) || let_through.contains(id) || (is_gone && is_node(change))
            };
            *wanted = *wanted && self.is_wanted(change, passes);
        }
        Ok(wanted)
    }

    /// Whether the viewer may see it, and one of its nodes is of the kinds and ids that were asked for and passes.
    fn is_wanted(&self, change: &Changed, passes: impl Fn(&Arc<str>, KindId) -> bool) -> bool {
        let Reader { catalog, sight, .. } = &self.reader;
        let Following { kinds, ids, .. } = &self.following;
        is_seen(catalog.model(), sight, change)
            && ends(&change.subject).any(|(id, kind)| {
                kinds.is_none_or(|kinds| kinds.has(kind))
                    && ids.as_ref().is_none_or(|ids| ids.contains(id))
                    && passes(id, kind)
            })
    }

    async fn event(&self, change: &Changed) -> Event {
        let Reader { store, catalog, sight, .. } = &self.reader;
        let wanted = &self.following.wanted;
        let told = match self.told(change).await {
            Ok(told) => told,
            Err(error) => {
                return Event {
                    answer: failed(&self.root, &error.into()),
                    cursor: None,
                    is_end: false,
                };
            }
        };
        let record = record(catalog.model(), &told);
        let cursor = Some(cursor(catalog.model(), &told));
        let answer = answer_record(&self.root, &record, wanted, sight, catalog, &**store).await;
        Event { answer, cursor, is_end: false }
    }

    /// The change with its values, which are read only where they are wanted.
    async fn told(&self, change: &Changed) -> Result<Told, StoreError> {
        let change = change.clone();
        if !wants_values(&self.following.wanted) {
            return Ok(Told { change, values: Values::default() });
        }
        let Reader { store, sight, .. } = &self.reader;
        let told = history::told(&**store, sight, vec![change.clone()]).await?.pop();
        Ok(told.unwrap_or(Told { change, values: Values::default() }))
    }

    fn too_slow(&self) -> RootAnswer {
        let message = words::too_slow(self.reader.most_behind);
        let path = vec![Step::Key(self.root.key.clone())];
        let error =
            AnswerError { path, at: self.root.at, code: Code::TooSlow, message, more: None };
        RootAnswer { json: None, errors: vec![error] }
    }

    fn end(&mut self, answer: RootAnswer) -> Event {
        self.is_over = true;
        Event { answer, cursor: None, is_end: true }
    }
}

/// The nodes that a change is of: itself, or the ends of a link.
fn ends(subject: &Subject) -> impl Iterator<Item = (&Arc<str>, KindId)> {
    let (first, second) = match subject {
        Subject::Node { id, kind } => ((id, *kind), None),
        Subject::Link { link, from, to } => ((&link.from, *from), Some((&link.to, *to))),
    };
    std::iter::once(first).chain(second)
}

fn is_node(change: &Changed) -> bool {
    matches!(change.subject, Subject::Node { .. })
}
