//! Around every request: the Host check, the time-out, the request id, the security headers, the log.

use std::fmt::Write as _;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::header::{
    CONTENT_SECURITY_POLICY, HOST, HeaderName, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tracing::Instrument as _;

use super::App;
use super::problem::Problem;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Wraps a request. The id is ours, not the client's: it goes to the log, where a stranger's text has no place.
pub(super) async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let id = request_id();
    let span = tracing::info_span!("request", id = %id);
    let started = Instant::now();
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let mut response = async {
        let response = match host(&app, request.headers(), request.uri()) {
            Ok(()) => answer(&app, request, next).await,
            Err(problem) => problem.into_response(),
        };
        let (status, took) = (response.status().as_u16(), started.elapsed());
        // The query of the address is left out: it can hold what a person asked.
        if response.status().is_server_error() {
            tracing::warn!(%method, path, status, ?took, "answered");
        } else {
            tracing::debug!(%method, path, status, ?took, "answered");
        }
        response
    }
    .instrument(span)
    .await;
    secure(response.headers_mut(), &id);
    response
}

/// The answer, within the time that a request may take.
async fn answer(app: &App, request: Request, next: Next) -> Response {
    let limit = app.settings.request_timeout;
    tokio::time::timeout(limit, next.run(request))
        .await
        .unwrap_or_else(|_| Problem::TooSlow(limit.as_secs_f64()).into_response())
}

/// Whether the request is addressed to this server.
fn host(app: &App, headers: &HeaderMap, uri: &axum::http::Uri) -> Result<(), Problem> {
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
