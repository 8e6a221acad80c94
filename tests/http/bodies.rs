//! Bodies, addresses and headers that were good once: whatever is sent, the server answers, and never with the 5xx.

use proptest::test_runner::TestCaseError;
use serde_json::Value;
use tinklas::fault::Code;

use super::choices::{Choices, for_all, numbers};
use super::client::{Answer, get, post};
use super::mangle::mangle;
use super::sample::serve_sample;

/// Bodies of requests, of every shape that there is.
const BODIES: [&str; 7] = [
    r#"{"query":"{ clusters(first: 2) { nodes { id name } } }"}"#,
    r#"{"query":"query Q($id: ID!) { cluster(id: $id) { name } }","operationName":"Q","variables":{"id":"cl-litek"}}"#,
    r#"{"query":"query ($f: ClusterFilter) { clusters(filter: $f) { totalCount } }","variables":{"f":{"name":{"in":["a","b"]},"founded":{"gte":"2014-10"}}}}"#,
    r#"{"query":"mutation { delete(id: \"cl-litek\") { sequence } }"}"#,
    r#"{"query":"subscription { changed { id } }","extensions":{"statistics":true}}"#,
    r#"{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"ecf4edb46db40b5132295c0291d62fb65d6759a9eedfa4d5d612dd5ec54a6b38"}}}"#,
    r#"[{"query":"{ __typename }"},{"documentId":"sha256:ab","variables":null}]"#,
];

/// What is put into a body or an address.
const PIECES: [&str; 22] = [
    "{", "}", "[", "]", "\"", "\\", "\\u0000", "\\ud800", ":", ",", "null", "true", "-1e999",
    "1e5", "{\"a\":", "\u{0}", "\u{feff}", "ž", "%", "%ff%00", "&query=", "+",
];

/// Headers that say how to read a request and how to answer it.
const HEADERS: [&str; 12] = [
    "Accept: application/graphql-response+json",
    "Accept: text/html, */*;q=0.1",
    "Accept: ;;q=,/",
    "Accept-Language: lt;q=x, *;q=0, en-",
    "Accept-Encoding: br;q=0, zstd, *;q=0.0001",
    "Authorization: Bearer",
    "Content-Type: application/json; charset=\"UTF-8",
    "If-None-Match: W/\"a\", \"",
    "If-None-Match: *",
    "Origin: null",
    "Last-Event-ID: \u{7f}",
    "X-Request-Id: \"\"",
];

#[test]
fn whatever_body_is_sent_is_answered() {
    let server = serve_sample();
    for_all(10_000, &numbers(120), |numbers| {
        let choices = &mut Choices::new(&numbers);
        let mut headers = vec!["Content-Type: application/json"];
        headers.extend(choices.several(2, |choices| *choices.pick(&HEADERS)));
        let mut body = (*choices.pick(&BODIES)).to_owned();
        if !choices.chance(10) {
            mangle(&mut body, &PIECES, choices);
        }
        let mut body = body.into_bytes();
        if choices.chance(20) && !body.is_empty() {
            // No longer UTF-8, perhaps.
            let at = choices.below(body.len());
            body[at] = u8::try_from(choices.below(256)).unwrap_or(0);
        }
        let told = format!("{headers:?}\n{}", String::from_utf8_lossy(&body));
        judge(&post(server.address, "/graphql", &headers, &body), &told)
    });
}

#[test]
fn whatever_address_is_asked_for_is_answered() {
    let server = serve_sample();
    for_all(10_000, &numbers(120), |numbers| {
        let choices = &mut Choices::new(&numbers);
        let headers = choices.several(3, |choices| *choices.pick(&HEADERS));
        let path = *choices.pick(&["/graphql", "/", "/feed.json", "/export/gexf", "/nothing"]);
        let mut query =
            "query={clusters{totalCount}}&variables={\"id\":1}&q=node&id=cl-litek&lang=lt\
                         &kinds=CLUSTER,COMPANY&first=3&after="
                .to_owned();
        mangle(&mut query, &PIECES, choices);
        // What ends a line of the head, or the address in it, is not sent as it is.
        let letter = |letter: char| {
            if letter <= ' ' || letter == '#' { "%20".to_owned() } else { letter.to_string() }
        };
        let query: String = query.chars().take(6_000).map(letter).collect();
        let address = format!("{path}?{query}");
        judge(&get(server.address, &address, &headers), &format!("{headers:?}\n{address}"))
    });
}

/// Whether an answer is one that the documents promise.
fn judge(answer: &Answer, told: &str) -> Result<(), TestCaseError> {
    let wrong = |what: &str| Err(TestCaseError::fail(format!("{what}\n{told}\n{answer:.3000?}")));
    if !(200..500).contains(&answer.status) {
        return wrong("no answer, or one of the 5xx");
    }
    let is_json = ["application/json", "application/graphql-response+json"]
        .iter()
        .any(|kind| answer.header("content-type").starts_with(kind));
    if !is_json || !answer.header("content-encoding").is_empty() {
        return Ok(());
    }
    let Ok(json) = serde_json::from_str::<Value>(&answer.body) else { return wrong("no JSON") };
    let many = [json];
    let all = many[0].as_array().map_or(&many[..], Vec::as_slice);
    for error in all.iter().filter_map(|one| one["errors"].as_array()).flatten() {
        let code = error["extensions"]["code"].as_str().unwrap_or_default();
        let known = Code::ALL.iter().find(|one| one.name() == code);
        if known.is_none_or(|code| matches!(code, Code::Internal | Code::Unavailable)) {
            return wrong("an error that is not documented");
        }
    }
    Ok(())
}
