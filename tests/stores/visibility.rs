//! What an audience may not see changes no answer that it gets: answers are those of the network without it.

use proptest::prelude::*;
use tinklas::model::Audience;
use tinklas::plan::viewer::Sight;
use tinklas::store::reference::Reference;

use super::random::prune::prune;
use super::random::{
    Choices, changes, for_all, numbers, plans, records::recorded, small_model, the_same,
};
use super::stores::{all, run};

#[test]
fn plans_answer_as_if_nothing_hidden_were_there() {
    let model = small_model();
    let every = (numbers(6000), proptest::collection::vec(numbers(1000), 20));
    for_all(60, &every, |(network, plans)| {
        run(async {
            let scratch = Reference::new(model.clone());
            let network = changes::network(&model, &scratch, &mut Choices::new(&network)).await;
            let pruned = prune(&network, &Sight::new(&model, Audience::Public));
            for ((name, whole), (_, part)) in all(&model).into_iter().zip(all(&model)) {
                for (store, network) in [(&whole, &network), (&part, &pruned)] {
                    let applied = store.apply(network, &recorded("somebody")).await;
                    prop_assert!(applied.is_ok(), "{name}: {applied:?}");
                }
                for plan in &plans {
                    let plan = plans::plan_for(&model, Audience::Public, &mut Choices::new(plan));
                    let (found, expected) = (whole.fetch(&plan).await, part.fetch(&plan).await);
                    let (found, expected) = (found.ok(), expected.ok());
                    prop_assert!(found == expected, "{name}: {plan:#?}\n{found:?}\n{expected:?}");
                }
            }
            Ok(())
        })
    });
}

/// The property above says little unless much is hidden.
#[test]
fn much_of_a_random_network_is_hidden() {
    let model = small_model();
    run(async {
        let scratch = Reference::new(model.clone());
        let network =
            changes::network(&model, &scratch, &mut Choices::new(&the_same(1, 6000))).await;
        let pruned = prune(&network, &Sight::new(&model, Audience::Public));
        let left: Vec<_> = network.iter().filter(|change| pruned.contains(change)).collect();
        assert!(left.len() * 5 < network.len() * 4, "{} of {}", left.len(), network.len());
        assert!(left.len() * 5 > network.len(), "{} of {}", left.len(), network.len());
    });
}
