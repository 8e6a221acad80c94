//! What is answered when the store fails: a code and a place, and the rest of the answer where there can be one.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value as Json, json};
use tinklas::api::{Face, Limits, Request};
use tinklas::model::{Model, network as network_model};
use tinklas::plan::Plan;
use tinklas::plan::tree::Tree;
use tinklas::store::batch::{Batch, Key, Known, Submitted};
use tinklas::store::features::{
    BridgeQuery, BridgeRows, CoverageQuery, CoverageRows, PathQuery, PathRows, StarQuery, Subgraph,
    SubgraphQuery,
};
use tinklas::store::history::{LogQuery, Values};
use tinklas::store::records::Changed;
use tinklas::store::reference::Reference;
use tinklas::store::{Reading, Stamp, Store, Unavailable};
use tokio::sync::watch;

use super::{case, network};

/// A store that answers so many reads and then none.
struct Failing {
    inner: Reference,
    left: AtomicUsize,
}

impl Failing {
    fn read<'a, T: 'a>(&'a self, read: Reading<'a, T>) -> Reading<'a, T> {
        Box::pin(async move {
            let less = |left: usize| left.checked_sub(1);
            match self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less) {
                Ok(_) => read.await,
                Err(_) => Err(Unavailable::WriterStopped.into()),
            }
        })
    }
}

impl Store for Failing {
    fn model(&self) -> &Arc<Model> {
        self.inner.model()
    }

    fn fetch<'a>(&'a self, plan: &'a Plan) -> Reading<'a, Tree> {
        self.read(self.inner.fetch(plan))
    }

    fn bridges<'a>(&'a self, query: &'a BridgeQuery) -> Reading<'a, BridgeRows> {
        self.read(self.inner.bridges(query))
    }

    fn coverage<'a>(&'a self, query: &'a CoverageQuery) -> Reading<'a, CoverageRows> {
        self.read(self.inner.coverage(query))
    }

    fn paths<'a>(&'a self, query: &'a PathQuery) -> Reading<'a, PathRows> {
        self.read(self.inner.paths(query))
    }

    fn star<'a>(&'a self, query: &'a StarQuery) -> Reading<'a, Subgraph> {
        self.read(self.inner.star(query))
    }

    fn subgraph<'a>(&'a self, query: &'a SubgraphQuery) -> Reading<'a, Subgraph> {
        self.read(self.inner.subgraph(query))
    }

    fn submit<'a>(&'a self, batch: &'a Batch<'a>) -> Reading<'a, Submitted> {
        self.inner.submit(batch)
    }

    fn look_up<'a>(&'a self, keys: &'a [Key]) -> Reading<'a, Vec<Option<Known>>> {
        self.read(self.inner.look_up(keys))
    }

    fn log<'a>(&'a self, query: &'a LogQuery) -> Reading<'a, Vec<Changed>> {
        self.read(self.inner.log(query))
    }

    fn values<'a>(&'a self, changes: &'a [Changed]) -> Reading<'a, Vec<Values>> {
        self.read(self.inner.values(changes))
    }

    fn stamp(&self) -> Reading<'_, Stamp> {
        self.read(self.inner.stamp())
    }

    fn follow(&self) -> watch::Receiver<u64> {
        self.inner.follow()
    }
}

/// What is answered by a store that answers so many reads.
async fn ask(reads: usize, query: &str) -> Json {
    let model = network_model();
    let inner = Reference::new(model.clone());
    let text = include_str!("../cases/network.json");
    let changes = network::read(&model, text).expect("the cases' network");
    inner.apply(&changes, &network::recorded()).await.expect("changes that fit");
    let store = Arc::new(Failing { inner, left: AtomicUsize::new(reads) });
    let request = Request { query: query.to_owned(), ..Request::default() };
    let viewer = case::viewer("public").expect("a viewer's name");
    let response = Face::new(store, Limits::default()).execute(request, viewer).await;
    serde_json::from_slice(&response.body).expect("an answer is JSON")
}

fn error_at(path: &str, line: u32) -> Json {
    json!({
        "message": "the store cannot answer now: the writer has stopped; restart the server",
        "locations": [{"line": line, "column": 3}],
        "path": [path],
        "extensions": {"code": "UNAVAILABLE"},
    })
}

#[tokio::test]
async fn a_field_that_cannot_be_read_is_null_with_an_error_and_the_others_are_answered() {
    let query = "{\n  company(id: \"co-alfa\") { id }\n  gone: cluster(id: \"cl-food\") { id }\n}";
    let expected = json!({
        "data": {"company": {"id": "co-alfa"}, "gone": null},
        "errors": [error_at("gone", 3)],
    });
    assert_eq!(ask(1, query).await, expected);
    assert_eq!(ask(2, query).await["errors"], Json::Null, "two reads are all it takes");
}

#[tokio::test]
async fn a_field_that_cannot_be_null_takes_the_whole_answer_with_it() {
    let query = "{\n  companies { totalCount }\n}";
    let expected = json!({"data": null, "errors": [error_at("companies", 2)]});
    assert_eq!(ask(0, query).await, expected);
}

/// A question reads the store several times: whichever of the reads fails, the answer says so.
#[tokio::test]
async fn a_question_fails_whole_at_whichever_read() {
    let query = "{\n  expertsConnecting(sectorA: \"LASER\", sectorB: \"FOOD\") {
        items { expert { name } reasons { text } evidence { links { id } } }
    }\n}";
    let failed = json!({"data": null, "errors": [error_at("expertsConnecting", 2)]});
    let mut reads = 0;
    loop {
        let answer = ask(reads, query).await;
        if answer.get("errors").is_none() {
            break;
        }
        assert_eq!(answer, failed, "after {reads} reads");
        reads += 1;
    }
    assert!(reads > 2, "{reads} reads");
}
