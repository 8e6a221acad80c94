//! `/feed.atom` and `/feed.json`: the newest changes, for people with a feed reader.
//!
//! | file | what it does |
//! | --- | --- |
//! | `request` | what the address asks for |
//! | `changes.graphql` | the document that the feeds send to the face |
//! | `entry` | a change in words |
//! | `atom`, `json` | the two formats |
//!
//! The feeds are those of the public: a feed reader sends no token.

mod atom;
mod entry;
mod json;
mod request;

use std::io;

use axum::extract::State;
use axum::http::header::{CONTENT_LANGUAGE, CONTENT_TYPE, HOST, VARY};
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::words::Words;
use crate::fault::words::http as words;
use crate::http::problem::Problem;
use crate::http::{App, accept, graphql};
use crate::model::Audience;
use crate::plan::viewer::Viewer;
use entry::{Change, Entry};
use request::FeedRequest;

/// Where the feeds are.
pub(in crate::http) const ATOM_PATH: &str = "/feed.atom";
pub(in crate::http) const JSON_PATH: &str = "/feed.json";

/// When there is no change yet: a feed must say when it was changed.
const NEVER: &str = "1970-01-01T00:00:00Z";

/// What a format is given.
struct Feed {
    words: &'static Words,
    /// The address of the server, without a slash at its end.
    site: String,
    /// The feed's own path and query.
    address: String,
    /// The newest first.
    entries: Vec<Entry>,
}

impl Feed {
    /// When it was changed last.
    fn updated(&self) -> &str {
        self.entries.first().map_or(NEVER, |entry| &entry.at)
    }

    /// An address on this server, as others reach it.
    fn on_site(&self, path: &str) -> String {
        format!("{}{path}", self.site)
    }
}

/// How a format is written.
type Writer = fn(&Feed) -> io::Result<Vec<u8>>;

/// `/feed.atom`.
pub(in crate::http) async fn atom(
    State(app): State<App>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    feed(&app, &headers, &uri, "application/atom+xml; charset=utf-8", atom::write).await
}

/// `/feed.json`.
pub(in crate::http) async fn json(
    State(app): State<App>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    feed(&app, &headers, &uri, "application/feed+json; charset=utf-8", json::write).await
}

#[derive(Deserialize)]
struct Page {
    nodes: Vec<Change>,
}

async fn feed(
    app: &App,
    headers: &HeaderMap,
    uri: &Uri,
    content_type: &'static str,
    write: Writer,
) -> Result<Response, Problem> {
    let pairs = graphql::form_pairs(uri.query().unwrap_or_default());
    let model = app.face.store().model();
    let request = FeedRequest::read(&pairs, &accept::languages(headers), model, &app.sight)
        .map_err(|faults| Problem::BadRequest(words::no_feed(&faults)))?;
    let viewer = Viewer { audience: Audience::Public, languages: vec![request.language] };
    let document = include_str!("changes.graphql");
    let page: Page = super::answered(app, document, request.variables(), &viewer)
        .await
        .map_err(|_| Problem::NotReady)?;
    let words = Words::of(request.language);
    let feed = Feed {
        words,
        site: site(headers),
        address: uri.path_and_query().map_or(uri.path(), |whole| whole.as_str()).to_owned(),
        entries: page.nodes.into_iter().map(|change| Entry::of(change, words)).collect(),
    };
    let body = write(&feed).map_err(|error| {
        tracing::error!(%error, "a feed cannot be written");
        Problem::NotReady
    })?;
    let headers = [
        (CONTENT_TYPE, content_type),
        (CONTENT_LANGUAGE, words.code),
        (VARY, "accept-language, host, x-forwarded-proto"),
    ];
    Ok((headers, body).into_response())
}

/// The address by which the reader reached the server; its name was checked before. A proxy that speaks TLS says so.
fn site(headers: &HeaderMap) -> String {
    let text = |value: &axum::http::HeaderValue| value.to_str().ok().map(str::to_owned);
    let host = headers.get(HOST).and_then(text).unwrap_or_default();
    let secure = headers.get("x-forwarded-proto").is_some_and(|scheme| scheme == "https");
    format!("{}://{host}", if secure { "https" } else { "http" })
}
