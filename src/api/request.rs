//! A request as a transport hands it over, and the answer that it gets back.

use std::sync::Arc;

use bytes::Bytes;
use serde_json::{Map, Value};

/// A GraphQL request, whatever it came over.
#[derive(Clone, Default, Debug)]
pub struct Request {
    /// The document; empty when it is named only.
    pub query: String,
    /// The name of a stored document, in place of its text.
    pub document_id: Option<String>,
    /// Whether the program itself asks: what it asks is trusted.
    pub own: bool,
    /// Which of its operations to execute; needed when there are several.
    pub operation_name: Option<String>,
    /// The values of its variables, as the client sent them.
    pub variables: Map<String, Value>,
    /// What the client sent beside the request: the name of a stored document.
    pub extensions: Map<String, Value>,
    /// Whether no mutation may be executed, as over GET.
    pub queries_only: bool,
    /// The cursor after which a subscription goes on, in place of its own `after`: as a browser says it that lost
    /// its connection.
    pub resume: Option<String>,
    /// Whether a mutation may be executed.
    pub writes: Writes,
}

/// Whether whoever sends a request may change the network.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub enum Writes {
    /// No: mutations are sent another way.
    #[default]
    Elsewhere,
    /// No: nobody may, here.
    Disabled,
    /// No: they do not say who they are.
    Anonymous,
    /// No: a page of this other site sends it.
    OtherSite(String),
    /// Yes: what they change is recorded by this name.
    By(Arc<str>),
}

/// The answer to a request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Response {
    /// The whole answer as JSON: `data`, `errors`, or both.
    pub body: Bytes,
    /// How far the request came.
    pub outcome: Outcome,
}

/// What a client is told of a request that it follows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Told {
    /// An answer as JSON.
    Answer {
        /// The whole answer: `data`, `errors`, or both.
        body: Bytes,
        /// The place to go on after, of an answer of a subscription.
        cursor: Option<Arc<str>>,
    },
    /// The place that a subscription begins after, before its first answer.
    Begun(Arc<str>),
    /// It was refused or ended for these errors, a JSON list. Nothing comes after it.
    Refused(Bytes),
}

/// How far a request came, for a transport to choose its status by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It was executed: the answer has `data`, perhaps null, perhaps with errors beside.
    Data,
    /// It was refused before anything was executed: the answer has `errors` and no `data`.
    RequestError,
    /// It is not a query, and only a query was allowed. Nothing was executed.
    MethodNotAllowed,
    /// It is a mutation, and who sends it does not say who they are. Nothing was executed.
    Unauthenticated,
    /// It is a mutation, and there are none for whoever sends it. Nothing was executed.
    Forbidden,
}
