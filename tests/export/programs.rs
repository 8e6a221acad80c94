//! The files as networkx and Gephi read them.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value as Json;
use tinklas::export::{Format, write};
use tinklas::import::sample;
use tinklas::model::{Language, Model, Value, network};
use tinklas::store::features::Subgraph;
use tinklas::store::records::{Change, LinkRecord};

use super::nasty;

/// Where `./test` installs the programs: beside the build, outside the tree.
fn installed(path: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("tools").join(path);
    assert!(path.exists(), "{} is missing; `./test` installs it", path.display());
    path
}

fn source(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(path)
}

fn exported(name: &str, format: Format, piece: &Subgraph, model: &Model) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    fs::create_dir_all(folder).expect("a folder");
    let path = folder.join(format!("{name}.{}", format.extension()));
    let mut out = std::io::BufWriter::new(File::create(&path).expect("a file"));
    write(format, piece, model, &[Language::En], &mut out).expect("a disk");
    path
}

fn run(command: &mut Command) -> String {
    let done = command.output().expect("the program starts");
    let errors = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{command:?}: {errors}");
    String::from_utf8(done.stdout).expect("UTF-8")
}

fn networkx(file: &Path) -> Json {
    let python = installed("venv/bin/python");
    let printed = run(Command::new(python).arg("-B").arg(source("python/read_graph.py")).arg(file));
    serde_json::from_str(&printed).expect("JSON")
}

fn gephi(files: &[PathBuf]) -> Vec<Json> {
    let jar = installed("gephi/gephi-toolkit-0.10.1-all.jar");
    let mut java = Command::new("java");
    java.arg("-Djava.awt.headless=true").arg("-cp").arg(jar);
    let printed = run(java.arg(source("gephi/ReadGraph.java")).args(files));
    printed
        .lines()
        .filter(|line| line.starts_with('{'))
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

/// How many nodes have each property, under the titles that the property has in a file.
fn filled(piece: &Subgraph, model: &Model) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    let mut count = |title: String| *counts.entry(title).or_default() += 1;
    for node in &piece.nodes {
        count("label".into());
        count("kind".into());
        for (property, value) in &node.properties {
            let name = &model.property_names[usize::from(property.0)];
            let title = if name == "label" { "property_label" } else { name };
            count(title.into());
            let Value::Localized(text) = value else { continue };
            for (language, text) in [("en", &text.en), ("lt", &text.lt)] {
                if text.is_some() {
                    count(format!("{name}_{language}"));
                }
            }
        }
        if !node.identifiers.is_empty() {
            count("identifiers".into());
        }
        if !node.sources.is_empty() {
            count("sources".into());
            count("retrieved".into());
        }
    }
    counts
}

fn isolated(piece: &Subgraph) -> usize {
    let linked = |id| piece.links.iter().any(|link| link.link.from == id || link.link.to == id);
    piece.nodes.iter().filter(|node| !linked(node.id.clone())).count()
}

fn agrees_with_networkx(name: &str, piece: &Subgraph, model: &Model) -> [Json; 2] {
    Format::ALL.map(|format| {
        let read = networkx(&exported(name, format, piece, model));
        assert_eq!(read["nodes"], piece.nodes.len(), "{format}");
        assert_eq!(read["edges"], piece.links.len(), "{format}: parallel edges are kept");
        assert_eq!(read["isolated"], isolated(piece), "{format}");
        assert_eq!(read["directed"], true, "{format}");
        assert_eq!(read["edge_attributes"]["interaction"], piece.links.len(), "{format}");
        for (title, count) in filled(piece, model) {
            assert_eq!(read["node_attributes"][&title], count, "{format}: {title}");
        }
        read
    })
}

fn agrees_with_gephi(name: &str, piece: &Subgraph, model: &Model) -> Vec<Json> {
    let files = Format::ALL.map(|format| exported(name, format, piece, model));
    let read = gephi(&files);
    assert_eq!(read.len(), files.len());
    for (file, read) in files.iter().zip(&read) {
        assert_eq!(read["nodes"], piece.nodes.len(), "{}", file.display());
        assert_eq!(read["edges"], piece.links.len(), "{}: parallel edges", file.display());
        assert_eq!(read["isolated"], isolated(piece), "{}", file.display());
        assert_eq!(read["issues"], 0, "{}", file.display());
    }
    read
}

#[test]
fn networkx_reads_what_upsets_readers() {
    let model = network();
    let piece = nasty::network(&model);
    for read in agrees_with_networkx("nasty-networkx", &piece, &model) {
        assert_eq!(read["multigraph"], true);
        assert_eq!(read["labels"]["cl-2"], "Žuvėdra[31m");
        assert_eq!(read["values"]["cl-1"]["description"], "one\ntwo\tthree\r\nfour");
        assert_eq!(read["values"]["co-1"]["name"], "UAB ąčęėįšųūž ĄČĘĖĮŠŲŪŽ 漢字 🦀");
        assert_eq!(read["values"]["co-1"]["employees"], "2147483647");
        assert_eq!(read["values"]["cl-1"]["name_lt"], "Šviesa");
        assert_eq!(read["values"]["p-1"]["areas"], "optics; a; b");
    }
}

#[test]
fn gephi_reads_what_upsets_readers() {
    let model = network();
    let piece = nasty::network(&model);
    let read = agrees_with_gephi("nasty-gephi", &piece, &model);
    for read in &read {
        let columns = read["node_columns"].as_array().expect("a list");
        for title in ["kind", "property_label", "name_lt", "founded", "start"] {
            assert!(columns.contains(&title.into()), "{title}: {columns:?}");
        }
        let labels = read["labels"].as_array().expect("a list");
        assert!(labels.contains(&"Žuvėdra[31m".into()), "{labels:?}");
    }
    // GraphML has no dates and colours of its own.
    assert_eq!(read[0]["dated_edges"], 4);
    assert_eq!(read[0]["colours"], 5);
}

/// The built-in sample, whole, as staff see it.
fn sample(model: &Model) -> Subgraph {
    let read = sample::read(model, 0).expect("the sample fits the model");
    let mut piece = Subgraph { nodes: Vec::new(), links: Vec::new(), found: 0 };
    for change in read.changes {
        match change {
            Change::PutNode(node) => piece.nodes.push(node),
            Change::PutLink(link) => piece.links.push(link),
            other => panic!("the sample removes something: {other:?}"),
        }
    }
    piece.nodes.sort_by(|a, b| a.id.cmp(&b.id));
    piece.links.sort_by(|a, b| a.link.cmp(&b.link));
    assert!(piece.nodes.len() > 500 && piece.links.len() > 1000, "it is all there");
    piece
}

#[test]
fn networkx_reads_the_sample() {
    let model = network();
    let piece = sample(&model);
    for read in agrees_with_networkx("sample-networkx", &piece, &model) {
        let labels = read["labels"].as_object().expect("an object");
        assert!(labels.values().any(|label| label == "Gintas Kimtys"));
    }
}

#[test]
fn gephi_reads_the_sample() {
    let model = network();
    let piece = sample(&model);
    let dated =
        |link: &&LinkRecord| link.since.is_some() || link.until.is_some() || link.seen.is_some();
    let dated = piece.links.iter().filter(dated).count();
    let read = agrees_with_gephi("sample-gephi", &piece, &model);
    assert_eq!(read[0]["dated_edges"], dated);
}
