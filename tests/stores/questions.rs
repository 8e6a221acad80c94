//! What the questions are answered from: the same from every store, and as if nothing hidden were there.

use std::collections::HashSet;

use proptest::prelude::*;
use tinklas::model::Audience;
use tinklas::plan::viewer::Sight;
use tinklas::store::reference::Reference;

use super::random::prune::prune;
use super::random::questions::{Found, Query};
use super::random::{Choices, asked_model, changes, for_all, numbers, records::recorded, the_same};
use super::stores::{all, others, run};

#[test]
fn stores_agree_on_random_questions() {
    let model = asked_model();
    let every = (numbers(6000), proptest::collection::vec(numbers(60), 40));
    for_all(60, &every, |(network, queries)| {
        run(async {
            let reference = Reference::new(model.clone());
            let network = changes::network(&model, &reference, &mut Choices::new(&network)).await;
            for (name, store) in others(&model) {
                let applied = store.apply(&network, &recorded("somebody")).await;
                prop_assert!(applied.is_ok(), "{name}: {applied:?}");
                for (at, query) in queries.iter().enumerate() {
                    let audience = [Audience::Public, Audience::Staff][at % 2];
                    let sight = Sight::new(&model, audience);
                    let query = Query::random(&model, &sight, &mut Choices::new(query));
                    let expected = query.ask(&reference).await?;
                    let found = query.ask(&*store).await?;
                    prop_assert!(
                        found == expected,
                        "{name}: found {found:?}\nexpected {expected:?}\n{query:?}"
                    );
                }
            }
            Ok(())
        })
    });
}

#[test]
fn questions_are_answered_as_if_nothing_hidden_were_there() {
    let model = asked_model();
    let sight = Sight::new(&model, Audience::Public);
    let every = (numbers(6000), proptest::collection::vec(numbers(60), 40));
    for_all(60, &every, |(network, queries)| {
        run(async {
            let scratch = Reference::new(model.clone());
            let network = changes::network(&model, &scratch, &mut Choices::new(&network)).await;
            let pruned = prune(&network, &sight);
            for ((name, whole), (_, part)) in all(&model).into_iter().zip(all(&model)) {
                for (store, network) in [(&whole, &network), (&part, &pruned)] {
                    let applied = store.apply(network, &recorded("somebody")).await;
                    prop_assert!(applied.is_ok(), "{name}: {applied:?}");
                }
                for query in &queries {
                    let query = Query::random(&model, &sight, &mut Choices::new(query));
                    let found = query.ask(&*whole).await?;
                    let expected = query.ask(&*part).await?;
                    prop_assert!(
                        found == expected,
                        "{name}: found {found:?}\nexpected {expected:?}\n{query:?}"
                    );
                }
            }
            Ok(())
        })
    });
}

/// A comparison says little when the answers are empty.
#[test]
fn random_questions_have_answers() {
    let model = asked_model();
    let sight = Sight::new(&model, Audience::Public);
    let mut answered = HashSet::new();
    run(async {
        for seed in 0..400 {
            let store = Reference::new(model.clone());
            changes::network(&model, &store, &mut Choices::new(&the_same(seed, 6000))).await;
            let numbers = the_same(seed + 5_000, 60);
            let query = Query::random(&model, &sight, &mut Choices::new(&numbers));
            let full = match query.ask(&store).await {
                Ok(Found::Bridges(found)) => !found.rows.is_empty(),
                Ok(Found::Coverage(found)) => !found.rows.is_empty(),
                Ok(Found::Paths(found)) => found.paths.iter().any(|path| path.nodes.len() > 2),
                Ok(Found::Subgraph(found)) => !found.links.is_empty(),
                Err(error) => panic!("{error}"),
            };
            answered.extend(full.then_some(std::mem::discriminant(&query)));
        }
    });
    assert_eq!(answered.len(), 5, "each feature finds something");
}
