//! Who may write over HTTP: the token, the method, the media type, the site.

use std::sync::Arc;

use tinklas::config::Secret;
use tinklas::model::network;
use tinklas::store::reference::Reference;

use super::client::{Answer, get, post};
use super::server::Server;

const TOKEN: &str = "a-token-for-these-tests";
const JSON: &str = "Content-Type: application/json";
const WRITE: &str = r#"{"query": "mutation { createCompany(input: {id: \"co-1\", name: {text: \"One\"}}, source: {url: \"a letter\"}) { node { id recordedBy note } } }"}"#;
const COUNT: &str = r#"{"query": "{ companies { totalCount } }"}"#;

fn with_token() -> Server {
    Server::with(Arc::new(Reference::new(network())), |settings| {
        settings.admin_token = Some(Secret::new(TOKEN));
    })
}

fn send(server: &Server, headers: &[&str], body: &str) -> Answer {
    let headers: Vec<&str> = headers.iter().copied().chain([JSON]).collect();
    post(server.address, "/graphql", &headers, body.as_bytes())
}

fn count(server: &Server) -> i64 {
    let answer = send(server, &[], COUNT);
    answer.json()["data"]["companies"]["totalCount"].as_i64().unwrap_or(-1)
}

#[test]
fn without_a_token_of_the_server_nobody_writes() {
    let server = Server::empty();
    for headers in [vec![], vec!["Authorization: Bearer a-token-for-these-tests"]] {
        let answer = send(&server, &headers, WRITE);
        assert_eq!((answer.status, answer.code().as_str()), (403, "WRITES_DISABLED"));
    }
    assert_eq!(count(&server), 0);
}

#[test]
fn whoever_sends_the_token_writes_as_staff() {
    let server = with_token();
    let bearer = format!("Authorization: Bearer {TOKEN}");
    let answer = send(&server, &[&bearer], WRITE);
    let node = serde_json::json!({ "id": "co-1", "recordedBy": "admin", "note": null });
    assert_eq!((answer.status, &answer.json()["data"]["createCompany"]["node"]), (200, &node));
    assert_eq!(count(&server), 1);
}

#[test]
fn whoever_sends_none_or_another_is_told_so() {
    let server = with_token();
    let none = send(&server, &[], WRITE);
    assert_eq!((none.status, none.code().as_str()), (401, "UNAUTHENTICATED"));
    assert_eq!(none.header("www-authenticate"), "bearer");
    for (wrong, body) in [
        ("Authorization: Bearer a-token-for-these-test", WRITE),
        ("Authorization: bearer another-token-entirely", COUNT),
        ("Authorization: Bearer  ", COUNT),
    ] {
        let answer = send(&server, &[wrong], body);
        assert_eq!((answer.status, answer.code().as_str()), (401, "UNAUTHENTICATED"), "{wrong}");
        assert_eq!(answer.header("www-authenticate"), "bearer");
        assert!(!answer.body.contains("token-for"), "{}", answer.body);
    }
    // Another scheme is for a proxy before the server.
    let proxy = send(&server, &["Authorization: Basic YTpi"], COUNT);
    assert_eq!(proxy.status, 200);
    assert_eq!(count(&server), 0);
}

#[test]
fn a_mutation_is_json_by_post_from_no_other_site() {
    let server = with_token();
    let bearer = format!("Authorization: Bearer {TOKEN}");
    let other = send(&server, &[&bearer, "Origin: https://evil.example"], WRITE);
    assert_eq!((other.status, other.code().as_str()), (403, "WRONG_ORIGIN"));
    let form = ["Content-Type: application/x-www-form-urlencoded", &bearer];
    let form = post(server.address, "/graphql", &form, WRITE.as_bytes());
    assert_eq!((form.status, form.code().as_str()), (415, "UNSUPPORTED_MEDIA_TYPE"));
    let path = "/graphql?query=mutation%7Bdelete(id:%22a%22)%7Bsequence%7D%7D";
    let by_get = get(server.address, path, &[&bearer]);
    assert_eq!((by_get.status, by_get.code().as_str()), (405, "METHOD_NOT_ALLOWED"));
    assert_eq!(count(&server), 0);
    let own = send(&server, &[&bearer, "Origin: http://localhost:8080"], WRITE);
    assert_eq!(own.status, 200, "{}", own.body);
    assert_eq!(count(&server), 1);
}

#[test]
fn an_answer_for_staff_is_not_kept_for_others() {
    let answer = send(&with_token(), &[], COUNT);
    assert!(answer.header("vary").contains("authorization"), "{}", answer.header("vary"));
}
