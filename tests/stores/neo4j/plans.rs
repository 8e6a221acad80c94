//! Plans are executed as by the reference store, alone and many at once.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use futures_util::future::join_all;
use futures_util::stream::{self, StreamExt as _};
use tinklas::model::{Audience, Model};
use tinklas::plan::viewer::Sight;
use tinklas::plan::{Plan, Root};
use tinklas::store::Store;
use tinklas::store::neo4j::Neo4j;
use tinklas::store::neo4j::plan::write::compile;
use tinklas::store::records::Change;
use tinklas::store::reference::Reference;

use super::{emptied, take};
use crate::random::records::{recorded, some_id};
use crate::random::{Choices, changes, plans, small_model, the_same};
use crate::stores::run;

/// Networks of a run, and plans that are asked of each.
const NETWORKS: u32 = 25;
const PLANS: u32 = 40;
/// So many networks are asked the same plans: Neo4j takes most of the time to plan a statement that it does not know.
const ALIKE: u32 = 5;
/// A soak has so many networks, and asks each of them other plans.
const NETWORKS_OF_A_SOAK: u32 = 125;

/// A network in Neo4j and in the reference store.
async fn network(store: &Neo4j, model: &Arc<Model>, seed: u32) -> Reference {
    let reference = Reference::new(model.clone());
    let choices = the_same(seed, 6000);
    let network = changes::network(model, &reference, &mut Choices::new(&choices)).await;
    load(store, &network).await;
    reference
}

async fn load(store: &Neo4j, network: &[Change]) {
    super::empty(store).await;
    store.apply(network, &recorded("somebody")).await.expect("it fits");
}

/// `PROPTEST_RNG_SEED` repeats a run, `TINKLAS_SOAK` makes it five times as long.
#[test]
fn neo4j_agrees_on_random_plans() {
    let given = std::env::var("PROPTEST_RNG_SEED").ok().and_then(|seed| seed.parse().ok());
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let first: u32 = given.unwrap_or(now.subsec_nanos());
    let soak = std::env::var_os("TINKLAS_SOAK").is_some();
    let (networks, alike) = if soak { (NETWORKS_OF_A_SOAK, 1) } else { (NETWORKS, ALIKE) };
    let (shared, model) = (take(), small_model());
    run(async {
        let store = emptied(&shared, model.clone()).await;
        for at in 0..networks {
            let seed = first.wrapping_add(at);
            let reference = network(&store, &model, seed).await;
            let asked = first.wrapping_add(at / alike).wrapping_mul(1_000);
            let plans = (0..PLANS).map(|number| {
                let seed = asked.wrapping_add(number);
                plans::plan(&model, &mut Choices::new(&the_same(seed, 1000)))
            });
            // More at a time would only wait for Neo4j to plan them.
            let (store, reference) = (&store, &reference);
            stream::iter(plans)
                .for_each_concurrent(2, async |plan| same(store, reference, &plan, first).await)
                .await;
        }
    });
}

async fn same(store: &Neo4j, reference: &Reference, plan: &Plan, seed: u32) {
    let expected = reference.fetch(plan).await.expect("it is in memory");
    let found = store.fetch(plan).await;
    assert!(
        found.as_ref().is_ok_and(|found| *found == expected),
        "PROPTEST_RNG_SEED={seed}\n{:?}\n{:?}\nfound {found:?}\nexpected {expected:?}",
        plan.root,
        compile(store.model(), plan),
    );
}

/// Look-ups that are asked for at once share statements, and nobody sees it in an answer.
#[test]
fn merged_look_ups_answer_as_each_alone() {
    let (shared, model) = (take(), small_model());
    run(async {
        let store = emptied(&shared, model.clone()).await;
        let reference = network(&store, &model, 7).await;
        let all: Vec<Plan> = [Audience::Public, Audience::Staff]
            .into_iter()
            .flat_map(|audience| look_ups(&model, audience))
            .collect();
        let found = join_all(all.iter().map(|plan| store.fetch(plan))).await;
        let mut missing = 0;
        for (plan, found) in all.iter().zip(found) {
            let expected = reference.fetch(plan).await.expect("it is in memory");
            missing += usize::from(expected.cells().len() == 2);
            assert_eq!(found.expect("an answer"), expected, "{:?}", plan.root);
        }
        assert!(missing > 20, "{missing} of {} ids are of nothing", all.len());
    });
}

/// Many look-ups of a few selections.
fn look_ups(model: &Model, audience: Audience) -> Vec<Plan> {
    let sight = Sight::new(model, audience);
    let selections = (0..).filter_map(|seed| {
        match plans::plan_for(model, audience, &mut Choices::new(&the_same(seed, 1000))).root {
            Root::Nodes { selection, .. } => Some(selection),
            _ => None,
        }
    });
    let choices = the_same(3, 1000);
    let mut choices = Choices::new(&choices);
    let mut all = Vec::new();
    for selection in selections.take(3) {
        for _ in 0..50 {
            let ids = vec![some_id(model, model.all_kinds(), &mut choices)];
            let root = Root::Nodes { ids, kinds: sight.kinds, selection: selection.clone() };
            all.push(Plan { root, sight: sight.clone() });
        }
    }
    all
}
