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
