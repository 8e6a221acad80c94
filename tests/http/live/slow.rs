//! Clients that read too slowly: they are told so, they hold nobody up, and they can go on.

use std::io::{Read as _, Write as _};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};
use tinklas::api::Request;
use tinklas::model::{Audience, network as model};
use tinklas::store::Store;
use tinklas::store::records::Change;
use tinklas::store::reference::Reference;

use super::network::{Client, apply, face, put};
use super::socket::Socket;
use crate::client::connect;
use crate::server::Server;

/// Letters of each description: a few hundred do not fit into what systems keep between two ends of a connection.
const LONG: usize = 100_000;

/// How many changes the client may fall behind.
const BEHIND: usize = 20;

/// How long the client may let the server wait.
const PATIENCE: Duration = Duration::from_secs(2);

const QUERY: &str =
    "subscription { changed { cursor id node { ... on Cluster { description } } } }";

fn clusters(numbers: std::ops::Range<usize>) -> impl Iterator<Item = Change> {
    let text = "x".repeat(LONG);
    let description = [("description", text)];
    let model = model();
    numbers.map(move |at| {
        let texts = description.each_ref().map(|(name, text)| (*name, text.as_str()));
        put(&model, "Cluster", &format!("cl-{at}"), &texts)
    })
}

fn served(patience: Duration) -> (Arc<dyn Store>, Server) {
    let store: Arc<dyn Store> = Arc::new(Reference::new(model()));
    let server = Server::with(store.clone(), |settings| {
        settings.max_behind = BEHIND;
        settings.socket_patience = patience;
    });
    (store, server)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_reads_slowly_is_told_so_and_goes_on_without_a_gap() {
    let (store, server) = served(PATIENCE);
    let mut socket = Socket::begun(server.address).await;
    socket.subscribe("slow", QUERY).await;
    // Nobody reads meanwhile, and nobody who writes waits for it.
    apply(&*store, clusters(0..300)).await;
    let (mut told, mut cursor) = (0, Json::Null);
    let began = Instant::now();
    let ended = loop {
        // It reads on in time, and so slowly that it can never keep up.
        if began.elapsed() < 2 * PATIENCE {
            tokio::time::sleep(PATIENCE / 20).await;
        }
        let message: Json =
            serde_json::from_str(&socket.hear().await.expect("no closing")).expect("JSON");
        if message["type"] != "next" {
            break message;
        }
        let change = &message["payload"]["data"]["changed"];
        assert_eq!(change["id"], format!("cl-{told}"));
        cursor = change["cursor"].clone();
        told += 1;
    };
    assert_eq!((&ended["type"], &ended["id"]), (&json!("error"), &json!("slow")), "{ended}");
    assert_eq!(ended["payload"][0]["extensions"]["code"], "TOO_SLOW");
    assert!((1..300).contains(&told), "it was told {told}");
    // The connection goes on, and so does the subscription from where it was.
    socket.subscribe("other", "subscription { changed { id } }").await;
    let variables = json!({ "after": cursor }).as_object().cloned().unwrap_or_default();
    let query = "subscription ($after: String) { changed(after: $after) { id } }".to_owned();
    let request = Request { query, variables, ..Request::default() };
    let mut client = Client::resume(&face(&store), Audience::Public, request).await;
    let rest = client.ids(300 - told).await;
    assert_eq!(rest, (told..300).map(|at| json!(format!("cl-{at}"))).collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_reads_nothing_is_closed() {
    let (store, server) = served(PATIENCE);
    let before = Arc::strong_count(&store);
    let mut socket = Socket::begun(server.address).await;
    socket.subscribe("deaf", QUERY).await;
    assert!(Arc::strong_count(&store) > before);
    apply(&*store, clusters(0..300)).await;
    let_go(&store, before).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_reads_no_events_is_ended() {
    let (store, server) = served(PATIENCE);
    let before = Arc::strong_count(&store);
    let query: String = form_urlencoded::byte_serialize(QUERY.as_bytes()).collect();
    let mut stream = connect(server.address);
    let request = format!(
        "GET /graphql?query={query} HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).expect("it is sent");
    let mut begun = [0; 12];
    stream.read_exact(&mut begun).expect("an answer");
    assert_eq!(&begun, b"HTTP/1.1 200");
    assert!(Arc::strong_count(&store) > before);
    apply(&*store, clusters(0..300)).await;
    let_go(&store, before).await;
}

/// As soon as a client is given up, nothing is held for it any more.
async fn let_go(store: &Arc<dyn Store>, before: usize) {
    for _ in 0..600 {
        if Arc::strong_count(store) == before {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the subscription outlived its client's silence");
}
