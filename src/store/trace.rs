//! What one request makes a store do, for a request that wants to know.
//!
//! A [`Trace`] follows the request's task: the store notes in it, wherever it stands, what it sends elsewhere. Without
//! one a note costs a look at the task. What a store does in a task of its own, as writing does, is not noted.

use std::borrow::Cow;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::{Map, Value};

/// How many reads and how many statements are explained; of further ones it is told that there are more.
const MOST_EXPLAINED: usize = 50;

/// How long the text of a plan or statement may be, in bytes.
const LONGEST_TEXT: usize = 8_000;

tokio::task_local! {
    static TRACE: Arc<Trace>;
}

/// What one request made a store do.
#[derive(Default, Debug)]
pub struct Trace {
    round_trips: AtomicU64,
    /// What was read and sent; none where only numbers are wanted.
    explained: Option<Mutex<Explained>>,
}

/// What was read and sent, in order.
#[derive(Clone, Default, Debug)]
pub struct Explained {
    /// What was asked of the store.
    pub reads: Vec<String>,
    /// What the store sent to a database.
    pub statements: Vec<Sent>,
    /// Whether there was more of either, or more of a text.
    pub is_cut: bool,
}

/// A statement that was sent to a database.
#[derive(Clone, PartialEq, Debug)]
pub struct Sent {
    /// Its text.
    pub text: String,
    /// Its parameters by name; long lists are cut.
    pub parameters: Map<String, Value>,
    /// How many rows it gave.
    pub rows: usize,
}

impl Trace {
    /// A trace that counts, and keeps what was read and sent where that is wanted.
    #[must_use]
    pub fn new(explains: bool) -> Arc<Self> {
        let explained = explains.then(Mutex::default);
        Arc::new(Self { round_trips: AtomicU64::new(0), explained })
    }

    /// Does some work, all of which is noted in this trace.
    pub async fn during<F: Future>(self: &Arc<Self>, work: F) -> F::Output {
        TRACE.scope(self.clone(), work).await
    }

    /// How many statements were sent to a database; none by a store that has the network in this process.
    #[must_use]
    pub fn round_trips(&self) -> u64 {
        self.round_trips.load(Ordering::Relaxed)
    }

    /// What was read and sent so far, where that is kept.
    #[must_use]
    pub fn explained(&self) -> Option<Explained> {
        Some(lock(self.explained.as_ref()?).clone())
    }
}

/// Notes that the store is asked for something.
pub(super) fn read(what: impl FnOnce() -> String) {
    explain(|explained| {
        if explained.reads.len() == MOST_EXPLAINED {
            explained.is_cut = true;
        } else {
            let text = explained.cut(what().into());
            explained.reads.push(text);
        }
    });
}

/// Notes that a statement was sent to a database and gave so many rows.
pub(super) fn sent<'s>(rows: usize, statement: impl FnOnce() -> (&'s str, Map<String, Value>)) {
    let count = |trace: &Arc<Trace>| trace.round_trips.fetch_add(1, Ordering::Relaxed);
    if TRACE.try_with(count).is_err() {
        return;
    }
    explain(|explained| {
        if explained.statements.len() == MOST_EXPLAINED {
            explained.is_cut = true;
        } else {
            let (text, parameters) = statement();
            let text = explained.cut(text.into());
            explained.statements.push(Sent { text, parameters, rows });
        }
    });
}

fn explain(note: impl FnOnce(&mut Explained)) {
    // Outside of a request that wants to know there is nothing to do.
    let _ = TRACE.try_with(|trace| {
        if let Some(explained) = &trace.explained {
            note(&mut lock(explained));
        }
    });
}

impl Explained {
    fn cut(&mut self, text: Cow<'_, str>) -> String {
        if text.len() <= LONGEST_TEXT {
            return text.into_owned();
        }
        self.is_cut = true;
        format!("{}…", &text[..text.floor_char_boundary(LONGEST_TEXT)])
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(texts: usize) {
        for at in 0..texts {
            read(|| format!("{at}{}", "ė".repeat(LONGEST_TEXT)));
            sent(at, || ("RETURN 1", Map::new()));
        }
    }

    #[tokio::test]
    async fn what_is_kept_of_a_request_is_bounded() {
        let trace = Trace::new(true);
        trace.during(async { note(60) }).await;
        let explained = trace.explained().expect("it is kept");
        assert_eq!((explained.reads.len(), explained.statements.len()), (50, 50));
        assert!(explained.is_cut && explained.reads.iter().all(|text| text.len() < 8_010));
        assert_eq!((trace.round_trips(), explained.statements[7].rows), (60, 7));
    }

    #[tokio::test]
    async fn each_request_has_its_own_and_numbers_alone_keep_nothing() {
        let (one, other) = (Trace::new(false), Trace::new(true));
        note(1);
        tokio::join!(one.during(async { note(2) }), other.during(async { note(3) }));
        assert_eq!((one.round_trips(), other.round_trips()), (2, 3));
        assert!(one.explained().is_none());
    }
}
