//! What the runner refuses as a case.

use std::fs;
use std::path::Path;

use super::case;

fn faults(files: &[(&str, &str)]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file in it");
    }
    case::read(folder.path(), folder.path()).err().unwrap_or_default()
}

const WHOLE: [(&str, &str); 5] = [
    ("request.graphql", "{ __typename }"),
    ("network.json", "{\"nodes\": [], \"links\": []}"),
    ("README.md", "Shows nothing.\n"),
    ("expected.public.json", "{}"),
    ("expected.staff.json", "{}"),
];

#[test]
fn a_whole_case_is_read() {
    assert_eq!(faults(&WHOLE), Vec::<String>::new());
}

#[test]
fn a_case_with_one_viewer_is_refused() {
    let faults = faults(&WHOLE[..4]);
    assert_eq!(faults, ["no `expected.staff.json`: a case says what both get"]);
    let both_public = [&WHOLE[..4], &[("expected.public-lt.json", "{}")]].concat();
    assert_eq!(self::faults(&both_public), faults);
}

#[test]
fn a_case_says_in_one_line_what_it_shows() {
    let told = |text| {
        let mut files = WHOLE;
        files[2].1 = text;
        faults(&files)
    };
    assert_eq!(told(" \n"), ["README.md says in one line what the case shows"]);
    assert_eq!(told("One.\nTwo.\n"), ["README.md says in one line what the case shows"]);
}

#[test]
fn a_file_that_is_no_part_of_a_case_is_refused() {
    let strange = [&WHOLE[..], &[("expected.nobody.json", "{}")]].concat();
    assert_eq!(faults(&strange), ["`expected.nobody.json` is no part of a case"]);
}

#[test]
fn a_network_is_found_above_its_case_but_not_above_all_cases() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let folder = root.path().join("area/case");
    fs::create_dir_all(&folder).expect("folders in it");
    for (name, text) in WHOLE.iter().filter(|(name, _)| *name != "network.json") {
        fs::write(folder.join(name), text).expect("a file in it");
    }
    let read = |root: &Path| case::read(&folder, root).map(|case| case.network);
    assert!(read(root.path()).is_err());
    fs::write(root.path().join("network.json"), "above").expect("a file in it");
    assert_eq!(read(root.path()), Ok("above".to_owned()));
    assert!(read(&root.path().join("area")).is_err());
}
