//! `/export`: a piece of the network as a file for a graph tool.

use std::fmt::Write as _;

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Response};
use tokio::sync::Semaphore;

use super::problem::Problem;
use super::{App, accept, graphql};
use crate::export::{self, url};
use crate::fault::words::http as words;
use crate::store::StoreError;
use crate::store::features::SubgraphQuery;

/// How many files are made at once, each held whole in memory; further requests wait for their turn.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// Answers with the file that the parameters describe.
pub(super) async fn export(
    State(app): State<App>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let model = app.face.store().model();
    let pairs = graphql::form_pairs(uri.query().unwrap_or_default());
    let pairs = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let selection = url::parse(pairs, model, &app.sight).map_err(|faults| {
        let mut told = String::new();
        for (at, fault) in faults.iter().enumerate() {
            // Writing to a String cannot fail.
            let _ = write!(told, "{}{fault}", if at == 0 { "" } else { "; " });
        }
        Problem::BadRequest(words::no_export(&told))
    })?;
    // A closed semaphore would be an error; this one is never closed.
    let _turn = AT_ONCE.acquire().await;
    let query = SubgraphQuery { sight: app.sight.clone(), shape: selection.piece };
    let subgraph = app.face.store().subgraph(&query).await.map_err(|error| unavailable(&error))?;
    let format = selection.format;
    let (model, languages) = (model.clone(), accept::languages(&headers));
    // Writing a whole network takes a while and keeps a thread busy: not one that serves.
    let written = tokio::task::spawn_blocking(move || {
        let mut file = Vec::new();
        export::write(format, &subgraph, &model, &languages, &mut file).map(|()| file)
    });
    let file = written.await.map_err(std::io::Error::other).flatten().map_err(|error| {
        tracing::error!(%error, "an export cannot be written");
        Problem::NotReady
    })?;
    let headers = [
        (CONTENT_TYPE, format.content_type().to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"tinklas.{}\"", format.extension())),
        (VARY, "accept-language".to_owned()),
    ];
    Ok((headers, file).into_response())
}

fn unavailable(error: &StoreError) -> Problem {
    tracing::warn!(%error, "an export cannot be read");
    Problem::NotReady
}
