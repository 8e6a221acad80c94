//! Rules for files of every kind.

use super::tree;

/// The most that all files may weigh together, in bytes.
const HEAVIEST: u64 = 50 * 1024 * 1024;

/// Where absolute paths of somebody's machine begin. Split, so that this file does not hold them.
const MACHINE_PATHS: [[&str; 2]; 6] = [
    ["/ho", "me/"],
    ["/ro", "ot/"],
    ["/Us", "ers/"],
    ["C:\\", "Users"],
    ["/wo", "rk/"],
    ["/tm", "p/"],
];

#[test]
fn the_tree_is_light() {
    let bytes: u64 = tree::files()
        .iter()
        .filter_map(|path| tree::root().join(path).metadata().ok())
        .map(|data| data.len())
        .sum();
    assert!(bytes < HEAVIEST, "{bytes} bytes, at most {HEAVIEST}");
}

#[test]
fn no_file_knows_somebodys_machine() {
    let starts: Vec<String> = MACHINE_PATHS.iter().map(|parts| parts.concat()).collect();
    let mut found = Vec::new();
    for path in tree::files() {
        let Some(text) = tree::text_if_any(&path) else { continue };
        found.extend(tree::lines(&path, &text, |line| {
            let start = starts.iter().find(|start| begins_a_path(line, start))?;
            Some(format!("`{start}` is a path of one machine"))
        }));
    }
    tree::none(&found);
}

/// Whether `start` is in the line other than as a part of a longer path or address.
fn begins_a_path(line: &str, start: &str) -> bool {
    line.match_indices(start).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|c| !(c.is_alphanumeric() || "./-_~%:)}>".contains(c)))
    })
}

#[test]
fn text_ends_with_one_line_break_and_lines_without_spaces() {
    let mut found = Vec::new();
    for path in tree::files() {
        // Recorded answers and data keep their bytes.
        let Some(text) = tree::text_if_any(&path) else { continue };
        if path.starts_with("data") || text.is_empty() {
            continue;
        }
        if !text.ends_with('\n') || text.ends_with("\n\n") {
            found.push(format!("{}: expected one line break at the end", path.display()));
        }
        if path.extension().is_none_or(|it| it != "csv") {
            found.extend(tree::lines(&path, &text, |line| {
                line.ends_with([' ', '\t']).then(|| "a space at the end of the line".to_owned())
            }));
        }
    }
    tree::none(&found);
}
