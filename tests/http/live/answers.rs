//! The answers to questions, told anew when changes altered them.

use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use tinklas::api::{Face, Limits};
use tinklas::model::{Audience, network as model};
use tinklas::store::Store;
use tinklas::store::records::Change;
use tinklas::store::reference::Reference;
use tinklas::store::resident::Resident;

use super::network::{Client, apply, link, put};

const QUERY: &str =
    "subscription { expertsForChallenge(challenge: \"ch\") { items { expert { id } } } }";

async fn network(store: &dyn Store) {
    let model = model();
    let node = |kind, id| put(&model, kind, id, &[]);
    apply(
        store,
        [
            node("Challenge", "ch"),
            node("Competence", "competence:WELDING"),
            node("Person", "anna"),
            node("Person", "jonas"),
            link(&model, "REQUIRES", "ch", "competence:WELDING"),
            link(&model, "HAS_COMPETENCE", "anna", "competence:WELDING"),
        ],
    )
    .await;
}

fn followed(store: &Arc<dyn Store>) -> Arc<Face> {
    let limits = Limits { pause: Duration::from_millis(10), ..Limits::default() };
    Arc::new(Face::new(store.clone(), limits))
}

fn experts(ids: &[&str]) -> serde_json::Value {
    let items: Vec<_> = ids.iter().map(|id| json!({"expert": {"id": id}})).collect();
    json!({"expertsForChallenge": {"items": items}})
}

#[tokio::test]
async fn an_answer_is_told_again_when_it_is_another_one() {
    let model = model();
    let stores: [Arc<dyn Store>; 2] = [
        Arc::new(Reference::new(model.clone())),
        Arc::new(Resident::in_memory(model.clone()).expect("a store")),
    ];
    for store in stores {
        network(&*store).await;
        let face = followed(&store);
        let mut client = Client::new(&face, Audience::Public, QUERY).await;
        assert_eq!(client.next().await, experts(&["anna"]));
        // What has no part in the answer is passed over: the next that is told is what changes it.
        apply(&*store, [put(&model, "Company", "co", &[]), put(&model, "Proposal", "secret", &[])])
            .await;
        apply(&*store, [link(&model, "HAS_COMPETENCE", "jonas", "competence:WELDING")]).await;
        assert_eq!(client.next().await, experts(&["anna", "jonas"]));
        apply(&*store, [Change::RemoveNode("anna".into())]).await;
        assert_eq!(client.next().await, experts(&["jonas"]));
        apply(&*store, [Change::RemoveNode("ch".into())]).await;
        assert_eq!(client.code().await, "UNKNOWN_ID");
        assert_eq!(client.next().await, json!(null));
    }
}

#[tokio::test]
async fn many_changes_are_told_as_one() {
    let model = model();
    let store: Arc<dyn Store> = Arc::new(Reference::new(model.clone()));
    network(&*store).await;
    let mut client = Client::new(&followed(&store), Audience::Public, QUERY).await;
    assert_eq!(client.next().await, experts(&["anna"]));
    for at in 10..30 {
        let id = format!("p-{at}");
        let knows = link(&model, "HAS_COMPETENCE", &id, "competence:WELDING");
        apply(&*store, [put(&model, "Person", &id, &[]), knows]).await;
    }
    let told = client.next().await;
    let items = told["expertsForChallenge"]["items"].as_array().map(Vec::len);
    assert_eq!(items, Some(10), "as many as are asked for: {told}");
    apply(&*store, [Change::RemoveNode("ch".into())]).await;
    assert_eq!(client.code().await, "UNKNOWN_ID", "there was nothing between");
}

#[tokio::test]
async fn each_viewer_has_their_own_answer() {
    let model = model();
    let store: Arc<dyn Store> = Arc::new(Reference::new(model.clone()));
    network(&*store).await;
    let face = followed(&store);
    let query =
        "subscription { expertsForChallenge(challenge: \"ch\") { items { expert { id note } } } }";
    let mut public = Client::new(&face, Audience::Public, query).await;
    let mut staff = Client::new(&face, Audience::Staff, query).await;
    let told = |note| json!({"expertsForChallenge": {"items": [{"expert": {"id": "anna", "note": note}}]}});
    assert_eq!((public.next().await, staff.next().await), (told(json!(null)), told(json!(null))));
    apply(&*store, [put(&model, "Person", "anna", &[("note", "call first")])]).await;
    assert_eq!(staff.next().await, told(json!("call first")));
    // Nothing that the public may see is different: the next that it is told is the end.
    apply(&*store, [Change::RemoveNode("ch".into())]).await;
    assert_eq!(public.code().await, "UNKNOWN_ID");
}
