//! Server-sent events over a real connection.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::sync::Arc;

use serde_json::{Value as Json, json};
use tinklas::config::Secret;
use tinklas::model::network as model;
use tinklas::store::Store;
use tinklas::store::reference::Reference;

use super::network::{apply, put};
use crate::client::{connect, get};
use crate::server::Server;

/// A stream of events, as it comes in.
struct Stream(BufReader<TcpStream>);

impl Stream {
    fn post(server: &Server, headers: &str, query: &str) -> Self {
        let body = json!({ "query": query }).to_string();
        let length = body.len();
        Self::open(
            server,
            &format!(
                "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
                 Accept: text/event-stream\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
            ),
        )
    }

    fn get(server: &Server, headers: &str, query: &str) -> Self {
        let query: String = form_urlencoded::byte_serialize(query.as_bytes()).collect();
        Self::open(
            server,
            &format!(
                "GET /graphql?query={query} HTTP/1.1\r\nHost: localhost\r\n\
                 Accept: text/event-stream\r\n{headers}\r\n"
            ),
        )
    }

    fn open(server: &Server, request: &str) -> Self {
        let mut stream = connect(server.address);
        stream.write_all(request.as_bytes()).expect("sent");
        let mut stream = Self(BufReader::new(stream));
        let head = stream.lines();
        assert!(head[0].starts_with("HTTP/1.1 200"), "{head:?}");
        let kind = "content-type: text/event-stream; charset=utf-8".to_owned();
        assert!(head.contains(&kind), "{head:?}");
        stream
    }

    /// The lines up to an empty one. Those of the chunks that carry them are left out.
    fn lines(&mut self) -> Vec<String> {
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            let length = self.0.read_line(&mut line).expect("a line in time");
            let line = line.trim_end();
            if line.is_empty() && (!lines.is_empty() || length == 0) {
                return lines;
            }
            let is_size = !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_hexdigit());
            if !line.is_empty() && !is_size {
                lines.push(line.to_owned());
            }
        }
    }

    /// The next event: its name, its id and its data.
    fn event(&mut self) -> (String, String, Json) {
        let lines = self.lines();
        let field = |name: &str| {
            let line = lines.iter().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
            line.unwrap_or_default().trim().to_owned()
        };
        let data = serde_json::from_str(&field("data")).unwrap_or_default();
        (field("event"), field("id"), data)
    }
}

fn served() -> (Arc<dyn Store>, Server) {
    let store: Arc<dyn Store> = Arc::new(Reference::new(model()));
    let server = Server::with(store.clone(), |settings| {
        settings.admin_token = Some(Secret::new("a-token-for-these-tests"));
    });
    (store, server)
}

const CHANGED: &str = "subscription { changed { id cursor node { ... on Cluster { note } } } }";

#[tokio::test]
async fn each_viewer_follows_over_http() {
    let (store, server) = served();
    let mut public = Stream::get(&server, "", CHANGED);
    let staff = "Authorization: Bearer a-token-for-these-tests\r\n";
    let mut staff = Stream::post(&server, staff, CHANGED);
    let begun = (public.event(), staff.event());
    assert!(begun.0.0.is_empty() && !begun.0.1.is_empty() && begun.0 == begun.1, "{begun:?}");
    let note = [("note", "for us")];
    apply(
        &*store,
        [put(&model(), "Proposal", "secret", &[]), put(&model(), "Cluster", "cl", &note)],
    )
    .await;
    let told = |(event, id, data): (String, String, Json)| {
        let change = data["data"]["changed"].clone();
        assert_eq!((event.as_str(), &json!(id)), ("next", &change["cursor"]));
        (change["id"].clone(), change["node"].clone())
    };
    assert_eq!(told(staff.event()), (json!("secret"), json!({})));
    assert_eq!(told(staff.event()), (json!("cl"), json!({"note": "for us"})));
    assert_eq!(told(public.event()), (json!("cl"), json!({"note": null})));
}

#[tokio::test]
async fn a_browser_goes_on_after_the_last_event_that_it_got() {
    let (store, server) = served();
    let mut stream = Stream::get(&server, "", CHANGED);
    let (_, begun, _) = stream.event();
    drop(stream);
    apply(&*store, ["cl-1", "cl-2", "cl-3"].map(|id| put(&model(), "Cluster", id, &[]))).await;
    let mut last = begun;
    for expected in ["cl-1", "cl-2", "cl-3"] {
        let mut stream = Stream::get(&server, &format!("Last-Event-ID: {last}\r\n"), CHANGED);
        assert_eq!(stream.event().1, last);
        let (_, id, data) = stream.event();
        assert_eq!(data["data"]["changed"]["id"], expected);
        last = id;
    }
}

#[test]
fn a_query_has_one_answer_and_a_refusal_is_an_event() {
    let (_, server) = served();
    let complete = ("complete".to_owned(), String::new(), Json::Null);
    let mut stream = Stream::post(&server, "", "{ clusters { totalCount } }");
    let (event, _, data) = stream.event();
    assert_eq!((event.as_str(), &data["data"]["clusters"]["totalCount"]), ("next", &json!(0)));
    assert_eq!(stream.event(), complete);
    for (query, code) in [
        ("{ clustrs }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { changed(after: \"x\") { id } }", "BAD_CURSOR"),
        ("mutation { delete(id: \"x\") { sequence } }", "METHOD_NOT_ALLOWED"),
    ] {
        let mut stream = Stream::get(&server, "", query);
        let (event, _, data) = stream.event();
        let told = &data["errors"][0]["extensions"]["code"];
        assert_eq!((event.as_str(), told), ("next", &json!(code)), "{data}");
        assert_eq!(stream.event(), complete);
    }
    let mut stream = Stream::post(&server, "", "mutation { delete(id: \"x\") { sequence } }");
    assert_eq!(stream.event().2["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
}

#[test]
fn who_accepts_one_answer_alone_is_told_how_to_follow() {
    let (_, server) = served();
    let path = "/graphql?query=subscription%7Bchanged%7Bid%7D%7D";
    let answer = get(server.address, path, &["Accept: application/json"]);
    assert_eq!(answer.code(), "NEEDS_WEBSOCKET");
    let answer =
        get(server.address, "/graphql?query=%7B__typename%7D", &["Accept: text/event-stream, */*"]);
    assert_eq!(answer.json(), json!({"data": {"__typename": "Query"}}));
}

#[test]
fn a_server_that_stops_lets_go_of_those_who_follow() {
    let (_, mut server) = served();
    let mut stream = Stream::get(&server, "", CHANGED);
    stream.event();
    let began = std::time::Instant::now();
    server.stop();
    assert!(began.elapsed().as_secs() < 8, "it waited for {:?}", began.elapsed());
    assert_eq!(stream.lines(), Vec::<String>::new(), "no `complete`: a browser connects anew");
}

#[test]
fn streams_are_counted() {
    let store = Arc::new(Reference::new(model()));
    let server = Server::with(store, |settings| settings.max_sockets = 1);
    let mut stream = Stream::get(&server, "", CHANGED);
    stream.event();
    let path = "/graphql?query=subscription%7Bchanged%7Bid%7D%7D";
    let answer = get(server.address, path, &["Accept: text/event-stream"]);
    assert_eq!((answer.status, answer.code().as_str()), (503, "TOO_MANY_CONNECTIONS"));
}
