//! `/graphiql`: GraphiQL, built of `web/graphiql` and served from here. It loads nothing from elsewhere.
//!
//! | file | what it does |
//! | --- | --- |
//! | `examples` | the documents that the page offers |
//! | `words` | the words around GraphiQL, in every language |

mod examples;
mod words;

use askama::Template;
use axum::extract::State;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::built::{self, Entry};
use super::html;
use super::request::PageRequest;
use crate::http::{App, accept, graphql};
use crate::model::Language;
use words::GraphiqlWords;

/// Where it is.
pub(in crate::http) const PATH: &str = "/graphiql";

/// Nothing runs, draws or is asked that is not ours; no script and no style stands in the page. The editors' marks for
/// mistakes are pictures inside the style sheet, hence `data:`.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The page, where GraphiQL was built.
#[derive(Template)]
#[template(path = "graphiql.html")]
struct Page {
    words: &'static GraphiqlWords,
    entry: &'static Entry,
    /// What the script is told, as JSON.
    told: String,
    only_trusted: bool,
}

/// The page, where it was not.
#[derive(Template)]
#[template(path = "graphiql_missing.html")]
struct Missing {
    words: &'static GraphiqlWords,
}

/// The page.
pub(in crate::http) async fn graphiql(
    State(app): State<App>,
    headers: HeaderMap,
    uri: Uri,
) -> Response {
    let pairs = graphql::form_pairs(uri.query().unwrap_or_default());
    let language = PageRequest::read(&pairs, &accept::languages(&headers)).language;
    let words = GraphiqlWords::of(language);
    let only_trusted = app.settings.only_trusted;
    let written = match built::entry("graphiql") {
        Some(entry) => {
            let told = told(language, words, only_trusted);
            Page { words, entry, told, only_trusted }.render()
        }
        None => Missing { words }.render(),
    };
    ([(CONTENT_SECURITY_POLICY, POLICY)], html(StatusCode::OK, words.code, written)).into_response()
}

/// What the script is told: `Page` in `web/graphiql/page.ts`.
fn told(language: Language, words: &GraphiqlWords, only_trusted: bool) -> String {
    json!({
        "language": words.code,
        "endpoint": graphql::PATH,
        "schema": only_trusted.then_some("/schema.graphql"),
        "examples": examples::examples(language),
        "words": { "examples": words.examples, "hint": words.hint, "lost": words.lost },
    })
    .to_string()
}
