//! The files that Docker reads: what runs, as whom, and that nothing runs without a password.

use std::path::Path;
use std::process::{Command, Output};

use super::tree;

/// The password's variable, by which both Neo4j and the server get it.
const PASSWORD: &str = "TINKLAS_NEO4J_PASSWORD";

/// What `docker-compose config` says of `docker-compose.yml`.
fn config(password: Option<&str>) -> Output {
    let mut command = Command::new("docker-compose");
    command.arg("config").current_dir(tree::root()).env_remove(PASSWORD);
    if let Some(password) = password {
        command.env(PASSWORD, password);
    }
    command.output().expect("docker-compose starts; `./test` installs it")
}

#[test]
fn with_a_password_the_containers_are_valid() {
    let done = config(Some("a-long-password"));
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let told = String::from_utf8(done.stdout).expect("text");
    let lines: Vec<&str> = told.lines().map(str::trim).collect();
    for line in [
        "NEO4J_AUTH: neo4j/a-long-password",
        "TINKLAS_NEO4J_PASSWORD: a-long-password",
        "condition: service_healthy",
        "image: neo4j:5.26-community",
        "- neo4j:/data:rw",
    ] {
        assert!(lines.contains(&line), "no `{line}` in\n{told}");
    }
    assert_eq!(lines.iter().filter(|line| **line == "restart: unless-stopped").count(), 2);
    // Nobody else reaches the server until somebody says so, and nobody reaches Neo4j.
    let published = lines.iter().filter(|line| line.ends_with("/tcp"));
    assert_eq!(published.collect::<Vec<_>>(), [&"- 127.0.0.1:8080:8080/tcp"]);
}

#[test]
fn without_a_password_they_are_refused() {
    for password in [None, Some("")] {
        let done = config(password);
        assert!(!done.status.success(), "{password:?}: {}", String::from_utf8_lossy(&done.stdout));
        let told = String::from_utf8(done.stderr).expect("text");
        assert!(told.contains(&format!("set {PASSWORD}")), "{told}");
    }
}

#[test]
fn the_server_does_not_run_as_root_and_is_watched() {
    let text = tree::text(Path::new("Dockerfile"));
    let (_, runtime) = text.rsplit_once("\nFROM ").expect("two stages");
    let user = runtime.lines().find_map(|line| line.strip_prefix("USER ")).expect("a user");
    assert!(!user.starts_with('0') && !user.starts_with("root"), "{user}");
    let entry = runtime.find("\nENTRYPOINT").expect("an entry");
    assert!(runtime.find("\nUSER").is_some_and(|at| at < entry));
    assert!(
        runtime.lines().any(|line| line.contains("CMD [\"tinklas\", \"health\"]")),
        "{runtime}"
    );
}
