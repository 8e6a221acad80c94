//! Who has the competences that something needs.

use std::sync::Arc;

use foldhash::HashSet;

use super::gather::{Gathering, Kinds, Named, ids};
use super::reach::Ways;
use super::text::Text;
use crate::ask::score;
use crate::model::{LinkId, LinkSet, Model};
use crate::plan::filter::Filter;
use crate::store::StoreError;
use crate::store::features::{self, BestFits, CoverageQuery, CoverageRows};
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

/// With names: where only the best are told, these decide between equals.
const BEST: Text =
    Text { file: include_str!("../../../../cypher/ask/coverage_best.cypher"), ..TOLD };

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
        return Ok(CoverageRows::default());
    }
    let mut ways = Ways::new(&gathering, model.all_links());
    if query.sectors.is_empty() {
        ways.works = Kinds(LinkSet::EMPTY);
    }
    let (passes, mut parameters) = gathering.passes(&query.filter);
    parameters.push(("sectors".into(), ids(&query.sectors)));
    let mut slots = ways.slots(&gathering);
    slots.push(passes);
    let mut found = None;
    if let (Some(best), None, None) = (&query.best, &query.only, query.as_of) {
        // The statement does not ask which day counts.
        let has = has.0.iter().next();
        slots.push(gathering.slot("has", Kinds(has.into_iter().collect())));
        slots.push(("level", level(&gathering, has)));
        parameters.extend(fit(query, best));
        let known = [("Competence", &*query.competences), ("Sector", &*query.sectors)];
        let kinds = [has, ways.works.0.iter().next()];
        let told =
            gathering.read_best(&BEST, &slots, parameters, &known, |gathering, facts, part| {
                gathering.keep_person(facts, part, kinds)
            });
        found = Some(told.await?);
    } else {
        // Conflicts are told only of those who are asked about.
        let askers: &[Arc<str>] = if query.only.is_some() { &query.askers } else { &[] };
        parameters.extend([
            ("competences".into(), ids(&query.competences)),
            ("only".into(), query.only.as_ref().map_or(Parameter::Null, ids)),
            ("askers".into(), ids(askers)),
        ]);
        let text = if query.only.is_some() { &TOLD } else { &COVERAGE };
        gathering.read(text, &slots, parameters).await?;
    }
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
    let names = gathering.names();
    let mut told = features::coverage(&gathering.fragment(), &query);
    if let Some(found) = found {
        (told.found, told.newest) = (found, gathering.newest);
        for row in &mut told.rows {
            row.name = names.get(&row.person).cloned();
        }
    }
    Ok(told)
}

/// The expression of the level that the link `has` states, within its bounds.
fn level(gathering: &Gathering<'_>, has: Option<LinkId>) -> String {
    let level = has.map_or_else(|| "null".to_owned(), |has| gathering.seen_on("has", has, "level"));
    format!(
        "CASE WHEN {level} > $highest THEN $highest WHEN {level} < 0 THEN 0 \
         ELSE coalesce({level}, $unstated) END"
    )
}

/// What a person's fit is made of, as parameters.
fn fit(query: &CoverageQuery, best: &BestFits) -> [Named; 9] {
    let most = i64::try_from(best.first).unwrap_or(i64::MAX);
    let highest = f64::from(score::HIGHEST_LEVEL);
    let near = if query.sectors.is_empty() { 0.0 } else { score::fit_weight("nearness") };
    let [coverage, breadth, fresh] = ["coverage", "breadth", "freshness"].map(score::fit_weight);
    let parts = coverage + breadth + fresh + near;
    let weights: f64 = best.weights.iter().sum();
    let needs = query.competences.iter().zip(&best.weights).map(|(id, weight)| {
        Parameter::List(vec![id.into(), (coverage / parts * weight / weights / highest).into()])
    });
    let number = f64::from(u32::try_from(query.competences.len()).unwrap_or(u32::MAX));
    [
        ("needs".into(), needs.collect()),
        ("breadth".into(), (breadth / parts / number).into()),
        ("fresh".into(), (fresh / parts).into()),
        ("near".into(), (near / parts).into()),
        ("undated".into(), (fresh / parts * score::UNDATED_FRESHNESS).into()),
        ("highest".into(), highest.into()),
        ("unstated".into(), (highest * score::UNSTATED_COVERAGE).into()),
        ("most".into(), most.into()),
        ("slack".into(), score::ROUNDING.into()),
    ]
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
