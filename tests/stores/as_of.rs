//! An answer as of a day is the answer of the network without the links that do not count on it.

use proptest::prelude::*;
use tinklas::model::Audience;
use tinklas::plan::Root;
use tinklas::plan::as_of::AsOf;
use tinklas::plan::viewer::Sight;
use tinklas::store::reference::Reference;

use super::random::days::prune_to_day;
use super::random::questions::Query;
use super::random::{
    Choices, asked_model, changes, for_all, numbers, plans,
    records::{date, recorded},
    small_model,
};
use super::stores::{all, run};

#[test]
fn plans_as_of_a_day_answer_as_if_only_what_counts_were_there() {
    let model = small_model();
    let day = numbers(4);
    let every = (numbers(6000), day, proptest::collection::vec(numbers(1000), 20));
    for_all(60, &every, |(network, day, plans)| {
        run(async {
            let scratch = Reference::new(model.clone());
            let network = changes::network(&model, &scratch, &mut Choices::new(&network)).await;
            let day = date(&mut Choices::new(&day));
            // Everybody may see when an actor was founded; when it closed only staff.
            for (audience, closed) in [(Audience::Public, None), (Audience::Staff, Some("closed"))]
            {
                let bounds = [Some("founded"), closed];
                let pruned = prune_to_day(&network, &model, bounds, day);
                for ((name, whole), (_, part)) in all(&model).into_iter().zip(all(&model)) {
                    for (store, network) in [(&whole, &network), (&part, &pruned)] {
                        let applied = store.apply(network, &recorded("somebody")).await;
                        prop_assert!(applied.is_ok(), "{name}: {applied:?}");
                    }
                    for plan in &plans {
                        let [as_of, plain] = plans::plans_as_of(&model, audience, day, plan);
                        // Links that are named are told, whenever they hold.
                        if matches!(as_of.root, Root::Links { .. }) {
                            continue;
                        }
                        let found = whole.fetch(&as_of).await.ok();
                        let expected = part.fetch(&plain).await.ok();
                        prop_assert!(
                            found == expected,
                            "{name}, {day}: {as_of:#?}\n{found:?}\n{expected:?}"
                        );
                    }
                }
            }
            Ok(())
        })
    });
}

#[test]
fn questions_as_of_a_day_are_answered_as_if_only_what_counts_were_there() {
    let model = asked_model();
    let every = (numbers(6000), numbers(4), proptest::collection::vec(numbers(60), 40));
    for_all(60, &every, |(network, day, queries)| {
        run(async {
            let scratch = Reference::new(model.clone());
            let network = changes::network(&model, &scratch, &mut Choices::new(&network)).await;
            let day = date(&mut Choices::new(&day));
            for (audience, end) in [(Audience::Public, None), (Audience::Staff, Some("end"))] {
                let sight = Sight::new(&model, audience);
                let as_of = AsOf::new(&model, &sight, day);
                let pruned = prune_to_day(&network, &model, [Some("start"), end], day);
                for ((name, whole), (_, part)) in all(&model).into_iter().zip(all(&model)) {
                    for (store, network) in [(&whole, &network), (&part, &pruned)] {
                        let applied = store.apply(network, &recorded("somebody")).await;
                        prop_assert!(applied.is_ok(), "{name}: {applied:?}");
                    }
                    for query in &queries {
                        let random = || {
                            let query = Query::random(&model, &sight, &mut Choices::new(query));
                            query.weighed_by(day)
                        };
                        let Some(query) = random().on(as_of) else { continue };
                        let found = query.ask(&*whole).await?;
                        let expected = random().of_all_days().ask(&*part).await?;
                        prop_assert!(
                            found == expected,
                            "{name}, {day}: found {found:?}\nexpected {expected:?}\n{query:?}"
                        );
                    }
                }
            }
            Ok(())
        })
    });
}
