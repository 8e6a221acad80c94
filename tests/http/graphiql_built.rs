//! `GraphiQL` as npm builds it: its files, its examples, and what it says of the server.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::client::{Answer, get, post};
use super::sample::{serve_sample, serve_sample_with};
use super::server::Server;

const TOKEN: &str = "a-token-for-the-examples";

/// What the page tells its script, in a language.
fn told(server: &Server, language: &str) -> Value {
    let page = get(server.address, &format!("/graphiql?lang={language}"), &[]);
    let told = page.body.split("data-page=\"").nth(1).and_then(|rest| rest.split('"').next());
    let told = told.unwrap_or_else(|| panic!("this build has no GraphiQL: {}", page.body));
    let told = told.replace("&#34;", "\"").replace("&#60;", "<").replace("&#62;", ">");
    serde_json::from_str(&told.replace("&#39;", "'").replace("&#38;", "&")).expect("JSON")
}

#[test]
fn built_files_are_kept_for_ever_and_compressed() {
    let server = serve_sample();
    let page = get(server.address, "/graphiql", &[]).body;
    let script = page.split("src=\"").nth(1).and_then(|rest| rest.split('"').next());
    let script = script.expect("a script").to_owned();
    let whole = get(server.address, &script, &[]);
    assert_eq!(whole.header("content-type"), "text/javascript; charset=utf-8");
    assert_eq!(whole.header("cache-control"), "public, max-age=31536000, immutable");
    assert!(whole.body.len() < 1_200_000, "{} bytes", whole.body.len());
    let packed = get(server.address, &script, &["Accept-Encoding: br"]);
    assert_eq!(packed.header("content-encoding"), "br");
    let licences = get(server.address, "/web/licences.md", &[]);
    assert!(licences.body.contains("graphiql") && licences.body.contains("MIT"));
}

#[test]
fn every_example_is_answered_and_named_in_both_languages() {
    let server = serve_sample_with(|settings| {
        settings.admin_token = Some(tinklas::config::Secret::new(TOKEN));
    });
    let (english, lithuanian) = (told(&server, "en"), told(&server, "lt"));
    let examples = english["examples"].as_array().expect("examples");
    let mut kinds = Vec::new();
    for (at, example) in examples.iter().enumerate() {
        let document = example["query"].as_str().expect("a document");
        let translated = &lithuanian["examples"][at];
        assert_eq!(translated["query"], document);
        assert_ne!(translated["title"], example["title"]);
        let operation = document.lines().find(|line| !line.starts_with('#')).expect("an operation");
        let kind = operation.split_whitespace().next().unwrap_or_default();
        kinds.push(kind);
        for staff in [false, true] {
            let answer = ask(&server, example, staff).json();
            let code = answer["errors"][0]["extensions"]["code"].as_str();
            let expected = match kind {
                "mutation" if !staff => Some("UNAUTHENTICATED"),
                // A browser asks for events, as the page's script does.
                "subscription" => Some("NEEDS_WEBSOCKET"),
                _ => None,
            };
            assert_eq!(code, expected, "{document}: {answer}");
        }
    }
    for kind in ["query", "mutation", "subscription"] {
        assert!(kinds.contains(&kind), "no {kind} in {kinds:?}");
    }
}

fn ask(server: &Server, example: &Value, staff: bool) -> Answer {
    let variables = example["variables"].as_str().filter(|text| !text.is_empty()).unwrap_or("{}");
    let variables: Value = serde_json::from_str(variables).expect("an object");
    let body = json!({ "query": example["query"], "variables": variables }).to_string();
    let authorization = format!("Authorization: Bearer {TOKEN}");
    let mut headers = vec!["Content-Type: application/json"];
    headers.extend(staff.then_some(&*authorization));
    post(server.address, "/graphql", &headers, body.as_bytes())
}

#[test]
fn a_server_of_trusted_documents_says_so_on_the_page() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("one.graphql"), "{ clusters { totalCount } }")
        .expect("a file");
    let server = serve_sample_with(|settings| {
        settings.trusted_documents = Some(folder.path().to_owned());
        settings.only_trusted = true;
    });
    let page = get(server.address, "/graphiql?lang=en", &[]).body;
    assert!(page.contains("answers trusted documents only"), "{page}");
    // Its schema may not be asked for, and is read as a file.
    assert_eq!(told(&server, "en")["schema"], "/schema.graphql");
    assert_eq!(told(&serve_sample(), "en")["schema"], Value::Null);
}

#[test]
fn the_types_of_the_pages_agree() {
    let web = Path::new(env!("CARGO_MANIFEST_DIR")).join("web");
    let done = Command::new("npm").args(["run", "--silent", "check"]).current_dir(web).output();
    let done = done.expect("npm starts");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
}
