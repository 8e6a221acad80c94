//! The sample, what is known of it, and how its answers are judged.

use std::collections::HashSet;
use std::sync::Arc;

use apollo_compiler::Schema;
use proptest::test_runner::TestCaseError;
use serde_json::{Map, Value, json};
use tinklas::api::{Face, Limits, Outcome, Request};
use tinklas::fault::Code;
use tinklas::import::sample;
use tinklas::model::network;
use tinklas::plan::cursor::fingerprint;
use tinklas::plan::selection::{OrderBy, OrderKey};
use tinklas::store::Store as _;
use tinklas::store::resident::Resident;
use tokio::runtime::Runtime;

use crate::support;

/// The sample with a face, and what requests to it are made of.
pub(super) struct World {
    pub(super) schema: Schema,
    /// Ids of nodes of several kinds.
    pub(super) ids: Vec<String>,
    /// Cursors that lists gave, each of its own order or kind of list.
    pub(super) cursors: Vec<String>,
    /// What tells apart the orders that lists have most often: cursors of the right order can hold wrong values.
    pub(super) orders: Vec<u32>,
    face: Face,
    runtime: Runtime,
}

/// Lists whose cursors are sent to all lists.
const LISTS: [&str; 7] = [
    "clusters(first: 2) { edges { cursor node { id } } }",
    "companies(first: 2, orderBy: [{name: ASC}]) { edges { cursor node { id } } }",
    "people(first: 2, orderBy: [{id: DESC}]) { edges { cursor node { id } } }",
    "projects(first: 2, orderBy: [{budget: DESC}, {name: ASC}]) { edges { cursor node { id } } }",
    "search(text: \"a\", first: 2) { edges { cursor node { id } } }",
    "changes(first: 2) { edges { cursor } }",
    "sectors(first: 3) { edges { cursor node { id } } }",
];

impl World {
    /// The built-in sample.
    pub(super) fn new() -> Self {
        let store = Resident::in_memory(network()).expect("a store");
        let import = sample::read(store.model(), 0).expect("a sample without faults");
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a thread");
        let applied = runtime.block_on(store.apply(&import.changes, &sample::recorded(0)));
        applied.expect("a sample that fits");
        // Its `@oneOf` is declared nowhere, as every server knows it.
        let schema = Schema::parse(tinklas::api::sdl(store.model()), "api.graphql");
        let schema = schema.expect("a schema");
        let face = Face::new(Arc::new(store), Limits::default());
        let name = network().property_id("name").expect("nodes have names");
        let name = OrderKey::Property { property: name, language: None };
        let by = |key| OrderBy { key, descending: false, absent_first: false };
        let by_name = [by(name), by(OrderKey::Id)];
        let orders = vec![
            fingerprint(&[], false),
            fingerprint(&[by(OrderKey::Id)], false),
            fingerprint(&by_name[..1], false),
            fingerprint(&by_name, false),
            fingerprint(&[], true),
        ];
        let (ids, cursors) = (Vec::new(), Vec::new());
        let mut world = Self { schema, ids, cursors, orders, face, runtime };
        for list in LISTS {
            world.learn(list);
        }
        world
    }

    fn learn(&mut self, list: &str) {
        let (_, answer) = self.ask(support::request(&format!("{{ list: {list} }}")));
        let edges = answer["data"]["list"]["edges"].as_array();
        for edge in edges.unwrap_or_else(|| panic!("{answer}")) {
            self.cursors.extend(edge["cursor"].as_str().map(str::to_owned));
            self.ids.extend(edge["node"]["id"].as_str().map(str::to_owned));
        }
    }

    fn ask(&self, request: Request) -> (Outcome, Value) {
        self.runtime.block_on(support::ask(&self.face, request))
    }

    /// Asks, and gives the codes of the answer's errors.
    ///
    /// # Errors
    /// The answer is none that the documents promise.
    pub(super) fn judge(
        &self,
        text: &str,
        variables: Map<String, Value>,
    ) -> Result<HashSet<String>, TestCaseError> {
        let told = format!("{text}\n{}", json!(variables));
        let (_, answer) = self.ask(support::with_variables(text, variables));
        let errors = answer["errors"].as_array().map_or(&[][..], Vec::as_slice);
        let wrong = |what: &str| TestCaseError::fail(format!("{what}\n{told}\n{answer:.2000}"));
        if errors.is_empty() && !answer["data"].is_object() {
            return Err(wrong("neither data nor errors"));
        }
        let mut codes = HashSet::new();
        for error in errors {
            let code = error["extensions"]["code"].as_str().unwrap_or_default();
            let ours = [Code::Internal, Code::Unavailable, Code::Timeout];
            let documented = Code::ALL.iter().any(|one| one.name() == code && !ours.contains(one));
            if !documented || error["message"].as_str().is_none_or(str::is_empty) {
                return Err(wrong("an error that is not documented"));
            }
            codes.insert(code.to_owned());
        }
        Ok(codes)
    }
}
