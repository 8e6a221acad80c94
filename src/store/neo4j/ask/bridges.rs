//! Who reaches two sectors.

use std::sync::Arc;

use super::gather::{Gathering, Named, ids};
use super::reach::Ways;
use super::text::Text;
use crate::ask::score;
use crate::model::{LinkId, Model};
use crate::plan::filter::Filter;
use crate::store::StoreError;
use crate::store::features::{self, BestBridges, BridgeQuery, BridgeRows};
use crate::store::neo4j::driver::Driver;

const NODES: &[&str] = &["suggestable"];
const LINKS: &[&str] = &["years"];
const BRIDGING: Text = Text {
    file: include_str!("../../../../cypher/ask/bridging.cypher"),
    nodes: NODES,
    links: LINKS,
};
/// With names: where only the best are told, these decide between equals.
const BEST: Text = Text {
    file: include_str!("../../../../cypher/ask/bridging_best.cypher"),
    nodes: &["name", "suggestable"],
    links: LINKS,
};
const CANDIDATES: Text = Text {
    file: include_str!("../../../../cypher/ask/candidates.cypher"),
    nodes: NODES,
    links: LINKS,
};
const PEOPLE: Text =
    Text { file: include_str!("../../../../cypher/ask/people.cypher"), nodes: NODES, links: LINKS };

/// The candidates for a query: one statement finds them, and two tell how they reach the sectors, unless working
/// in a sector is the only way.
pub async fn bridges(
    driver: &Driver,
    model: &Arc<Model>,
    query: &BridgeQuery,
) -> Result<BridgeRows, StoreError> {
    let mut gathering = Gathering::new(driver, model, &query.sight, query.as_of);
    if !gathering.sees("Person") {
        return Ok(BridgeRows::default());
    }
    let ways = Ways::new(&gathering, query.via);
    // The statement does not ask which day counts.
    if let (Some(best), Some(works), None, None) =
        (&query.best, ways.only_works(), &query.only, query.as_of)
    {
        return best_bridges(gathering, query, best, (ways, works)).await;
    }
    let [first, second] = &query.sectors;
    let (passes, mut parameters) = gathering.passes(&query.filter);
    parameters.push(("sectors".into(), ids(&query.sectors)));
    let text = match &query.only {
        Some(only) => {
            parameters.push(("people".into(), ids(only)));
            &PEOPLE
        }
        None => &CANDIDATES,
    };
    let mut slots = ways.slots(&gathering);
    slots.push(passes);
    match ways.only_works() {
        Some(works) if query.only.is_none() => {
            parameters.extend([("first".into(), first.into()), ("second".into(), second.into())]);
            let between = (works, &query.sectors);
            gathering.read_between(&BRIDGING, &slots, parameters, between).await?;
        }
        _ => {
            gathering.read(text, &slots, parameters).await?;
        }
    }
    if ways.only_works().is_none() {
        let people = gathering.people();
        ways.gather_direct(&mut gathering, &people, &query.sectors).await?;
        let sides = [std::slice::from_ref(first), std::slice::from_ref(second)];
        ways.gather_projects(&mut gathering, &people, &sides).await?;
    }
    // Whoever was gathered passes.
    let query = BridgeQuery { filter: Filter::ANY, ..query.clone() };
    Ok(features::bridges(&gathering.fragment(), &query))
}

/// The best candidates, where working in a sector is the only way.
async fn best_bridges(
    mut gathering: Gathering<'_>,
    query: &BridgeQuery,
    best: &BestBridges,
    (ways, works): (Ways, LinkId),
) -> Result<BridgeRows, StoreError> {
    let (passes, mut parameters) = gathering.passes(&query.filter);
    let [first, second] = &query.sectors;
    parameters.extend([("first".into(), first.into()), ("second".into(), second.into())]);
    parameters.extend(worth(best.first));
    let mut slots = ways.slots(&gathering);
    slots.push(passes);
    slots.push(("years x", gathering.seen_on("x", works, "years")));
    slots.push(("years y", gathering.seen_on("y", works, "years")));
    let between = (works, &query.sectors);
    let known = [("Sector", query.sectors.as_slice())];
    let found = gathering
        .read_best(&BEST, &slots, parameters, &known, |gathering, facts, part| {
            gathering.keep_between(facts, part, between)
        })
        .await?;
    let names = gathering.names();
    // Whoever was gathered passes.
    let query = BridgeQuery { filter: Filter::ANY, ..query.clone() };
    let mut told = features::bridges(&gathering.fragment(), &query);
    told.found = found;
    told.newest = gathering.newest;
    for row in &mut told.rows {
        row.name = names.get(&row.person).cloned();
    }
    Ok(told)
}

/// How many are told, and what a tie to a sector is worth, and a bridge of two, as parameters.
fn worth(most: usize) -> [Named; 12] {
    [
        ("most".into(), i64::try_from(most).unwrap_or(i64::MAX).into()),
        ("slack".into(), score::ROUNDING.into()),
        ("surest".into(), (score::YEARS_LEAST + score::YEARS_MORE).into()),
        ("doubt".into(), (score::YEARS_MORE * score::YEARS_HALF).into()),
        ("half".into(), score::YEARS_HALF.into()),
        ("unstated".into(), score::YEARS_UNSTATED.into()),
        ("old".into(), score::OLD_TIE.into()),
        ("fresh".into(), (1.0 - score::OLD_TIE).into()),
        ("rate".into(), (-std::f64::consts::LN_2 / score::HALF_LIFE_YEARS).into()),
        ("undated".into(), score::UNDATED_FRESHNESS.into()),
        ("weaker".into(), (1.0 - score::STRONGER_SIDE).into()),
        ("stronger".into(), score::STRONGER_SIDE.into()),
    ]
}
