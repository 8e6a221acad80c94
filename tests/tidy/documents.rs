//! Rules for the documents: links lead somewhere, commands exist.

use std::path::{Component, Path, PathBuf};
use std::process::Command;

use tinklas::fault::Code;

use super::tree;

/// The links of a Markdown text that are neither addresses nor places on the same page, with their lines.
fn links(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut fenced = false;
    for (at, line) in text.lines().enumerate() {
        fenced ^= line.trim_start().starts_with("```");
        if fenced {
            continue;
        }
        for (start, _) in line.match_indices("](") {
            let target = &line[start + 2..];
            let target = &target[..target.find(')').unwrap_or(target.len())];
            let page = target.split('#').next().unwrap_or_default();
            if !page.is_empty() && !target.contains("://") && !target.starts_with("mailto:") {
                found.push((at + 1, page.to_owned()));
            }
        }
    }
    found
}

/// The path with `..` resolved.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    plain
}

#[test]
fn every_link_leads_to_a_file() {
    let mut broken = Vec::new();
    for (path, text) in tree::texts("md") {
        let folder = path.parent().unwrap_or(Path::new(""));
        for (line, target) in links(&text) {
            if !tree::root().join(plain(&folder.join(&target))).exists() {
                broken.push(format!("{}:{line}: no file `{target}`", path.display()));
            }
        }
    }
    tree::none(&broken);
}

#[test]
fn the_changelog_has_a_place_for_what_is_new() {
    let text = tree::text(Path::new("CHANGELOG.md"));
    let heads: Vec<&str> = text.lines().filter(|line| line.starts_with("## ")).collect();
    assert_eq!(heads.first(), Some(&"## Unreleased"));
}

#[test]
fn the_comparison_tells_the_size_of_the_schema_as_it_is() {
    let schema = tree::text(Path::new("schema/api.graphql"));
    let kinds = schema.lines().filter(|line| {
        line.starts_with("type ")
            && line
                .split_once(" implements ")
                .is_some_and(|(_, all)| all.split(['&', '{']).any(|one| one.trim() == "Node"))
    });
    let types = schema.lines().filter(|line| {
        let word = line.split(' ').next().unwrap_or_default();
        ["type", "interface", "enum", "input", "union", "scalar"].contains(&word)
    });
    let (kinds, types, size) = (kinds.count(), types.count(), schema.len() / 1000);
    let told = format!("| Tinklas, `schema/api.graphql` | {kinds} | {types} | {size} KB,");
    let comparison = tree::text(Path::new("docs/COMPARISON.md"));
    assert!(comparison.contains(&told), "docs/COMPARISON.md should say `{told}`");
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

#[test]
fn every_error_code_is_documented_once_and_no_other_is() {
    let text = tree::text(Path::new("docs/ERRORS.md"));
    let first_cell = |line: &str| Some(line.strip_prefix("| `")?.split_once('`')?.0.to_owned());
    let mut documented: Vec<String> = text.lines().filter_map(first_cell).collect();
    documented.sort_unstable();
    let mut known: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    known.sort_unstable();
    assert_eq!(documented, known);
}
