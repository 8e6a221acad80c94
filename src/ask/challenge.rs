//! `expertsForChallenge`: people who have what a challenge requires.

use std::sync::Arc;

use super::answer::{Answer, Evidence, Sentence};
use super::best::{Who, at_most, best};
use super::error::AskError;
use super::facts::{Facts, all_known, coded, name_of};
use super::question::{ExpertsForChallenge, NeedInput};
use super::reasons::{Part, cut, dating, nodes, reasons, total};
use super::run::Asking;
use super::score::{self, Points};
use super::words;
use crate::fault::words::ask::Expected;
use crate::model::{PartialDate, Value};
use crate::store::features::{
    BestFits, ConflictTie, CoverageQuery, CoverageRow, CoverageRows, Held, Piece,
};

/// The fields that tell of candidates who are not.
const COUNT_ALL: [&str; 2] = ["dating", "uncovered"];

impl<'a> From<&'a CoverageRow> for Who<'a> {
    fn from(row: &'a CoverageRow) -> Self {
        Self { id: &row.person, name: row.name.as_deref() }
    }
}

/// What is needed, by whom.
struct Needed {
    /// Ids of competences with their weights, by falling weight, then id.
    needs: Vec<(Arc<str>, f64)>,
    sectors: Vec<Arc<str>>,
    askers: Vec<Arc<str>>,
    /// What is known of all these.
    facts: Facts,
}

impl Needed {
    fn weight(&self) -> f64 {
        self.needs.iter().map(|(_, weight)| weight).sum()
    }
}

/// The experts who can help, best first.
pub(super) async fn answer(
    asked: &ExpertsForChallenge,
    asking: &Asking<'_>,
) -> Result<Answer, AskError> {
    let needed = match (&asked.challenge, &asked.needs) {
        (Some(challenge), _) => of_challenge(challenge, asking).await?,
        (None, needs) => of_needs(needs.as_deref().unwrap_or_default(), asking).await?,
    };
    let mut query = CoverageQuery {
        sight: Arc::clone(asking.sight),
        as_of: asking.as_of,
        competences: needed.needs.iter().map(|(id, _)| Arc::clone(id)).collect(),
        sectors: needed.sectors.clone(),
        askers: needed.askers.clone(),
        filter: asked.filter.clone(),
        only: None,
        best: (!needed.needs.is_empty() && !asking.wants(&COUNT_ALL)).then(|| BestFits {
            first: at_most(asked.first),
            weights: needed.needs.iter().map(|(_, weight)| *weight).collect(),
        }),
    };
    let CoverageRows { rows, found, newest } = asking.store.coverage(&query).await?;
    let uncovered: Vec<&Arc<str>> = query
        .competences
        .iter()
        .enumerate()
        .filter(|(at, _)| rows.iter().all(|row| !has(row, *at)))
        .map(|(_, id)| id)
        .collect();
    let uncovered = nodes(uncovered);
    let undated =
        rows.iter().flat_map(|row| &row.held).filter(|held| held.dates.is_undated()).count();
    // Without a date nothing is older than anything else.
    let is_dated = |held: &Held| !held.dates.is_undated();
    let now = if rows.iter().flat_map(|row| &row.held).any(is_dated) {
        asking.now(newest).await?
    } else {
        None
    };
    let ranked = rows.into_iter().map(|row| {
        let fit = Fit::of(&row, &needed, now);
        (fit.score(), (fit, row))
    });
    let ranked = best(ranked.collect(), asked.first, |(_, row)| row.into(), asking).await?;

    query.only = Some(ranked.iter().map(|(_, (_, row))| Arc::clone(&row.person)).collect());
    let detailed = if needed.askers.is_empty() || !asking.wants(&["conflicts"]) {
        Vec::new()
    } else {
        asking.store.coverage(&query).await?.rows
    };
    let items: Vec<Answer> = ranked
        .into_iter()
        .map(|(_, (fit, row))| {
            let parts = fit.parts(&row, &needed, asking);
            let conflicts = detailed.iter().find(|one| one.person == row.person);
            let conflicts = conflicts.map_or(&[][..], |one| &one.conflicts);
            item(parts, &row, conflicts, &needed, asking)
        })
        .collect();
    let needs = needed.needs.iter().map(|(id, weight)| {
        Answer::Record(vec![
            ("competence", Answer::Node(Arc::clone(id))),
            ("weight", Answer::Float(*weight)),
            ("words", Answer::List(Vec::new())),
        ])
    });
    Ok(Answer::Record(vec![
        ("cut", cut("first", items.len(), found)),
        ("items", Answer::List(items)),
        ("needs", Answer::List(needs.collect())),
        ("uncovered", uncovered),
        ("dating", dating(asking, undated)),
    ]))
}

/// What a challenge requires, its sectors, and who faces it.
async fn of_challenge(id: &Arc<str>, asking: &Asking<'_>) -> Result<Needed, AskError> {
    let kinds = ["Competence", "Sector", "Actor"].as_slice();
    let links = ["REQUIRES", "IN_SECTOR", "FACES"].as_slice();
    let facts = Facts::star(asking, id, [kinds, links], &["name", "weight"]).await?;
    all_known([facts.unknown("challenge", id, &["Challenge"], Expected::Challenge)])?;
    let mut needs: Vec<(Arc<str>, f64)> = Vec::new();
    for link in facts.links_named("REQUIRES") {
        let weight = match facts.link_property(&link.link, "weight") {
            Some(Value::Float(weight)) if *weight > 0.0 => *weight,
            _ => 1.0,
        };
        if needs.iter().all(|(known, _)| *known != link.link.to) {
            needs.push((Arc::clone(&link.link.to), weight));
        }
    }
    let of = |name: &str| {
        facts
            .links_named(name)
            .into_iter()
            .filter(|link| link.link.from == *id || link.link.to == *id)
    };
    let sectors = of("IN_SECTOR").map(|link| Arc::clone(&link.link.to)).collect();
    let askers = of("FACES").map(|link| Arc::clone(&link.link.from)).collect();
    Ok(Needed { needs: in_order(needs), sectors, askers, facts })
}

/// What was listed.
async fn of_needs(needs: &[NeedInput], asking: &Asking<'_>) -> Result<Needed, AskError> {
    let needs: Vec<(Arc<str>, f64)> =
        needs.iter().map(|need| (coded(&need.competence, "competence"), need.weight)).collect();
    let shape = Piece::Exactly {
        nodes: needs.iter().map(|(id, _)| Arc::clone(id)).collect(),
        links: Vec::new(),
    };
    let facts = Facts::read(asking, shape).await?;
    all_known(
        needs
            .iter()
            .map(|(id, _)| facts.unknown("needs", id, &["Competence"], Expected::Competence)),
    )?;
    Ok(Needed { needs: in_order(needs), sectors: Vec::new(), askers: Vec::new(), facts })
}

fn in_order(mut needs: Vec<(Arc<str>, f64)>) -> Vec<(Arc<str>, f64)> {
    needs.sort_by(|(a, a_weight), (b, b_weight)| {
        b_weight.total_cmp(a_weight).then_with(|| a.cmp(b))
    });
    needs
}

fn has(row: &CoverageRow, need: usize) -> bool {
    row.held.iter().any(|held| held.competence == need)
}

/// How well a person fits: each part's name, its own value and its share of the whole.
struct Fit(Vec<(&'static str, f64, Points)>);

impl Fit {
    fn of(row: &CoverageRow, needed: &Needed, now: Option<PartialDate>) -> Self {
        let fresh =
            row.held.iter().map(|held| score::freshness(held.dates, now)).fold(0.0, f64::max);
        let near = row.nearness.as_ref().map_or(0.0, |near| score::nearness(near.how));
        let values = [
            ("coverage", coverage(row, needed)),
            ("breadth", score::part_of(row.held.len(), needed.needs.len())),
            ("nearness", near),
            ("freshness", fresh),
        ];
        // Without a sector its part is left out and the others weigh more.
        let counts = |name: &str| name != "nearness" || !needed.sectors.is_empty();
        let values = values.into_iter().filter(|(name, _)| counts(name));
        let whole: f64 = values.clone().map(|(name, _)| score::fit_weight(name)).sum();
        let share = |name, value| Points::of(value * score::fit_weight(name) / whole);
        Self(values.map(|(name, value)| (name, value, share(name, value))).collect())
    }

    fn score(&self) -> Points {
        self.0.iter().map(|(.., share)| *share).sum()
    }

    fn parts(&self, row: &CoverageRow, needed: &Needed, asking: &Asking<'_>) -> Vec<Part> {
        let part = |(name, value, share): &(&'static str, f64, Points)| Part {
            name,
            text: sentence(name, row, needed, asking),
            value: *value,
            share: *share,
        };
        self.0.iter().map(part).collect()
    }
}

/// What a part of a person's fit says.
fn sentence(part: &str, row: &CoverageRow, needed: &Needed, asking: &Asking<'_>) -> Sentence {
    let count = needed.needs.len();
    match part {
        "coverage" => {
            let name = |held: &Held| needed.facts.name(&needed.needs[held.competence].0);
            let held: Vec<_> = row.held.iter().map(|held| (name(held), held.level)).collect();
            words::challenge::coverage(&held, count)
        }
        "breadth" => words::challenge::breadth(row.held.len(), count),
        "nearness" => words::challenge::nearness(row.nearness.as_ref().and_then(|near| {
            let sector = &near.links.last()?.to;
            let actor = near.actor.as_ref().map(|actor| name_of(asking.store.model(), actor));
            Some((near.how, actor, needed.facts.name(sector)))
        })),
        _ => {
            let last = row.held.iter().filter_map(|held| held.dates.last()).max();
            words::challenge::freshness(last.map(|date| date.to_string()))
        }
    }
}

/// How much of the needs a person covers, by their weights.
fn coverage(row: &CoverageRow, needed: &Needed) -> f64 {
    let covered = |held: &Held| needed.needs[held.competence].1 * score::covered(held.level);
    row.held.iter().map(covered).sum::<f64>() / needed.weight()
}

/// `ExpertMatch!`.
fn item(
    parts: Vec<Part>,
    row: &CoverageRow,
    conflicts: &[ConflictTie],
    needed: &Needed,
    asking: &Asking<'_>,
) -> Answer {
    let whole = needed.weight();
    let covered = row.held.iter().map(|held| {
        let (id, weight) = &needed.needs[held.competence];
        let share = weight * score::covered(held.level) / whole;
        Answer::Record(vec![
            ("competence", Answer::Node(Arc::clone(id))),
            ("level", held.level.map_or(Answer::Null, Answer::Int)),
            ("share", Answer::Float(Points::of(share).value())),
        ])
    });
    let lacking = needed.needs.iter().enumerate().filter(|(at, _)| !has(row, *at));
    let near = row.nearness.iter().flat_map(|near| &near.links);
    let links = row.held.iter().map(|held| &held.link).chain(near);
    let coverage = Points::of(coverage(row, needed));
    Answer::Record(vec![
        ("expert", Answer::of_node(&row.person, row.name.as_ref())),
        ("score", Answer::Float(total(&parts).value())),
        ("coverage", Answer::Float(coverage.value())),
        ("covered", Answer::List(covered.collect())),
        ("uncovered", nodes(lacking.map(|(_, (id, _))| id))),
        (
            "conflicts",
            Answer::List(
                conflicts.iter().map(|tie| conflict(tie, &row.person, needed, asking)).collect(),
            ),
        ),
        ("reasons", reasons(parts)),
        ("evidence", Evidence::from(&row.person, links).answer()),
    ])
}

/// `Conflict!`.
fn conflict(tie: &ConflictTie, person: &Arc<str>, needed: &Needed, asking: &Asking<'_>) -> Answer {
    let model = asking.store.model();
    let asker = needed.facts.name(&tie.asker);
    let text = if let Some(project) = &tie.project {
        words::challenge::conflict_project(&name_of(model, project), &asker)
    } else {
        let kind = tie.links.first().map_or("", |link| model.link(link.kind).name.as_str());
        words::challenge::conflict_role(kind, &asker)
    };
    Answer::Record(vec![
        ("text", Answer::Sentence(text)),
        ("evidence", Evidence::from(person, &tie.links).answer()),
    ])
}
