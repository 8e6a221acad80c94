//! A part of the log for a viewer.

use std::sync::Arc;

use super::fields::is_seen;
use super::values::Values;
use crate::model::{KindId, KindSet, Model};
use crate::plan::viewer::Sight;
use crate::store::records::{Changed, Subject};
use crate::store::{LogQuery, Store, StoreError};

/// How many changes are read at once at most.
const BATCH: usize = 1_000;

/// How many changes are looked at for one page: a page that lacks some says that there is more.
pub const MOST_LOOKED_AT: usize = 100_000;

/// Which changes are wanted, and of which the viewer sees any.
#[derive(Clone, Debug)]
pub struct HistoryQuery {
    /// What the viewer may see.
    pub sight: Arc<Sight>,
    /// Only nodes of these kinds, and links with such a node at an end; none for all.
    pub kinds: Option<KindSet>,
    /// Only these nodes, and links with one of them at an end; none for all.
    pub ids: Option<Vec<Arc<str>>>,
    /// Only what comes after this sequence number in the order of the page; none for the beginning of that order.
    pub after: Option<u64>,
    /// Whether the newest comes first.
    pub newest_first: bool,
    /// How many at most.
    pub limit: usize,
}

/// A change with what the viewer may see of its values.
#[derive(Clone, PartialEq, Debug)]
pub struct Told {
    /// The change.
    pub change: Changed,
    /// What it found and left, without what the viewer may not see.
    pub values: Values,
}

/// A part of the log.
#[derive(Clone, PartialEq, Debug)]
pub struct HistoryPage {
    /// The changes, in the order that was asked for.
    pub changes: Vec<Told>,
    /// The change up to which the log was looked at, where the next page goes on; none where there is no change. It
    /// is the last of the page, unless the page was cut before it was full.
    pub end: Option<Changed>,
    /// Whether there may be more after the page.
    pub has_more: bool,
}

impl HistoryQuery {
    /// Whether a change is wanted and the viewer may see any of it.
    #[must_use]
    pub fn wants(&self, model: &Model, change: &Changed) -> bool {
        let kinds = |kinds: &[KindId]| {
            self.kinds.is_none_or(|wanted| kinds.iter().any(|kind| wanted.has(*kind)))
        };
        let ids = |ids: &[&Arc<str>]| {
            self.ids.as_ref().is_none_or(|wanted| ids.iter().any(|id| wanted.contains(id)))
        };
        let is_asked_for = match &change.subject {
            Subject::Node { id, kind } => kinds(&[*kind]) && ids(&[id]),
            Subject::Link { link, from, to } => {
                kinds(&[*from, *to]) && ids(&[&link.from, &link.to])
            }
        };
        is_asked_for && is_seen(model, &self.sight, change)
    }
}

/// The changes that a query wants.
///
/// # Errors
/// Those of the store.
pub async fn history(store: &dyn Store, query: &HistoryQuery) -> Result<HistoryPage, StoreError> {
    let newest = store.stamp().await?.sequence;
    let model = store.model().clone();
    // What is still to be looked at: everything after the first number, up to the second.
    let (mut after, mut until) = match (query.newest_first, query.after) {
        (false, given) => (given.unwrap_or(0).min(newest), newest),
        (true, None) => (0, newest),
        (true, Some(before)) => (0, before.saturating_sub(1).min(newest)),
    };
    let mut found: Vec<Changed> = Vec::new();
    let mut looked_at = 0_usize;
    let mut end = None;
    while after < until && found.len() <= query.limit && looked_at < MOST_LOOKED_AT {
        // Where few are wanted few are read, unless many have to be passed over.
        let limit = (query.limit + 1).max(looked_at).min(BATCH);
        let log = LogQuery {
            after,
            until,
            newest_first: query.newest_first,
            ids: query.ids.clone(),
            limit,
        };
        let read = store.log(&log).await?;
        looked_at += read.len();
        end = read.last().cloned().or(end);
        let last = read.last().map(|change| change.sequence);
        let is_end = read.len() < limit;
        found.extend(read.into_iter().filter(|change| query.wants(&model, change)));
        match last {
            Some(last) if !is_end && query.newest_first => until = last - 1,
            Some(last) if !is_end => after = last,
            _ if query.newest_first => until = after,
            _ => after = until,
        }
    }
    let has_more = found.len() > query.limit || after < until;
    found.truncate(query.limit);
    if !has_more || found.len() == query.limit {
        end = found.last().cloned();
    }
    let changes = told(store, &query.sight, found).await?;
    Ok(HistoryPage { changes, end, has_more })
}

/// Changes with what a viewer may see of their values.
///
/// # Errors
/// Those of the store.
pub async fn told(
    store: &dyn Store,
    sight: &Sight,
    changes: Vec<Changed>,
) -> Result<Vec<Told>, StoreError> {
    let values = store.values(&changes).await?;
    let narrowed = |(change, values): (Changed, Values)| {
        let Values { before, after } = values;
        let narrow = |one: Option<super::Record>| one.map(|one| one.narrowed(sight));
        Told { change, values: Values { before: narrow(before), after: narrow(after) } }
    };
    Ok(changes.into_iter().zip(values).map(narrowed).collect())
}
