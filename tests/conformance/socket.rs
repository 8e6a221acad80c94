//! graphql-transport-ws against a running server: the usual client, and how connections are closed.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use serde_json::{Value, json};
use tinklas::model::{Localized, Model, Value as Property, network};
use tinklas::store::Store;
use tinklas::store::records::{Change, LinkRecord, LinkRef, NodeRecord, Recorded};
use tinklas::store::reference::Reference;

use super::graphql_js::{node, scripts};
use super::server::Server;

/// The client, talked to line by line.
struct Client {
    child: Child,
    to: ChildStdin,
    lines: mpsc::Receiver<String>,
}

impl Client {
    fn new(server: &Server) -> Self {
        let mut child = Command::new("node")
            .args(["socket.mjs", &address(server)])
            .current_dir(scripts())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node starts");
        let to = child.stdin.take().expect("its standard input");
        let from = BufReader::new(child.stdout.take().expect("its standard output"));
        let (heard, lines) = mpsc::channel();
        std::thread::spawn(move || {
            from.lines().map_while(Result::ok).try_for_each(|line| heard.send(line))
        });
        Self { child, to, lines }
    }

    fn send(&mut self, step: &Value) {
        writeln!(self.to, "{step}").expect("it reads");
    }

    fn hear(&mut self) -> Value {
        let line = self.lines.recv_timeout(Duration::from_secs(30)).expect("a line in time");
        serde_json::from_str(&line).expect("JSON")
    }

    fn ask(&mut self, query: &str, variables: &Value) -> Value {
        self.send(&json!({"ask": query, "variables": variables}));
        self.hear()
    }

    /// Closes its standard input, and with it the connection.
    fn end(self) {
        let Self { mut child, to, .. } = self;
        drop(to);
        assert!(child.wait().expect("it ends").success());
    }
}

fn address(server: &Server) -> String {
    format!("ws://{}/graphql", server.address)
}

fn recorded() -> Recorded {
    Recorded { by: "test".into(), at: 1_760_000_000_000 }
}

fn put(model: &Model, kind: &str, id: &str) -> Change {
    let kind = model.kind_named(kind).expect("a kind");
    let name = model.property_id("name").expect("a property");
    let text = Localized::any(&format!("The {id}"));
    Change::PutNode(NodeRecord {
        id: id.into(),
        kind: kind.id,
        properties: vec![(name, Property::Localized(Arc::new(text)))],
        identifiers: Vec::new(),
        sources: Vec::new(),
        recorded: recorded(),
        version: 0,
    })
}

fn link(model: &Model, kind: &str, from: &str, to: &str) -> Change {
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

async fn apply(store: &dyn Store, change: Change) {
    store.apply(&[change], &recorded()).await.expect("the store takes it");
}

#[tokio::test]
async fn the_usual_client_asks_and_is_refused_with_codes() {
    let server = Server::empty();
    let mut client = Client::new(&server);
    let answer =
        client.ask("query ($n: Int) { clusters(first: $n) { totalCount } }", &json!({"n": 1}));
    assert_eq!(answer, json!({"answers": [{"data": {"clusters": {"totalCount": 0}}}]}));
    for (query, variables, code) in [
        ("{ clusters {", json!({}), "GRAPHQL_PARSE_FAILED"),
        ("{ clustrs { totalCount } }", json!({}), "GRAPHQL_VALIDATION_FAILED"),
        ("query ($n: Int!) { clusters(first: $n) { totalCount } }", json!({"n": "1"}), "BAD_INPUT"),
    ] {
        let refused = &client.ask(query, &variables)["refused"];
        assert_eq!(refused[0]["extensions"]["code"], code, "{query}: {refused}");
    }
    client.end();
}

#[tokio::test]
async fn changes_are_followed_as_far_as_the_viewer_may_see_them() {
    let model = network();
    let store: Arc<dyn Store> = Arc::new(Reference::new(model.clone()));
    apply(&*store, put(&model, "Cluster", "earlier")).await;
    let server = Server::with(store.clone(), |_| {});
    let before = Arc::strong_count(&store);
    let mut client = Client::new(&server);
    client.send(&json!({"follow": "subscription {
        changed(kinds: [CLUSTER, PROPOSAL]) {
            sequence at action id kind node { id name } link { kind from { id } to { name } }
        }
    }"}));
    assert_eq!(client.hear(), "following");

    // A proposal is for staff, a company was not asked for; both are passed over.
    for (change, action, id, kind, node) in [
        (put(&model, "Proposal", "secret"), "", "", Value::Null, Value::Null),
        (put(&model, "Company", "co"), "", "", Value::Null, Value::Null),
        (
            put(&model, "Cluster", "cl"),
            "ADDED",
            "cl",
            json!("CLUSTER"),
            json!({"id": "cl", "name": "The cl"}),
        ),
        (
            link(&model, "MEMBER_OF", "co", "cl"),
            "ADDED",
            "MEMBER_OF/co/cl",
            Value::Null,
            Value::Null,
        ),
        (Change::RemoveNode("cl".into()), "REMOVED", "cl", json!("CLUSTER"), Value::Null),
    ] {
        apply(&*store, change).await;
        if action.is_empty() {
            continue;
        }
        let told = client.hear()["next"]["data"]["changed"].clone();
        assert_eq!((&told["action"], &told["id"]), (&json!(action), &json!(id)), "{told}");
        assert_eq!((&told["kind"], &told["node"]), (&kind, &node), "{told}");
        assert_eq!(told["at"], "2025-10-09T08:53:20Z");
        let ends = json!({"kind": "MEMBER_OF", "from": {"id": "co"}, "to": {"name": "The cl"}});
        assert_eq!(told["link"], if id.contains('/') { ends } else { Value::Null }, "{told}");
    }

    client.send(&json!({"stop": true}));
    assert_eq!(client.hear(), json!({"complete": true}));
    client.send(
        &json!({"follow": "subscription { changed(ids: [\"co\"]) { id node { id name } } }"}),
    );
    assert_eq!(client.hear(), "following");
    apply(&*store, put(&model, "Cluster", "other")).await;
    apply(&*store, Change::RemoveNode("co".into())).await;
    let next = json!({"next": {"data": {"changed": {"id": "co", "node": null}}}});
    assert_eq!(client.hear(), next);
    client.end();

    // A subscription holds the store for as long as it is followed.
    for _ in 0..100 {
        if Arc::strong_count(&store) == before {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the subscription outlived its connection");
}

#[tokio::test]
async fn connections_are_closed_with_the_codes_of_the_protocol() {
    let server = Server::empty();
    let init = r#"{"type":"connection_init"}"#;
    let subscribe = |query: &str| {
        json!({"type": "subscribe", "id": "1", "payload": {"query": query}}).to_string()
    };
    let follow = subscribe("subscription { changed { id } }");
    let known = r#"{"type":"connection_init","payload":{"authorization":"Bearer x"}}"#;
    let cases = [
        (vec![], 4408),
        (vec!["no message"], 4400),
        (vec!["binary"], 4400),
        (vec![init, r#"{"type":"start","id":"1"}"#], 4400),
        (vec![follow.as_str()], 4401),
        (vec![known], 4403),
        (vec![init, &follow, &follow], 4409),
        (vec![init, init], 4429),
    ];
    let messages: Vec<&[&str]> = cases.iter().map(|(messages, _)| messages.as_slice()).collect();
    let told = node(&["closings.mjs", &address(&server)], &json!(messages));
    let told: Vec<Value> = serde_json::from_str(&told).expect("closings");
    assert_eq!(told.len(), cases.len());
    for ((messages, code), told) in cases.iter().zip(&told) {
        assert_eq!(told["code"], *code, "{messages:?}: {told}");
    }
    assert!(told[0]["seconds"].as_f64().is_some_and(|seconds| (9.0..20.0).contains(&seconds)));
    assert_eq!(told[6]["said"], json!([{"type": "connection_ack"}]));
}
