//! The vocabulary of scores: every constant and formula that ranks an answer, in one place.
//!
//! `docs/QUESTIONS.md` explains them with worked examples. All values are in 0..1 unless said otherwise.

use crate::model::PartialDate;
use crate::store::features::Reach;
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

/// How much one of several parties has of the others: 1 for two, 2/n for n.
#[must_use]
pub fn specificity(parties: u32) -> f64 {
    2.0 / f64::from(parties.max(2))
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

/// How much a way of reaching a sector alone is worth.
#[must_use]
pub fn reach_base(how: Reach) -> f64 {
    match how {
        Reach::WorksIn | Reach::Role => 0.7,
        Reach::Advises | Reach::Project => 0.6,
        Reach::ThroughActor => 0.4,
    }
}
