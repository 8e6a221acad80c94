//! Of many candidates Neo4j leaves out those who cannot be among the best, and nobody else.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use tinklas::ask::score::{self, Points};
use tinklas::model::{Audience, LinkSet, Localized, Model, PartialDate, Value};
use tinklas::plan::filter::Filter;
use tinklas::plan::viewer::Sight;
use tinklas::store::Store;
use tinklas::store::features::{
    BestBridges, BestFits, BridgeQuery, BridgeRow, CoverageQuery, CoverageRow,
};
use tinklas::store::records::{Change, LinkRecord, LinkRef, NodeRecord};
use tinklas::store::reference::Reference;

use super::{emptied, take};
use crate::random::records::{date, recorded};
use crate::random::{Choices, asked_model, for_all, numbers};
use crate::stores::run;

const PEOPLE: usize = 40;
const SECTORS: [&str; 2] = ["sector:a", "sector:b"];
const COMPETENCES: [&str; 3] = ["competence:a", "competence:b", "competence:c"];
const WEIGHTS: [f64; 3] = [5.0, 1.0, 0.5];

/// Many people in two sectors with some competences.
fn crowd(model: &Model, choices: &mut Choices<'_>) -> Vec<Change> {
    let recorded = recorded("somebody");
    let property = |name| model.property_id(name).expect("a property");
    let node = |kind: &str, id: &str, objected: bool| {
        let name = (property("name"), Value::Localized(Localized::any(id).into()));
        let objected = objected.then(|| (property("suggestable"), Value::Enum(1)));
        Change::PutNode(NodeRecord {
            id: id.into(),
            kind: model.kind_named(kind).expect("a kind").id,
            properties: std::iter::once(name).chain(objected).collect(),
            identifiers: Vec::new(),
            sources: Vec::new(),
            recorded: recorded.clone(),
            version: 0,
        })
    };
    let mut changes: Vec<Change> = SECTORS.iter().map(|id| node("Sector", id, false)).collect();
    changes.extend(COMPETENCES.iter().map(|id| node("Competence", id, false)));
    // One person with two ties to a sector keeps everybody from being left out.
    let twice_in_sectors = 8 * usize::from(choices.chance(30));
    // Kinds of link that never had a date are not asked for any.
    let dated = ["WORKS_IN", "HAS_COMPETENCE"].map(|kind| (kind, choices.chance(60)));
    for at in 0..PEOPLE {
        let id = format!("person-{at}");
        changes.push(node("Person", &id, choices.chance(10)));
        let ties = SECTORS.iter().map(|to| ("WORKS_IN", "years", *to, twice_in_sectors));
        let has = COMPETENCES.iter().map(|to| ("HAS_COMPETENCE", "level", *to, 8));
        for (kind, number, to, twice) in ties.chain(has) {
            let links = 1 + usize::from(choices.chance(twice));
            for tag in 0..links * usize::from(choices.chance(80)) {
                let mut some = |percent| {
                    let some = choices.chance(percent) && dated.contains(&(kind, true));
                    some.then(|| date(choices))
                };
                let [since, until, seen] = [some(15), some(10), some(15)];
                let value = choices.chance(85).then(|| {
                    let value = i64::try_from(choices.below(9)).expect("a small number") - 1;
                    (property(number), Value::Int(value))
                });
                changes.push(Change::PutLink(LinkRecord {
                    link: LinkRef {
                        kind: model.link_named(kind).expect("a kind of link").id,
                        from: id.as_str().into(),
                        to: to.into(),
                        tag: u32::try_from(tag).expect("a small number"),
                    },
                    since,
                    until,
                    seen,
                    properties: value.into_iter().collect(),
                    sources: Vec::new(),
                    recorded: recorded.clone(),
                    version: 0,
                }));
            }
        }
    }
    changes
}

/// The score of somebody who works in two sectors.
fn bridge(row: &BridgeRow, now: Option<PartialDate>) -> Points {
    let sides = row.sides.each_ref().map(|ties| Points::of(score::side_strength(ties, now)));
    score::bridge_shares(sides.map(Points::value)).map(Points::of).into_iter().sum()
}

/// The score of somebody who has competences of [`WEIGHTS`].
fn fit(row: &CoverageRow, has_sectors: bool, now: Option<PartialDate>) -> Points {
    let covered: f64 =
        row.held.iter().map(|held| WEIGHTS[held.competence] * score::covered(held.level)).sum();
    let fresh = row.held.iter().map(|held| score::freshness(held.dates, now)).fold(0.0, f64::max);
    let near = row.nearness.as_ref().map_or(0.0, |near| score::nearness(near.how));
    let mut parts = BTreeMap::from([
        ("coverage", covered / WEIGHTS.iter().sum::<f64>()),
        ("breadth", score::part_of(row.held.len(), WEIGHTS.len())),
        ("freshness", fresh),
    ]);
    if has_sectors {
        parts.insert("nearness", near);
    }
    let whole: f64 = parts.keys().map(|part| score::fit_weight(part)).sum();
    parts.iter().map(|(part, value)| Points::of(value * score::fit_weight(part) / whole)).sum()
}

/// Whether all who score no less than the last of the first are among those told, as they are.
fn holds_the_best<R: PartialEq + Clone + std::fmt::Debug>(
    every: &[R],
    told: &[R],
    first: usize,
    score: impl Fn(&R) -> Points,
) -> Result<(), TestCaseError> {
    let mut scores: Vec<Points> = every.iter().map(&score).collect();
    scores.sort_unstable_by(|a, b| b.cmp(a));
    let least = scores.get(first - 1).copied().unwrap_or(Points(i32::MIN));
    let missing = every.iter().find(|row| score(row) >= least && !told.contains(row));
    prop_assert!(missing.is_none(), "{missing:?} is not told: {told:?}");
    let wrong = told.iter().find(|row| !every.contains(row));
    prop_assert!(wrong.is_none(), "{wrong:?} is not as it should be: {every:?}");
    Ok(())
}

#[test]
fn whoever_may_be_among_the_best_is_told() {
    let shared = take();
    let model = asked_model();
    let left_out = [Cell::new(0), Cell::new(0)];
    for_all(16, &(numbers(2000), 1..12_usize), |(network, first)| {
        let network = crowd(&model, &mut Choices::new(&network));
        run(async {
            let reference = Reference::new(model.clone());
            let store = emptied(&shared, model.clone()).await;
            for store in [&reference as &dyn Store, &store] {
                let applied = store.apply(&network, &recorded("somebody")).await;
                prop_assert!(applied.is_ok(), "{applied:?}");
            }
            let now = reference.stamp().await.expect("a state").newest_seen;
            for audience in [Audience::Public, Audience::Staff] {
                let sight = Sight::new(&model, audience);
                let works = model.link_named("WORKS_IN").expect("a kind of link").id;
                let mut bridges = BridgeQuery {
                    sight: sight.clone(),
                    as_of: None,
                    sectors: SECTORS.map(Into::into),
                    via: LinkSet::one(works),
                    filter: Filter::ANY,
                    only: None,
                    best: None,
                };
                let every = reference.bridges(&bridges).await.expect("an answer");
                bridges.best = Some(BestBridges { first });
                let mut told = store.bridges(&bridges).await.expect("an answer");
                prop_assert_eq!(told.found, every.rows.len());
                prop_assert!(told.rows.is_empty() || told.newest == now, "{:?}", told.newest);
                for row in &mut told.rows {
                    let name = row.name.take().and_then(|name| name.any.clone());
                    prop_assert_eq!(
                        name.as_ref(),
                        Some(&row.person),
                        "all are called by their ids"
                    );
                }
                left_out[0].set(left_out[0].get() + told.found - told.rows.len());
                holds_the_best(&every.rows, &told.rows, first, |row| bridge(row, now))?;

                for sectors in [Vec::new(), vec![Arc::from(SECTORS[0])]] {
                    let has_sectors = !sectors.is_empty();
                    let mut coverage = CoverageQuery {
                        sight: sight.clone(),
                        as_of: None,
                        competences: COMPETENCES.map(Into::into).to_vec(),
                        sectors,
                        askers: Vec::new(),
                        filter: Filter::ANY,
                        only: None,
                        best: None,
                    };
                    let every = reference.coverage(&coverage).await.expect("an answer");
                    coverage.best = Some(BestFits { first, weights: WEIGHTS.to_vec() });
                    let mut told = store.coverage(&coverage).await.expect("an answer");
                    prop_assert_eq!(told.found, every.rows.len());
                    prop_assert!(told.rows.is_empty() || told.newest == now, "{:?}", told.newest);
                    told.rows.iter_mut().for_each(|row| row.name = None);
                    left_out[1].set(left_out[1].get() + told.found - told.rows.len());
                    let fits = |row: &CoverageRow| fit(row, has_sectors, now);
                    holds_the_best(&every.rows, &told.rows, first, fits)?;
                }
            }
            Ok(())
        })
    });
    let left_out = left_out.map(Cell::into_inner);
    assert!(left_out.iter().all(|many| *many > 50), "too few were left out: {left_out:?}");
}
