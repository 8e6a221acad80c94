//! Rules for the statements that are written by hand.

use std::path::Path;

use super::tree;

/// The words of slots that every statement of `cypher/ask` can have; `src/store/neo4j/ask/text.rs` says what
/// they are.
const COMMON_SLOTS: [&str; 6] = ["node", "link", "bare", ":seen", "&seen", "passes"];

#[test]
fn every_statement_says_what_it_answers_and_takes() {
    let mut found = Vec::new();
    for (path, text) in tree::texts("cypher") {
        let is_header = |line: &&str| line.starts_with("//");
        let header: String = text.lines().take_while(is_header).collect::<Vec<_>>().join("\n");
        let body: String = text.lines().skip_while(is_header).collect::<Vec<_>>().join("\n");
        if header.is_empty() {
            found.push(format!("{}: expected `//` and what it answers", path.display()));
        }
        for name in parameters(&body).chain(slots(&path, &body)) {
            if !header.contains(name) {
                found.push(format!("{}: the header does not tell `{name}`", path.display()));
            }
        }
    }
    tree::none(&found);
}

/// The names after dollars.
fn parameters(body: &str) -> impl Iterator<Item = &str> {
    let is_of_name = |c: char| c.is_alphanumeric() || c == '_';
    body.split('$').skip(1).filter_map(move |rest| {
        rest.split(|c| !is_of_name(c)).next().filter(|name| !name.is_empty())
    })
}

/// The slots that the query fills.
fn slots<'a>(path: &Path, body: &'a str) -> impl Iterator<Item = &'a str> {
    let body = if path.starts_with("cypher/ask") { body } else { "" };
    let slots = body.split("{{").skip(1).filter_map(|rest| Some(rest.split_once("}}")?.0));
    slots.filter(|slot| !COMMON_SLOTS.contains(&slot.split(' ').next().unwrap_or_default()))
}
