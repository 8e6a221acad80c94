//! `/graphql` beside what the public audit checks.

use serde_json::{Value, json};

use super::client::{ask, get, post};
use super::sample::serve_sample;
use super::server::Server;

const JSON: &str = "Content-Type: application/json";

#[test]
fn only_json_is_taken_over_post() {
    let server = Server::empty();
    for other in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/json; charset=utf-16",
    ] {
        let header = format!("Content-Type: {other}");
        let answer = post(server.address, "/graphql", &[&header], br#"{"query":"{__typename}"}"#);
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (415, "UNSUPPORTED_MEDIA_TYPE"),
            "{other}"
        );
    }
}

#[test]
fn an_answer_that_the_client_does_not_accept_is_refused() {
    let server = Server::empty();
    let answer = post(server.address, "/graphql", &[JSON, "Accept: text/html"], b"{}");
    assert_eq!((answer.status, answer.code().as_str()), (406, "NOT_ACCEPTABLE"));
}

#[test]
fn malformed_json_is_told_by_place_and_never_repeated() {
    let server = Server::empty();
    let answer = post(server.address, "/graphql", &[JSON], b"{\"query\": \"{secret}\", ");
    assert_eq!((answer.status, answer.code().as_str()), (400, "BAD_REQUEST"));
    assert!(answer.body.contains("line 1 column"), "{}", answer.body);
    assert!(!answer.body.contains("secret"));
    for (body, said) in
        [("[]", "0 requests"), ("null", "null"), ("3", "a number"), ("[3]", "a number")]
    {
        let answer = post(server.address, "/graphql", &[JSON], body.as_bytes());
        assert_eq!(answer.status, 400);
        assert!(answer.body.contains(said), "{}", answer.body);
    }
}

#[test]
fn braces_without_end_are_refused_without_an_echo() {
    let server = Server::empty();
    let answer = ask(server.address, &"{a".repeat(50_000), &json!({}));
    assert!(answer.body.len() < 500, "{} bytes", answer.body.len());
    assert!(answer.json()["errors"][0]["extensions"]["code"].is_string(), "{}", answer.body);
    assert!(answer.json().get("data").is_none());
    let nested = format!(
        r#"{{"query":"{{a}}","variables":{}1{}}}"#,
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    let answer = post(server.address, "/graphql", &[JSON], nested.as_bytes());
    assert_eq!((answer.status, answer.code().as_str()), (400, "BAD_REQUEST"));
    assert!(answer.body.len() < 500);
    assert_eq!(get(server.address, "/health/ready", &[]).status, 200);
}

#[test]
fn a_socket_is_opened_only_by_our_own_pages_and_with_our_protocol() {
    let server = Server::empty();
    let upgrade = [
        "Upgrade: websocket",
        "Connection: upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ];
    let with = |further: &[&'static str]| {
        let headers: Vec<&str> = upgrade.iter().chain(further).copied().collect();
        get(server.address, "/graphql", &headers)
    };
    let protocol = "Sec-WebSocket-Protocol: graphql-transport-ws";
    let answer = with(&[protocol, "Origin: https://evil.example"]);
    assert_eq!((answer.status, answer.code().as_str()), (403, "WRONG_ORIGIN"));
    let answer = with(&["Sec-WebSocket-Protocol: graphql-ws"]);
    assert_eq!((answer.status, answer.code().as_str()), (400, "BAD_REQUEST"));
}

#[test]
fn mistakes_in_a_request_have_stable_codes_and_say_what_to_do() {
    let server = serve_sample();
    let wrong = |query: &str, variables: Value, code: &str, says: &str| {
        let answer = ask(server.address, query, &variables);
        assert_eq!(answer.code(), code, "{}", answer.body);
        assert!(answer.body.contains(says), "{}", answer.body);
    };
    wrong("{ clustrs { totalCount } }", json!({}), "GRAPHQL_VALIDATION_FAILED", "clusters");
    wrong(
        "query ($n: Int!) { clusters(first: $n) { totalCount } }",
        json!({ "n": "many" }),
        "BAD_INPUT",
        "$n",
    );
    wrong("{ claims(subject: \"cl-nobody\") { text } }", json!({}), "UNKNOWN_ID", "cl-nobody");
    wrong("{ clusters(after: \"made-up\") { totalCount } }", json!({}), "BAD_CURSOR", "cursor");
    assert_eq!(get(server.address, "/health/ready", &[]).status, 200);
}
