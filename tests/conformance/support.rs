//! A face over an empty network, and requests to it.

use std::sync::Arc;

use serde_json::{Map, Value};
use tinklas::api::{Face, Limits, Outcome, Request, Writes};
use tinklas::model::{Audience, network};
use tinklas::plan::viewer::Viewer;
use tinklas::store::reference::Reference;

/// A face over a network with nothing in it.
pub(crate) fn empty() -> Arc<Face> {
    Arc::new(Face::new(Arc::new(Reference::new(network())), Limits::default()))
}

/// Somebody from outside who reads no language in particular.
pub(crate) fn visitor() -> Viewer {
    Viewer { audience: Audience::Public, languages: Vec::new() }
}

/// A request of a text, by somebody who may write alone.
pub(crate) fn request(query: &str) -> Request {
    let writes = Writes::By("somebody".into());
    Request { query: query.to_owned(), writes, ..Request::default() }
}

/// A request of a text and variables.
pub(crate) fn with_variables(query: &str, variables: Map<String, Value>) -> Request {
    Request { variables, ..request(query) }
}

/// How far a request comes, and its answer.
pub(crate) async fn ask(face: &Face, request: Request) -> (Outcome, Value) {
    let response = face.execute(request, visitor()).await;
    let body = serde_json::from_slice(&response.body).expect("the answer is JSON");
    (response.outcome, body)
}
