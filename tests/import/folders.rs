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
    let update = std::env::var_os("UPDATE").is_some();
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
