//! A case as a folder of data.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value as Json};
use tinklas::model::{Audience, Language};
use tinklas::plan::viewer::Viewer;

/// A case, read from its folder.
#[derive(Debug)]
pub(crate) struct Case {
    /// Its folder.
    pub(crate) folder: PathBuf,
    /// The text of its network: its own, or the nearest one above.
    pub(crate) network: String,
    /// The document.
    pub(crate) request: String,
    /// The values of its variables.
    pub(crate) variables: Map<String, Json>,
    /// The operations of the document that are executed one after the other; none where it has one.
    pub(crate) operations: Vec<String>,
    /// What each viewer is answered, by the viewer's name.
    pub(crate) expected: BTreeMap<String, String>,
    /// What is asked of the store for each viewer, by the viewer's name.
    pub(crate) counts: Map<String, Json>,
}

impl Case {
    /// Whether it may change its network.
    pub(crate) fn writes(&self) -> bool {
        self.request.contains("mutation")
    }
}

/// A viewer's name: an audience, and a language after a dash unless it is English.
pub(crate) fn viewer(name: &str) -> Option<Viewer> {
    let (audience, language) = name.split_once('-').unwrap_or((name, "en"));
    let audience = match audience {
        "public" => Audience::Public,
        "staff" => Audience::Staff,
        _ => return None,
    };
    Some(Viewer { audience, languages: vec![Language::from_code(language)?] })
}

/// The folders of all cases below a folder: those with a request.
pub(crate) fn folders(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in entries(root) {
        if path.join("request.graphql").is_file() {
            found.push(path);
        } else if path.is_dir() {
            found.extend(folders(&path));
        }
    }
    found
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let listed = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = listed.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

/// Reads a case. `root` is the highest folder that can have its network.
pub(crate) fn read(folder: &Path, root: &Path) -> Result<Case, Vec<String>> {
    let text = |name: &str| fs::read_to_string(folder.join(name));
    let object = |name: &str| match text(name) {
        Ok(text) => serde_json::from_str(&text).map_err(|error| format!("{name}: {error}")),
        Err(_) => Ok(Map::new()),
    };
    let mut faults = Vec::new();
    let mut expected = BTreeMap::new();
    for path in entries(folder) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match name.as_str() {
            "request.graphql" | "variables.json" | "operations.json" | "README.md"
            | "network.json" | "counts.json" => {}
            other => {
                let name_of = other
                    .strip_prefix("expected.")
                    .and_then(|rest| rest.strip_suffix(".json"))
                    .filter(|name| viewer(name).is_some());
                match name_of {
                    Some(viewer) => {
                        let text = text(other).unwrap_or_default();
                        expected.insert(viewer.to_owned(), text);
                    }
                    None => faults.push(format!("`{name}` is no part of a case")),
                }
            }
        }
    }
    for audience in ["public", "staff"] {
        if !expected.keys().any(|name| name.starts_with(audience)) {
            faults.push(format!("no `expected.{audience}.json`: a case says what both get"));
        }
    }
    let readme = text("README.md").unwrap_or_default();
    if readme.trim().is_empty() || readme.trim().lines().count() != 1 {
        faults.push("README.md says in one line what the case shows".to_owned());
    }
    let network = folder
        .ancestors()
        .take_while(|above| above.starts_with(root))
        .find_map(|above| fs::read_to_string(above.join("network.json")).ok());
    if network.is_none() {
        faults.push("no `network.json` here or above".to_owned());
    }
    let mut checked = |read: Result<_, String>| {
        read.unwrap_or_else(|fault| {
            faults.push(fault);
            Map::new()
        })
    };
    let (variables, counts) = (checked(object("variables.json")), checked(object("counts.json")));
    let operations = text("operations.json").map_or(Ok(Vec::new()), |text| {
        serde_json::from_str(&text).map_err(|error| format!("operations.json: {error}"))
    });
    let operations = operations.unwrap_or_else(|fault| {
        faults.push(fault);
        Vec::new()
    });
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Case {
        operations,
        folder: folder.to_owned(),
        network: network.unwrap_or_default(),
        request: text("request.graphql").unwrap_or_default(),
        variables,
        expected,
        counts,
    })
}
