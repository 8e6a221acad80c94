//! What other programs say of the server: the public audit of GraphQL over HTTP, and a browser.

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
