//! A small network that changes, and a client that follows it without a connection.

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt as _;
use futures_util::stream::BoxStream;
use serde_json::{Value as Json, json};
use tinklas::api::{Face, Limits, Request, Told};
use tinklas::model::{Audience, Language, Localized, Model, Value};
use tinklas::plan::viewer::Viewer;
use tinklas::store::Store;
use tinklas::store::records::{Change, LinkRecord, LinkRef, NodeRecord, Recorded};

pub(crate) fn recorded() -> Recorded {
    Recorded { by: "test".into(), at: 1_760_000_000_000 }
}

/// A node of a kind with a name and further texts.
pub(crate) fn put(model: &Model, kind: &str, id: &str, texts: &[(&str, &str)]) -> Change {
    let kind = model.kind_named(kind).expect("a kind");
    let mut properties = vec![];
    for (name, text) in [("name", id)].iter().chain(texts) {
        let id = model.property_id(name).expect("a property");
        let property = kind.property(id).expect("a property of the kind");
        let value = if property.localized {
            Value::Localized(Arc::new(Localized::any(text)))
        } else {
            Value::Text((*text).into())
        };
        properties.push((id, value));
    }
    properties.sort_by_key(|(id, _)| *id);
    properties.reverse();
    properties.dedup_by_key(|(id, _)| *id);
    properties.reverse();
    Change::PutNode(NodeRecord {
        id: id.into(),
        kind: kind.id,
        properties,
        identifiers: Vec::new(),
        sources: Vec::new(),
        recorded: recorded(),
        version: 0,
    })
}

/// A plain link.
pub(crate) fn link(model: &Model, kind: &str, from: &str, to: &str) -> Change {
    let kind = model.link_named(kind).expect("a kind of link").id;
    Change::PutLink(LinkRecord {
        link: LinkRef { kind, from: from.into(), to: to.into(), tag: 0 },
        since: None,
        until: None,
        seen: None,
        properties: Vec::new(),
        sources: Vec::new(),
        recorded: recorded(),
        version: 0,
    })
}

/// Applies changes, each by itself.
pub(crate) async fn apply(store: &dyn Store, changes: impl IntoIterator<Item = Change>) {
    for change in changes {
        store.apply(&[change], &recorded()).await.expect("the store takes it");
    }
}

/// Who follows.
pub(crate) struct Client(BoxStream<'static, Told>);

impl Client {
    /// Follows a subscription.
    pub(crate) async fn new(face: &Arc<Face>, audience: Audience, query: &str) -> Self {
        let request = Request { query: query.to_owned(), ..Request::default() };
        Self::resume(face, audience, request).await
    }

    /// Follows the subscription of a request.
    pub(crate) async fn resume(face: &Arc<Face>, audience: Audience, request: Request) -> Self {
        let viewer = Viewer { audience, languages: vec![Language::En] };
        Self(face.follow(&request, &viewer).await)
    }

    /// What comes next: the data, the errors of a refusal, or null at the end.
    pub(crate) async fn next(&mut self) -> Json {
        loop {
            let told = tokio::time::timeout(Duration::from_mins(1), self.0.next()).await;
            return match told.expect("something in time") {
                Some(Told::Begun(_)) => continue,
                Some(Told::Answer { body, .. }) => {
                    let answer: Json = serde_json::from_slice(&body).expect("JSON");
                    assert!(answer.get("errors").is_none(), "{answer}");
                    answer["data"].clone()
                }
                Some(Told::Refused(errors)) => {
                    serde_json::from_slice(&errors).expect("a list of errors")
                }
                None => Json::Null,
            };
        }
    }

    /// The next changes.
    pub(crate) async fn changes(&mut self, count: usize) -> Vec<Json> {
        let mut all = Vec::new();
        while all.len() < count {
            all.push(self.next().await["changed"].clone());
        }
        all
    }

    /// The ids of the next changes.
    pub(crate) async fn ids(&mut self, count: usize) -> Vec<Json> {
        self.changes(count).await.iter().map(|change| change["id"].clone()).collect()
    }

    /// The code that the subscription is refused or ended with.
    pub(crate) async fn code(&mut self) -> String {
        self.next().await[0]["extensions"]["code"].as_str().unwrap_or_default().to_owned()
    }
}

/// The face of a store.
pub(crate) fn face(store: &Arc<dyn Store>) -> Arc<Face> {
    Arc::new(Face::new(store.clone(), Limits::default()))
}

/// A request for `changed` after a cursor.
pub(crate) fn after(cursor: &Json) -> Request {
    let query = "subscription ($after: String) { changed(after: $after) { id cursor } }".to_owned();
    let variables = json!({ "after": cursor }).as_object().cloned().unwrap_or_default();
    Request { query, variables, ..Request::default() }
}
