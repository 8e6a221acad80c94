//! Mutations on every store: random ones come to the same, and concurrent ones lose nothing.

use std::sync::Arc;

use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};
use tinklas::model::{Audience, Model, Value, network};
use tinklas::plan::viewer::Sight;
use tinklas::store::Store;
use tinklas::store::batch::Key;
use tinklas::store::features::{Piece, Subgraph, SubgraphQuery};
use tinklas::store::records::{NodeRecord, Recorded};
use tinklas::store::reference::Reference;
use tinklas::write::{FaultCode, Mutation, Outcome, WriteError, run as write};

use super::random::{Choices, for_all, numbers};
use super::stores::{all, others, run};

/// Networks of a run, and mutations for each.
const NETWORKS: u32 = 60;
const MUTATIONS: usize = 12;

fn recorded() -> Recorded {
    Recorded { by: "admin".into(), at: 1_700_000_000_000 }
}

fn arguments(json: Json) -> Map<String, Json> {
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
                let reference = Reference::new(model.clone());
                for store in [&reference as &dyn Store, &*store] {
                    begin(store).await;
                }
                for choices in &mutations {
                    let arguments = apply(&mut Choices::new(choices));
                    let expected = outcome(&reference, &arguments).await;
                    let found = outcome(&*store, &arguments).await;
                    prop_assert_eq!(found, expected, "{}: {:#?}", name, arguments);
                    let states = (everything(&*store).await, everything(&reference).await);
                    prop_assert!(states.0 == states.1, "{name}: {arguments:#?}");
                }
            }
            Ok(())
        })
    });
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

/// Runs something for several writers at once on every store.
fn at_once<T: Future<Output = ()> + Send + 'static>(
    writers: usize,
    work: impl Fn(Arc<dyn Store>, usize) -> T,
    after: &impl AsyncFn(&str, &dyn Store),
) {
    for (name, store) in all(&network()) {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        runtime.expect("a runtime").block_on(async {
            let first = json!({ "input": { "id": "co-0", "name": { "text": "Alfa" }, "employees": 0 }, "source": { "url": "a letter" } });
            write(&*store, create(&network()), &arguments(first), &recorded()).await.expect("a company");
            let running: Vec<_> =
                (0..writers).map(|writer| tokio::spawn(work(store.clone(), writer))).collect();
            for writer in running {
                writer.await.expect("a writer that ended");
            }
            after(name, &*store).await;
        });
    }
}

fn company(model: &Model) -> tinklas::model::KindId {
    model.kind_named("Company").expect("a kind").id
}

fn create(model: &Model) -> Mutation {
    Mutation::Create(company(model))
}

async fn alfa(store: &dyn Store) -> NodeRecord {
    let found = store.look_up(&[Key::Id("co-0".into())]).await.expect("it can be read");
    found.into_iter().flatten().next().expect("the company").record
}

fn employees(node: &NodeRecord, model: &Model) -> i64 {
    let property = model.property_id("employees").expect("a property");
    match node.properties.iter().find(|(id, _)| *id == property) {
        Some((_, Value::Int(number))) => *number,
        other => panic!("{other:?}"),
    }
}

const WRITERS: usize = 6;
const EACH: usize = 10;

#[test]
fn what_several_say_of_different_fields_all_holds() {
    let work = |store: Arc<dyn Store>, writer| async move {
        let update = Mutation::Update(company(store.model()));
        for at in 0..EACH {
            let identifier = json!({ "scheme": format!("s{writer}-{at}"), "value": "1" });
            let input = json!({ "id": "co-0", "input": { "identifiers": [identifier] }, "source": { "url": "a letter" } });
            write(&*store, update, &arguments(input), &recorded()).await.expect("an update");
        }
    };
    at_once(WRITERS, work, &async |name, store| {
        assert_eq!(alfa(store).await.identifiers.len(), WRITERS * EACH, "{name}");
    });
}

#[test]
fn no_update_with_a_version_is_lost() {
    let work = |store: Arc<dyn Store>, _| async move {
        let model = store.model().clone();
        let mut done = 0;
        while done < EACH {
            let now = alfa(&*store).await;
            let input = json!({
                "id": "co-0",
                "ifVersion": now.version,
                "input": { "employees": employees(&now, &model) + 1 },
                "source": { "url": "a letter" },
            });
            match write(&*store, Mutation::Update(company(&model)), &arguments(input), &recorded())
                .await
            {
                Ok(_) => done += 1,
                Err(WriteError::Faults(faults)) => {
                    let code = faults[0].code;
                    assert!(matches!(code, FaultCode::Conflict(Some(_))), "{faults:?}");
                }
                Err(WriteError::Store(error)) => panic!("{error}"),
            }
        }
    };
    at_once(WRITERS, work, &async |name, store| {
        let total = i64::try_from(WRITERS * EACH).expect("a small number");
        assert_eq!(employees(&alfa(store).await, store.model()), total, "{name}");
    });
}

#[test]
fn a_request_that_is_sent_several_times_at_once_is_done_once() {
    let work = |store: Arc<dyn Store>, _| async move {
        let input = json!({ "input": { "id": "co-once", "name": { "text": "Once" } }, "source": { "url": "a letter" }, "idempotencyKey": "k" });
        let done = write(&*store, create(store.model()), &arguments(input), &recorded()).await;
        assert_eq!(done.expect("done or told again").effects.len(), 1);
    };
    at_once(WRITERS, work, &async |name, store| {
        assert_eq!(store.stamp().await.expect("a stamp").sequence, 2, "{name}");
    });
}
