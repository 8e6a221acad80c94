//! What is answered when a request cannot be: a status, a stable code and a message, as GraphQL errors are.

use axum::http::header::{ALLOW, CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// A request that cannot be answered.
#[derive(Clone, Debug, thiserror::Error)]
pub(super) enum Problem {
    /// The Host header names another server.
    #[error(
        "this server is not called `{0}`; reach it as localhost, or name it in the setting `hosts`"
    )]
    WrongHost(String),
    /// A page of another site opens a WebSocket.
    #[error("pages of `{0}` may not open a WebSocket here; name the site in the setting `hosts`")]
    WrongOrigin(String),
    /// The token is not the server's.
    #[error("the token is not that of this server; send the one of its setting `admin-token`")]
    WrongToken,
    /// As many sockets are open as the setting `max-connections` allows.
    #[error("too many WebSockets are open; try again later")]
    TooManySockets,
    /// There is nothing at this path.
    #[error(
        "there is nothing at `{0}`; there is `/`, `/graphql`, `/schema.graphql`, `/export`, `/health/live` and `/health/ready`"
    )]
    NoSuchPage(String),
    /// The path does not take this method.
    #[error("this address takes {0} only")]
    WrongMethod(&'static str),
    /// The client accepts none of our media types.
    #[error(
        "the answer is `application/graphql-response+json` or `application/json`; the request accepts neither"
    )]
    NotAcceptable,
    /// The body has another media type than JSON.
    #[error("the body must have the Content-Type `application/json`, in UTF-8")]
    NotJson,
    /// The body is larger than the setting `max-body` allows.
    #[error("the body is larger than {0} bytes; send less, or raise the setting `max-body`")]
    TooLarge(usize),
    /// The parameters of the request cannot be read.
    #[error("{0}")]
    BadRequest(String),
    /// It took longer than the setting `request-timeout` allows.
    #[error(
        "the request took longer than {0} seconds; ask for less, or raise the setting `request-timeout`"
    )]
    TooSlow(f64),
    /// The store cannot answer now. The reason is for the log, not for the client.
    #[error("the store cannot answer now; try again later")]
    NotReady,
}

impl Problem {
    /// The stable code and the status.
    fn kind(&self) -> (&'static str, StatusCode) {
        match self {
            Self::WrongHost(_) => ("WRONG_HOST", StatusCode::MISDIRECTED_REQUEST),
            Self::WrongOrigin(_) => ("WRONG_ORIGIN", StatusCode::FORBIDDEN),
            Self::WrongToken => ("UNAUTHENTICATED", StatusCode::UNAUTHORIZED),
            Self::TooManySockets => ("TOO_MANY_CONNECTIONS", StatusCode::SERVICE_UNAVAILABLE),
            Self::NoSuchPage(_) => ("NOT_FOUND", StatusCode::NOT_FOUND),
            Self::WrongMethod(_) => ("METHOD_NOT_ALLOWED", StatusCode::METHOD_NOT_ALLOWED),
            Self::NotAcceptable => ("NOT_ACCEPTABLE", StatusCode::NOT_ACCEPTABLE),
            Self::NotJson => ("UNSUPPORTED_MEDIA_TYPE", StatusCode::UNSUPPORTED_MEDIA_TYPE),
            Self::TooLarge(_) => ("BODY_TOO_LARGE", StatusCode::PAYLOAD_TOO_LARGE),
            Self::BadRequest(_) => ("BAD_REQUEST", StatusCode::BAD_REQUEST),
            Self::TooSlow(_) => ("TIMEOUT", StatusCode::SERVICE_UNAVAILABLE),
            Self::NotReady => ("UNAVAILABLE", StatusCode::SERVICE_UNAVAILABLE),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (code, status) = self.kind();
        let error = json!({ "message": self.to_string(), "extensions": { "code": code } });
        let body = json!({ "errors": [error] }).to_string();
        let mut response =
            (status, [(CONTENT_TYPE, "application/json; charset=utf-8")], body).into_response();
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
        response
    }
}

/// For every path that is only read.
pub(super) async fn wrong_method() -> Problem {
    Problem::WrongMethod("GET, HEAD")
}
