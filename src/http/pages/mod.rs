//! The start page: the questions as plain forms, their answers as plain pages, without JavaScript. And GraphiQL.
//!
//! | file | what it does |
//! | --- | --- |
//! | `request` | what a page's address asks for |
//! | `queries/` | the GraphQL documents that the pages send to the face |
//! | `answers` | what is read from the answers |
//! | `words` | the words of the pages, in every language |
//! | `view` | the templates of `web/templates` and what they are filled with |
//! | `graphiql/` | `/graphiql`: trying out queries |
//! | `built` | `/web/…`: the files of pages that need JavaScript |
//! | `feed/` | `/feed.atom` and `/feed.json`: the newest changes |
//!
//! The pages ask the same face as everybody else, so they can show nothing that the API would not.

mod answers;
pub(super) mod built;
pub(super) mod feed;
pub(super) mod graphiql;
mod request;
mod view;
mod words;

use askama::Template as _;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::accept;
use super::problem::Problem;
use super::{App, graphql};
use crate::api;
use crate::import::sample;
use crate::model::Audience;
use crate::plan::viewer::Viewer;
use answers::{Answered, Choices};
use request::{Asked, PageRequest};
use view::{Page, Shown};
use words::Words;

const STYLE: &str = include_str!("../../../web/style.css");

/// `/`: the forms, and the answer to the one that was sent.
pub(super) async fn start(State(app): State<App>, headers: HeaderMap, uri: Uri) -> Response {
    let pairs = graphql::form_pairs(uri.query().unwrap_or_default());
    let request = PageRequest::read(&pairs, &accept::languages(&headers));
    let viewer = Viewer { audience: Audience::Public, languages: vec![request.language] };
    let shown = show(&app, &request.asked, &viewer).await;
    render(&app, request, shown, viewer).await
}

/// For every path that there is not: a page for people, a problem for programs.
pub(super) async fn no_such_page(State(app): State<App>, headers: HeaderMap, uri: Uri) -> Response {
    let accepted = headers.get(axum::http::header::ACCEPT).and_then(|value| value.to_str().ok());
    if !accepted.is_some_and(|accepted| accepted.contains("text/html")) {
        return Problem::NoSuchPage(uri.path().chars().take(100).collect()).into_response();
    }
    let request = PageRequest::read(&[], &accept::languages(&headers));
    let viewer = Viewer { audience: Audience::Public, languages: vec![request.language] };
    render(&app, request, Shown::NoSuchPage, viewer).await
}

/// `/style.css`.
pub(super) async fn style() -> Response {
    let headers = [(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, "max-age=300")];
    (headers, STYLE).into_response()
}

/// `/icon.svg`.
pub(super) async fn icon() -> Response {
    let headers = [(CONTENT_TYPE, "image/svg+xml"), (CACHE_CONTROL, "max-age=86400")];
    (headers, include_str!("../../../web/icon.svg")).into_response()
}

/// The answer to what was asked.
async fn show(app: &App, asked: &Asked, viewer: &Viewer) -> Shown {
    match asked {
        Asked::Nothing => Shown::Nothing,
        Asked::Connecting { a, b } => {
            let query = include_str!("queries/experts_connecting.graphql");
            answered(app, query, json!({ "a": a, "b": b }), viewer)
                .await
                .map_or_else(Shown::Fault, Shown::Connecting)
        }
        Asked::Paths { from, to } => {
            let query = include_str!("queries/partnership_paths.graphql");
            answered(app, query, json!({ "from": from, "to": to }), viewer)
                .await
                .map_or_else(Shown::Fault, Shown::Paths)
        }
        Asked::Help { challenge } => {
            let query = include_str!("queries/experts_for_challenge.graphql");
            answered(app, query, json!({ "challenge": challenge }), viewer)
                .await
                .map_or_else(Shown::Fault, Shown::Help)
        }
        Asked::Search { text } => {
            let query = include_str!("queries/search.graphql");
            answered(app, query, json!({ "text": text }), viewer)
                .await
                .map_or_else(Shown::Fault, Shown::Search)
        }
        Asked::Node { id } => {
            let query = include_str!("queries/node.graphql");
            match data(app, query, json!({ "id": id }), viewer).await {
                Ok(answers::Surroundings { node: Some(node), mut around }) => {
                    // Links between two neighbours belong to the picture, not to the node.
                    around.links.retain(|link| [&link.from.id, &link.to.id].contains(&id));
                    Shown::Node { node, around }
                }
                // The surroundings of an unknown id are an error; the node itself is then the cause.
                Ok(_) => Shown::NoSuchNode,
                Err(fault) if fault.is_unknown_id => Shown::NoSuchNode,
                Err(fault) => Shown::Fault(fault),
            }
        }
    }
}

/// What the face would not answer, in its own words.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    messages: Vec<String>,
    is_unknown_id: bool,
}

/// The answer to a document whose root is called `answer`.
async fn answered<T: DeserializeOwned>(
    app: &App,
    query: &str,
    variables: Value,
    viewer: &Viewer,
) -> Result<T, Fault> {
    data::<Answered<T>>(app, query, variables, viewer).await.map(|answered| answered.answer)
}

/// The data of the answer to a document.
async fn data<T: DeserializeOwned>(
    app: &App,
    query: &str,
    variables: Value,
    viewer: &Viewer,
) -> Result<T, Fault> {
    let variables = match variables {
        Value::Object(variables) => variables,
        _ => Map::new(),
    };
    let query = query.to_owned();
    let request = api::Request { query, variables, own: true, ..api::Request::default() };
    let response = app.face.execute(request, viewer.clone()).await;
    let mut answer: Value = serde_json::from_slice(&response.body).unwrap_or_default();
    let errors = answer["errors"].as_array().cloned().unwrap_or_default();
    if errors.is_empty() {
        match serde_json::from_value(answer["data"].take()) {
            Ok(data) => return Ok(data),
            Err(error) => tracing::error!(%error, "a page does not fit the answer to its query"),
        }
    }
    let is_unknown_id = errors.iter().any(|error| error["extensions"]["code"] == "UNKNOWN_ID");
    let messages = errors.iter().filter_map(|error| error["message"].as_str().map(str::to_owned));
    Err(Fault { messages: messages.collect(), is_unknown_id })
}

async fn render(app: &App, request: PageRequest, shown: Shown, viewer: Viewer) -> Response {
    let choices: Choices = data(app, include_str!("queries/choices.graphql"), json!({}), &viewer)
        .await
        .unwrap_or_default();
    let status = shown.status();
    let language = request.language;
    let stamp = app.face.store().stamp().await.ok();
    let page = Page {
        words: Words::of(language),
        choices,
        sample: has_sample(app, stamp.map(|stamp| stamp.sequence)).await,
        request,
        shown,
    };
    html(status, Words::of(language).code, page.render())
}

/// A page in the language of a code, as it was written.
fn html(status: StatusCode, code: &'static str, written: askama::Result<String>) -> Response {
    match written {
        Ok(html) => {
            let headers = [
                (CONTENT_TYPE, "text/html; charset=utf-8"),
                (CONTENT_LANGUAGE, code),
                (VARY, "accept-language"),
                (CACHE_CONTROL, "no-cache"),
            ];
            (status, headers, html).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "a page cannot be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Whether the sample is in, looked up once for every state of the network.
async fn has_sample(app: &App, sequence: Option<u64>) -> bool {
    let Some(sequence) = sequence else { return false };
    let known = *app.sample.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some((at, present)) = known
        && at == sequence
    {
        return present;
    }
    let present = sample::is_present(&**app.face.store()).await.unwrap_or(false);
    *app.sample.lock().unwrap_or_else(std::sync::PoisonError::into_inner) =
        Some((sequence, present));
    present
}
