//! How answers are delivered: tags, compression, other sites, several requests at once, stored documents.

use std::io::{Read as _, Write as _};
use std::sync::Arc;

use serde_json::{Value, json};
use tinklas::api::{Face, Limits, Trusted};
use tinklas::model::network;
use tinklas::store::reference::Reference;

use super::client::{connect, exchange, get, post};
use super::sample::serve_sample;
use super::server::Server;

const JSON: &str = "Content-Type: application/json";

/// The status, the head in lower case, and the bytes of an answer to a GET.
fn bytes(server: &Server, path: &str, headers: &str) -> (String, Vec<u8>) {
    let mut stream = connect(server.address);
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n");
    stream.write_all(request.as_bytes()).expect("it is sent");
    let mut all = Vec::new();
    stream.read_to_end(&mut all).expect("an answer");
    let end = all.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
    (String::from_utf8_lossy(&all[..end]).to_ascii_lowercase(), all.split_off(end + 4))
}

#[test]
fn what_a_client_has_is_not_sent_again_and_differs_by_who_reads() {
    let server = serve_sample();
    let path = "/graphql?query=%7Bcluster(id%3A%22cl-litek%22)%7Bname%7D%7D";
    for path in [path, "/schema.graphql", "/"] {
        let first = get(server.address, path, &[]);
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with("w/\"") && tag.len() == 36, "{path}: {tag}");
        assert!(!first.header("cache-control").contains("public"), "{path}");
        let again = format!("If-None-Match: {}", tag.replace("w/", "W/"));
        let second = get(server.address, path, &[&again]);
        assert_eq!((second.status, second.body.as_str()), (304, ""), "{path}");
        assert_eq!(second.header("etag"), tag);
        let other = get(server.address, path, &["If-None-Match: \"another\""]);
        assert_eq!((other.status, other.body), (200, first.body), "{path}");
    }
    let answer = get(server.address, path, &[]);
    assert_eq!(answer.header("cache-control"), "private, no-cache");
    for name in ["accept", "accept-encoding", "accept-language", "authorization"] {
        assert!(answer.header("vary").split(", ").any(|one| one == name), "{name}");
    }
    // An answer by POST and the health of a moment are nobody's to keep.
    let body = br#"{"query":"{ __typename }"}"#;
    assert_eq!(post(server.address, "/graphql", &[JSON], body).header("etag"), "");
    assert_eq!(get(server.address, "/health/ready", &[]).header("etag"), "");
}

#[test]
fn long_answers_are_compressed_and_short_ones_are_not() {
    let server = serve_sample();
    let (_, plain) = bytes(&server, "/schema.graphql", "");
    for coding in ["gzip", "br", "zstd"] {
        let headers = format!("Accept-Encoding: {coding}\r\n");
        let (head, packed) = bytes(&server, "/schema.graphql", &headers);
        assert!(head.contains(&format!("\r\ncontent-encoding: {coding}\r\n")), "{head}");
        assert!(head.contains("\r\nvary: accept-encoding"), "{head}");
        assert!(packed.len() * 4 < plain.len(), "{coding}: {} of {}", packed.len(), plain.len());
        let (head, short) = bytes(&server, "/graphql?query=%7B__typename%7D", &headers);
        assert!(!head.contains("content-encoding"), "{head}");
        assert_eq!(short, br#"{"data":{"__typename":"Query"}}"#);
    }
    let (_, packed) = bytes(&server, "/schema.graphql", "Accept-Encoding: gzip\r\n");
    let mut read = Vec::new();
    flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut read).expect("gzip");
    assert_eq!(read, plain);
}

#[test]
fn other_sites_read_nothing_unless_they_are_named() {
    let ask = |server: &Server, origin: &str| {
        let preflight = format!(
            "OPTIONS /graphql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nOrigin: {origin}\r\n\
             Access-Control-Request-Method: POST\r\n\r\n"
        );
        let preflight = exchange(server.address, preflight.as_bytes());
        let answer = get(server.address, "/health/live", &[&format!("Origin: {origin}")]);
        let name = "access-control-allow-origin";
        (preflight.status, preflight.header(name).to_owned(), answer.header(name).to_owned())
    };
    let nobody = (405, String::new(), String::new());
    assert_eq!(ask(&Server::empty(), "https://app.example"), nobody);
    let server = Server::with(Arc::new(Reference::new(network())), |settings| {
        settings.cors_origins = vec!["https://app.example".to_owned()];
    });
    let named = "https://app.example".to_owned();
    assert_eq!(ask(&server, &named), (204, named.clone(), named));
    for other in ["https://evil.example", "http://app.example", "https://app.example.evil.example"]
    {
        assert_eq!(ask(&server, other), nobody, "{other}");
    }
}

#[test]
fn several_requests_are_answered_in_their_order() {
    let server = serve_sample();
    let one = |query: &str| json!({ "query": query });
    let ask = |all: &Value| post(server.address, "/graphql", &[JSON], all.to_string().as_bytes());
    let answer = ask(&json!([one("{ __typename }"), one("{ nothing }"), one("{ __typename }")]));
    let all = answer.json();
    assert_eq!((answer.status, all.as_array().map(Vec::len)), (200, Some(3)), "{all}");
    assert_eq!(all[0], all[2]);
    assert_eq!(all[1]["errors"][0]["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED");
    assert_eq!(ask(&Value::Array(vec![one("{ __typename }"); 10])).status, 200);
    let many = ask(&Value::Array(vec![one("{ __typename }"); 11]));
    assert_eq!((many.status, many.code().as_str()), (400, "BAD_REQUEST"));
    let mutation = ask(&json!([one("mutation { delete(id: \"cl-litek\") { sequence } }")]));
    assert_eq!(mutation.json()[0]["errors"][0]["extensions"]["code"], "WRITES_DISABLED");
}

#[test]
fn a_document_is_sent_once_and_named_from_then_on() {
    let server = Server::empty();
    let hash = "ecf4edb46db40b5132295c0291d62fb65d6759a9eedfa4d5d612dd5ec54a6b38";
    let named = json!({ "persistedQuery": { "version": 1, "sha256Hash": hash } });
    let ask = |body: &Value| {
        let answer = post(server.address, "/graphql", &[JSON], body.to_string().as_bytes());
        answer.json()
    };
    let short = json!({ "extensions": named });
    let error = &ask(&short)["errors"][0];
    // The words and the code by which clients know that the text is wanted.
    assert_eq!(error["message"], "PersistedQueryNotFound");
    assert_eq!(error["extensions"]["code"], "PERSISTED_QUERY_NOT_FOUND");
    let answer = json!({ "data": { "__typename": "Query" } });
    assert_eq!(ask(&json!({ "query": "{__typename}", "extensions": named })), answer);
    assert_eq!(ask(&short), answer);
    let address = format!("/graphql?extensions={}", named.to_string().replace('"', "%22"));
    assert_eq!(get(server.address, &address, &[]).json(), answer);
    assert_eq!(ask(&json!({ "documentId": format!("sha256:{hash}") })), answer);
    let nothing = post(server.address, "/graphql", &[JSON], br#"{"extensions":{}}"#);
    assert_eq!((nothing.status, nothing.code().as_str()), (400, "BAD_REQUEST"));
}

#[test]
fn a_server_that_trusts_only_its_own_documents_still_shows_its_pages() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("name.graphql"), "query Name { __typename }")
        .expect("a file");
    let server = Server::with(Arc::new(Reference::new(network())), |settings| {
        settings.trusted_documents = Some(folder.path().to_owned());
        settings.only_trusted = true;
    });
    let ask = |body: &[u8]| post(server.address, "/graphql", &[JSON], body);
    let named = ask(br#"{"documentId":"name"}"#);
    assert_eq!(named.json(), json!({ "data": { "__typename": "Query" } }));
    assert_eq!(ask(br#"{"query":"query Name { __typename }"}"#).json(), named.json());
    assert_eq!(ask(br#"{"query":"{ __typename }"}"#).code(), "UNTRUSTED_DOCUMENT");
    let page = get(server.address, "/?q=search&text=a", &["Accept: text/html"]);
    assert!(page.status == 200 && !page.body.contains("trusted"), "{}", page.body);
}

#[test]
fn every_fault_of_every_document_that_is_to_be_trusted_is_told_at_the_start() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in [
        ("good", "query Good { __typename }"),
        ("b", "query B {\n  clusters { totalCount nothing }\n  clusterz { totalCount }\n}"),
        ("a", "query A {"),
    ] {
        std::fs::write(folder.path().join(format!("{name}.graphql")), text).expect("a file");
    }
    let trusted = Trusted::read(folder.path(), false).expect("readable files");
    let face = Face::new(Arc::new(Reference::new(network())), Limits::default());
    let told = face.trusting(trusted).err().expect("faults").to_string();
    let places: Vec<&str> =
        told.lines().filter_map(|line| Some(line.trim().split_once(": ")?.0)).collect();
    assert_eq!(
        places,
        ["a.graphql:1:10", "a.graphql:1:10", "b.graphql:2:25", "b.graphql:3:3"],
        "{told}"
    );
    assert!(told.contains("did you mean `cluster`?"), "{told}");
}
