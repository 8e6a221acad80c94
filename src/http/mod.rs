//! The HTTP server: GraphQL over HTTP and WebSocket, exports, the start page, health.
//!
//! | file | what it does |
//! | --- | --- |
//! | `server` | accepts connections, bounds them, stops in good order |
//! | `patient` | ends connections whose clients stop reading |
//! | `guard` | around every request: Host, time-out, request id, security headers; `/graphql` or a page |
//! | `tag`, `compress` | answers to GET that the client has are not sent again; long ones are compressed |
//! | `cors` | which other sites may read what is answered |
//! | `hosts` | which Host names are ours |
//! | `access` | who sends a request, and whether they may write |
//! | `accept` | which of our media types a client accepts, which of our languages |
//! | `body` | reads a bounded body |
//! | `graphql` | `/graphql`, by the GraphQL-over-HTTP specification |
//! | `events` | an operation followed as server-sent events |
//! | `problem` | what is answered when a request cannot be |
//! | `pages` | the start page: the questions as plain forms; the feeds of changes; GraphiQL |
//! | `export` | `/export`: a piece of the network as a file |
//! | `health` | `/health/live` and `/health/ready` |

mod accept;
mod access;
mod body;
mod compress;
mod cors;
mod events;
mod export;
mod graphql;
mod guard;
mod health;
mod hosts;
mod pages;
mod patient;
mod problem;
mod server;
mod tag;

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::sync::{Semaphore, watch};

use crate::api::Face;
use crate::config::Settings;
use crate::export::url;
use crate::model::Audience;
use crate::plan::viewer::Sight;

use pages::{feed, graphiql};

pub use hosts::Hosts;
pub use server::{ServerError, serve};

/// What there is besides the pages' own files, to be named to those who look elsewhere.
const PATHS: [&str; 9] = [
    "/",
    graphql::PATH,
    graphiql::PATH,
    "/schema.graphql",
    url::PATH,
    feed::ATOM_PATH,
    feed::JSON_PATH,
    "/health/live",
    "/health/ready",
];

/// What every handler needs.
#[derive(Clone)]
struct App(Arc<Parts>);

struct Parts {
    face: Arc<Face>,
    /// What the public may see, which is all that HTTP offers so far.
    sight: Arc<Sight>,
    hosts: Hosts,
    settings: Settings,
    /// Places for web sockets and event streams, which outlive the requests that opened them.
    sockets: Arc<Semaphore>,
    /// Whether the server stops.
    stopping: watch::Receiver<bool>,
    /// The sequence at which it was looked whether the sample is in, and whether it was.
    sample: Mutex<Option<(u64, bool)>>,
}

impl std::ops::Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl App {
    fn new(
        face: Arc<Face>,
        hosts: Hosts,
        settings: Settings,
        stopping: watch::Receiver<bool>,
    ) -> Self {
        let sight = Sight::new(face.store().model(), Audience::Public);
        let sockets = Arc::new(Semaphore::new(settings.max_sockets.min(Semaphore::MAX_PERMITS)));
        let sample = Mutex::default();
        Self(Arc::new(Parts { face, sight, hosts, settings, sockets, stopping, sample }))
    }

    /// All that the server answers but `/graphql`, which `guard` hands over by itself.
    fn pages(self) -> Router {
        Router::new()
            .route("/schema.graphql", get(schema))
            .route("/", get(pages::start))
            .route("/style.css", get(pages::style))
            .route("/icon.svg", get(pages::icon))
            .route(graphiql::PATH, get(graphiql::graphiql))
            .route("/web/{*path}", get(pages::built::file))
            .route(url::PATH, get(export::export))
            .route(feed::ATOM_PATH, get(feed::atom))
            .route(feed::JSON_PATH, get(feed::json))
            .route("/health/live", get(health::live))
            .route("/health/ready", get(health::ready))
            .method_not_allowed_fallback(problem::wrong_method)
            .fallback(pages::no_such_page)
            .with_state(self)
    }
}

/// The public schema.
async fn schema(State(app): State<App>) -> Response {
    let sdl = app.face.sdl().to_owned();
    ([(CONTENT_TYPE, "application/graphql; charset=utf-8")], sdl).into_response()
}
