//! Every example of the documents is run on the sample: as the public, and as staff.

use std::path::Path;

use serde_json::{Map, Value};

use super::client::{Answer, post};
use super::sample::serve_sample_with;
use super::server::Server;

const TOKEN: &str = "a-token-for-the-examples";

/// A fenced example of a page.
struct Example {
    /// Where it is: `docs/API.md:12`.
    place: String,
    /// What stands behind the fence: `graphql`.
    kind: String,
    text: String,
}

/// The examples of a page, in order.
fn examples(page: &str) -> Vec<Example> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
    let text = std::fs::read_to_string(path).expect("a page");
    let mut all: Vec<Example> = Vec::new();
    let mut open = false;
    for (at, line) in text.lines().enumerate() {
        match line.trim_start().strip_prefix("```") {
            Some(_) if open => open = false,
            Some(kind) => {
                open = true;
                let place = format!("{page}:{}", at + 1);
                all.push(Example { place, kind: kind.to_owned(), text: String::new() });
            }
            None if open => {
                let example = all.last_mut().expect("an open example");
                example.text += line;
                example.text.push('\n');
            }
            None => {}
        }
    }
    all
}

fn server() -> Server {
    serve_sample_with(|settings| {
        settings.admin_token = Some(tinklas::config::Secret::new(TOKEN));
    })
}

/// Asks as staff or as the public.
fn ask(server: &Server, body: &str, staff: bool) -> Answer {
    let authorization = format!("Authorization: Bearer {TOKEN}");
    let mut headers = vec!["Content-Type: application/json"];
    headers.extend(staff.then_some(&*authorization));
    post(server.address, "/graphql", &headers, body.as_bytes())
}

#[test]
fn every_graphql_example_is_answered() {
    let server = server();
    let mut asked = 0;
    let all = examples("docs/API.md");
    for (at, example) in all.iter().enumerate().filter(|(_, one)| one.kind == "graphql") {
        // The values of its variables stand below it.
        let variables = all.get(at + 1).filter(|next| next.kind == "json");
        let variables: Map<String, Value> = variables
            .map(|next| serde_json::from_str(&next.text).expect("an object"))
            .unwrap_or_default();
        let body = serde_json::json!({ "query": example.text, "variables": variables });
        for staff in [false, true] {
            let answer = ask(&server, &body.to_string(), staff);
            let code = answer.json()["errors"].is_array().then(|| answer.code());
            let expected = match example.text.split_whitespace().next() {
                // One who writes says who they are; what is followed has many answers.
                Some("mutation") if !staff => Some("UNAUTHENTICATED"),
                Some("subscription") => Some("NEEDS_WEBSOCKET"),
                _ => None,
            };
            assert_eq!(code.as_deref(), expected, "{}: {}", example.place, answer.body);
            asked += 1;
        }
    }
    assert!(asked >= 10, "{asked}");
}

#[test]
fn every_curl_example_is_answered_with_data() {
    let server = server();
    let mut asked = 0;
    for example in ["README.md", "docs/API.md"].into_iter().flat_map(examples) {
        let is_one_answer = !example.text.contains("text/event-stream");
        if !example.text.contains("/graphql") || !example.text.contains("curl") || !is_one_answer {
            continue;
        }
        let body = example.text.split("-d '").nth(1).and_then(|rest| rest.split('\'').next());
        let body = body.unwrap_or_else(|| panic!("{}: no body", example.place));
        for staff in [false, true] {
            let answer = ask(&server, body, staff);
            let answered = answer.json();
            assert!(answered["errors"].is_null(), "{}: {answered}", example.place);
            assert!(answered["data"].is_object(), "{}: {answered}", example.place);
            asked += 1;
        }
    }
    assert!(asked >= 2, "{asked}");
}
