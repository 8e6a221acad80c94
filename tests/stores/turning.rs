//! Pages by cursor while the network changes between them: nothing comes twice, and nothing is passed over that was
//! there all the time.

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use tinklas::api::{Face, Limits, Request};
use tinklas::model::{Audience, Language, Localized, Model, Value, network};
use tinklas::plan::viewer::Viewer;
use tinklas::store::Store;
use tinklas::store::records::{Change, NodeRecord};
use tinklas::store::reference::Reference;

use super::random::{Choices, for_all, numbers, records::recorded};
use super::stores::{all, run};

/// Companies: every second one stays, the others come and go.
const COMPANIES: usize = 24;
/// Companies whose number changes: they may be met again, or never.
const MOVING: usize = 4;

const ORDERS: [&str; 4] = [
    "[]",
    "[{ employees: ASC }]",
    "[{ employees: DESC }, { name: ASC }]",
    "[{ name: DESC }, { employees: ASC }]",
];

fn id(at: usize) -> String {
    format!("co-{at:02}")
}

/// A company with so many employees, or of nobody knows how many.
fn company(model: &Model, id: &str, employees: Option<usize>) -> Change {
    let property = |name| model.property_id(name).expect("a property of companies");
    let name = format!("Name {}", id.len() + employees.unwrap_or(0) % 3);
    let name = Value::Localized(Arc::new(Localized::any(&name)));
    let mut properties = vec![(property("name"), name)];
    let employees = employees.and_then(|number| i64::try_from(number).ok());
    properties.extend(employees.map(|number| (property("employees"), Value::Int(number))));
    properties.sort_by_key(|(id, _)| *id);
    Change::PutNode(NodeRecord {
        id: id.into(),
        kind: model.kind_named("Company").expect("a kind").id,
        properties,
        identifiers: Vec::new(),
        sources: Vec::new(),
        recorded: recorded("somebody"),
        version: 0,
    })
}

/// One of those that keep what they are ordered by whenever they are there.
fn kept(model: &Model, at: usize) -> Change {
    company(model, &id(at), (!at.is_multiple_of(5)).then_some(at * 7 % 13))
}

/// Something that happens to the network between two pages.
fn change(model: &Model, choices: &mut Choices<'_>) -> Change {
    let at = choices.below(COMPANIES / 2) * 2 + 1;
    match choices.below(3) {
        0 => kept(model, at),
        1 => Change::RemoveNode(id(at).into()),
        _ => {
            let employees = (!choices.chance(20)).then(|| choices.below(13));
            company(model, &format!("moving-{}", choices.below(MOVING)), employees)
        }
    }
}

/// A face that others are made from: making one reads the schema.
pub(crate) fn first() -> Face {
    Face::new(Arc::new(Reference::new(network())), Limits::default())
}

/// Walks through all companies of a store, which is empty before, forwards or backwards, and changes them meanwhile.
pub(crate) async fn turns(
    first: &Face,
    name: &str,
    store: Arc<dyn Store>,
    numbers: &[u16],
) -> Result<(), TestCaseError> {
    let model = store.model().clone();
    let mut choices = Choices::new(numbers);
    let all: Vec<Change> = (0..COMPANIES).map(|at| kept(&model, at)).collect();
    let applied = store.apply(&all, &recorded("somebody")).await;
    prop_assert!(applied.is_ok(), "{name}: {applied:?}");
    let (order, backward) = (*choices.pick(&ORDERS), choices.chance(50));
    let size = 1 + choices.below(4);
    let page = if backward {
        format!("last: {size}, before: $at")
    } else {
        format!("first: {size}, after: $at")
    };
    let query = format!(
        "query ($at: String) {{ companies({page}, orderBy: {order}) {{ nodes {{ id }} pageInfo \
            {{ startCursor endCursor hasNextPage hasPreviousPage }} }} }}"
    );
    let (edge, more) =
        if backward { ("startCursor", "hasPreviousPage") } else { ("endCursor", "hasNextPage") };
    let face = first.over(store.clone());
    let (mut at, mut met) = (Json::Null, BTreeSet::new());
    // What moves ahead of the reader may come again: each page brings at most so many of them.
    for _ in 0..10 * COMPANIES {
        let told = read(&face, &query, &at).await;
        let nodes = told["nodes"].as_array().cloned().unwrap_or_default();
        for node in nodes.iter().filter_map(|node| node["id"].as_str()) {
            let again = !met.insert(node.to_owned()) && !node.starts_with("moving");
            prop_assert!(!again, "{name}: `{node}` came twice: {query}");
        }
        if told["pageInfo"][more] != true {
            prop_assert_eq!(&told["pageInfo"][more], &json!(false), "{}: {}", name, told);
            let passed = (0..COMPANIES).step_by(2).map(id).find(|id| !met.contains(id));
            prop_assert!(passed.is_none(), "{name}: {passed:?} never came: {query}");
            return Ok(());
        }
        at = told["pageInfo"][edge].clone();
        for one in choices.several(3, |choices| change(&model, choices)) {
            // The same again, and the removal of what is not there, change nothing.
            let _ = store.apply(&[one], &recorded("somebody")).await;
        }
    }
    Err(TestCaseError::fail(format!("{name}: no end: {query}")))
}

async fn read(face: &Face, query: &str, at: &Json) -> Json {
    let mut request = Request { query: query.to_owned(), ..Request::default() };
    request.variables.insert("at".to_owned(), at.clone());
    let viewer = Viewer { audience: Audience::Public, languages: vec![Language::En] };
    let body = face.execute(request, viewer).await.body;
    let mut answer: Json = serde_json::from_slice(&body).expect("JSON");
    assert_eq!(answer.get("errors"), None, "{query}");
    answer["data"]["companies"].take()
}

#[test]
fn pages_stay_right_while_the_network_changes() {
    let first = first();
    for_all(60, &numbers(200), |choices| {
        run(async {
            for (name, store) in all(&network()) {
                turns(&first, name, store, &choices).await?;
            }
            Ok(())
        })
    });
}
