//! Who has the competences that something needs.

use std::sync::Arc;

use foldhash::HashSet;

use super::gather::{Gathering, Kinds, ids};
use super::reach::Ways;
use super::text::Text;
use crate::model::{LinkSet, Model};
use crate::plan::filter::Filter;
use crate::store::StoreError;
use crate::store::features::{self, CoverageQuery, CoverageRows};
use crate::store::neo4j::driver::Driver;
use crate::store::neo4j::statement::Parameter;
use crate::store::records::LinkRecord;

/// For the ranking, which speaks of nobody.
const COVERAGE: Text = Text {
    file: include_str!("../../../../cypher/ask/coverage.cypher"),
    nodes: &["suggestable"],
    links: &["level"],
};
/// For those who are told, with the names of what they share with an asker.
const TOLD: Text = Text { nodes: &["name", "suggestable"], ..COVERAGE };

/// The candidates for a query.
///
/// Of the ways in which somebody reaches a sector only the first is told, and [`features::Reach`] orders them by
/// how direct they are. So each statement after the first asks only about those for whom nothing more direct was
/// found: ties by actors, then ties by projects.
pub async fn coverage(
    driver: &Driver,
    model: &Arc<Model>,
    query: &CoverageQuery,
) -> Result<CoverageRows, StoreError> {
    let mut gathering = Gathering::new(driver, model, &query.sight, query.as_of);
    let has = gathering.kinds(model.all_links(), &["HAS_COMPETENCE"]);
    if !gathering.sees("Person") || has.is_empty() {
        return Ok(CoverageRows { rows: Vec::new() });
    }
    let mut ways = Ways::new(&gathering, model.all_links());
    if query.sectors.is_empty() {
        ways.works = Kinds(LinkSet::EMPTY);
    }
    // Conflicts are told only of those who are asked about.
    let askers: &[Arc<str>] = if query.only.is_some() { &query.askers } else { &[] };
    let (passes, mut parameters) = gathering.passes(&query.filter);
    parameters.extend([
        ("competences".into(), ids(&query.competences)),
        ("sectors".into(), ids(&query.sectors)),
        ("only".into(), query.only.as_ref().map_or(Parameter::Null, ids)),
        ("askers".into(), ids(askers)),
    ]);
    let mut slots = ways.slots(&gathering);
    slots.push(passes);
    let text = if query.only.is_some() { &TOLD } else { &COVERAGE };
    gathering.read(text, &slots, parameters).await?;
    if !query.sectors.is_empty() {
        let works = |link: &&LinkRecord| ways.works.0.has(link.link.kind);
        let mut far = gathering.people();
        keep_untied(&mut far, query, gathering.links.iter().filter(works));
        let known = gathering.links.len();
        ways.gather_direct(&mut gathering, &far, &query.sectors).await?;
        keep_untied(&mut far, query, gathering.links[known..].iter());
        ways.gather_projects(&mut gathering, &far, &[&query.sectors]).await?;
    }
    // Whoever was gathered passes.
    let query = CoverageQuery { filter: Filter::ANY, ..query.clone() };
    Ok(features::coverage(&gathering.fragment(), &query))
}

/// Keeps those of whom no link starts. As of a day that says nothing: the link may not count on it.
fn keep_untied<'a>(
    people: &mut Vec<Arc<str>>,
    query: &CoverageQuery,
    links: impl Iterator<Item = &'a LinkRecord>,
) {
    if query.as_of.is_some() {
        return;
    }
    let tied: HashSet<&Arc<str>> = links.map(|link| &link.link.from).collect();
    people.retain(|person| !tied.contains(person));
}
