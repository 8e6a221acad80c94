//! `changed`: the changes of the network as they happen, as far as the viewer may see them.

use std::collections::VecDeque;
use std::sync::Arc;

use futures_util::stream::{BoxStream, StreamExt, unfold};
use tokio::sync::watch;

use super::answer::{AnswerError, RootAnswer, Step};
use super::run::answer_record;
use crate::ask::answer::Answer;
use crate::ask::error::AskError;
use crate::plan::lower::{Catalog, Following, RootField};
use crate::plan::viewer::Sight;
use crate::store::records::{Action, Changed, Subject};
use crate::store::{Store, StoreError};

/// How many changes are read at once. A slow reader holds no more than these in memory.
const BATCH: usize = 100;

/// Answers `changed` for every change from now on, until the store is gone or fails.
pub(crate) fn follow(
    store: Arc<dyn Store>,
    catalog: Arc<Catalog>,
    sight: Arc<Sight>,
    root: RootField,
    following: Following,
) -> BoxStream<'static, RootAnswer> {
    let mut newest = store.follow();
    let after = *newest.borrow_and_update();
    let read = VecDeque::new();
    let follower =
        Follower { store, catalog, sight, root, following, newest, after, read, failed: false };
    unfold(follower, Follower::next).boxed()
}

struct Follower {
    store: Arc<dyn Store>,
    catalog: Arc<Catalog>,
    sight: Arc<Sight>,
    root: RootField,
    following: Following,
    newest: watch::Receiver<u64>,
    /// The last change that was read.
    after: u64,
    /// Changes that were read and not yet told.
    read: VecDeque<Changed>,
    failed: bool,
}

impl Follower {
    async fn next(mut self) -> Option<(RootAnswer, Self)> {
        if self.failed {
            return None;
        }
        loop {
            while let Some(change) = self.read.pop_front() {
                if self.wants(&change.subject) {
                    return Some((self.answer(&change).await, self));
                }
            }
            match self.store.changes(self.after, BATCH).await {
                Ok(read) => {
                    // Nothing more: wait for the next state, or for the end of the store.
                    let Some(last) = read.last() else {
                        self.newest.changed().await.ok()?;
                        continue;
                    };
                    self.after = last.sequence;
                    self.read.extend(read);
                }
                Err(error) => {
                    self.failed = true;
                    return Some((self.failure(error), self));
                }
            }
        }
    }

    /// Whether the viewer may see it and asked for it.
    fn wants(&self, subject: &Subject) -> bool {
        let kinds = |kinds: &[crate::model::KindId]| {
            let wanted = self.following.kinds;
            kinds.iter().all(|kind| self.sight.kinds.has(*kind))
                && wanted.is_none_or(|wanted| kinds.iter().any(|kind| wanted.has(*kind)))
        };
        let ids = |ids: &[&Arc<str>]| {
            let wanted = self.following.ids.as_ref();
            wanted.is_none_or(|wanted| ids.iter().any(|id| wanted.contains(id)))
        };
        match subject {
            Subject::Node { id, kind } => kinds(&[*kind]) && ids(&[id]),
            Subject::Link { link, from, to } => {
                self.sight.links.has(link.kind)
                    && kinds(&[*from, *to])
                    && ids(&[&link.from, &link.to])
            }
        }
    }

    async fn answer(&self, change: &Changed) -> RootAnswer {
        let record = self.record(change);
        let Self { root, following, sight, catalog, store, .. } = self;
        answer_record(root, &record, &following.wanted, sight, catalog, &**store).await
    }

    /// The change as a `Change` of the schema.
    fn record(&self, change: &Changed) -> Answer {
        let text = |text: &str| Answer::Text(text.into());
        let model = self.catalog.model();
        let (action, gone) = match change.action {
            Action::Added => ("ADDED", false),
            Action::Updated => ("UPDATED", false),
            Action::Removed => ("REMOVED", true),
        };
        let (id, kind, node, link) = match &change.subject {
            Subject::Node { id, kind } => {
                let constant = text(&model.kind(*kind).constant);
                (id.clone(), constant, Answer::Node(id.clone()), Answer::Null)
            }
            Subject::Link { link, .. } => {
                (link.id(model).into(), Answer::Null, Answer::Null, Answer::Link(link.clone()))
            }
        };
        let still = |one: Answer| if gone { Answer::Null } else { one };
        let at = jiff::Timestamp::from_millisecond(change.recorded.at).unwrap_or_default();
        Answer::Record(vec![
            ("sequence", text(&change.sequence.to_string())),
            ("at", text(&at.to_string())),
            ("action", Answer::Constant(action)),
            ("id", Answer::Text(id)),
            ("kind", kind),
            ("node", still(node)),
            ("link", still(link)),
        ])
    }

    fn failure(&self, error: StoreError) -> RootAnswer {
        let error = AskError::from(error);
        let error = AnswerError {
            path: vec![Step::Key(self.root.key.clone())],
            at: self.root.at,
            code: error.code(),
            message: error.message(),
            more: None,
        };
        RootAnswer { json: None, errors: vec![error] }
    }
}
