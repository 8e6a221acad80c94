//! Who reaches two sectors.

use std::sync::Arc;

use super::gather::{Gathering, ids};
use super::reach::Ways;
use super::text::Text;
use crate::model::Model;
use crate::plan::filter::Filter;
use crate::store::StoreError;
use crate::store::features::{self, BridgeQuery, BridgeRows};
use crate::store::neo4j::driver::Driver;

const NODES: &[&str] = &["suggestable"];
const LINKS: &[&str] = &["years"];
const BRIDGING: Text = Text {
    file: include_str!("../../../../cypher/ask/bridging.cypher"),
    nodes: NODES,
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
        return Ok(BridgeRows { rows: Vec::new() });
    }
    let ways = Ways::new(&gathering, query.via);
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
