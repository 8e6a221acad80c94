//! What is sent to Neo4j for a request, told to staff.

use std::sync::Arc;

use serde_json::{Value as Json, json};
use tinklas::api::{Face, Limits, Request};
use tinklas::model::{Audience, network};
use tinklas::plan::viewer::Viewer;
use tinklas::store::Store;
use tinklas::store::records::Change;

use super::changes::{company, recorded};
use super::{emptied, take};

#[tokio::test]
async fn staff_are_told_the_statements_of_a_request_and_the_public_their_number() {
    let shared = take();
    let store: Arc<dyn Store> = Arc::new(emptied(&shared, network()).await);
    let change = Change::PutNode(company(store.model(), "co-1"));
    store.apply(&[change], &recorded("somebody")).await.expect("it fits");
    let face = Face::new(store, Limits::default());
    let told = async |query: &str, audience| {
        let mut request = Request { query: query.to_owned(), ..Request::default() };
        for name in ["statistics", "explain"] {
            request.extensions.insert(name.to_owned(), true.into());
        }
        let viewer = Viewer { audience, languages: Vec::new() };
        let body = face.execute(request, viewer).await.body;
        let mut answer: Json = serde_json::from_slice(&body).expect("JSON");
        answer["extensions"].take()
    };
    let query = "{ company(id: \"co-1\") { id } companies { totalCount } }";
    let staff = told(query, Audience::Staff).await;
    assert_eq!(staff["statistics"]["roundTrips"], 2, "{staff}");
    let statements = staff["explain"]["statements"].as_array().expect("statements");
    let of_ids: Vec<&Json> =
        statements.iter().filter(|one| one["parameters"]["ids"] == json!(["co-1"])).collect();
    assert_eq!((statements.len(), of_ids.len()), (2, 1), "{staff}");
    assert!(
        of_ids[0]["rows"] == 1
            && of_ids[0]["text"].as_str().is_some_and(|text| text.contains("MATCH"))
    );
    let public = told(query, Audience::Public).await;
    assert_eq!((&public["explain"], &public["statistics"]["roundTrips"]), (&Json::Null, &json!(2)));
}
