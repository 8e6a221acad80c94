//! What other programs say of the server: the public audit of GraphQL over HTTP, a browser, clients in several languages, a
//! linter of schemas.

use std::path::Path;
use std::process::Command;

use super::sample::serve_sample;
use super::server::Server;

/// Runs a script of `tests/js` with an address, and gives what it printed.
fn node(script: &str, address: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/js");
    assert!(
        folder.join("node_modules").exists(),
        "tests/js/node_modules is missing; `./test` installs it"
    );
    let done = Command::new("node")
        .args([script, address])
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
