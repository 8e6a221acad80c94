//! What is followed over time: subscriptions.
//!
//! - [`tail`]: the newest changes, read from the store once for all who follow
//! - [`begin`]: from where a subscription follows
//! - [`passing`]: which nodes pass a filter now
//! - [`changed`]: `changed`, the changes one by one
//! - [`answers`]: the answers to questions, anew when changes altered them
//!
//! Followers pull: each reads on when its client has taken what it was told. So nobody who changes the network waits for
//! one who follows it, and what a slow client did not read yet stands in the store's log and not in memory.

pub(super) mod answers;
pub(super) mod begin;
pub(super) mod changed;
mod passing;
pub(super) mod tail;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::stream::{BoxStream, StreamExt};

use super::answer::RootAnswer;
use super::document::Document;
use super::engine::Engine;
use super::{Told, respond};
use crate::model::Language;

/// What a subscription has to tell.
pub(super) struct Event {
    /// The answer.
    pub(super) answer: RootAnswer,
    /// The place that it is told from, to go on after; none where there is no answer.
    pub(super) cursor: Option<Arc<str>>,
    /// Whether the subscription ends with it, against the client's will: the answer is errors alone.
    pub(super) is_end: bool,
}

/// Runs the events of a subscription, under the response key of its root field. `held` is let go when they end or nobody
/// listens any more.
pub(super) fn run<H: Send + 'static>(
    engine: &Engine,
    key: Arc<str>,
    (document, language): (Arc<Document>, Language),
    events: BoxStream<'static, Event>,
    held: H,
) -> BoxStream<'static, Told> {
    // The engine takes an answer and gives it back before it takes the next; this goes around it.
    let beside: Arc<Mutex<(Option<Arc<str>>, bool)>> = Arc::default();
    let note = beside.clone();
    let answers = events.map(move |event| {
        *lock(&note) = (event.cursor, event.is_end);
        event.answer
    });
    let told = engine.subscribe(key, answers.boxed()).map(move |executed| {
        let _held = &held;
        let (cursor, is_end) = std::mem::take(&mut *lock(&beside));
        if is_end {
            Told::Refused(respond::errors_only(&executed.errors, &document.text, language))
        } else {
            Told::Answer { body: respond::response(&executed, &document.text, language), cursor }
        }
    });
    told.boxed()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
