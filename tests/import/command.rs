//! `tinklas import` as a person runs it.

use std::path::Path;
use std::process::{Command, Output};

/// Runs the program in a folder of its own, so that no settings file of ours is met.
fn tinklas(arguments: &[&str]) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    Command::new(env!("CARGO_BIN_EXE_tinklas"))
        .args(arguments)
        .current_dir(folder.path())
        .env_clear()
        .output()
        .expect("the program runs")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Runs the program on a store of its own, and gives what it says when it does what it is asked.
struct Session {
    folder: tempfile::TempDir,
}

impl Session {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    fn said(&self, arguments: &[&str]) -> String {
        let store = self.folder.path().join("deep/network.db").display().to_string();
        let output = tinklas(&[arguments, &["--store", &store]].concat());
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", told(&output));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

/// A folder of ours with a bit of everything.
fn own() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    root.join("tests/import/folders/whole-network/in").display().to_string()
}

#[test]
fn every_fault_is_told_and_the_run_ends_with_1() {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/folders/references");
    let expected = std::fs::read_to_string(case.join("expected.txt")).expect("the expected text");
    let output = tinklas(&["import", &case.join("in").display().to_string()]);
    assert_eq!(output.status.code(), Some(1));
    let text = told(&output);
    let count = expected.lines().count();
    let first = format!("tinklas: {count} faults in the folder; nothing was imported");
    assert_eq!(text.lines().next(), Some(first.as_str()));
    let faults: Vec<&str> = text.lines().skip(1).map(str::trim_start).collect();
    assert_eq!(faults, expected.lines().collect::<Vec<_>>());
    assert!(output.stdout.is_empty());
}

#[test]
fn a_folder_that_is_not_there_is_told() {
    let output = tinklas(&["import", "nowhere"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("cannot read the folder `nowhere`"), "{}", told(&output));
}

#[test]
fn what_is_imported_stays_and_the_sample_can_go() {
    let session = Session::new();
    let (own, said) = (own(), |arguments: &[&str]| session.said(arguments));

    // An empty store that is read gets the sample.
    assert!(said(&["check"]).contains("780 nodes, 1996 links"));
    let first = said(&["import", &own]);
    assert!(first.contains("       1  clusters.csv\n"), "{first}");
    assert!(first.contains("30 nodes and 50 links: "), "{first}");
    assert!(first.ends_with("`tinklas sample remove` takes it out.\n"), "{first}");
    assert!(said(&["import", &own]).contains("all as it was already"));
    let removed = said(&["sample", "remove"]);
    assert!(removed.contains("The store has 30 nodes and 50 links left."), "{removed}");
    assert_eq!(
        said(&["sample", "remove"]),
        "There is nothing of the built-in sample in the store.\n"
    );
    assert!(!said(&["import", &own]).contains("sample"));
}

#[test]
fn the_sample_can_be_replaced_in_one_step() {
    let session = Session::new();
    let (own, said) = (own(), |arguments: &[&str]| session.said(arguments));
    said(&["check"]);
    let replaced = said(&["import", &own, "--replace-sample"]);
    assert!(replaced.ends_with("The built-in sample was taken out.\n"), "{replaced}");
    assert!(said(&["check"]).contains("30 nodes, 50 links"));
}
