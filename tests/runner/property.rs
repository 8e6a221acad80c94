//! A property is one line of `schema/model`: nothing else has to change for it to be asked for.

use std::sync::Arc;

use serde_json::{Value as Json, json};
use tinklas::api::{Face, Limits, Request};
use tinklas::model::{Model, read_model};
use tinklas::store::Store;

use super::{Stores, case, network};

const COMPANY: &str = "type Company implements Actor @node(plural: \"companies\") {";

/// The model of `schema/model` with a line more in `Company`.
fn model_with(line: &str) -> Arc<Model> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/model");
    let mut files: Vec<(String, String)> = std::fs::read_dir(folder)
        .expect("the model's folder")
        .map(|entry| {
            let path = entry.expect("a file of the model").path();
            let text = std::fs::read_to_string(&path).expect("its text");
            (path.display().to_string(), text.replace(COMPANY, &format!("{COMPANY}\n{line}")))
        })
        .collect();
    files.sort();
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Arc::new(read_model(&files).expect("the model with a line more"))
}

async fn ask(store: Arc<dyn Store>, viewer: &str, query: &str) -> Json {
    let request = Request { query: query.to_owned(), ..Request::default() };
    let viewer = case::viewer(viewer).expect("a viewer's name");
    let response = Face::new(store, Limits::default()).execute(request, viewer).await;
    serde_json::from_slice(&response.body).expect("an answer is JSON")
}

const COMPANIES: &str = r#"{"nodes": [
    {"id": "a", "kind": "Company", "name": "A", "machines": 3},
    {"id": "b", "kind": "Company", "name": "B", "machines": 1},
    {"id": "c", "kind": "Company", "name": "C"}
], "links": []}"#;

#[tokio::test]
async fn a_line_of_the_model_is_a_property_that_is_answered_filtered_and_ordered() {
    let model = model_with("  machines: Int");
    let changes = network::read(&model, COMPANIES).expect("the network");
    let mut stores = Stores::take();
    for (name, store) in stores.empty(&model).await {
        store.apply(&changes, &network::recorded()).await.expect("changes that fit");
        let query = "{
            one: company(id: \"a\") { machines }
            few: companies(filter: { machines: { in: [1, 2] } }) { nodes { id } }
            all: companies(orderBy: [{ machines: ASC }]) { nodes { id } }
        }";
        let expected = json!({"data": {
            "one": {"machines": 3},
            "few": {"nodes": [{"id": "b"}]},
            "all": {"nodes": [{"id": "b"}, {"id": "a"}, {"id": "c"}]},
        }});
        assert_eq!(ask(store, "public", query).await, expected, "{name}");
    }
}

#[tokio::test]
async fn a_line_of_the_model_says_who_may_see_its_property() {
    let model = model_with("  machines: Int @visible(to: STAFF)");
    let changes = network::read(&model, COMPANIES).expect("the network");
    let mut stores = Stores::take();
    for (name, store) in stores.empty(&model).await {
        store.apply(&changes, &network::recorded()).await.expect("changes that fit");
        let query = "{ company(id: \"a\") { machines } }";
        for (viewer, machines) in [("public", json!(null)), ("staff", json!(3))] {
            let expected = json!({"data": {"company": {"machines": machines}}});
            assert_eq!(ask(store.clone(), viewer, query).await, expected, "{name}, {viewer}");
        }
    }
}
