//! The files of the project, as git knows them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The project's folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file that is in the repository or would be added to it, relative to the root.
pub(crate) fn files() -> Vec<PathBuf> {
    let listed = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
        .current_dir(root())
        .output()
        .expect("git runs");
    assert!(listed.status.success(), "git ls-files: {}", String::from_utf8_lossy(&listed.stderr));
    let listed = String::from_utf8(listed.stdout).expect("paths are UTF-8");
    let files: Vec<PathBuf> = listed
        .split_terminator('\0')
        .map(PathBuf::from)
        .filter(|path| root().join(path).is_file())
        .collect();
    assert!(files.len() > 50, "the tree has {} files; is this a clone?", files.len());
    files
}

/// The files of an extension, with their text.
pub(crate) fn texts(extension: &str) -> Vec<(PathBuf, String)> {
    let of_extension = |path: &PathBuf| path.extension().is_some_and(|it| it == extension);
    files().into_iter().filter(of_extension).map(|path| (path.clone(), text(&path))).collect()
}

/// The text of a file.
pub(crate) fn text(path: &Path) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

/// The text of a file; none for a picture or another file that is no text.
pub(crate) fn text_if_any(path: &Path) -> Option<String> {
    String::from_utf8(fs::read(root().join(path)).ok()?).ok().filter(|text| !text.contains('\0'))
}

/// Fails with all complaints at once.
pub(crate) fn none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

/// `path:line: text` for every line of a text that `wrong` finds something in.
pub(crate) fn lines(
    path: &Path,
    text: &str,
    mut wrong: impl FnMut(&str) -> Option<String>,
) -> Vec<String> {
    let told = |(at, line): (usize, &str)| {
        wrong(line).map(|why| format!("{}:{}: {why}", path.display(), at + 1))
    };
    text.lines().enumerate().filter_map(told).collect()
}
