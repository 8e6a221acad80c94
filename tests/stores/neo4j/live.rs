//! What one server changes is followed on another, and a place on one is a place on the other.

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt as _;
use futures_util::stream::BoxStream;
use serde_json::Value as Json;
use tinklas::api::{Face, Limits, Request, Told};
use tinklas::model::{Audience, network};
use tinklas::plan::viewer::Viewer;
use tinklas::store::Store;
use tinklas::store::records::Change;

use super::changes::{company, recorded};
use super::{as_it_is, emptied, take};

async fn add(store: &Arc<dyn Store>, id: &str) {
    let change = Change::PutNode(company(store.model(), id));
    store.apply(&[change], &recorded("somebody")).await.expect("it fits");
}

/// Follows all changes on a server, after a cursor if one is given.
async fn follow(store: &Arc<dyn Store>, after: Option<String>) -> BoxStream<'static, Told> {
    let query = "subscription { changed { id cursor } }".to_owned();
    let request = Request { query, resume: after, ..Request::default() };
    let viewer = Viewer { audience: Audience::Public, languages: Vec::new() };
    Arc::new(Face::new(store.clone(), Limits::default())).follow(&request, &viewer).await
}

/// The id and the cursor of the next change.
async fn next(told: &mut BoxStream<'static, Told>) -> (String, String) {
    loop {
        let next = tokio::time::timeout(Duration::from_mins(1), told.next()).await;
        match next.expect("a change in time") {
            Some(Told::Begun(_)) => {}
            Some(Told::Answer { body, .. }) => {
                let answer: Json = serde_json::from_slice(&body).expect("JSON");
                let text = |name| answer["data"]["changed"][name].as_str().unwrap_or_default();
                return (text("id").to_owned(), text("cursor").to_owned());
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn servers_follow_each_other_without_a_gap() {
    let shared = take();
    let one: Arc<dyn Store> = Arc::new(emptied(&shared, network()).await);
    add(&one, "co-before").await;
    // A server that has just started begins now, not at the first change that there ever was.
    let other: Arc<dyn Store> = Arc::new(as_it_is(&shared, network()));
    let mut told = follow(&other, None).await;
    add(&one, "co-1").await;
    add(&other, "co-2").await;
    add(&one, "co-3").await;
    let (first, cursor) = next(&mut told).await;
    assert_eq!(first, "co-1");
    assert_eq!(next(&mut told).await.0, "co-2");
    assert_eq!(next(&mut told).await.0, "co-3");
    // The connection breaks, and the client comes to the first server.
    let mut told = follow(&one, Some(cursor)).await;
    add(&other, "co-4").await;
    for expected in ["co-2", "co-3", "co-4"] {
        assert_eq!(next(&mut told).await.0, expected);
    }
}
