//! `partnershipPaths`: by which path of partners somebody is reached.

use std::sync::Arc;

use super::answer::{Answer, Evidence, Sentence};
use super::error::AskError;
use super::facts::{Facts, all_known};
use super::question::PartnershipPaths;
use super::reasons::{Part, dating, nodes, reasons};
use super::run::Asking;
use super::score::{self, Points};
use super::{why_not, words};
use crate::fault::words::ask::Expected;
use crate::model::PartialDate;
use crate::store::features::{PathQuery, PathRow, Piece, TieRow};

/// The paths between two actors or persons, best first.
pub(super) async fn answer(
    asked: &PartnershipPaths,
    asking: &Asking<'_>,
) -> Result<Answer, AskError> {
    let query = PathQuery {
        sight: Arc::clone(asking.sight),
        as_of: asking.as_of,
        from: Arc::clone(&asked.from),
        to: Arc::clone(&asked.to),
        via: asked.via,
        avoid: asked.avoid.clone(),
        max_length: usize::try_from(asked.max_length).unwrap_or_default(),
        first: usize::try_from(asked.first).unwrap_or_default(),
        now: asking.date,
    };
    let rows = asking.store.paths(&query).await?;
    let now = rows.now;
    let told = rows.paths.iter().flat_map(|row| row.steps.iter().flatten());
    let ends = [&asked.from, &asked.to].into_iter().chain(&asked.avoid);
    let shape = Piece::Exactly {
        nodes: ends.cloned().collect(),
        links: told.clone().flat_map(|tie| tie.links.iter().cloned()).collect(),
    };
    // Whoever is on a path is there; what is to be avoided may not be.
    let is_known = !rows.paths.is_empty() && asked.avoid.is_empty();
    let facts = if is_known && !asking.wants(&["steps", "reasons"]) {
        Facts::none(asking)
    } else {
        let facts = Facts::read(asking, shape).await?;
        let end = |argument, id| {
            facts.unknown(argument, id, &["Actor", "Person"], Expected::ActorOrPerson)
        };
        let avoided =
            asked.avoid.iter().map(|id| facts.unknown("avoid", id, &["Node"], Expected::Node));
        all_known([end("from", &asked.from), end("to", &asked.to)].into_iter().chain(avoided))?;
        facts
    };

    let why_not = if rows.paths.is_empty() {
        why_not::answer(&query, &facts, rows.cut, asking).await?
    } else {
        Answer::Null
    };
    let cut = if rows.cut {
        let shown = rows.paths.len();
        // How many more there are is not known: that is what was cut.
        super::reasons::cut("visitedNodes", shown, shown + 1)
    } else {
        Answer::Null
    };
    let undated = told.filter(|tie| tie.dates.is_undated()).count();
    Ok(Answer::Record(vec![
        ("items", Answer::List(rows.paths.iter().map(|row| item(row, &facts, now)).collect())),
        ("whyNot", why_not),
        ("cut", cut),
        ("dating", dating(asking, undated)),
    ]))
}

/// `PartnershipPath!`.
fn item(row: &PathRow, facts: &Facts, now: Option<PartialDate>) -> Answer {
    let strengths: Vec<f64> =
        row.steps.iter().map(|ties| step_strength(ties, facts, now)).collect();
    let mut parts = Vec::new();
    let mut steps = Vec::new();
    let shares = shares(Points::of(row.strength), &strengths);
    for (at, ties) in row.steps.iter().enumerate() {
        let ends = [&row.nodes[at], &row.nodes[at + 1]];
        let texts: Vec<Sentence> = ties.iter().map(|tie| tie_words(tie, ends, facts)).collect();
        let value = strengths[at];
        let weight = |at: &usize| tie_weight(&ties[*at], facts, now);
        let strongest = (0..ties.len()).rev().max_by_key(weight).unwrap_or_default();
        let text = words::tie::step(&texts[strongest], ties.len() - 1);
        parts.push(Part { name: "step", text, value, share: shares[at] });
        let ties = ties.iter().zip(texts).map(|(row, text)| tie(row, text, facts)).collect();
        steps.push(Answer::Record(vec![
            ("from", Answer::Node(Arc::clone(ends[0]))),
            ("to", Answer::Node(Arc::clone(ends[1]))),
            ("ties", Answer::List(ties)),
            ("strength", Answer::Float(Points::of(value).value())),
        ]));
    }
    let links = row.steps.iter().flatten().flat_map(|tie| &tie.links);
    Answer::Record(vec![
        ("length", super::reasons::count(row.steps.len())),
        ("strength", Answer::Float(Points::of(row.strength).value())),
        ("nodes", nodes(&row.nodes)),
        ("steps", Answer::List(steps)),
        ("reasons", reasons(parts)),
        ("evidence", Evidence::from(&row.nodes[0], links).answer()),
    ])
}

/// The strength of a step of these ties, as the search had it.
fn step_strength(ties: &[TieRow], facts: &Facts, now: Option<PartialDate>) -> f64 {
    score::step_strength(ties.iter().map(|tie| tie_weight(tie, facts, now)).sum())
}

fn tie_weight(tie: &TieRow, facts: &Facts, now: Option<PartialDate>) -> u64 {
    let bases = tie.links.iter().map(|link| score::tie_base(facts.link_kind(link)));
    let freshness = score::freshness(tie.dates, now);
    score::tie_weight(score::tie_strength(bases.fold(1.0, f64::min), tie.parties, freshness))
}

/// The shares of steps in the strength of their path: by their own strengths, the last one takes what rounding left.
fn shares(whole: Points, strengths: &[f64]) -> Vec<Points> {
    let sum: f64 = strengths.iter().sum();
    let mut shares: Vec<Points> =
        strengths.iter().map(|one| Points::of(whole.value() * one / sum)).collect();
    let given: Points = shares.iter().copied().sum();
    if let Some(last) = shares.last_mut() {
        last.0 += whole.0 - given.0;
    }
    shares
}

/// `Tie!`.
fn tie(row: &TieRow, text: Sentence, facts: &Facts) -> Answer {
    let date = |date: Option<PartialDate>| date.map_or(Answer::Null, Answer::Date);
    Answer::Record(vec![
        ("kind", Answer::Text(facts.model().link(row.kind).name.as_str().into())),
        ("through", row.through.clone().map_or(Answer::Null, Answer::Node)),
        ("since", date(row.dates.since)),
        ("until", date(row.dates.until)),
        ("text", Answer::Sentence(text)),
        ("sources", facts.sources(&row.links)),
    ])
}

fn tie_words(tie: &TieRow, ends: [&Arc<str>; 2], facts: &Facts) -> Sentence {
    match (&tie.through, tie.links.as_slice()) {
        (Some(through), [a, b]) => words::tie::shared(
            [a, b].map(|link| facts.link_kind(link)),
            [&facts.name(ends[0]), &facts.name(ends[1])],
            &facts.name(through),
            tie.parties,
            tie.dates,
        ),
        (_, links) => {
            let link = links.first();
            let [from, to] = link.map_or(ends, |link| [&link.from, &link.to]);
            words::tie::direct(
                link.map_or("", |link| facts.link_kind(link)),
                [&facts.name(from), &facts.name(to)],
                link.and_then(|link| facts.role(link)),
                tie.dates,
            )
        }
    }
}
