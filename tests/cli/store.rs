//! A store that cannot be used: what is said, how the run ends, and that the file stays as it was.

use std::path::PathBuf;

use super::support::Place;

/// A place whose store holds the sample.
fn filled() -> Place {
    let place = Place::new();
    let run = place.run(&["ask", "claims", "cl-litek"]);
    assert_eq!(run.code, 0, "{}", run.err);
    place
}

#[test]
fn a_file_that_is_something_else_is_left_alone() {
    let place = Place::new();
    std::fs::write(place.store(), "Dear diary").expect("written");
    for command in [&["check"][..], &["ask", "claims", "cl-litek"], &["serve"]] {
        let run = place.run(command);
        assert_eq!(run.code, 3, "{command:?}: {}", run.err);
        assert!(run.err.contains("network.db"), "{}", run.err);
    }
    assert_eq!(std::fs::read_to_string(place.store()).expect("the file"), "Dear diary");
}

#[test]
fn a_damaged_file_is_told_and_left_alone() {
    let place = filled();
    let mut bytes = std::fs::read(place.store()).expect("the file");
    let middle = bytes.len() / 2;
    bytes[middle..middle + 4096].fill(0xa5);
    std::fs::write(place.store(), &bytes).expect("written");
    let run = place.run(&["check"]);
    assert_eq!(run.code, 3, "{}{}", run.out, run.err);
    assert!(run.err.contains("damaged"), "{}", run.err);
    assert_eq!(std::fs::read(place.store()).expect("the file"), bytes);
}

#[test]
fn a_path_that_cannot_be_made_is_told() {
    let place = Place::new();
    std::fs::write(place.file("plain"), "").expect("written");
    let below: PathBuf = place.file("plain").join("network.db");
    let run = place.run(&["check", "--store", below.to_str().expect("UTF-8")]);
    assert_eq!(run.code, 3, "{}", run.err);
    assert!(run.err.contains("--store"), "{}", run.err);
}

#[test]
fn a_folder_that_is_not_a_network_ends_with_1_and_changes_nothing() {
    let place = filled();
    let before = place.run(&["check"]).out;
    let run = place.run(&["import", "."]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert_eq!(place.run(&["check"]).out, before);
}
