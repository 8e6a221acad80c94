//! A small network, and asking it.

use std::sync::{Arc, LazyLock};

use apollo_compiler::validation::Valid;
use apollo_compiler::{ExecutableDocument, Schema};
use serde_json::{Map, Value as Json, json};
use tinklas::api::{RootAnswer, Step, answer_root};
use tinklas::model::{
    Audience, DataType, Language, Localized, Model, PartialDate, Property, Value, network,
};
use tinklas::plan::lower::{Catalog, Request, RootField};
use tinklas::plan::viewer::{Sight, Viewer};
use tinklas::store::Store;
use tinklas::store::records::{
    Change, Identifier, LinkRecord, LinkRef, NodeRecord, Recorded, Source,
};
use tinklas::store::reference::Reference;

/// A store with the small network, and the schema to ask it by.
pub(crate) struct World {
    pub(crate) schema: Valid<Schema>,
    pub(crate) catalog: Catalog,
    store: Reference,
}

/// The one that all tests read.
pub(crate) static WORLD: LazyLock<World> = LazyLock::new(World::new);

pub(crate) fn viewer(audience: Audience) -> Viewer {
    Viewer { audience, languages: vec![Language::En] }
}

/// Asks as everybody.
pub(crate) fn ask(query: &str) -> Json {
    ask_as(query, json!({}), &viewer(Audience::Public))
}

/// Asks with variables as somebody. Variables must be of the right types, with defaults filled in.
pub(crate) fn ask_as(query: &str, variables: Json, viewer: &Viewer) -> Json {
    WORLD.ask(query, variables, viewer)
}

impl World {
    fn new() -> Self {
        let model = network();
        let sdl = tinklas::api::sdl(&model);
        let schema = format!("directive @oneOf on INPUT_OBJECT {sdl}");
        let schema =
            Schema::parse_and_validate(schema, "api.graphql").expect("the schema is valid");
        let store = Reference::new(model.clone());
        let recorded = Recorded { by: "test".into(), at: 0 };
        run(store.apply(&changes(&model), &recorded)).expect("the store takes the network");
        Self { schema, catalog: Catalog::new(&model), store }
    }

    /// The root fields of a query.
    pub(crate) fn roots(&self, query: &str, variables: Json, viewer: &Viewer) -> Vec<RootField> {
        let document = ExecutableDocument::parse_and_validate(&self.schema, query, "request");
        let document = document.unwrap_or_else(|broken| panic!("{}", broken.errors));
        let Json::Object(variables) = variables else { panic!("variables are an object") };
        let sight = Sight::new(self.catalog.model(), viewer.audience);
        let request = Request {
            catalog: &self.catalog,
            document: &document,
            operation: document.operations.get(None).expect("one operation"),
            variables: &variables,
            nulls: &[],
            viewer,
            sight: &sight,
        };
        request.roots()
    }

    /// The answer's `data`, and `errors` if there are any, as a list of `CODE path: message`.
    pub(crate) fn ask(&self, query: &str, variables: Json, viewer: &Viewer) -> Json {
        let sight = Sight::new(self.catalog.model(), viewer.audience);
        let mut data = Some(Map::new());
        let mut errors = Vec::new();
        for root in self.roots(query, variables, viewer) {
            let answer = run(answer_root(&root, &sight, &self.catalog, &self.store));
            let RootAnswer { json, errors: more } = answer;
            errors.extend(more.iter().map(|error| {
                let path: Vec<String> = error.path.iter().map(step).collect();
                json!(format!("{} {}: {}", error.code, path.join("."), error.message))
            }));
            let value = json.map(|text| {
                serde_json::from_slice(&text)
                    .unwrap_or_else(|why| panic!("{why}: {}", String::from_utf8_lossy(&text)))
            });
            match (value, &mut data) {
                (None, all) if !root.nullable => *all = None,
                (value, Some(all)) => {
                    all.insert(root.key.to_string(), value.unwrap_or(Json::Null));
                }
                (_, None) => {}
            }
        }
        let data = data.map_or(Json::Null, Json::Object);
        if errors.is_empty() { data } else { json!({ "data": data, "errors": errors }) }
    }
}

fn step(step: &Step) -> String {
    match step {
        Step::Key(key) => key.to_string(),
        Step::Item(at) => at.to_string(),
    }
}

/// Runs a future that never waits for anything outside.
fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(future)
}

fn changes(model: &Model) -> Vec<Change> {
    let node = |kind: &str, id: &str, values: Json| Change::PutNode(node(model, kind, id, &values));
    let link = |kind: &str, from: &str, to: &str, values: Json| {
        Change::PutLink(link(model, kind, from, to, &values))
    };
    vec![
        node("Country", "country:LT", json!({ "name": { "en": "Lithuania", "lt": "Lietuva" } })),
        node(
            "Sector",
            "sector:AGRI",
            json!({ "name": { "en": "Agriculture", "lt": "Žemės ūkis" } }),
        ),
        node("Sector", "sector:ICT", json!({ "name": { "en": "Information technology" } })),
        node("Competence", "competence:AI", json!({ "name": { "en": "Machine learning" } })),
        node(
            "Cluster",
            "cl-a",
            json!({
                "name": "Žuvėdra", "description": { "en": "Fish \"food\"\n", "lt": "Žuvis" },
                "founded": "2014-10", "label": "GOLD", "note": "secret", "website": "https://a.example",
            }),
        ),
        node("Cluster", "cl-b", json!({ "name": "Beta", "founded": "2012" })),
        node("Company", "co-x", json!({ "name": "Xenon", "employees": 12 })),
        node(
            "Company",
            "co-y",
            json!({ "name": "Ypsilon", "employees": 7, "note": "asked twice" }),
        ),
        node("Organisation", "or-z", json!({ "name": "Zeta", "type": "agency" })),
        node(
            "Person",
            "p-1",
            json!({
                "name": "Jonas", "expertStatus": "LISTED", "expertLevel": "NATIONAL",
                "areas": ["export", "design"], "suggestable": "CONSENTED", "note": "call before noon",
            }),
        ),
        node("Person", "p-2", json!({ "name": "Ona", "expertStatus": "UNLISTED" })),
        node("Project", "pr-1", json!({ "name": "Grow", "budget": 1.5e6 })),
        node("WorkingGroup", "wg-1", json!({ "name": "Group" })),
        node("Proposal", "prop-1", json!({ "name": "Secret plan" })),
        link("IN_SECTOR", "cl-a", "sector:AGRI", json!({})),
        link("IN_SECTOR", "cl-b", "sector:ICT", json!({})),
        link("IN_SECTOR", "co-x", "sector:AGRI", json!({})),
        link("LOCATED_IN", "cl-a", "country:LT", json!({})),
        link("LOCATED_IN", "p-1", "country:LT", json!({})),
        link("MEMBER_OF", "co-x", "cl-a", json!({ "role": "founder", "since": "2015" })),
        link("MEMBER_OF", "co-y", "cl-a", json!({})),
        link("MEMBER_OF", "or-z", "cl-a", json!({})),
        link("MEMBER_OF", "p-1", "cl-a", json!({ "role": "member" })),
        link("HOLDS_ROLE", "p-1", "cl-a", json!({ "title": "head" })),
        link("HOLDS_ROLE", "p-1", "pr-1", json!({ "title": "lead" })),
        link("HOLDS_ROLE", "p-1", "wg-1", json!({})),
        link("PARTICIPATES_IN", "co-x", "pr-1", json!({ "contribution": 0.5 })),
        link("SAME_AS", "cl-a", "cl-b", json!({})),
        link("ABOUT", "prop-1", "cl-a", json!({})),
    ]
}

fn node(model: &Model, kind: &str, id: &str, values: &Json) -> NodeRecord {
    let kind = model.kind_named(kind).expect("a kind");
    let source = Source { url: format!("https://{id}.example").into(), retrieved: None };
    let identifiers = if id == "cl-a" {
        vec![Identifier { scheme: "code".into(), value: "301".into() }]
    } else {
        Vec::new()
    };
    NodeRecord {
        id: id.into(),
        kind: kind.id,
        properties: properties(model, &kind.properties, values),
        identifiers,
        sources: vec![source],
        recorded: Recorded { by: "test".into(), at: 0 },
        version: 1,
    }
}

fn link(model: &Model, kind: &str, from: &str, to: &str, values: &Json) -> LinkRecord {
    let kind = model.link_named(kind).expect("a kind of link");
    LinkRecord {
        link: LinkRef { kind: kind.id, from: from.into(), to: to.into(), tag: 0 },
        since: values["since"].as_str().map(date),
        until: None,
        seen: None,
        properties: properties(model, &kind.properties, values),
        sources: Vec::new(),
        recorded: Recorded { by: "test".into(), at: 0 },
        version: 1,
    }
}

fn properties(
    model: &Model,
    declared: &[Property],
    values: &Json,
) -> Vec<(tinklas::model::PropertyId, Value)> {
    let mut all: Vec<_> = declared
        .iter()
        .filter(|property| !values[&property.name].is_null())
        .map(|property| (property.id, value(model, property, &values[&property.name])))
        .collect();
    all.sort_by_key(|(id, _)| *id);
    all
}

fn value(model: &Model, property: &Property, given: &Json) -> Value {
    let text = || given.as_str().expect("a text");
    match (property.data, given) {
        (_, Json::Array(items)) => {
            Value::List(items.iter().map(|item| value(model, property, item)).collect())
        }
        (DataType::Text, Json::Object(texts)) => {
            let of = |language: &str| texts.get(language)?.as_str().map(Arc::from);
            Value::Localized(Arc::new(Localized { any: None, en: of("en"), lt: of("lt") }))
        }
        (DataType::Text, _) if property.localized => {
            Value::Localized(Arc::new(Localized::any(text())))
        }
        (DataType::Text, _) => Value::Text(text().into()),
        (DataType::Int, _) => Value::Int(given.as_i64().expect("a whole number")),
        (DataType::Float, _) => Value::Float(given.as_f64().expect("a number")),
        (DataType::Bool, _) => Value::Bool(given.as_bool().expect("true or false")),
        (DataType::Date, _) => Value::Date(date(text())),
        (DataType::Enum(of), _) => {
            Value::Enum(model.enumeration(of).position(text()).expect("a value"))
        }
    }
}

fn date(text: &str) -> PartialDate {
    text.parse().expect("a date")
}
