//! Why there is no path.

use super::{Name, both, capital, join};
use crate::ask::answer::Sentence;
use crate::text::plural::{english, lithuanian};

/// A change of the rules that opens a path.
pub(in crate::ask) enum Change {
    /// More steps.
    Longer(usize),
    /// Somebody need not be avoided.
    Allow(Name),
    /// A kind of link is taken too.
    Via(String),
    /// The answer is of all days.
    AllDays,
}

/// „There is no path by these rules. One opens with `maxLength: 7`."
pub(in crate::ask) fn opens(changes: &[Change]) -> Sentence {
    let each: Vec<Sentence> = changes
        .iter()
        .map(|change| match change {
            Change::Longer(steps) => {
                let n = *steps as u64;
                both(
                    format!("{n} {} are allowed", english(n, "step", "steps")),
                    format!("leidžiama {n} {}", lithuanian(n, "žingsnio", "žingsnių", "žingsnių")),
                )
            }
            Change::Allow(name) => {
                both(format!("{} is not avoided", name.the()), format!("nevengiama: {}", name.lt))
            }
            Change::AllDays => both("all days count", "skaičiuojamos visos dienos"),
            Change::Via(link) => {
                let what = shared(link);
                both(
                    format!("{} count too ({link})", what.en),
                    format!("skaičiuojami ir {} ({link})", what.lt),
                )
            }
        })
        .collect();
    let (en, lt) = (join(&each, " and ").en, join(&each, " ir ").lt);
    both(
        format!("There is no path by these rules. One opens if {en}."),
        format!("Pagal šias taisykles kelio nėra. Kelias atsiveria, jei {lt}."),
    )
}

/// The two are in separate parts; who is next to each.
pub(in crate::ask) fn apart(ends: [&Name; 2], next_to: [&[Name]; 2]) -> Sentence {
    let mut told = vec![both(
        "There is no path, however the rules are relaxed: the two are in separate parts of the network.",
        "Kelio nėra, kad ir kaip keistume taisykles: šie du yra atskirose tinklo dalyse.",
    )];
    for (end, near) in ends.into_iter().zip(next_to) {
        told.push(if near.is_empty() {
            both(
                format!("{} has no tie to anybody here.", capital(&end.the())),
                format!("{} ryšių čia neturi.", capital(&end.lt(|noun| noun.nominative))),
            )
        } else {
            let names: Vec<Sentence> = near.iter().map(|name| both(&*name.en, &*name.lt)).collect();
            let names = join(&names, ", ");
            both(
                format!("Nearest to {}: {}.", end.the(), names.en),
                format!(
                    "{} – artimiausi kaimynai: {}.",
                    capital(&end.lt(|noun| noun.nominative)),
                    names.lt
                ),
            )
        });
    }
    join(&told, " ")
}

/// An end that may not be used on paths.
pub(in crate::ask) fn not_used(end: &Name) -> Sentence {
    both(
        format!("{} is not used on paths.", capital(&end.the())),
        format!("Keliuose nedalyvauja: {}.", end.lt),
    )
}

/// The search was too large to be sure.
pub(in crate::ask) fn not_searched() -> Sentence {
    both(
        "The search stopped at its limit before a path was found.",
        "Paieška pasiekė ribą anksčiau, nei rado kelią.",
    )
}

/// What links of a kind are, as what two can share.
fn shared(link: &str) -> Sentence {
    match link {
        "PARTNERS_WITH" => both("partnerships", "partnerystės"),
        "PARTY_TO" => both("agreements of several", "kelių šalių susitarimai"),
        "PARTICIPATES_IN" => both("common projects", "bendri projektai"),
        "MEMBER_OF" => both("memberships", "narystės"),
        "HOLDS_ROLE" => both("people’s roles", "žmonių pareigos"),
        "ADVISES" => both("advisers", "konsultantai"),
        "WORKED_ON" => both("people’s work on projects", "žmonių darbas projektuose"),
        "SUPPLIES" => both("supplies", "tiekimas"),
        "TAKES_PART" => both("common events", "bendri renginiai"),
        _ => both("such links", "tokie ryšiai"),
    }
}
