//! What other programs say of the server: the public audit of GraphQL over HTTP, a browser, clients in several languages, a
//! linter of schemas.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::client::get;
use super::feeds::serve_network;
use super::sample::{serve_sample, serve_sample_with};
use super::server::Server;

/// Runs a script of `tests/js` with an address, and gives what it printed.
fn node(script: &str, address: &str) -> String {
    node_with(script, &[address])
}

/// The same with more than an address.
fn node_with(script: &str, arguments: &[&str]) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/js");
    assert!(
        folder.join("node_modules").exists(),
        "tests/js/node_modules is missing; `./test` installs it"
    );
    let done = Command::new("node")
        .arg(script)
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("node starts");
    let told = String::from_utf8_lossy(&done.stdout).into_owned();
    let fault = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{script} failed\n{told}\n{fault}");
    told
}

#[test]
fn all_audits_of_graphql_over_http_are_passed() {
    let server = Server::empty();
    let told = node("audit.mjs", &format!("http://{}/graphql", server.address));
    assert_eq!(told, "61 of 61\n");
}

#[test]
fn the_questions_can_be_asked_in_a_browser_without_javascript() {
    let server = serve_sample();
    assert_eq!(node("page.mjs", &format!("http://{}/", server.address)), "ok\n");
}

#[test]
fn graphiql_works_in_a_browser_and_keeps_no_token() {
    let token = "a-token-for-graphiql";
    let server = serve_sample_with(|settings| {
        settings.admin_token = Some(tinklas::config::Secret::new(token));
    });
    let start = format!("http://{}/", server.address);
    assert_eq!(node_with("graphiql.mjs", &[&start, token]), "ok\n");
}

#[test]
fn a_typescript_client_is_generated_checked_and_run() {
    let server = serve_sample();
    assert_eq!(node("typescript.mjs", &format!("http://{}/graphql", server.address)), "ok\n");
}

#[test]
fn relay_compiles_against_the_schema() {
    let server = Server::empty();
    let told = node("relay.mjs", &format!("http://{}/graphql", server.address));
    let made =
        "membersClusterQuery.graphql.js membersPageQuery.graphql.js members_page.graphql.js\n";
    assert_eq!(told, made);
}

#[test]
fn the_schema_is_clean_for_a_linter() {
    assert_eq!(node("lint.mjs", ""), "linted\n");
}

#[test]
fn a_python_client_needs_nothing_but_python() {
    let server = serve_sample();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python/client.py");
    let done = Command::new("python3")
        .arg(script)
        .arg(format!("http://{}/graphql", server.address))
        .output()
        .expect("python3 starts");
    let fault = String::from_utf8_lossy(&done.stderr);
    assert_eq!(String::from_utf8_lossy(&done.stdout), "3 members, then 304\n", "{fault}");
}

#[test]
fn curl_is_answered_as_the_readme_says() {
    let server = serve_sample();
    let readme = include_str!("../../README.md");
    let begin = readme.find("curl -s http://127.0.0.1:8080/graphql").expect("the example");
    let command = readme[begin..].split("```").next().expect("its end");
    let command = command.replace("127.0.0.1:8080", &server.address.to_string());
    let done = Command::new("sh").args(["-c", &command]).output().expect("a shell");
    let told = String::from_utf8_lossy(&done.stdout);
    assert!(told.starts_with(r#"{"data":{"expertsConnecting":{"items":[{"#), "{told}");
}

#[test]
fn a_feed_reader_reads_the_feed_in_both_languages() {
    let server = serve_network();
    let python = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("tools/venv/bin/python");
    assert!(python.exists(), "{} is missing; `./test` installs it", python.display());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python/read_feed.py");
    let folder = tempfile::tempdir().expect("a folder");
    for (language, title, first) in [
        ("en", "Tinklas: what changed", "Added: Žalgiris (company)"),
        ("lt", "Tinklas: kas pasikeitė", "Pridėta: Žalgiris (įmonė)"),
    ] {
        let file = folder.path().join("feed.atom");
        let path = format!("/feed.atom?lang={language}");
        let answer = get(server.address, &path, &[]);
        std::fs::write(&file, &answer.body).expect("a file");
        let done = Command::new(&python).arg("-B").arg(&script).arg(&file).output();
        let done = done.expect("python starts");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let read: Value = serde_json::from_slice(&done.stdout).expect("JSON");
        assert_eq!((&read["version"], &read["title"]), (&json!("atom10"), &json!(title)));
        assert_eq!(read["id"], format!("http://localhost{path}"));
        assert_eq!(read["entries"][1]["title"], first);
        let cluster = &read["entries"][2];
        assert_eq!(cluster["link"], format!("http://localhost/?q=node&id=cl-1&lang={language}"));
        assert_eq!(
            (&cluster["author"], read["language"].as_str()),
            (&json!("admin"), Some(language))
        );
        assert!(
            cluster["text"]
                .as_str()
                .is_some_and(|text| text.contains("https://a.example/?b=1&c=2"))
        );
        let items = get(server.address, &format!("/feed.json?lang={language}"), &[]).json();
        let of = |entries: &Value| -> Vec<Value> {
            let entries = entries.as_array().expect("entries");
            entries.iter().map(|one| json!([one["id"], one["title"]])).collect()
        };
        assert_eq!(of(&read["entries"]), of(&items["items"]));
    }
}
