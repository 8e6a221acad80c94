//! Folders as data: `folders/<case>/in` is read, and `expected.txt` beside it is what comes of it: every fault,
//! or every node and link. `UPDATE=1` rewrites what is expected; the diff is what to look at.

use std::fmt::Write as _;
use std::path::Path;

use tinklas::import::{Folder, read_folder};
use tinklas::model::{Model, PropertyId, Value, network};
use tinklas::store::records::{Change, Recorded, Source};

#[test]
fn folders_give_what_is_expected() {
    let model = network();
    let update = std::env::var("UPDATE").is_ok_and(|update| update == "1");
    let mut wrong = Vec::new();
    let mut cases = 0;
    for case in std::fs::read_dir("tests/import/folders").expect("the cases are there") {
        let case = case.expect("a case").path();
        cases += 1;
        let actual = told(&model, &case.join("in"));
        let expected = case.join("expected.txt");
        if update {
            std::fs::write(&expected, &actual).expect("the expected text can be written");
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != actual {
            wrong.push(format!("{}:\n{actual}", case.display()));
        }
    }
    assert!(cases >= 14, "only {cases} cases");
    assert!(wrong.is_empty(), "not as expected (UPDATE=1 accepts it):\n{}", wrong.join("\n"));
}

#[test]
fn what_cannot_be_read_is_told() {
    let told = |path: &Path| {
        let faults = Folder::open(path).expect_err("there is no folder");
        faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    let nowhere = told(Path::new("tests/import/nowhere"));
    assert!(nowhere.starts_with("cannot read the folder `tests/import/nowhere`: "), "{nowhere}");
    let file = "`Cargo.toml` is a file; expected a folder of CSV files";
    assert_eq!(told(Path::new("Cargo.toml")), file);
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("clusters.csv")).expect("a folder in it");
    assert_eq!(told(folder.path()), "clusters.csv: is not a file");
}

#[test]
fn a_file_of_many_faults_tells_the_first_and_how_many_more() {
    let rows = "cl-a,A,never,a test\n".repeat(1_500).replace("cl-a", "cl a");
    let text = format!("id,name,founded,source\n{rows}");
    let files = [("clusters.csv".to_owned(), std::borrow::Cow::Owned(text.into_bytes()))];
    let recorded = Recorded { by: "a test".into(), at: 0 };
    let folder = Folder::of_files("a test", files);
    let faults = read_folder(&network(), &folder, recorded, &mut |_| {}).expect_err("faults");
    assert_eq!(faults.len(), 1_001);
    assert_eq!(faults[1_000].to_string(), "clusters.csv: and 500 more like these");
}

#[test]
fn progress_goes_from_nothing_to_all() {
    let mut text = "id,name,source\n".to_owned();
    for number in 0..140_000 {
        writeln!(text, "cl-{number},A,a test").expect("a String takes everything");
    }
    let of = text.len() as u64;
    let files = [("clusters.csv".to_owned(), std::borrow::Cow::Owned(text.into_bytes()))];
    let recorded = Recorded { by: "a test".into(), at: 0 };
    let folder = Folder::of_files("a test", files);
    let mut told = Vec::new();
    let import = read_folder(&network(), &folder, recorded, &mut |progress| {
        assert_eq!((progress.doing, progress.of), ("clusters.csv", of));
        told.push(progress.done);
    });
    assert_eq!(import.expect("no faults").nodes, 140_000);
    assert!(told.len() >= 3 && told.is_sorted() && told[0] == 0, "{told:?}");
}

/// What comes of a folder, as text.
fn told(model: &Model, path: &Path) -> String {
    let recorded = Recorded { by: "a test".into(), at: 0 };
    let import = Folder::open(path)
        .map(|folder| Folder { name: "the folder".to_owned(), ..folder })
        .and_then(|folder| read_folder(model, &folder, recorded, &mut |_| {}));
    let mut text = String::new();
    match import {
        Err(faults) => {
            for fault in faults {
                writeln!(text, "{fault}").expect("a String takes everything");
            }
        }
        Ok(import) => {
            for change in &import.changes {
                writeln!(text, "{}", line(model, change)).expect("a String takes everything");
            }
        }
    }
    text
}

fn line(model: &Model, change: &Change) -> String {
    match change {
        Change::PutNode(node) => {
            let properties = properties(model, &node.properties);
            let kind = &model.kind(node.kind).name;
            format!("{kind} {}{properties}{}", node.id, sources(&node.sources))
        }
        Change::PutLink(link) => {
            let dates: String = [("since", link.since), ("until", link.until), ("seen", link.seen)]
                .into_iter()
                .filter_map(|(name, date)| Some(format!(" {name}={}", date?)))
                .collect();
            let properties = properties(model, &link.properties);
            format!("{}{dates}{properties}{}", link.link.id(model), sources(&link.sources))
        }
        other => format!("{other:?}"),
    }
}

fn properties(model: &Model, all: &[(PropertyId, Value)]) -> String {
    let written = all.iter().map(|(id, value)| {
        let name = &model.property_names[usize::from(id.0)];
        match value {
            Value::Localized(text) => {
                let texts = [("", &text.any), (":en", &text.en), (":lt", &text.lt)];
                texts
                    .into_iter()
                    .filter_map(|(language, text)| {
                        Some(format!(" {name}{language}={:?}", text.as_ref()?))
                    })
                    .collect()
            }
            other => format!(" {name}={other:?}"),
        }
    });
    written.collect()
}

fn sources(all: &[Source]) -> String {
    let written = all.iter().map(|source| match source.retrieved {
        Some(date) => format!(" <{} {date}>", source.url),
        None => format!(" <{}>", source.url),
    });
    written.collect()
}
