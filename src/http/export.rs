//! `/export`: a piece of the network as a file for a graph tool.

use std::fmt::Write as _;

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Response};

use super::problem::Problem;
use super::{App, accept, graphql};
use crate::export::{self, url};
use crate::store::StoreError;
use crate::store::features::SubgraphQuery;

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
        let mut message = String::from("the export cannot be made: ");
        for (at, fault) in faults.iter().enumerate() {
            // Writing to a String cannot fail.
            let _ = write!(message, "{}{fault}", if at == 0 { "" } else { "; " });
        }
        Problem::BadRequest(message)
    })?;
    let query = SubgraphQuery { sight: app.sight.clone(), shape: selection.piece };
    let subgraph = app.face.store().subgraph(&query).await.map_err(|error| unavailable(&error))?;
    let format = selection.format;
    let mut file = Vec::new();
    export::write(format, &subgraph, model, &accept::languages(&headers), &mut file).map_err(
        |error| {
            tracing::error!(%error, "an export cannot be written");
            Problem::NotReady
        },
    )?;
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
