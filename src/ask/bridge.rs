//! `expertsConnecting`: people who reach two sectors, as go-betweens.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::answer::{Answer, Evidence, Sentence};
use super::best::{Who, at_most, best};
use super::error::AskError;
use super::facts::{Facts, all_known, coded};
use super::question::ExpertsConnecting;
use super::reasons::{Part, cut, dating, links, reasons, total};
use super::run::Asking;
use super::score::{self, Points};
use super::words;
use crate::fault::words::ask::Expected;
use crate::model::PartialDate;
use crate::store::features::{
    BestBridges, BridgeQuery, BridgeRow, BridgeRows, Piece, Reach, ReachTie,
};
use crate::store::graph::Dates;
use crate::store::records::LinkRecord;

/// How many ties of a side its sentence tells.
const TOLD: usize = 3;

/// The fields that tell of ties one by one.
const TELLS_TIES: [&str; 3] = ["links", "reasons", "evidence"];

/// The field that tells of candidates who are not.
const COUNT_ALL: [&str; 1] = ["dating"];

impl<'a> From<&'a BridgeRow> for Who<'a> {
    fn from(row: &'a BridgeRow) -> Self {
        Self { id: &row.person, name: row.name.as_deref() }
    }
}

/// How a candidate ranks.
struct Ranked {
    strengths: [Points; 2],
    shares: [Points; 2],
    /// What is lost because both sides are this actor.
    same_actor: Option<(Arc<str>, Points)>,
}

impl Ranked {
    fn of(row: &BridgeRow, now: Option<PartialDate>) -> Self {
        let strengths =
            row.sides.each_ref().map(|ties| Points::of(score::side_strength(ties, now)));
        let shares = score::bridge_shares(strengths.map(Points::value)).map(Points::of);
        let same_actor = only_actor(row).map(|actor| {
            let whole: Points = shares.into_iter().sum();
            (actor, Points::of(-score::SAME_ACTOR_LOSS * whole.value()))
        });
        Self { strengths, shares, same_actor }
    }

    fn score(&self) -> Points {
        let lost = self.same_actor.as_ref().map(|(_, lost)| *lost).unwrap_or_default();
        self.shares.into_iter().sum::<Points>() + lost
    }
}

/// The one actor that both sides go through. What goes through a project counts only where nothing is direct.
fn only_actor(row: &BridgeRow) -> Option<Arc<str>> {
    let [a, b] = row.sides.each_ref().map(|ties| {
        let is_direct = ties.iter().any(|tie| tie.project.is_none());
        let mut actors =
            ties.iter().filter(|tie| tie.project.is_none() == is_direct).map(|tie| &tie.actor);
        let first = actors.next()?.as_ref()?;
        actors.all(|actor| actor.as_ref() == Some(first)).then_some(first)
    });
    (a == b).then(|| a.cloned()).flatten()
}

/// The experts who connect two sectors, best first.
pub(super) async fn answer(
    asked: &ExpertsConnecting,
    asking: &Asking<'_>,
) -> Result<Answer, AskError> {
    let sectors = [&asked.sector_a, &asked.sector_b].map(|id| coded(id, "sector"));
    let mut query = BridgeQuery {
        sight: Arc::clone(asking.sight),
        as_of: asking.as_of,
        sectors: sectors.clone(),
        via: asked.via.unwrap_or_else(|| asking.store.model().all_links()),
        filter: asked.filter.clone(),
        only: None,
        best: (!asking.wants(&COUNT_ALL)).then(|| BestBridges { first: at_most(asked.first) }),
    };
    let BridgeRows { rows, found, newest } = asking.store.bridges(&query).await?;
    // Without a date nothing is older than anything else.
    let is_dated = |tie: &ReachTie| !tie.dates.is_undated();
    let now = if rows.iter().flat_map(|row| row.sides.iter().flatten()).any(is_dated) {
        asking.now(newest).await?
    } else {
        None
    };
    let undated = rows.iter().map(undated).sum();
    let ranked = rows.into_iter().map(|row| {
        let ranked = Ranked::of(&row, now);
        (ranked.score(), (ranked, row))
    });
    let mut rows = best(ranked.collect(), asked.first, |(_, row)| row.into(), asking).await?;

    let is_told = asking.wants(&TELLS_TIES);
    if is_told {
        query.only = Some(rows.iter().map(|(_, (_, row))| Arc::clone(&row.person)).collect());
        let mut detailed = asking.store.bridges(&query).await?.rows;
        rows.retain_mut(|(_, (_, row))| {
            let at = detailed.iter().position(|one| one.person == row.person);
            *row = at.map_or_else(|| row.clone(), |at| detailed.swap_remove(at));
            at.is_some()
        });
    }
    // Whoever reaches both sectors knows that they are there.
    let facts = if is_told || found == 0 {
        let all_ties = rows.iter().flat_map(|(_, (_, row))| row.sides.iter().flatten());
        let shape = Piece::Exactly {
            nodes: sectors.to_vec(),
            links: all_ties.flat_map(|tie| tie.links.iter().cloned()).collect(),
        };
        let facts = Facts::read(asking, shape).await?;
        let unknown = |argument, at: usize| {
            facts.unknown(argument, &sectors[at], &["Sector"], Expected::Sector)
        };
        all_known([unknown("sectorA", 0), unknown("sectorB", 1)])?;
        facts
    } else {
        Facts::none(asking)
    };

    let items: Vec<Answer> =
        rows.iter().map(|(_, (ranked, row))| item(ranked, row, &sectors, &facts, now)).collect();
    Ok(Answer::Record(vec![
        ("cut", cut("first", items.len(), found)),
        ("items", Answer::List(items)),
        ("dating", dating(asking, undated)),
    ]))
}

/// How many of a candidate's own links have no date.
fn undated(row: &BridgeRow) -> usize {
    row.sides.iter().flatten().filter(|tie| tie.dates.is_undated()).count()
}

/// `ExpertBridge!`.
fn item(
    ranked: &Ranked,
    row: &BridgeRow,
    sectors: &[Arc<str>; 2],
    facts: &Facts,
    now: Option<PartialDate>,
) -> Answer {
    let mut parts = Vec::new();
    for (at, part) in ["a", "b"].into_iter().enumerate() {
        parts.push(Part {
            name: part,
            text: side_words(&row.sides[at], &sectors[at], facts, now),
            value: ranked.strengths[at].value(),
            share: ranked.shares[at],
        });
    }
    if let Some((actor, lost)) = &ranked.same_actor {
        parts.push(Part {
            name: "sameActor",
            text: words::bridge::same_actor(&facts.name(actor)),
            value: score::SAME_ACTOR_LOSS,
            share: *lost,
        });
    }
    let score = total(&parts);
    let all_links = row.sides.iter().flatten().flat_map(|tie| &tie.links);
    Answer::Record(vec![
        ("expert", Answer::of_node(&row.person, row.name.as_ref())),
        ("score", Answer::Float(score.value())),
        ("a", side(ranked.strengths[0], &row.sides[0], &sectors[0])),
        ("b", side(ranked.strengths[1], &row.sides[1], &sectors[1])),
        ("sameActor", Answer::Bool(ranked.same_actor.is_some())),
        ("reasons", reasons(parts)),
        ("evidence", Evidence::from(&row.person, all_links).answer()),
    ])
}

/// `BridgeSide!`.
fn side(strength: Points, ties: &[ReachTie], sector: &Arc<str>) -> Answer {
    let mut met = BTreeSet::new();
    let all = ties.iter().flat_map(|tie| &tie.links).filter(|link| met.insert(*link));
    Answer::Record(vec![
        ("sector", Answer::Node(Arc::clone(sector))),
        ("strength", Answer::Float(strength.value())),
        ("direct", Answer::Bool(ties.iter().any(|tie| tie.project.is_none()))),
        ("links", links(all)),
    ])
}

/// A side in words: its strongest ties first.
fn side_words(
    ties: &[ReachTie],
    sector: &Arc<str>,
    facts: &Facts,
    now: Option<PartialDate>,
) -> Sentence {
    let mut told: Vec<Told<'_>> = Vec::new();
    for tie in ties {
        let near = tie.links.first().map(|own| &own.to);
        // Of the actors of one project the first stands for all; projects through one actor are told together.
        let through = tie.how == Reach::ThroughActor;
        let same = told.iter_mut().find(|one| {
            one.near == near
                && if through { one.through } else { tie.project.is_some() && !one.through }
                && (through || one.ties[0].project == tie.project)
        });
        match same {
            Some(one) if one.ties.iter().all(|known| known.project != tie.project) => {
                one.ties.push(tie);
            }
            Some(_) => {}
            None => told.push(Told { near, through, ties: vec![tie] }),
        }
    }
    for one in &mut told {
        // Stable, here and below: equal ones stay in the order of the row.
        one.ties.sort_by_key(|tie| Reverse(Points::of(score::tie_worth(tie, now))));
    }
    told.sort_by_key(|one| Reverse(Points::of(score::tie_worth(one.ties[0], now))));
    let count = told.iter().map(|one| one.ties.len()).sum();
    let words: Vec<Sentence> = told.iter().take(TOLD).map(|one| one.words(facts)).collect();
    let rest = told.iter().skip(TOLD).map(|one| one.ties.len()).sum();
    words::bridge::side(&facts.name(sector), count, &words, rest)
}

/// Ties that are told together: one, or all that go through one actor.
struct Told<'a> {
    near: Option<&'a Arc<str>>,
    through: bool,
    ties: Vec<&'a ReachTie>,
}

impl Told<'_> {
    fn words(&self, facts: &Facts) -> Sentence {
        let first = self.ties[0];
        let own = first.links.first();
        let name = |id: &Option<Arc<str>>| id.as_ref().map(|id| facts.name(id));
        let person = words::bridge::Own {
            kind: own.map_or("", |link| facts.link_kind(link)),
            near: self.near.map_or_else(|| words::Name::of_id(""), |id| facts.name(id)),
            role: own.and_then(|link| facts.role(link)),
            years: first.years,
            dates: own.and_then(|link| facts.link(link)).map(dates).unwrap_or_default(),
        };
        let projects: Vec<_> = self
            .ties
            .iter()
            .filter_map(|tie| {
                Some(words::bridge::Through {
                    project: name(&tie.project)?,
                    actor: name(&tie.actor)?,
                    participants: tie.participants,
                })
            })
            .collect();
        words::bridge::tie(first.how, &person, &projects)
    }
}

/// When a link holds.
fn dates(link: &LinkRecord) -> Dates {
    Dates { since: link.since, until: link.until, seen: link.seen }
}
