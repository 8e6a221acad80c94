//! Rules for what others wrote and we use.

use std::path::Path;
use std::process::Command;

use serde_json::Value as Json;

use super::tree;

/// Licences that go with Apache-2.0 in a binary that is given away.
const LICENCES: [&str; 13] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    // Of files, not of the whole: only changes to its own files must be given away.
    "MPL-2.0",
    "Unicode-3.0",
    "Zlib",
];

/// Further licences that go with it, which only JavaScript packages have.
const NPM_ONLY: [&str; 1] = ["Python-2.0"];

/// Packages that name no licence to the registry, with what their licence file says.
const TOLD_IN_A_FILE: [(&str, &str); 1] = [("jsonpath-rust", "MIT")];

/// Whether one of the ways in which a package may be used is one of ours: `MIT OR (Apache-2.0 AND ISC)`.
fn fits(expression: &str) -> bool {
    let expression = expression.replace('/', " OR ").replace(['(', ')'], "");
    expression
        .split(" OR ")
        .any(|way| way.split(" AND ").all(|licence| LICENCES.contains(&licence.trim())))
}

#[test]
fn every_package_has_a_licence_that_fits() {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    // Packages of other platforms are not on the disk.
    let rustc = Command::new("rustc").arg("-vV").output().expect("rustc runs");
    let rustc = String::from_utf8_lossy(&rustc.stdout).into_owned();
    let host = rustc.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host");
    let told = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .args(["--filter-platform", host])
        .current_dir(tree::root())
        .output()
        .expect("cargo runs");
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let told: Json = serde_json::from_slice(&told.stdout).expect("JSON");
    let packages = told["packages"].as_array().expect("packages");
    assert!(packages.len() > 100, "{} packages", packages.len());
    let misfits = packages.iter().filter_map(|package| {
        let in_a_file = TOLD_IN_A_FILE.iter().find(|(name, _)| package["name"] == *name);
        let in_a_file = in_a_file.map_or("none", |(_, licence)| licence);
        let licence = package["license"].as_str().unwrap_or(in_a_file);
        (!fits(licence)).then(|| format!("{}: licence `{licence}`", package["name"]))
    });
    tree::none(&misfits.collect::<Vec<_>>());
}

#[test]
fn every_package_of_the_pages_has_a_licence_that_fits() {
    let lock: Json =
        serde_json::from_str(&tree::text(Path::new("web/package-lock.json"))).expect("JSON");
    let packages = lock["packages"].as_object().expect("packages");
    // The project itself has no name here; what only builds the pages is not given away.
    let given =
        packages.iter().filter(|(path, package)| !path.is_empty() && package["dev"] != true);
    let given: Vec<_> = given.collect();
    assert!(given.len() > 50, "{} packages", given.len());
    let misfits = given.iter().filter_map(|(path, package)| {
        let licence = package["license"].as_str().unwrap_or("none");
        let fits = fits(licence) || NPM_ONLY.contains(&licence);
        (!fits).then(|| format!("{path}: licence `{licence}`"))
    });
    tree::none(&misfits.collect::<Vec<_>>());
}

#[test]
fn a_licence_fits_when_all_its_parts_do() {
    assert!(fits("MIT/Apache-2.0") && fits("GPL-3.0 OR MIT") && fits("(MIT OR GPL-3.0) AND ISC"));
    assert!(!fits("GPL-3.0") && !fits("MIT AND GPL-3.0") && !fits("none"));
}

#[test]
fn lock_files_name_no_machine_to_fetch_from() {
    let mut found = Vec::new();
    for path in tree::files() {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = match name.as_str() {
            "package-lock.json" | "requirements.txt" | "pom.xml" => tree::text(&path),
            _ => continue,
        };
        found.extend(tree::lines(&path, &text, |line| {
            let fetched = line.contains("\"resolved\"")
                || line.contains("<url>")
                || line.contains("index-url");
            fetched.then(|| "names where to fetch from".to_owned())
        }));
    }
    tree::none(&found);
    let cargo = tree::text(Path::new("Cargo.lock"));
    let other = tree::lines(Path::new("Cargo.lock"), &cargo, |line| {
        let source = line.strip_prefix("source = ")?;
        (!source.contains("crates.io")).then(|| format!("expected crates.io, got {source}"))
    });
    tree::none(&other);
}
