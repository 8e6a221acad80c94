//! The vocabulary of scores: every constant and formula that ranks an answer, in one place.
//!
//! `docs/QUESTIONS.md` explains them with worked examples. All values are in 0..1 unless said otherwise.

use std::collections::BTreeMap;

use crate::model::PartialDate;
use crate::store::features::{Reach, ReachTie};
use crate::store::graph::Dates;

/// After so many years a fact counts half as fresh.
pub const HALF_LIFE_YEARS: f64 = 10.0;
/// How fresh an undated fact counts: as one whose age is [`HALF_LIFE_YEARS`].
pub const UNDATED_FRESHNESS: f64 = 0.5;

/// No tie is certain: the most that one can weigh.
const STRONGEST_TIE: f64 = 0.95;
/// Weaknesses are whole millionths, so that sums do not depend on the order of adding.
const MILLION: f64 = 1_000_000.0;

/// How fresh a fact is: 1 for one that holds now, half of it for every [`HALF_LIFE_YEARS`] since it was last known to
/// hold. `now` is the newest day that the network knows of, so that answers do not drift with the clock.
#[must_use]
pub fn freshness(dates: Dates, now: Option<PartialDate>) -> f64 {
    let (Some(last), Some(now)) = (dates.last(), now) else { return UNDATED_FRESHNESS };
    let years = f64::from(now.year()) - f64::from(last.year());
    (-std::f64::consts::LN_2 * years.max(0.0) / HALF_LIFE_YEARS).exp()
}

/// How well one of several parties knows another: 1 for two, the root of 2/n for n. Seventeen partners of one project
/// know each other, though a third as well as two do; of 186 a tenth.
#[must_use]
pub fn specificity(parties: u32) -> f64 {
    (2.0 / f64::from(parties.max(2))).sqrt()
}

/// How far a kind of link alone carries an introduction.
#[must_use]
pub fn tie_base(link: &str) -> f64 {
    match link {
        "HOLDS_ROLE" => 0.9,
        "PARTNERS_WITH" | "PARTY_TO" => 0.8,
        "ADVISES" | "WORKED_ON" | "PARTICIPATES_IN" => 0.7,
        "MEMBER_OF" | "SUPPLIES" => 0.6,
        "TAKES_PART" => 0.3,
        _ => 0.0,
    }
}

/// The strength of a tie: what its weaker link carries, less when many share it, and down to half when it is old.
#[must_use]
pub fn tie_strength(base: f64, parties: u32, freshness: f64) -> f64 {
    base * specificity(parties) * (0.5 + 0.5 * freshness)
}

/// What a tie adds to the step that it is part of, in millionths: steps add up what their ties exclude, so that ten
/// weak ties do not make a strong step.
#[must_use]
pub fn tie_weight(strength: f64) -> u64 {
    to_millionths(-(1.0 - strength.min(STRONGEST_TIE)).ln())
}

/// The strength of a step whose ties weigh so much together.
#[must_use]
pub fn step_strength(weight: u64) -> f64 {
    1.0 - (-from_millionths(weight)).exp()
}

/// The weakness of a step, in millionths: the weaknesses of a path's steps add up.
#[must_use]
pub fn step_weakness(weight: u64) -> u64 {
    to_millionths(-step_strength(weight.max(1)).ln())
}

/// The strength of a path: the product of its steps' strengths.
#[must_use]
pub fn path_strength(weakness: u64) -> f64 {
    (-from_millionths(weakness)).exp()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "logarithms of 1e-6..1 are far inside the range, and the sign is taken care of"
)]
fn to_millionths(value: f64) -> u64 {
    (value.max(0.0) * MILLION).round() as u64
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
fn from_millionths(value: u64) -> f64 {
    value as f64 / MILLION
}

/// What working in a sector is worth where the years are not stated.
pub const YEARS_UNSTATED: f64 = 0.8;
/// What it is worth in the first year.
pub const YEARS_LEAST: f64 = 0.7;
/// By how much more many years are worth.
pub const YEARS_MORE: f64 = 0.2;
/// After so many years half of [`YEARS_MORE`] is reached.
pub const YEARS_HALF: f64 = 5.0;

/// How much a way of reaching a sector alone is worth, before its age counts. Years in a sector, where stated, move
/// it from [`YEARS_LEAST`] on.
#[must_use]
pub fn reach_base(how: Reach, years: Option<i64>) -> f64 {
    match how {
        Reach::WorksIn => years.map_or(YEARS_UNSTATED, |years| {
            let years = f64::from(i32::try_from(years.max(0)).unwrap_or(i32::MAX));
            YEARS_LEAST + YEARS_MORE * years / (years + YEARS_HALF)
        }),
        Reach::Role => 0.8,
        Reach::Advises => 0.7,
        Reach::Project => 0.6,
        Reach::ThroughActor => 0.4,
    }
}

/// The most that projects alone can give a side. It is below what the weakest direct tie gives, so that a person who is
/// in both sectors directly always ranks above one who reaches them over projects.
pub const PROJECTS_AT_MOST: f64 = 0.4;
/// How fast projects approach [`PROJECTS_AT_MOST`].
const PROJECTS_RATE: f64 = 4.0;

/// So much of a tie to a sector is left when it is old.
pub const OLD_TIE: f64 = 0.75;

/// What a tie to a sector is worth alone: its way, down to [`OLD_TIE`] of it when it is old, and divided by the
/// participants of the project that it goes through.
#[must_use]
pub fn tie_worth(tie: &ReachTie, now: Option<PartialDate>) -> f64 {
    let fresh = freshness(tie.dates, now);
    let whole = reach_base(tie.how, tie.years) * (OLD_TIE + (1.0 - OLD_TIE) * fresh);
    whole / f64::from(tie.participants.max(1))
}

/// How strongly somebody reaches a sector.
///
/// Direct ties exclude each other's doubt: 1 - (1-t1)(1-t2)... Projects add up, each divided by its participants and
/// counted once by its best way, and approach a limit: ten weak links are not one strong one.
#[must_use]
pub fn side_strength(ties: &[ReachTie], now: Option<PartialDate>) -> f64 {
    let mut doubt = 1.0;
    let mut projects: BTreeMap<&str, f64> = BTreeMap::new();
    for tie in ties {
        if let Some(project) = &tie.project {
            let part = tie_worth(tie, now);
            let best = projects.entry(project).or_default();
            *best = best.max(part);
        } else {
            doubt *= 1.0 - tie_worth(tie, now);
        }
    }
    let together: f64 = projects.values().sum();
    let indirect = PROJECTS_AT_MOST * (1.0 - (-PROJECTS_RATE * together).exp());
    1.0 - doubt * (1.0 - indirect)
}

/// What a bridge loses when both its sides are one and the same actor.
pub const SAME_ACTOR_LOSS: f64 = 0.1;
/// How much of a bridge's score its stronger side decides.
pub const STRONGER_SIDE: f64 = 0.1;

/// The shares of a bridge's two sides in its score: a bridge is as strong as its weaker side (the minimum of the two),
/// and the stronger one decides between equals.
#[must_use]
pub fn bridge_shares(sides: [f64; 2]) -> [f64; 2] {
    let [a, b] = sides;
    let weaker = a.min(b) * (1.0 - STRONGER_SIDE);
    let stronger = a.min(b) * STRONGER_SIDE * a.max(b);
    if a <= b { [weaker, stronger] } else { [stronger, weaker] }
}

/// A competence whose level is not stated covers so much of what is needed.
pub const UNSTATED_COVERAGE: f64 = 0.5;
/// The highest level of a competence: it covers all of what is needed.
pub const HIGHEST_LEVEL: u8 = 5;

/// How much a competence of a level covers of what is needed.
#[must_use]
pub fn covered(level: Option<i64>) -> f64 {
    level.map_or(UNSTATED_COVERAGE, |level| {
        let level =
            u8::try_from(level.max(0)).map_or(HIGHEST_LEVEL, |level| level.min(HIGHEST_LEVEL));
        f64::from(level) / f64::from(HIGHEST_LEVEL)
    })
}

/// The weight of a part of an expert's fit.
#[must_use]
pub fn fit_weight(part: &str) -> f64 {
    match part {
        "coverage" => 0.7,
        "breadth" => 0.15,
        "nearness" => 0.1,
        "freshness" => 0.05,
        _ => 0.0,
    }
}

/// A count as a part of another.
#[must_use]
pub fn part_of(some: usize, all: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if all == 0 { 0.0 } else { number(some) / number(all) }
}

/// How near somebody is to a sector whom the first of these ways ties to it.
#[must_use]
pub fn nearness(how: Reach) -> f64 {
    match how {
        Reach::WorksIn => 1.0,
        Reach::Role => 0.9,
        Reach::Advises => 0.8,
        Reach::Project => 0.4,
        Reach::ThroughActor => 0.2,
    }
}

/// Two scores may lie so much nearer to each other, or further apart, than by the formulas without rounding: each has up to
/// four shares that are off by half a ten-thousandth, and so is what they are made of.
pub const ROUNDING: f64 = 0.000_8;

/// A score or a share of one, in ten-thousandths. Scores are compared and added as such, so that what reads alike is
/// equal, and shares add up exactly.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Debug)]
pub struct Points(pub i32);

impl Points {
    /// The nearest points to a value.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "scores lie between -1 and 1")]
    pub fn of(value: f64) -> Self {
        Self((value * 10_000.0).round() as i32)
    }

    /// The value.
    #[must_use]
    pub fn value(self) -> f64 {
        f64::from(self.0) / 10_000.0
    }
}

impl std::ops::Add for Points {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl std::iter::Sum for Points {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, one| sum + one)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tie(how: Reach, project: Option<&str>, participants: u32) -> ReachTie {
        ReachTie {
            how,
            actor: Some("actor".into()),
            project: project.map(Into::into),
            participants,
            years: None,
            dates: Dates::default(),
            links: Vec::new(),
        }
    }

    fn bridge(sides: [f64; 2]) -> f64 {
        bridge_shares(sides).into_iter().sum()
    }

    #[test]
    fn ten_projects_are_not_one_direct_tie() {
        let names: Vec<String> = (0..10).map(|at| format!("project-{at}")).collect();
        let projects: Vec<ReachTie> =
            names.iter().map(|name| tie(Reach::Project, Some(name), 2)).collect();
        assert!(side_strength(&projects, None) <= PROJECTS_AT_MOST);
        // The oldest advice there can be.
        let weakest = reach_base(Reach::Advises, None) * 0.75;
        let same_actor = bridge([weakest, weakest]) * (1.0 - SAME_ACTOR_LOSS);
        assert!(same_actor > bridge([PROJECTS_AT_MOST, 1.0]));
    }

    #[test]
    fn a_project_counts_once_by_its_best_way_and_less_the_larger_it_is() {
        let both = [tie(Reach::Project, Some("p"), 4), tie(Reach::ThroughActor, Some("p"), 4)];
        let [one, same] = [&both[..1], &both[..]].map(|ties| side_strength(ties, None));
        assert_eq!(one.to_bits(), same.to_bits());
        let large = side_strength(&[tie(Reach::Project, Some("p"), 186)], None);
        assert!(large < 0.01 && large < one);
    }

    #[test]
    fn a_bridge_is_as_strong_as_its_weaker_side() {
        assert!(bridge([0.6, 0.6]) > bridge([0.5, 1.0]));
        assert!(bridge([0.5, 0.8]) > bridge([0.5, 0.7]));
        assert_eq!(bridge([0.3, 0.9]).to_bits(), bridge([0.9, 0.3]).to_bits());
        assert!(bridge([1.0, 1.0]) <= 1.0);
    }

    #[test]
    fn old_facts_are_less_fresh_and_future_ones_are_not_fresher() {
        let of = |year| Dates { seen: PartialDate::new(year, 0, 0), ..Dates::default() };
        let now = PartialDate::new(2020, 5, 1);
        let [old, ten, fresh, future] =
            [1950, 2010, 2020, 2030].map(|year| freshness(of(year), now));
        assert!(old < ten && ten < fresh);
        assert!((ten - 0.5).abs() < 1e-12);
        assert_eq!((fresh.to_bits(), future.to_bits()), (1.0_f64.to_bits(), 1.0_f64.to_bits()));
        assert_eq!(freshness(Dates::default(), now).to_bits(), UNDATED_FRESHNESS.to_bits());
    }

    #[test]
    fn ties_strengthen_a_step_and_parties_weaken_it() {
        let weight = |parties| tie_weight(tie_strength(tie_base("PARTICIPATES_IN"), parties, 1.0));
        assert!(weight(2) > weight(17) && weight(17) > weight(186));
        assert!(step_strength(10 * weight(186)) < step_strength(weight(2)));
        assert!(step_weakness(weight(2)) < step_weakness(weight(186)));
        assert!(step_strength(2 * weight(2)) > step_strength(weight(2)));
    }
}
