//! Random mutations come to the same on every store.

use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};
use tinklas::model::{Audience, network};
use tinklas::plan::viewer::Sight;
use tinklas::store::Store;
use tinklas::store::features::{Piece, Subgraph, SubgraphQuery};
use tinklas::store::records::Recorded;
use tinklas::store::reference::Reference;
use tinklas::write::{Mutation, Outcome, WriteError, run as write};

use super::random::{Choices, for_all, numbers};
use super::stores::{others, run};

/// Networks of a run, and mutations for each.
const NETWORKS: u32 = 60;
pub(crate) const MUTATIONS: usize = 12;

pub(crate) fn recorded() -> Recorded {
    Recorded { by: "admin".into(), at: 1_700_000_000_000 }
}

pub(crate) fn arguments(json: Json) -> Map<String, Json> {
    match json {
        Json::Object(arguments) => arguments,
        other => panic!("{other}"),
    }
}

async fn everything(store: &dyn Store) -> Option<Subgraph> {
    let sight = Sight::new(store.model(), Audience::Staff);
    store.subgraph(&SubgraphQuery { sight, shape: Piece::Everything }).await.ok()
}

#[test]
fn random_mutations_come_to_the_same_on_every_store() {
    let model = network();
    let every = proptest::collection::vec(numbers(120), MUTATIONS);
    for_all(NETWORKS, &every, |mutations| {
        run(async {
            for (name, store) in others(&model) {
                come_to_the_same(name, &*store, &mutations).await?;
            }
            Ok(())
        })
    });
}

/// Runs mutations on an empty store and on the reference store, and compares outcomes and networks after each.
pub(crate) async fn come_to_the_same(
    name: &str,
    store: &dyn Store,
    mutations: &[Vec<u16>],
) -> Result<(), TestCaseError> {
    let reference = Reference::new(store.model().clone());
    for store in [&reference as &dyn Store, store] {
        begin(store).await;
    }
    for choices in mutations {
        let arguments = apply(&mut Choices::new(choices));
        let expected = outcome(&reference, &arguments).await;
        let found = outcome(store, &arguments).await;
        prop_assert_eq!(found, expected, "{}: {:#?}", name, arguments);
        let states = (everything(store).await, everything(&reference).await);
        prop_assert!(states.0.is_some() && states.0 == states.1, "{name}: {arguments:#?}");
    }
    Ok(())
}

/// Adds a node of every id that random mutations speak of.
async fn begin(store: &dyn Store) {
    let create = |id: &str| {
        let kind = match &id[..2] {
            "co" if id.contains(':') => "country",
            "co" => "company",
            "cl" => "cluster",
            _ => "person",
        };
        json!({ "create": { kind: { "id": id, "name": { "text": id } } } })
    };
    let changes: Vec<Json> = IDS.into_iter().map(create).collect();
    let all = json!({ "changes": changes, "source": { "url": "a letter" } });
    let done = write(store, Mutation::Apply, &arguments(all), &recorded()).await;
    assert_eq!(done.expect("a network").effects.len(), IDS.len());
}

/// What was done, or the faults: place, code and words.
async fn outcome(store: &dyn Store, arguments: &Map<String, Json>) -> Result<Outcome, String> {
    let done = write(store, Mutation::Apply, arguments, &recorded()).await;
    done.map_err(|error| match error {
        WriteError::Faults(faults) => format!("{faults:#?}"),
        WriteError::Store(error) => panic!("{error}"),
    })
}

/// A comparison says little when most mutations are refused.
#[test]
fn random_mutations_do_things_and_are_refused_in_many_ways() {
    let (mut done, mut codes) = (0, std::collections::BTreeSet::new());
    for seed in 0..60 {
        run(async {
            let store = Reference::new(network());
            begin(&store).await;
            for at in 0..u32::try_from(MUTATIONS).expect("a small number") {
                let numbers = super::random::the_same(seed * 100 + at, 120);
                let arguments = apply(&mut Choices::new(&numbers));
                match write(&store, Mutation::Apply, &arguments, &recorded()).await {
                    Ok(outcome) => done += usize::from(!outcome.effects.is_empty()),
                    Err(WriteError::Faults(faults)) => {
                        codes.extend(faults.iter().map(|fault| fault.code.code().name()));
                    }
                    Err(WriteError::Store(error)) => panic!("{error}"),
                }
            }
        });
    }
    assert!(done > 150, "{done} of {} did something", 60 * MUTATIONS);
    let expected = ["CONFLICT", "EXISTS", "LINKED", "REQUIRED", "TAKEN", "UNKNOWN_ID"];
    for code in expected {
        assert!(codes.contains(code), "{code} is not among {codes:?}");
    }
}

fn apply(choices: &mut Choices<'_>) -> Map<String, Json> {
    let source =
        json!({ "url": *choices.pick(&["a letter", "https://example.org"]), "retrieved": "2024" });
    let mut changes = vec![change(choices)];
    changes.extend(choices.several(1, change));
    arguments(json!({ "changes": changes, "source": source, "dryRun": choices.chance(10) }))
}

fn change(choices: &mut Choices<'_>) -> Json {
    match choices.below(12) {
        0 => json!({ "create": node(choices, 2) }),
        1..=5 => json!({ "upsert": node(choices, 2) }),
        6 => {
            let (id, set) = (id(choices), node(choices, 1));
            json!({ "update": { "id": id, "ifVersion": version(choices), "set": set } })
        }
        7 => json!({ "delete": { "id": id(choices), "cascade": choices.chance(50) } }),
        8..=9 => json!({ "link": { "from": id(choices), "to": link(choices, 1) } }),
        _ => {
            let (from, to) = (id(choices), id(choices));
            json!({ "unlink": { "id": format!("MEMBER_OF/{from}/{to}"), "ifVersion": version(choices) } })
        }
    }
}

fn version(choices: &mut Choices<'_>) -> Json {
    if choices.chance(20) { json!(1 + choices.below(3)) } else { Json::Null }
}

const IDS: [&str; 7] = ["co-0", "co-1", "co-2", "cl-0", "cl-1", "pe-0", "country:LT"];

fn id(choices: &mut Choices<'_>) -> &'static str {
    choices.pick::<&str>(&IDS)
}

/// A `NodeInput`, with nested ones so deep.
fn node(choices: &mut Choices<'_>, depth: usize) -> Json {
    let kind = *choices.pick(&["company", "cluster", "person", "country"]);
    let mut input = Map::new();
    if !choices.chance(15) {
        let prefix = match kind {
            "company" => "co",
            "cluster" => "cl",
            "person" => "pe",
            _ => "country:LT",
        };
        let fitting: Vec<&str> = IDS.into_iter().filter(|id| id.starts_with(prefix)).collect();
        input.insert("id".to_owned(), json!(*choices.pick(&fitting)));
    }
    if !choices.chance(15) {
        let text = *choices.pick(&["Alfa", "Beta", "Žuvėdra"]);
        let name = match choices.below(4) {
            0..=1 => json!({ "text": text }),
            2 => json!({ "en": text, "text": null }),
            _ => json!({ "lt": text }),
        };
        input.insert("name".to_owned(), name);
    }
    if choices.chance(40) {
        let value =
            if choices.chance(20) { Json::Null } else { json!(choices.below(3).to_string()) };
        let one = json!({ "scheme": *choices.pick(&["code", "vat"]), "value": value });
        let two = json!({ "scheme": "code", "value": choices.below(3).to_string() });
        let all = if choices.chance(30) { json!([one, two]) } else { json!([one]) };
        input.insert("identifiers".to_owned(), all);
    }
    if kind == "company" && choices.chance(50) {
        let employees = if choices.chance(20) { Json::Null } else { json!(choices.below(9)) };
        input.insert("employees".to_owned(), employees);
    }
    if matches!(kind, "company" | "cluster") && choices.chance(40) {
        let country =
            if choices.chance(30) { Json::Null } else { far(choices, depth, "country:LT") };
        input.insert("country".to_owned(), country);
    }
    if matches!(kind, "company" | "cluster" | "person") && choices.chance(40) {
        let mut far = far(choices, depth, "cl-0");
        far["role"] = json!(*choices.pick(&["member", "founder"]));
        input.insert("memberships".to_owned(), json!([far]));
    }
    let mut one = Map::new();
    one.insert(kind.to_owned(), Json::Object(input));
    Json::Object(one)
}

/// What is at the other end of a link: usually something that fits.
fn far(choices: &mut Choices<'_>, depth: usize, fitting: &str) -> Json {
    if depth > 0 && choices.chance(25) {
        json!({ "create": node(choices, depth - 1) })
    } else if choices.chance(20) {
        json!({ "id": id(choices) })
    } else {
        json!({ "id": fitting })
    }
}

fn link(choices: &mut Choices<'_>, depth: usize) -> Json {
    if choices.chance(30) {
        let mut far = far(choices, depth, "co-0");
        far["type"] = json!(*choices.pick(&["licence", "research"]));
        far["since"] = json!(*choices.pick(&["2014", "2015-03"]));
        json!({ "partnersWith": far })
    } else {
        let mut far = far(choices, depth, "cl-0");
        far["seen"] = if choices.chance(20) { Json::Null } else { json!("2024-05") };
        json!({ "memberOf": far })
    }
}
