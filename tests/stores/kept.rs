//! What a store keeps ready beside the network, as numbers in columns and folded texts, is of the network as it is.

use std::sync::Arc;

use proptest::prelude::*;
use serde_json::Value as Json;
use tinklas::api::{Face, Request};
use tinklas::model::{Audience, Language, Localized, Model, Value, network};
use tinklas::plan::viewer::Viewer;
use tinklas::store::records::{Change, NodeRecord};

use super::random::{Choices, for_all, numbers, records::recorded};
use super::stores::{all, run};
use super::turning::first;

const NAMES: [&str; 5] = ["Ąžuolas", "Oak", "Soaked", "Beržas", "azu"];
const PARTS: [&str; 4] = ["oak", "ĄŽU", "z", "elm"];

/// A company that comes, says something else, or goes.
fn change(model: &Model, choices: &mut Choices<'_>) -> Change {
    let id: Arc<str> = format!("co-{}", choices.below(6)).into();
    if choices.chance(15) {
        return Change::RemoveNode(id);
    }
    let property = |name| model.property_id(name).expect("a property of companies");
    let mut some = |percent| choices.chance(percent).then(|| Arc::from(*choices.pick(&NAMES)));
    let name = Localized { any: some(50), en: some(50), lt: some(50) };
    let named = name.texts().next().is_some();
    let name = if named { name } else { Localized::any(NAMES[0]) };
    let mut properties = vec![(property("name"), Value::Localized(name.into()))];
    if choices.chance(80) {
        let employees = i64::try_from(choices.below(4)).expect("a small number");
        properties.push((property("employees"), Value::Int(employees)));
    }
    properties.sort_by_key(|(id, _)| *id);
    Change::PutNode(NodeRecord {
        id,
        kind: model.kind_named("Company").expect("a kind").id,
        properties,
        identifiers: Vec::new(),
        sources: Vec::new(),
        recorded: recorded("somebody"),
        version: 0,
    })
}

async fn ask(face: &Face, query: &str, language: Language) -> Json {
    let request = Request { query: query.to_owned(), ..Request::default() };
    let viewer = Viewer { audience: Audience::Public, languages: vec![language] };
    let answer: Json =
        serde_json::from_slice(&face.execute(request, viewer).await.body).expect("JSON");
    assert_eq!(answer.get("errors"), None, "{query}");
    answer
}

#[test]
fn what_is_kept_ready_follows_every_change() {
    let first = first();
    for_all(40, &numbers(300), |choices| {
        run(async {
            let mut choices = Choices::new(&choices);
            let stores = all(&network());
            let faces: Vec<Face> =
                stores.iter().map(|(_, store)| first.over(store.clone())).collect();
            for _ in 0..12 {
                let change = change(stores[0].1.model(), &mut choices);
                for (name, store) in &stores {
                    // The removal of what is not there changes nothing.
                    let applied =
                        store.apply(std::slice::from_ref(&change), &recorded("somebody")).await;
                    prop_assert!(applied.is_ok(), "{name}: {applied:?}");
                }
                let (part, number) = (*choices.pick(&PARTS), choices.below(4));
                let language = *choices.pick(&Language::ALL);
                let query = format!(
                    "{{ part: companies(filter: {{ name: {{ contains: \"{part}\" }} }}, orderBy: [{{ name: ASC }}], first: 3) \
                        {{ totalCount nodes {{ id name }} pageInfo {{ hasNextPage }} }} \
                    all: companies {{ aggregate {{ count employees {{ count sum average min max distinct }} }} }} \
                    some: companies(filter: {{ employees: {{ eq: {number} }} }}) {{ aggregate {{ count employees {{ sum }} }} }} }}"
                );
                let expected = ask(&faces[0], &query, language).await;
                for (face, (name, _)) in faces.iter().zip(&stores).skip(1) {
                    let found = ask(face, &query, language).await;
                    prop_assert_eq!(&found, &expected, "{}: {}", name, &query);
                }
            }
            Ok(())
        })
    });
}
