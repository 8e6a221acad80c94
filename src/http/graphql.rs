//! `/graphql`: GraphQL over HTTP, by its specification, and the upgrade to a WebSocket.

use axum::body::Body;
use axum::extract::FromRequestParts as _;
use axum::extract::ws::WebSocketUpgrade;
use axum::http::header::{ALLOW, CONTENT_TYPE, UPGRADE, VARY, WWW_AUTHENTICATE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use hyper::Request;
use hyper::body::Incoming;
use serde_json::{Map, Value};

use super::accept::{Accepted, MediaType};
use super::access::{Access, access, other_site};
use super::problem::Problem;
use super::{App, body, events};
use crate::api::{self, Outcome, socket};
use crate::fault::words::http as words;
use crate::plan::viewer::Viewer;
use crate::text::Sentence;

/// Where it is.
pub(super) const PATH: &str = "/graphql";

/// How much is read from a WebSocket at once, in bytes: each has so much memory for itself.
const READ_BUFFER: usize = 4 * 1024;

/// How many requests one body may hold.
const MOST_BATCHED: usize = 10;

/// Answers a request for [`PATH`].
pub(super) async fn graphql(app: &App, request: Request<Incoming>) -> Response {
    let (parts, payload) = request.into_parts();
    let result = match parts.method {
        // These two are rare and large; in a box they make no room for themselves in every request.
        Method::GET if parts.headers.contains_key(UPGRADE) => Box::pin(upgrade(app, parts)).await,
        Method::GET => {
            Box::pin(get(app, &parts.headers, parts.uri.query().unwrap_or_default())).await
        }
        Method::POST => post(app, &parts.headers, payload).await,
        _ => Err(Problem::WrongMethod("GET, POST")),
    };
    result.unwrap_or_else(IntoResponse::into_response)
}

/// A query in the address. Only queries: an address can be called by any page of any site.
async fn get(app: &App, headers: &HeaderMap, query: &str) -> Result<Response, Problem> {
    let accepted = Accepted::read(headers)?;
    let mut parameters = Map::new();
    for (name, value) in form_pairs(query) {
        let value = match name.as_str() {
            // In an address these two are JSON inside a text.
            "variables" | "extensions" if !value.is_empty() => serde_json::from_str(&value)
                .map_err(|error| bad(words::broken_parameter(&name, &error.to_string())))?,
            "variables" | "extensions" => Value::Null,
            _ => Value::String(value),
        };
        parameters.insert(name, value);
    }
    let request = api::Request { queries_only: true, ..read(parameters)? };
    let Access { viewer, .. } = access(app, headers)?;
    answer(app, headers, request, viewer, accepted).await
}

/// A request in the body.
async fn post(app: &App, headers: &HeaderMap, payload: Incoming) -> Result<Response, Problem> {
    let accepted = Accepted::read(headers)?;
    if !is_json(headers) {
        return Err(Problem::NotJson);
    }
    let payload = body::read(payload, app.settings.max_body).await?;
    let value: Value = serde_json::from_slice(&payload)
        // serde_json's message has the place, never the text.
        .map_err(|error| bad(words::broken_body(&error.to_string())))?;
    let parameters = match value {
        Value::Object(parameters) => parameters,
        Value::Array(all) => return Box::pin(batch(app, headers, all, accepted)).await,
        other => return Err(bad(words::body_no_object(&words::described(&other)))),
    };
    let Access { viewer, writes } = access(app, headers)?;
    let request = api::Request { writes, ..read(parameters)? };
    answer(app, headers, request, viewer, accepted).await
}

/// Answers once, or as often as there is something to tell where that is what the client accepts.
async fn answer(
    app: &App,
    headers: &HeaderMap,
    request: api::Request,
    viewer: Viewer,
    accepted: Accepted,
) -> Result<Response, Problem> {
    match accepted.media_type {
        Some(media_type) if !(accepted.events && app.face.is_subscription(&request)) => {
            Ok(respond(app, request, viewer, media_type).await)
        }
        // Rare and large; in a box it makes no room for itself in every request.
        _ => Box::pin(events::follow(app, headers, request, viewer)).await,
    }
}

/// Several requests in one body, answered one after the other in their order, within the time of one.
async fn batch(
    app: &App,
    headers: &HeaderMap,
    all: Vec<Value>,
    accepted: Accepted,
) -> Result<Response, Problem> {
    let media_type = accepted.media_type.ok_or(Problem::NotAcceptable)?;
    if !(1..=MOST_BATCHED).contains(&all.len()) {
        return Err(bad(words::batch_size(all.len(), MOST_BATCHED)));
    }
    let Access { viewer, writes } = access(app, headers)?;
    let mut requests = Vec::with_capacity(all.len());
    for one in all {
        let Value::Object(parameters) = one else {
            return Err(bad(words::batched_no_object(&words::described(&one))));
        };
        requests.push(api::Request { writes: writes.clone(), ..read(parameters)? });
    }
    let mut body = Vec::new();
    for request in requests {
        body.push(if body.is_empty() { b'[' } else { b',' });
        body.extend_from_slice(&app.face.execute(request, viewer.clone()).await.body);
    }
    body.push(b']');
    Ok(written(StatusCode::OK, Body::from(body), media_type))
}

/// The upgrade to a WebSocket that speaks graphql-transport-ws.
async fn upgrade(app: &App, mut parts: Parts) -> Result<Response, Problem> {
    // Browsers do not keep other sites from opening a WebSocket, but they say which site it is.
    if let Some(site) = other_site(app, &parts.headers) {
        return Err(Problem::WrongOrigin(site));
    }
    let Access { viewer, .. } = access(app, &parts.headers)?;
    let Ok(place) = app.sockets.clone().try_acquire_owned() else {
        return Err(Problem::TooManySockets);
    };
    let upgrade = WebSocketUpgrade::from_request_parts(&mut parts, &())
        .await
        .map_err(|rejection| bad(words::no_upgrade(&rejection.to_string())))?
        .protocols([socket::PROTOCOL])
        // Clients ask little and seldom; what one sends at once can be longer than this.
        .read_buffer_size(READ_BUFFER)
        .max_message_size(app.settings.max_body)
        .max_frame_size(app.settings.max_body);
    if upgrade.selected_protocol().is_none() {
        return Err(bad(words::sub_protocol(socket::PROTOCOL)));
    }
    let (face, patience) = (app.face.clone(), app.settings.socket_patience);
    let stopping = app.stopping.clone();
    Ok(upgrade.on_upgrade(async move |socket| {
        api::serve_socket(socket, face, viewer, patience, stopping).await;
        drop(place);
    }))
}

async fn respond(
    app: &App,
    request: api::Request,
    viewer: Viewer,
    media_type: MediaType,
) -> Response {
    let response = app.face.execute(request, viewer).await;
    let status = match (response.outcome, media_type) {
        (Outcome::MethodNotAllowed, _) => StatusCode::METHOD_NOT_ALLOWED,
        (Outcome::Unauthenticated, _) => StatusCode::UNAUTHORIZED,
        (Outcome::Forbidden, _) => StatusCode::FORBIDDEN,
        (Outcome::RequestError, MediaType::GraphQl) => StatusCode::BAD_REQUEST,
        _ => StatusCode::OK,
    };
    let mut answer = written(status, Body::from(response.body), media_type);
    let headers = answer.headers_mut();
    if status == StatusCode::METHOD_NOT_ALLOWED {
        headers.insert(ALLOW, HeaderValue::from_static("POST"));
    }
    if status == StatusCode::UNAUTHORIZED {
        headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    answer
}

/// An answer of a media type.
fn written(status: StatusCode, body: Body, media_type: MediaType) -> Response {
    const VARIES: &str = "accept, accept-encoding, accept-language, authorization";
    let mut answer = (status, body).into_response();
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type.content_type()));
    headers.insert(VARY, HeaderValue::from_static(VARIES));
    answer
}

/// The request of its parameters. Those that the specification does not name are ignored, as it says.
fn read(mut parameters: Map<String, Value>) -> Result<api::Request, Problem> {
    let query = match parameters.remove("query") {
        Some(Value::String(query)) => query,
        None if parameters.contains_key("documentId") || parameters.contains_key("extensions") => {
            String::new()
        }
        None => return Err(bad(words::no_query())),
        Some(other) => {
            return Err(bad(words::no_text("query", &words::described(&other))));
        }
    };
    let operation_name = text(&mut parameters, "operationName")?;
    let document_id = text(&mut parameters, "documentId")?;
    let mut object = |name: &str| match parameters.remove(name) {
        Some(Value::Object(object)) => Ok(object),
        None | Some(Value::Null) => Ok(Map::new()),
        Some(other) => Err(bad(words::no_object(name, &words::described(&other)))),
    };
    let (variables, extensions) = (object("variables")?, object("extensions")?);
    if query.is_empty() && document_id.is_none() && !extensions.contains_key("persistedQuery") {
        return Err(bad(words::no_query()));
    }
    Ok(api::Request {
        query,
        document_id,
        operation_name,
        variables,
        extensions,
        ..api::Request::default()
    })
}

/// A parameter that is a text; none when it is left out, null or empty.
fn text(parameters: &mut Map<String, Value>, name: &str) -> Result<Option<String>, Problem> {
    match parameters.remove(name) {
        Some(Value::String(text)) if !text.is_empty() => Ok(Some(text)),
        None | Some(Value::Null | Value::String(_)) => Ok(None),
        Some(other) => Err(bad(words::no_text(name, &words::described(&other)))),
    }
}

/// Whether the body says that it is JSON in UTF-8. Any other type could be sent by a form of another site.
fn is_json(headers: &HeaderMap) -> bool {
    let Some(value) = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()) else {
        return false;
    };
    let mut parts = value.split(';').map(str::trim);
    parts.next().is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"))
        && parts.all(|part| match part.split_once('=') {
            Some((name, charset)) if name.eq_ignore_ascii_case("charset") => {
                charset.trim_matches('"').eq_ignore_ascii_case("utf-8")
            }
            _ => true,
        })
}

/// The pairs of an address's query, decoded.
pub(super) fn form_pairs(query: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

fn bad(message: Sentence) -> Problem {
    Problem::BadRequest(message)
}
