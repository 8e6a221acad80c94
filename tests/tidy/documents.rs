//! Rules for the documents: links lead somewhere, commands exist.

use std::path::Path;

use super::tree;

#[test]
fn the_changelog_has_a_place_for_what_is_new() {
    let text = tree::text(Path::new("CHANGELOG.md"));
    let heads: Vec<&str> = text.lines().filter(|line| line.starts_with("## ")).collect();
    assert_eq!(heads.first(), Some(&"## Unreleased"));
}
