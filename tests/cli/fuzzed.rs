//! A served sample is asked whatever its schema allows, and what it does not, by schemathesis: no answer of the 5xx,
//! no dropped connection, no panic, and no code that docs/ERRORS.md does not have.

use std::fs::File;
use std::path::Path;
use std::process::Command;

use super::support::{Place, Served};

/// For how many seconds a server is asked.
fn seconds() -> &'static str {
    if std::env::var_os("TINKLAS_SOAK").is_some() { "1800" } else { "25" }
}

/// Fuzzes a server that has a token or none, with further arguments of schemathesis.
fn fuzz(token: Option<&str>, further: &[&str]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("tools/venv/bin/python");
    assert!(python.exists(), "{} is missing; `./test` installs it", python.display());
    let place = Place::new();
    let log = place.file("server.log");
    let mut command = place.command(&["serve", "--listen", "127.0.0.1:0"]);
    command.stderr(File::create(&log).expect("a file"));
    if let Some(token) = token {
        command.env("TINKLAS_ADMIN_TOKEN", token);
    }
    let server = Served::of(command);
    let done = Command::new(python)
        .args(["-B", "-m", "schemathesis.cli", "run"])
        .arg(format!("http://{}/graphql", server.address()))
        .args(["--checks", "documented_answer", "--max-time", seconds(), "--no-color"])
        // It keeps nothing between runs, and does not give up because it was slow to make up a request.
        .args(["--generation-database", "none", "--suppress-health-check", "all"])
        .args(further)
        .env("SCHEMATHESIS_HOOKS", "judge_answers")
        .env("PYTHONPATH", root.join("tests/python"))
        .current_dir(place.file(""))
        .output()
        .expect("python starts");
    let told = String::from_utf8_lossy(&done.stdout);
    let fault = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{told}\n{fault}");
    assert!(told.contains(" generated, "), "nothing was asked:\n{told}");
    assert!(server.get("/health/ready").contains("\"status\":\"ready\""));
    drop(server);
    let log = std::fs::read_to_string(log).expect("a log");
    assert!(!log.contains("panicked") && !log.contains("ERROR"), "{log}");
}

#[test]
fn whatever_is_asked_of_a_server_is_answered_as_documented() {
    fuzz(None, &[]);
}

#[test]
fn whatever_is_written_is_answered_as_documented() {
    let token = "a-token-of-32-letters-for-a-test";
    let bearer = format!("Authorization: Bearer {token}");
    fuzz(Some(token), &["--header", &bearer, "--include-name-regex", "^Mutation"]);
}
