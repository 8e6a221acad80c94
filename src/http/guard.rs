//! Around every request: the Host check, the time-out, the request id, tags, compression, the security headers, the log.
//!
//! This is a function and no stack of layers, and `/graphql` is found here and not by the router: a look-up by id takes
//! a few microseconds, and boxed futures, a router and a span for each request took longer than that (decision 0009).

use std::fmt::Write as _;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use axum::Router;
use axum::body::Body;
use axum::http::header::{
    ACCEPT_ENCODING, ACCEPT_LANGUAGE, CONTENT_SECURITY_POLICY, HOST, HeaderName, IF_NONE_MATCH,
    REFERRER_POLICY, VARY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method, Uri};
use axum::response::{IntoResponse, Response};
use hyper::Request;
use hyper::body::Incoming;
use tower::ServiceExt as _;
use tracing::Instrument as _;

use super::problem::{self, Problem};
use super::{App, accept, compress, cors, graphql, tag};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// How many headers [`secure`] adds at most.
const ADDED_HEADERS: usize = 6;

/// All that is served.
pub(super) struct Site {
    app: App,
    /// Everything but `/graphql`.
    pages: Router,
}

impl Site {
    /// What an app serves.
    pub(super) fn new(app: App) -> Self {
        Self { pages: app.clone().pages(), app }
    }
}

/// What of a request is needed once its answer is made.
struct Client {
    languages: Option<HeaderValue>,
    codings: Option<HeaderValue>,
    had: Option<HeaderValue>,
    /// The page of another site that it comes from, where that may read the answer.
    origin: Option<HeaderValue>,
}

impl Client {
    fn of(app: &App, headers: &HeaderMap) -> Self {
        let header = |name| headers.get(name).cloned();
        Self {
            languages: header(ACCEPT_LANGUAGE),
            codings: header(ACCEPT_ENCODING),
            had: header(IF_NONE_MATCH),
            origin: cors::allowed(&app.settings.cors_origins, headers).cloned(),
        }
    }
}

/// Answers a request.
pub(super) async fn guard(site: &Site, request: Request<Incoming>) -> Response {
    let id = request_id(request.headers());
    let started = Instant::now();
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let client = Client::of(&site.app, request.headers());
    let mut response = match host(&site.app, request.headers(), &uri) {
        Ok(()) => match &client.origin {
            Some(_) if cors::is_preflight(&request) => cors::preflight(),
            _ => answer(site, &id, request).await,
        },
        Err(problem) => problem.into_response(),
    };
    problem::tell_in(&mut response, || accept::language(client.languages.as_ref()));
    if uri.path() != graphql::PATH {
        response.headers_mut().append(VARY, HeaderValue::from_static("accept-encoding"));
    }
    // Both are for the few answers that are read by GET or long; in a box they make no room for themselves in all.
    if method == Method::GET {
        response = Box::pin(tag::tag(response, client.had.as_ref())).await;
    }
    if let Some(codings) = client.codings.filter(|_| compress::is_worth(&response)) {
        response = Box::pin(compress::compress(response, &codings)).await;
    }
    let (path, status) = (uri.path(), response.status().as_u16());
    // The query of the address is left out: it can hold what a person asked.
    if response.status().is_server_error() {
        tracing::warn!(id, %method, path, status, took = ?started.elapsed(), "answered");
    } else {
        tracing::debug!(id, %method, path, status, took = ?started.elapsed(), "answered");
    }
    secure(response.headers_mut(), id);
    if let Some(origin) = client.origin {
        cors::allow(response.headers_mut(), origin);
    }
    response
}

/// The answer, within the time that a request may take.
async fn answer(site: &Site, id: &str, request: Request<Incoming>) -> Response {
    let limit = site.app.settings.request_timeout;
    let answer = async {
        if request.uri().path() == graphql::PATH {
            return graphql::graphql(&site.app, request).await;
        }
        // What a page tells the log is told under the request's id; `/graphql` tells it nothing.
        let span = tracing::info_span!("request", id);
        let page = site.pages.clone().oneshot(request.map(Body::new)).instrument(span);
        Box::pin(page).await.unwrap_or_else(|never| match never {})
    };
    tokio::time::timeout(limit, answer)
        .await
        .unwrap_or_else(|_| Problem::TooSlow(limit.as_secs_f64()).into_response())
}

/// Whether the request is addressed to this server.
fn host(app: &App, headers: &HeaderMap, uri: &Uri) -> Result<(), Problem> {
    let mut all = headers.get_all(HOST).iter();
    // A full address in the first line wins over the header.
    let named = match uri.authority() {
        Some(authority) => authority.as_str(),
        None => all.next().and_then(|value| value.to_str().ok()).unwrap_or_default(),
    };
    if app.hosts.includes(named) && all.next().is_none() {
        Ok(())
    } else {
        Err(Problem::WrongHost(named.chars().take(100).collect()))
    }
}

/// Adds what browsers should keep to.
fn secure(headers: &mut HeaderMap, id: String) {
    headers.reserve(ADDED_HEADERS);
    if let Ok(id) = HeaderValue::try_from(id) {
        headers.insert(REQUEST_ID, id);
    }
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(RESOURCE_POLICY, HeaderValue::from_static("same-origin"));
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    ));
}

/// When the server started, in tenths of seconds.
static STARTED: LazyLock<u32> = LazyLock::new(|| {
    let seconds = jiff::Timestamp::now().as_millisecond() / 100;
    u32::try_from(seconds & 0xffff_ffff).unwrap_or_default()
});
/// How many requests it named.
static COUNT: AtomicU64 = AtomicU64::new(1);
/// The longest id that a client may give a request.
const LONGEST_ID: usize = 64;

/// A name for the request: the client's own, so that it can be found in the logs of both sides, where that is one that
/// may stand in a log; else when the server started, and a count.
fn request_id(headers: &HeaderMap) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let given = headers.get(REQUEST_ID).map(HeaderValue::as_bytes).unwrap_or_default();
    if (1..=LONGEST_ID).contains(&given.len()) && given.iter().all(|byte| plain(*byte)) {
        return String::from_utf8_lossy(given).into_owned();
    }
    let mut id = String::with_capacity(20);
    // Writing to a String cannot fail.
    let _ = write!(id, "{:08x}-{}", *STARTED, COUNT.fetch_add(1, Ordering::Relaxed));
    id
}
