//! Rules for Rust files and statements.

use super::tree;

/// A file of more lines holds two concepts.
const LONGEST: usize = 600;

/// What has no place in code that is finished. Split, so that this file does not hold them.
const UNFINISHED: [[&str; 2]; 7] = [
    ["todo", "!("],
    ["unimplemented", "!("],
    ["dbg", "!("],
    ["#[ig", "nore"],
    ["#[should", "_panic"],
    ["#[al", "low("],
    ["#![al", "low("],
];

#[test]
fn no_file_is_too_long() {
    let long = tree::texts("rs").into_iter().filter_map(|(path, text)| {
        let lines = text.lines().count();
        (lines > LONGEST).then(|| format!("{}: {lines} lines, at most {LONGEST}", path.display()))
    });
    tree::none(&long.collect::<Vec<_>>());
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent = tree::texts("rs").into_iter().filter_map(|(path, text)| {
        let first = text.lines().next().unwrap_or_default();
        (!first.starts_with("//! ")).then(|| {
            format!("{}:1: expected `//!` and what the file is for, got `{first}`", path.display())
        })
    });
    tree::none(&silent.collect::<Vec<_>>());
}

#[test]
fn nothing_is_left_unfinished() {
    let words: Vec<String> = UNFINISHED.iter().map(|parts| parts.concat()).collect();
    let mut found = Vec::new();
    for (path, text) in tree::texts("rs") {
        found.extend(tree::lines(&path, &text, |line| {
            let word = words.iter().find(|word| line.contains(word.as_str()))?;
            Some(format!("`{word}` has no place here"))
        }));
    }
    tree::none(&found);
}

#[test]
fn every_statement_file_has_a_header() {
    let mut bare = Vec::new();
    for (extension, comment) in [("sql", "-- "), ("cypher", "// ")] {
        for (path, text) in tree::texts(extension) {
            if !text.starts_with(comment) {
                bare.push(format!(
                    "{}:1: expected `{comment}` and what the statement answers",
                    path.display()
                ));
            }
        }
    }
    tree::none(&bare);
}

#[test]
fn scripts_say_how_they_are_used() {
    let scripts = tree::files().into_iter().filter(|path| {
        path.extension().is_none_or(|it| it == "py" || it == "sh")
            && tree::text_if_any(path).is_some_and(|text| text.starts_with("#!"))
    });
    let silent = scripts.filter_map(|path| {
        let text = tree::text(&path);
        let second = text.lines().nth(1).unwrap_or_default();
        let told = second.starts_with("# ") || second.starts_with("\"\"\"");
        (!told).then(|| format!("{}:2: expected what the script does", path.display()))
    });
    tree::none(&silent.collect::<Vec<_>>());
}
