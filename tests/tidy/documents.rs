//! Rules for the documents: links lead somewhere, commands exist.

use std::path::Path;
use std::process::Command;

use super::tree;

#[test]
fn the_changelog_has_a_place_for_what_is_new() {
    let text = tree::text(Path::new("CHANGELOG.md"));
    let heads: Vec<&str> = text.lines().filter(|line| line.starts_with("## ")).collect();
    assert_eq!(heads.first(), Some(&"## Unreleased"));
}

#[test]
fn every_command_of_the_documents_exists() {
    let help = Command::new(env!("CARGO_BIN_EXE_tinklas")).arg("--help").output().expect("it runs");
    let help = String::from_utf8_lossy(&help.stdout).into_owned();
    let known = |name: &str| help.lines().any(|line| line.split_whitespace().next() == Some(name));
    let mut unknown = Vec::new();
    for (path, text) in tree::texts("md") {
        unknown.extend(tree::lines(&path, &text, |line| {
            let command = line.trim_start().strip_prefix("tinklas ")?;
            let name = command.split_whitespace().next()?;
            let plain =
                name.chars().all(|c| c.is_ascii_lowercase() || c == '-') && !name.starts_with('-');
            (plain && !known(name)).then(|| format!("`tinklas {name}` is no command"))
        }));
    }
    tree::none(&unknown);
}
