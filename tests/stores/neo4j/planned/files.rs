//! The statements that are written by hand, as they are found among those that are sent.

use std::fs;
use std::path::Path;

/// A file of `cypher`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct File {
    /// Its folder and name: `ask/paths`.
    pub(super) name: String,
    /// Its text beside its slots, without its comments.
    pieces: Vec<String>,
}

/// All of them, but the steps that prepare a database.
pub(super) fn all() -> Vec<File> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cypher");
    let mut all = Vec::new();
    for part in ["ask", "change", "migrate"] {
        for entry in fs::read_dir(folder.join(part)).expect("the folder") {
            let path = entry.expect("a file").path();
            let name = path.file_stem().and_then(|name| name.to_str()).expect("a name");
            let text = fs::read_to_string(&path).expect("a statement");
            let lines = text.lines().filter(|line| !line.starts_with("//"));
            let pieces = lines.flat_map(|line| line.split("{{")).flat_map(pieces);
            all.push(File { name: format!("{part}/{name}"), pieces: pieces.collect() });
        }
    }
    all
}

/// The text after a slot `..}}` and beside slots such as `<type>`, which are one word.
fn pieces(text: &str) -> impl Iterator<Item = String> {
    let text = text.split_once("}}").map_or(text, |(_, after)| after);
    let is_slot = |piece: &&str| !piece.bytes().all(|byte| byte.is_ascii_lowercase());
    let pieces = text.split(['<', '>']).filter(is_slot).map(str::trim);
    pieces.filter(|piece| !piece.is_empty()).map(str::to_owned)
}

impl File {
    /// Whether a statement was made from it: it has all of its text.
    fn is_of(&self, statement: &str) -> bool {
        let mut rest = Some(statement);
        for piece in &self.pieces {
            rest = rest.and_then(|rest| Some(rest.split_once(piece)?.1));
        }
        rest.is_some()
    }
}

/// The file that a statement was made from: the longest, where one has all that another has.
pub(super) fn of<'a>(all: &'a [File], statement: &str) -> Option<&'a File> {
    let made = all.iter().filter(|file| file.is_of(statement));
    made.max_by_key(|file| file.pieces.iter().map(String::len).sum::<usize>())
}
