//! Two servers on one Neo4j: what one of them changes, the other answers and tells.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::{Value, json};
use tinklas::model::network;

use super::client::{ask, connect};
use super::emptied::emptied;
use super::{add, serve, shared};
use crate::support::Place;

/// How long a change may take from one server to the other before something is broken. It takes a quarter of a
/// second; that is no test of speed on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// Follows all changes that a server tells, from now on.
fn follow(server: SocketAddr) -> BufReader<TcpStream> {
    let mut stream = connect(server);
    stream.set_read_timeout(Some(PATIENCE)).expect("a time-out");
    let body = json!({ "query": "subscription { changed { id } }" }).to_string();
    let length = body.len();
    let request = format!(
        "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
         Accept: text/event-stream\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).expect("sent");
    let mut lines = BufReader::new(stream);
    // The head comes when the subscription has begun.
    while next_line(&mut lines).trim_end() != "" {}
    lines
}

fn next_line(lines: &mut BufReader<TcpStream>) -> String {
    let mut line = String::new();
    lines.read_line(&mut line).expect("the change is told in time");
    line
}

#[tokio::test]
async fn a_change_through_one_server_is_answered_and_told_by_the_other() {
    let shared = shared::take();
    drop(emptied(&shared, network()).await);
    let places = [0, 1].map(|_| Place::over(&shared.address, &shared.password));
    let [one, other] = [0, 1].map(|at: usize| serve(&places[at]));
    let (one, other) = (one, other);
    let read = "query ($id: ID!) { company(id: $id) { id } companies { totalCount } }";
    let mut told = follow(other.1);
    for at in 1..=3 {
        let id = format!("co-{at}");
        // The other has answered the same before, and must not answer it from what it knew then.
        let before = ask(other.1, read, &json!({ "id": id })).json();
        assert_eq!(before["data"]["company"], Value::Null);
        let added = add(one.1, &id).json();
        assert_eq!(added["data"]["createCompany"]["sequence"], json!(at.to_string()), "{added}");
        // At once: the servers keep nothing themselves.
        let after = ask(other.1, read, &json!({ "id": id })).json();
        assert_eq!(after["data"]["company"]["id"], json!(id));
        assert_eq!(after["data"]["companies"]["totalCount"], json!(at));
        while !next_line(&mut told).contains(&format!("\"id\":\"{id}\"")) {}
    }
}
