//! Around every request: the Host check, the time-out, the request id, the security headers, the log.
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
    ACCEPT_LANGUAGE, CONTENT_SECURITY_POLICY, HOST, HeaderName, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Uri};
use axum::response::{IntoResponse, Response};
use hyper::Request;
use hyper::body::Incoming;
use tower::ServiceExt as _;
use tracing::Instrument as _;

use super::problem::{self, Problem};
use super::{App, accept, graphql};

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

/// Answers a request. The id is ours, not the client's: it goes to the log, where a stranger's text has no place.
pub(super) async fn guard(site: &Site, request: Request<Incoming>) -> Response {
    let id = request_id();
    let started = Instant::now();
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let languages = request.headers().get(ACCEPT_LANGUAGE).cloned();
    let mut response = match host(&site.app, request.headers(), &uri) {
        Ok(()) => answer(site, &id, request).await,
        Err(problem) => problem.into_response(),
    };
    problem::tell_in(&mut response, || accept::language(languages.as_ref()));
    let (path, status) = (uri.path(), response.status().as_u16());
    // The query of the address is left out: it can hold what a person asked.
    if response.status().is_server_error() {
        tracing::warn!(id, %method, path, status, took = ?started.elapsed(), "answered");
    } else {
        tracing::debug!(id, %method, path, status, took = ?started.elapsed(), "answered");
    }
    secure(response.headers_mut(), &id);
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
fn secure(headers: &mut HeaderMap, id: &str) {
    headers.reserve(ADDED_HEADERS);
    if let Ok(id) = HeaderValue::from_str(id) {
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

/// A name for the request: when the server started, and a count.
fn request_id() -> String {
    static STARTED: LazyLock<u32> = LazyLock::new(|| {
        let seconds = jiff::Timestamp::now().as_millisecond() / 100;
        u32::try_from(seconds & 0xffff_ffff).unwrap_or_default()
    });
    static COUNT: AtomicU64 = AtomicU64::new(1);
    let mut id = String::with_capacity(20);
    // Writing to a String cannot fail.
    let _ = write!(id, "{:08x}-{}", *STARTED, COUNT.fetch_add(1, Ordering::Relaxed));
    id
}
