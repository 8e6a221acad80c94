//! Server-sent events: an operation that is followed over HTTP, by the protocol GraphQL over SSE in its mode of distinct
//! connections. Each answer is an event `next`, the end of the operation an event `complete`; what is wrong with the
//! request is told in a `next` too, since a browser shows nothing of another status.

use std::convert::Infallible;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderName};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{BoxStream, StreamExt, unfold};
use tokio::sync::{OwnedSemaphorePermit, watch};

use super::App;
use super::problem::Problem;
use crate::api::{self, Told};
use crate::plan::viewer::Viewer;

/// Where a browser goes on that lost its connection.
const LAST_EVENT_ID: &str = "last-event-id";

/// Proxies that hold answers back until they are whole do not hold this one.
const NO_BUFFERING: (HeaderName, &str) = (HeaderName::from_static("x-accel-buffering"), "no");

/// Answers with the events of an operation.
///
/// # Errors
/// As many are followed as the setting `max-sockets` allows.
pub(super) async fn follow(
    app: &App,
    headers: &HeaderMap,
    mut request: api::Request,
    viewer: Viewer,
) -> Result<Response, Problem> {
    let Ok(place) = app.sockets.clone().try_acquire_owned() else {
        return Err(Problem::TooManySockets);
    };
    let last = headers.get(LAST_EVENT_ID).and_then(|value| value.to_str().ok());
    request.resume = last.filter(|last| !last.is_empty()).map(str::to_owned);
    let events = Events {
        told: app.face.follow(&request, &viewer).await,
        stopping: app.stopping.clone(),
        patience: app.settings.socket_patience,
        is_over: false,
        _place: place,
    };
    let headers = [
        (CONTENT_TYPE, "text/event-stream; charset=utf-8"),
        (CACHE_CONTROL, "no-store"),
        (VARY, "accept, accept-encoding, accept-language, authorization"),
        NO_BUFFERING,
    ];
    Ok((headers, Body::from_stream(unfold(events, Events::next))).into_response())
}

struct Events {
    told: BoxStream<'static, Told>,
    stopping: watch::Receiver<bool>,
    /// After so long without an event something is sent all the same, which shows both sides whether the other is there.
    patience: Duration,
    is_over: bool,
    _place: OwnedSemaphorePermit,
}

impl Events {
    async fn next(mut self) -> Option<(Result<Bytes, Infallible>, Self)> {
        if self.is_over {
            return None;
        }
        let event = tokio::select! {
            told = self.told.next() => match told {
                Some(Told::Begun(cursor)) => format!("id: {cursor}\n\n").into(),
                Some(Told::Answer { body, cursor }) => next_event(cursor.as_deref(), &body),
                Some(Told::Refused(errors)) => {
                    next_event(None, &[b"{\"errors\":", &*errors, b"}"].concat())
                }
                None => {
                    self.is_over = true;
                    // Without a line of data a browser would pass over it.
                    Bytes::from_static(b"event: complete\ndata:\n\n")
                }
            },
            // The operation is not over: a client that connects anew goes on.
            _ = self.stopping.wait_for(|stopping| *stopping) => return None,
            () = tokio::time::sleep(self.patience) => Bytes::from_static(b":\n\n"),
        };
        Some((Ok(event), self))
    }
}

/// An answer as an event. It is JSON that was written here, and so stands in one line.
fn next_event(cursor: Option<&str>, answer: &[u8]) -> Bytes {
    let mut event = Vec::with_capacity(answer.len() + 64);
    event.extend_from_slice(b"event: next\n");
    if let Some(cursor) = cursor {
        event.extend_from_slice(format!("id: {cursor}\n").as_bytes());
    }
    event.extend_from_slice(b"data: ");
    event.extend_from_slice(answer);
    event.extend_from_slice(b"\n\n");
    event.into()
}
