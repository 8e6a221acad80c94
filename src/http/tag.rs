//! Entity tags: a client that has the newest answer to a GET is told so, and not sent it again.

use axum::body::{Body, HttpBody as _};
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, ETAG};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use sha2::{Digest as _, Sha256};

use crate::text::hexadecimal;

/// How much of the hash makes a tag, in bytes.
const LENGTH: usize = 16;

/// Whether the tags that a client has, as `If-None-Match` lists them, include one.
fn has(had: Option<&HeaderValue>, tag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    had.and_then(|value| value.to_str().ok()).is_some_and(|given| {
        given.split(',').any(|one| one.trim() == "*" || opaque(one) == opaque(tag))
    })
}

/// Gives an answer to a GET its tag. Where the client has it already, only that is said. The tag is weak: it is of
/// the answer before it was compressed.
pub(super) async fn tag(response: Response, had: Option<&HeaderValue>) -> Response {
    let whole = response.body().size_hint().exact().is_some();
    let ours = response.headers().contains_key(ETAG);
    let unkept = response.headers().get(CACHE_CONTROL).is_some_and(|value| value == "no-store");
    if response.status() != StatusCode::OK || !whole || ours || unkept {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, usize::MAX).await else {
        return Response::from_parts(parts, Body::empty());
    };
    let tag = of(&bytes);
    let is_had = has(had, &tag);
    if let Ok(tag) = HeaderValue::try_from(tag) {
        parts.headers.insert(ETAG, tag);
    }
    // Answers differ by who asks: only the client itself may keep one, and asks before it uses it again.
    let kept = HeaderValue::from_static("private, no-cache");
    parts.headers.entry(CACHE_CONTROL).or_insert(kept);
    if is_had {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(CONTENT_LENGTH);
        parts.headers.remove(CONTENT_TYPE);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

fn of(bytes: &[u8]) -> String {
    format!("W/\"{}\"", hexadecimal(&Sha256::digest(bytes)[..LENGTH]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_found_in_any_form_that_the_header_allows() {
        let tag = of(b"an answer");
        let strong = tag.trim_start_matches("W/").to_owned();
        let had = |value: &str| has(Some(&value.parse().expect("a header")), &tag);
        assert!(had(&tag) && had(&strong) && had("*") && had(&format!("\"x\", {tag}")));
        assert!(!had(&of(b"another")) && !had("") && !has(None, &tag));
    }
}
