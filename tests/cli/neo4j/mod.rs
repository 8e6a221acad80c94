//! The program over a Neo4j, as the users and clients of its servers meet it.

mod killed;
mod same;
mod tls;
mod two;

#[path = "../../http/client.rs"]
mod client;
#[path = "../../neo4j/emptied.rs"]
mod emptied;
#[path = "../../neo4j/server.rs"]
mod server;
#[path = "../../neo4j/shared.rs"]
mod shared;

use std::fs::File;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::support::{Place, Served};
use client::Answer;

/// The token that servers take mutations with.
const TOKEN: &str = "a-token-for-these-tests";

/// The folder of the sample, which a Neo4j does not get by itself.
fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/lithuania")
}

/// A server on the store of a place, which takes mutations and logs to the file `log`; and where it listens.
fn serve(place: &Place) -> (Served, SocketAddr) {
    let mut command = place.command(&["serve", "--empty", "--listen", "127.0.0.1:0"]);
    let log = File::create(place.file("log")).expect("a log");
    command.env("TINKLAS_ADMIN_TOKEN", TOKEN).stderr(log);
    let served = Served::of(command);
    let address = served.address().parse().expect("an address");
    (served, address)
}

/// Adds a company by a mutation.
fn add(server: SocketAddr, id: &str) -> Answer {
    let query = "mutation ($id: ID!) { createCompany(\
        input: { id: $id, name: { text: \"A company\" } }, source: { url: \"a letter\" }) { sequence } }";
    let body = json!({ "query": query, "variables": { "id": id } }).to_string();
    let bearer = format!("Authorization: Bearer {TOKEN}");
    let headers = ["Content-Type: application/json", &bearer];
    client::post(server, "/graphql", &headers, body.as_bytes())
}
