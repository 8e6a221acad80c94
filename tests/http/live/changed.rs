//! `changed`: which changes are told to whom, and from where on.

use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use tinklas::api::{Face, Limits};
use tinklas::model::{Audience, network as model};
use tinklas::store::Store;
use tinklas::store::records::Change;
use tinklas::store::reference::Reference;
use tinklas::store::resident::Resident;

use super::network::{Client, after, apply, face, link, put};

fn stores() -> [Arc<dyn Store>; 2] {
    let resident = Resident::in_memory(model()).expect("a store");
    [Arc::new(Reference::new(model())), Arc::new(resident)]
}

fn countries(count: usize) -> impl Iterator<Item = Change> {
    (0..count).map(|at| put(&model(), "Country", &format!("country:C{at}"), &[]))
}

#[tokio::test]
async fn a_client_goes_on_where_it_stopped() {
    for store in stores() {
        apply(&*store, countries(3)).await;
        let face = face(&store);
        let mut client =
            Client::new(&face, Audience::Public, "subscription { changed { id cursor } }").await;
        apply(&*store, countries(8).skip(3)).await;
        let first = client.changes(5).await;
        drop(client);
        apply(&*store, countries(1_300).skip(8)).await;
        // More than is kept for all, so the store is read again; and what comes meanwhile follows.
        let mut client = Client::resume(&face, Audience::Public, after(&first[1]["cursor"])).await;
        apply(&*store, countries(1_305).skip(1_300)).await;
        let ids = client.ids(1_300).await;
        let expected: Vec<_> = (5..1_305).map(|at| json!(format!("country:C{at}"))).collect();
        assert!(ids == expected, "{:?} .. {:?}", ids.first(), ids.last());
    }
}

#[tokio::test]
async fn every_viewer_is_told_what_they_may_see() {
    let model = model();
    for store in stores() {
        let face = face(&store);
        let query = "subscription { changed(filter: { cluster: { note: { contains: \"ask\" } } }) \
            { id node { id ... on Cluster { note } } } }";
        let everything = "subscription { changed { id node { ... on Cluster { note } } } }";
        let mut public = Client::new(&face, Audience::Public, query).await;
        let mut staff = Client::new(&face, Audience::Staff, query).await;
        let mut all = Client::new(&face, Audience::Public, everything).await;
        apply(
            &*store,
            [
                put(&model, "Proposal", "secret", &[]),
                put(&model, "Cluster", "cl", &[("note", "ask again")]),
                put(&model, "Company", "co", &[]),
            ],
        )
        .await;
        let cluster = json!({"id": "cl", "node": {"id": "cl", "note": "ask again"}});
        assert_eq!(staff.ids(1).await, ["secret"]);
        assert_eq!(staff.changes(1).await, [cluster]);
        assert_eq!(staff.ids(1).await, ["co"]);
        // By what they may not see the public can neither find nor miss anything.
        assert_eq!(public.ids(1).await, ["co"]);
        assert_eq!(all.changes(1).await, [json!({"id": "cl", "node": {"note": null}})]);
    }
}

#[tokio::test]
async fn who_may_not_see_what_differs_is_not_told_that_it_does() {
    let model = model();
    for store in stores() {
        let face = face(&store);
        let cluster = |note| put(&model, "Cluster", "cl", &[("note", note)]);
        apply(&*store, [cluster("ask")]).await;
        let query = "subscription { changed { id action } }";
        let mut public = Client::new(&face, Audience::Public, query).await;
        let mut staff = Client::new(&face, Audience::Staff, query).await;
        apply(&*store, [cluster("ask again"), put(&model, "Company", "co", &[])]).await;
        let told = json!({"id": "co", "action": "ADDED"});
        assert_eq!(public.changes(1).await, std::slice::from_ref(&told));
        assert_eq!(staff.changes(2).await, [json!({"id": "cl", "action": "UPDATED"}), told]);
    }
}

#[tokio::test]
async fn filters_let_through_what_is_so_now() {
    let model = model();
    for store in stores() {
        let face = face(&store);
        let query = "subscription { changed(kinds: [CLUSTER], filter: { \
            cluster: { name: { startsWith: \"good\" } }, company: { name: { eq: \"nobody\" } } }) { id action } }";
        let mut client = Client::new(&face, Audience::Public, query).await;
        apply(
            &*store,
            [
                put(&model, "Cluster", "bad", &[]),
                put(&model, "Cluster", "good-1", &[]),
                put(&model, "Company", "good-co", &[]),
                link(&model, "MEMBER_OF", "good-co", "bad"),
                link(&model, "MEMBER_OF", "good-co", "good-1"),
                Change::RemoveNode("bad".into()),
            ],
        )
        .await;
        // What a node was like that is gone is not known any more: it is told.
        let told = client.ids(3).await;
        assert_eq!(told, ["good-1", "MEMBER_OF/good-co/good-1", "bad"]);
    }
}

#[tokio::test]
async fn a_cursor_of_elsewhere_is_refused() {
    for store in stores() {
        apply(&*store, countries(3)).await;
        let mut client = Client::resume(&face(&store), Audience::Public, after(&json!(null))).await;
        apply(&*store, countries(4).skip(3)).await;
        let cursor = client.changes(1).await[0]["cursor"].clone();
        let model = model();
        for others in [2, 9] {
            let other: Arc<dyn Store> = Arc::new(Reference::new(model.clone()));
            let nodes = (0..others).map(|at| put(&model, "Cluster", &format!("cl-{at}"), &[]));
            apply(&*other, nodes).await;
            let mut client = Client::resume(&face(&other), Audience::Public, after(&cursor)).await;
            assert_eq!(client.code().await, "BAD_CURSOR", "{others}");
        }
        for text in ["", "x", "AAAAAAAAAAAAAAAAA"] {
            let request = after(&json!(text));
            let mut client = Client::resume(&face(&store), Audience::Public, request).await;
            assert_eq!(client.code().await, "BAD_CURSOR", "{text}");
        }
    }
}

#[tokio::test]
async fn a_cursor_is_too_old_when_changes_after_it_are_gone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("network.db");
    let open = || -> Arc<dyn Store> { Arc::new(Resident::open(model(), &path).expect("a file")) };
    let store = open();
    let followed = face(&store);
    let mut client = Client::resume(&followed, Audience::Public, after(&json!(null))).await;
    apply(&*store, countries(6)).await;
    let told = client.changes(6).await;
    drop((client, followed, store));
    // The file is the same network after a restart, and the place in it too.
    let store = open();
    let resumed = after(&told[1]["cursor"]);
    let mut client = Client::resume(&face(&store), Audience::Public, resumed.clone()).await;
    assert_eq!(client.ids(1).await, ["country:C2"]);
    drop((client, store));
    let file = rusqlite::Connection::open(&path).expect("a file");
    file.execute("DELETE FROM change WHERE last <= 4", []).expect("rows are forgotten");
    drop(file);
    let store = open();
    let mut client = Client::resume(&face(&store), Audience::Public, resumed).await;
    assert_eq!(client.code().await, "CURSOR_EXPIRED");
    let mut client =
        Client::resume(&face(&store), Audience::Public, after(&told[4]["cursor"])).await;
    assert_eq!(client.ids(1).await, ["country:C5"]);
}

#[tokio::test]
async fn who_falls_too_far_behind_is_told_so_and_can_go_on() {
    let store: Arc<dyn Store> = Arc::new(Reference::new(model()));
    apply(&*store, countries(1)).await;
    let patience = Duration::from_millis(20);
    let limits = Limits { behind: 10, patience, ..Limits::default() };
    let face = Arc::new(Face::new(store.clone(), limits));
    let mut slow = Client::resume(&face, Audience::Public, after(&json!(null))).await;
    apply(&*store, countries(5).skip(1)).await;
    let told = slow.changes(2).await;
    tokio::time::sleep(2 * patience).await;
    assert_eq!(slow.ids(1).await, ["country:C3"], "it is late and not far behind");
    apply(&*store, countries(30).skip(5)).await;
    assert_eq!(slow.code().await, "TOO_SLOW");
    assert_eq!(slow.next().await, json!(null), "nothing comes after it");
    // Who is far behind is not slow for that.
    let limits = Limits { behind: 10, ..Limits::default() };
    let face = Arc::new(Face::new(store.clone(), limits));
    let mut again = Client::resume(&face, Audience::Public, after(&told[1]["cursor"])).await;
    apply(&*store, countries(35).skip(30)).await;
    let expected: Vec<_> = (3..35).map(|at| json!(format!("country:C{at}"))).collect();
    assert_eq!(again.ids(32).await, expected);
}

#[tokio::test]
async fn subscriptions_are_counted_and_let_go() {
    let store: Arc<dyn Store> = Arc::new(Reference::new(model()));
    let limits = Limits { subscriptions: 1, ..Limits::default() };
    let face = Arc::new(Face::new(store, limits));
    let query = "subscription { changed { id } }";
    let first = Client::new(&face, Audience::Public, query).await;
    let mut second = Client::new(&face, Audience::Public, query).await;
    assert_eq!(second.code().await, "TOO_MANY_SUBSCRIPTIONS");
    drop(first);
    let mut third = Client::new(&face, Audience::Public, query).await;
    apply(&**face.store(), countries(1)).await;
    assert_eq!(third.ids(1).await, ["country:C0"]);
}
