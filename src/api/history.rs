//! `changes`: a page of the log.

use std::sync::Arc;

use super::answer::{AnswerError, RootAnswer, Step};
use super::change::{cursor, record};
use super::live::begin::BeginError;
use super::run::answer_record;
use crate::ask::answer::Answer;
use crate::plan::lower::{Catalog, Reading, RootField};
use crate::plan::viewer::Sight;
use crate::store::Store;
use crate::store::history::{HistoryPage, HistoryQuery, history};
use crate::store::place::{Place, PlaceError};

/// Answers a page of the log.
pub(super) async fn answer(
    root: &RootField,
    reading: &Reading,
    sight: &Arc<Sight>,
    catalog: &Catalog,
    store: &dyn Store,
) -> RootAnswer {
    match page(reading, sight, store).await {
        Ok(page) => {
            let answer = connection(catalog, &page, reading.after.is_some());
            answer_record(root, &answer, &reading.wanted, sight, catalog, store).await
        }
        Err(error) => RootAnswer {
            json: None,
            errors: vec![AnswerError {
                path: vec![Step::Key(root.key.clone())],
                at: root.at,
                code: error.code(),
                message: error.message(),
                more: None,
            }],
        },
    }
}

async fn page(
    reading: &Reading,
    sight: &Arc<Sight>,
    store: &dyn Store,
) -> Result<HistoryPage, BeginError> {
    let after = match &reading.after {
        None => None,
        Some(after) => {
            let place: Place = after.parse()?;
            place.check(store).await?;
            Some(place.sequence)
        }
    };
    let query = HistoryQuery {
        sight: sight.clone(),
        kinds: reading.kinds,
        ids: reading.ids.clone(),
        after,
        newest_first: reading.newest_first,
        limit: reading.size,
    };
    Ok(history(store, &query).await.map_err(PlaceError::from)?)
}

/// The page as a `ChangeConnection`.
fn connection(catalog: &Catalog, page: &HistoryPage, has_previous: bool) -> Answer {
    let model = catalog.model();
    let text = |text: Option<Arc<str>>| text.map_or(Answer::Null, Answer::Text);
    let edges = page.changes.iter().map(|told| {
        Answer::Record(vec![
            ("cursor", Answer::Text(cursor(model, told))),
            ("node", record(model, told)),
        ])
    });
    let nodes = page.changes.iter().map(|told| record(model, told));
    let end = page.end.as_ref().map(|end| Place::after(end, model).to_string().into());
    let page_info = Answer::Record(vec![
        ("hasNextPage", Answer::Bool(page.has_more)),
        ("hasPreviousPage", Answer::Bool(has_previous)),
        ("startCursor", text(page.changes.first().map(|told| cursor(model, told)))),
        ("endCursor", text(end)),
    ]);
    Answer::Record(vec![
        ("edges", Answer::List(edges.collect())),
        ("nodes", Answer::List(nodes.collect())),
        ("pageInfo", page_info),
    ])
}
