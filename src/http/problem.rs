//! What is answered when a request cannot be: a status, a stable code and a message, as GraphQL errors are.

use axum::body::Body;
use axum::http::header::{ALLOW, CONTENT_LENGTH, CONTENT_TYPE, VARY, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::PATHS;
use crate::fault::Code;
use crate::fault::words::http as words;
use crate::model::Language;
use crate::text::Sentence;

/// A request that cannot be answered.
#[derive(Clone, Debug)]
pub(super) enum Problem {
    /// The Host header names another server.
    WrongHost(String),
    /// A page of another site opens a WebSocket.
    WrongOrigin(String),
    /// The token is not the server's.
    WrongToken,
    /// As many sockets and event streams are open as the setting `max-sockets` allows.
    TooManySockets,
    /// There is nothing at this path.
    NoSuchPage(String),
    /// The path does not take this method.
    WrongMethod(&'static str),
    /// The client accepts none of our media types.
    NotAcceptable,
    /// The body has another media type than JSON.
    NotJson,
    /// The body is larger than the setting `max-body` allows.
    TooLarge(usize),
    /// The parameters of the request cannot be read.
    BadRequest(Sentence),
    /// It took longer than the setting `request-timeout` allows.
    TooSlow(f64),
    /// The store cannot answer now. The reason is for the log, not for the client.
    NotReady,
}

impl Problem {
    /// The stable code and the status.
    fn kind(&self) -> (Code, StatusCode) {
        match self {
            Self::WrongHost(_) => (Code::WrongHost, StatusCode::MISDIRECTED_REQUEST),
            Self::WrongOrigin(_) => (Code::WrongOrigin, StatusCode::FORBIDDEN),
            Self::WrongToken => (Code::Unauthenticated, StatusCode::UNAUTHORIZED),
            Self::TooManySockets => (Code::TooManyConnections, StatusCode::SERVICE_UNAVAILABLE),
            Self::NoSuchPage(_) => (Code::NotFound, StatusCode::NOT_FOUND),
            Self::WrongMethod(_) => (Code::MethodNotAllowed, StatusCode::METHOD_NOT_ALLOWED),
            Self::NotAcceptable => (Code::NotAcceptable, StatusCode::NOT_ACCEPTABLE),
            Self::NotJson => (Code::UnsupportedMediaType, StatusCode::UNSUPPORTED_MEDIA_TYPE),
            Self::TooLarge(_) => (Code::BodyTooLarge, StatusCode::PAYLOAD_TOO_LARGE),
            Self::BadRequest(_) => (Code::BadRequest, StatusCode::BAD_REQUEST),
            Self::TooSlow(_) => (Code::Timeout, StatusCode::SERVICE_UNAVAILABLE),
            Self::NotReady => (Code::Unavailable, StatusCode::SERVICE_UNAVAILABLE),
        }
    }

    /// What is wrong and what to do, in both languages.
    fn message(&self) -> Sentence {
        match self {
            Self::WrongHost(host) => words::wrong_host(host),
            Self::WrongOrigin(site) => words::wrong_origin(site),
            Self::WrongToken => words::wrong_token(),
            Self::TooManySockets => words::too_many_sockets(),
            Self::NoSuchPage(path) => words::no_such_page(path, &PATHS),
            Self::WrongMethod(methods) => words::wrong_method(methods),
            Self::NotAcceptable => words::not_acceptable(),
            Self::NotJson => words::not_json(),
            Self::TooLarge(most) => words::too_large(*most),
            Self::BadRequest(message) => message.clone(),
            Self::TooSlow(seconds) => words::too_slow(*seconds),
            Self::NotReady => words::not_ready(),
        }
    }

    fn body(&self, language: Language) -> Body {
        let (code, _) = self.kind();
        let message = self.message();
        let error = json!({
            "message": message.read_in(language),
            "extensions": { "code": code.name() },
        });
        json!({ "errors": [error] }).to_string().into()
    }
}

/// The answer in English, with the problem kept beside it: [`tell_in`] says it in the reader's language, which is not
/// known where a handler gives up.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (_, status) = self.kind();
        let headers =
            [(CONTENT_TYPE, "application/json; charset=utf-8"), (VARY, "accept-language")];
        let mut response = (status, headers, self.body(Language::En)).into_response();
        let headers = response.headers_mut();
        match self {
            Self::WrongMethod(methods) => {
                headers.insert(ALLOW, HeaderValue::from_static(methods));
            }
            Self::WrongToken => {
                headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            _ => {}
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// Tells a response's problem, if it is one, in a language.
pub(super) fn tell_in(response: &mut Response, language: impl FnOnce() -> Language) {
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        *response.body_mut() = problem.body(language());
        // The router has said how long the English one is.
        response.headers_mut().remove(CONTENT_LENGTH);
    }
}

/// For every path that is only read.
pub(super) async fn wrong_method() -> Problem {
    Problem::WrongMethod("GET, HEAD")
}
