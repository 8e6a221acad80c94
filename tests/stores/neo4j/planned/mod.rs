//! How Neo4j carries out what it is sent, with the sample loaded: nothing goes through all nodes of a label or all
//! links of a kind where an index leads to those that are wanted.
//!
//! Every request of `statements` and every statement of `cypher` is looked at. `statements/plans.txt` tells for each of
//! the former what it starts from, and how often it asks the database for a piece of it (db hits).

mod files;
mod golden;
mod profiler;
mod tap;
mod wire;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use tinklas::api::{Face, Request, Writes};
use tinklas::import::sample;
use tinklas::model::{Audience, Language, network};
use tinklas::plan::viewer::{Sight, Viewer};
use tinklas::store::Store;
use tinklas::store::features::{Piece, SubgraphQuery};
use tinklas::store::neo4j::driver::Limits;
use tinklas::store::records::Change;

use super::{emptied, open, take};
use crate::statements::{plans, requests};
use files::File;
use golden::Line;
use profiler::{Planned, Profiler};
use tap::{Sent, Tap};

/// Statements that go through all nodes of a label, and why that is right. No other may.
const SCANS: [(&str, &str); 7] = [
    ("ask/linked", "which nodes have the most links is known when those of all nodes were counted"),
    ("change/forget_past", "looks at every old value, once, when the sample is taken out"),
    (
        "change/forget_receipts",
        "there are at most a thousand receipts, and it looks for the old ones",
    ),
    ("change/keep_receipts", "there are at most a thousand receipts, and it looks for the newest"),
    ("change/read_receipts", "there are at most a thousand receipts"),
    (
        "in-order",
        "no index holds what has no value, and that comes last, when a page is not full without",
    ),
    ("migrate/read_layout", "stops at the first node, and is run once by each server"),
];

/// Changes, so that every statement of `cypher/change` is sent.
const CHANGED: [&str; 6] = [
    "mutation { createPerson(idempotencyKey: \"one\", source: { url: \"a letter\" }, input: { id: \"pe-planned\", \
        name: { text: \"Somebody\" }, identifiers: [{ scheme: \"ORCID\", value: \"1\" }] }) { sequence } }",
    "mutation { updatePerson(id: \"pe-planned\", source: { url: \"a letter\" }, input: { expertStatus: LISTED, \
        expertLevel: NATIONAL }) { sequence } }",
    "mutation { updatePerson(id: \"pe-planned\", source: { url: \"a letter\" }, input: { expertStatus: UNLISTED }) { sequence } }",
    "mutation { a: link(from: \"co-arginta\", to: { memberOf: { id: \"cl-litek\" } }, source: { url: \"a letter\" }) { sequence } \
        b: link(from: \"co-arginta\", to: { memberOf: { id: \"cl-litek\", since: \"2020\" } }, source: { url: \"a letter\" }) { sequence } \
        c: unlink(id: \"MEMBER_OF/co-arginta/cl-litek\") { sequence } }",
    "{ changes(ids: [\"pe-planned\", \"co-arginta\"]) { nodes { differences { field before after } } } }",
    "mutation { delete(id: \"pe-planned\", cascade: true) { sequence } }",
];

/// What was found of all statements.
struct Found {
    tap: Tap,
    profiler: Profiler,
    files: Vec<File>,
    /// Files of which no statement came yet.
    unmet: Vec<String>,
    /// Scans that are not to be.
    scans: Vec<String>,
    /// Those of [`SCANS`] that were met.
    told: Vec<&'static str>,
}

impl Found {
    fn new(tap: Tap, profiler: Profiler) -> Self {
        let files = files::all();
        // What prepares a database is not sent to one that is prepared.
        let names = files.iter().map(|file| file.name.clone());
        let unmet = names.filter(|name| !name.starts_with("migrate/")).collect();
        Self { tap, profiler, files, unmet, scans: Vec::new(), told: Vec::new() }
    }

    /// Profiles what was sent for a request.
    fn profile(&mut self, request: &str) -> Vec<Line> {
        let mut lines = Vec::new();
        for sent in self.tap.heard() {
            let planned = self.profiler.profile(&sent);
            self.judge(request, &planned, &sent);
            let starts = planned.starts().join(", ");
            lines.push(Line { request: request.to_owned(), hits: planned.hits, starts });
        }
        lines
    }

    /// Explains what was sent, each text once. It may change something, and would fail a second time.
    fn explain(&mut self) {
        let mut all = self.tap.heard();
        all.sort_by(|one, other| one.text.cmp(&other.text));
        all.dedup_by(|one, other| one.text == other.text);
        for sent in all {
            let file = files::of(&self.files, &sent.text).map(|file| file.name.clone());
            self.unmet.retain(|name| Some(name) != file.as_ref());
            let planned = self.profiler.explain(&sent);
            self.judge(file.as_deref().unwrap_or("compiled"), &planned, &sent);
        }
    }

    fn judge(&mut self, name: &str, planned: &Planned, sent: &Sent) {
        let scans: Vec<&str> = planned.scans().collect();
        if scans.is_empty() {
            return;
        }
        match SCANS.iter().find(|(one, _)| *one == name) {
            Some((told, _)) => self.told.push(told),
            None => self.scans.push(format!("{name}: {}\n{}", scans.join(", "), sent.text)),
        }
    }

    /// Fails when something scans, is told as an exception and is none, or was not looked at.
    fn check(&self) {
        assert!(self.scans.is_empty(), "these look at everything:\n{}", self.scans.join("\n"));
        assert!(self.unmet.is_empty(), "no request here sends these statements: {:?}", self.unmet);
        let idle: Vec<_> = SCANS.iter().filter(|(name, _)| !self.told.contains(name)).collect();
        assert!(idle.is_empty(), "these are no exceptions any more: {idle:?}");
    }
}

async fn ask(face: &Face, query: &str, audience: Audience) {
    let viewer = Viewer { audience, languages: vec![Language::En] };
    let writes = Writes::By("a test".into());
    let request = Request { query: query.to_owned(), writes, ..Request::default() };
    let response = face.execute(request, viewer).await;
    let told = String::from_utf8_lossy(&response.body);
    assert!(!told.contains("\"errors\""), "{query}\n{told}");
}

/// A Neo4j with the sample, what was sent to load it, and a store on it that is overheard.
async fn loaded(address: &str, password: &str) -> (Arc<dyn Store>, Found) {
    let tap = Tap::before(address);
    let store = open(&tap.address, password, network(), Limits::default());
    let import = sample::read(store.model(), 0).expect("the sample has no faults");
    store.apply(&import.changes, &sample::recorded(0)).await.expect("it fits");
    let mut found = Found::new(tap, Profiler::open(address, password));
    // What is known of the indexes would else be that of an earlier moment, and plans would be kept from then.
    found.profiler.run("CALL db.prepareForReplanning(60)");
    (Arc::new(store), found)
}

#[tokio::test]
async fn an_index_leads_to_what_is_wanted() {
    let (shared, model) = (take(), network());
    drop(emptied(&shared, model.clone()).await);
    let (store, mut found) = loaded(&shared.address, &shared.password).await;
    found.explain();

    let mut lines = Vec::new();
    for path in requests() {
        let request = path.file_stem().and_then(|name| name.to_str()).expect("a name");
        for plan in plans(&fs::read_to_string(&path).expect("a request")) {
            store.fetch(&plan).await.expect("an answer");
        }
        lines.extend(found.profile(request));
    }

    let face = Face::new(store.clone(), tinklas::api::Limits::default());
    let asked = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stores/statements/asked");
    for entry in fs::read_dir(asked).expect("the folder") {
        let request = fs::read_to_string(entry.expect("a file").path()).expect("a request");
        ask(&face, &request, Audience::Public).await;
    }
    let sight = Sight::new(&model, Audience::Public);
    let all = SubgraphQuery { sight, shape: Piece::Everything };
    store.subgraph(&all).await.expect("everything");
    for change in CHANGED {
        ask(&face, change, Audience::Staff).await;
    }
    let forget = [Change::Forget("somebody".into())];
    store.apply(&forget, &sample::recorded(0)).await.expect("it fits");
    found.explain();
    found.check();
    golden::compare(&lines);
}
