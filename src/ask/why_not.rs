//! Why there is no path, and the smallest change of the rules that opens one.

use std::sync::Arc;

use super::answer::{Answer, Sentence};
use super::check::steps;
use super::facts::Facts;
use super::run::Asking;
use super::words::Name;
use super::words::why_not::{Change, apart, not_searched, not_used, opens};
use crate::model::{LinkSet, Value};
use crate::store::StoreError;
use crate::store::features::{PathQuery, PathRow, PathRows, Piece};

/// The most steps that a question can ask for.
const LONGEST: usize = 12;
/// How many of the avoided nodes are tried one by one; each is a search of its own.
const MOST_TRIALS: usize = 20;
/// How many of those next to an end are told.
const NEAREST: usize = 3;

/// `WhyNot` for a query without paths.
///
/// Tried in this order: more steps; each node that was avoided; each kind of link that was left out; all days;
/// then everything at once, told as what its best path needs.
pub(super) async fn answer(
    query: &PathQuery,
    facts: &Facts,
    was_cut: bool,
    asking: &Asking<'_>,
) -> Result<Answer, StoreError> {
    if was_cut {
        return Ok(told(not_searched(), Vec::new()));
    }
    for end in [&query.from, &query.to] {
        let objected = asking.sight.objection.map(|(_, objected)| Value::Enum(objected));
        if objected.is_some() && facts.property(end, "suggestable") == objected.as_ref() {
            return Ok(told(not_used(&facts.name(end)), Vec::new()));
        }
    }
    let trial = Trial { query, facts, asking };
    let longer = trial.relaxed(|rules| rules.max_length = LONGEST).await?;
    if let Some(path) = longer {
        let length = path.steps.len();
        return Ok(told(opens(&[Change::Longer(length)]), vec![longer_argument(length)]));
    }
    for avoided in query.avoid.iter().take(MOST_TRIALS) {
        let opened = trial.relaxed(|rules| rules.avoid.retain(|id| id != avoided)).await?;
        if opened.is_some() {
            let change = Change::Allow(facts.name(avoided));
            return Ok(told(opens(&[change]), vec![allow_argument(avoided)]));
        }
    }
    for name in trial.left_out() {
        let link = facts.model().link_named(name).map(|link| link.id);
        let more = link.map(LinkSet::one).unwrap_or_default();
        if trial.relaxed(|rules| rules.via = rules.via.or(more)).await?.is_some() {
            return Ok(told(opens(&[Change::Via(name.to_owned())]), vec![via_argument(name)]));
        }
    }
    if trial.relaxed(|rules| rules.as_of = None).await?.is_some() {
        return Ok(told(opens(&[Change::AllDays]), vec![all_days_argument()]));
    }
    let all: LinkSet = steps(facts.model())
        .filter_map(|name| facts.model().link_named(name))
        .map(|link| link.id)
        .collect();
    let open = |rules: &mut PathQuery| {
        rules.via = all;
        rules.avoid.clear();
        rules.max_length = LONGEST;
    };
    let mut everything = trial.search(open).await?;
    let found_none = everything.as_ref().is_none_or(|found| found.paths.is_empty() && !found.cut);
    let all_days = query.as_of.is_some() && found_none;
    if all_days {
        let open = |rules: &mut PathQuery| {
            open(rules);
            rules.as_of = None;
        };
        everything = trial.search(open).await?;
    }
    let Some(mut found) = everything else { return trial.apart(all).await };
    match found.paths.pop() {
        Some(path) => Ok(trial.what_it_needs(&path, all_days)),
        // A search that stopped early says nothing of what it did not reach.
        None if found.cut => Ok(told(not_searched(), Vec::new())),
        None => trial.apart(all).await,
    }
}

/// Searches with other rules than those asked for.
struct Trial<'a> {
    query: &'a PathQuery,
    facts: &'a Facts,
    asking: &'a Asking<'a>,
}

impl Trial<'_> {
    /// The best path when the rules are relaxed.
    async fn relaxed(
        &self,
        relax: impl FnOnce(&mut PathQuery),
    ) -> Result<Option<PathRow>, StoreError> {
        Ok(self.search(relax).await?.and_then(|mut found| found.paths.pop()))
    }

    /// What the relaxed rules find; nothing when they are the rules that were asked for.
    async fn search(
        &self,
        relax: impl FnOnce(&mut PathQuery),
    ) -> Result<Option<PathRows>, StoreError> {
        let mut rules = PathQuery { first: 1, ..self.query.clone() };
        relax(&mut rules);
        let unchanged = rules.via == self.query.via
            && rules.avoid == self.query.avoid
            && rules.max_length == self.query.max_length
            && rules.as_of == self.query.as_of;
        if unchanged {
            return Ok(None);
        }
        Ok(Some(self.asking.store.paths(&rules).await?))
    }

    /// Kinds of link that could make a step and were left out.
    fn left_out(&self) -> impl Iterator<Item = &str> {
        let model = self.facts.model();
        let taken = |name: &str| model.link_named(name).is_some_and(|l| self.query.via.has(l.id));
        steps(model).filter(move |name| !taken(name))
    }

    /// Every change that a path found without rules needs.
    fn what_it_needs(&self, path: &PathRow, all_days: bool) -> Answer {
        let (mut changes, mut relax) = (Vec::new(), Vec::new());
        if all_days {
            changes.push(Change::AllDays);
            relax.push(all_days_argument());
        }
        if path.steps.len() > self.query.max_length {
            changes.push(Change::Longer(path.steps.len()));
            relax.push(longer_argument(path.steps.len()));
        }
        for avoided in &self.query.avoid {
            let mut hubs = path.steps.iter().flatten().filter_map(|tie| tie.through.as_ref());
            if path.nodes.contains(avoided) || hubs.any(|hub| hub == avoided) {
                changes.push(Change::Allow(self.facts.name(avoided)));
                relax.push(allow_argument(avoided));
            }
        }
        for name in self.left_out() {
            let needed = |ties: &Vec<crate::store::features::TieRow>| {
                ties.iter().all(|tie| {
                    tie.links.iter().any(|link| self.facts.model().link(link.kind).name == name)
                })
            };
            if path.steps.iter().any(needed) {
                changes.push(Change::Via(name.to_owned()));
                relax.push(via_argument(name));
            }
        }
        told(opens(&changes), relax)
    }

    /// The two are in separate parts: who is next to each.
    async fn apart(&self, all: LinkSet) -> Result<Answer, StoreError> {
        let mut near = [Vec::new(), Vec::new()];
        for (end, near) in [&self.query.from, &self.query.to].into_iter().zip(&mut near) {
            *near = self.next_to(end, all).await?;
        }
        let ends = [&self.query.from, &self.query.to].map(|id| self.facts.name(id));
        let text = apart(ends.each_ref(), near.each_ref().map(Vec::as_slice));
        Ok(told(text, Vec::new()))
    }

    /// The first of those who share a link with an end, or a project, partnership or event.
    async fn next_to(&self, end: &Arc<str>, all: LinkSet) -> Result<Vec<Name>, StoreError> {
        let model = self.facts.model();
        let kinds = ["Actor", "Person", "Project", "Partnership", "WorkingGroup", "Event"];
        let shape = Piece::Around {
            center: vec![Arc::clone(end)],
            depth: 2,
            kinds: kinds
                .iter()
                .fold(crate::model::KindSet::EMPTY, |set, name| set.or(model.kinds_of_type(name))),
            links: all,
            limit: 500,
        };
        let around = Facts::read(self.asking, shape).await?;
        let near = around.actors_and_people(end, self.asking);
        Ok(near.iter().take(NEAREST).map(|id| around.name(id)).collect())
    }
}

fn longer_argument(length: usize) -> String {
    format!("maxLength: {length}")
}

fn allow_argument(id: &str) -> String {
    format!("avoid without {id}")
}

fn all_days_argument() -> String {
    "without asOf".to_owned()
}

fn via_argument(link: &str) -> String {
    format!("via with {link}")
}

/// `WhyNot!`.
fn told(text: Sentence, relax: Vec<String>) -> Answer {
    let relax = relax.into_iter().map(|one| Answer::Text(one.into())).collect();
    Answer::Record(vec![("text", Answer::Sentence(text)), ("relax", Answer::List(relax))])
}
