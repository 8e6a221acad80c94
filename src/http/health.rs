//! Whether the server lives, and whether it can answer.

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::App;
use super::problem::Problem;

/// `/health/live`: the process runs and serves.
pub(super) async fn live() -> Response {
    answer(&json!({ "status": "live" }))
}

/// `/health/ready`: the store answers, with how far it is. How much it holds is not told: that would count what
/// not everybody may see.
pub(super) async fn ready(State(app): State<App>) -> Result<Response, Problem> {
    match app.face.store().stamp().await {
        Ok(stamp) => Ok(answer(&json!({
            "status": "ready",
            "sequence": stamp.sequence,
        }))),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            Err(Problem::NotReady)
        }
    }
}

fn answer(body: &serde_json::Value) -> Response {
    let headers = [(CONTENT_TYPE, "application/json; charset=utf-8"), (CACHE_CONTROL, "no-store")];
    (headers, body.to_string()).into_response()
}
