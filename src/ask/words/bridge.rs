//! Why an expert connects two sectors.

use super::when::{as_stated, brackets, when};
use super::{Name, both, join};
use crate::ask::answer::Sentence;
use crate::store::features::Reach;
use crate::store::graph::Dates;
use crate::text::plural::{english, lithuanian};

/// What a tie is about.
pub(in crate::ask) struct Tie<'a> {
    pub(in crate::ask) how: Reach,
    /// The kind of the person's own link.
    pub(in crate::ask) own: &'a str,
    /// What the person's own link leads to.
    pub(in crate::ask) near: Name,
    /// As what, in the words of the source.
    pub(in crate::ask) role: Option<&'a str>,
    pub(in crate::ask) actor: Option<Name>,
    pub(in crate::ask) project: Option<Name>,
    pub(in crate::ask) participants: u32,
    pub(in crate::ask) years: Option<i64>,
    pub(in crate::ask) dates: Dates,
}

/// A tie without its subject: „holds a role in the cluster “iVita” (President)".
pub(in crate::ask) fn tie(tie: &Tie<'_>) -> Sentence {
    let role = as_stated(tie.role);
    let near = &tie.near;
    let (what, first) = match tie.how {
        Reach::WorksIn => (both("works in it", "dirba jame"), tie.years.map(years)),
        Reach::Role if tie.own == "MEMBER_OF" => (
            both(
                format!("is a member of {}", near.the()),
                format!("priklauso {}", near.lt(|noun| noun.dative)),
            ),
            role,
        ),
        Reach::Role => (holds_role(near), role),
        Reach::Advises => (
            both(
                format!("advises {}", near.the()),
                format!("konsultuoja {}", near.lt(|noun| noun.accusative)),
            ),
            None,
        ),
        Reach::Project => {
            let own = if tie.own == "WORKED_ON" {
                both(
                    format!("worked on {}", near.the()),
                    format!("dirbo {}", near.lt(|noun| noun.locative)),
                )
            } else {
                holds_role(near)
            };
            let (among, remark) = with(tie.actor.as_ref(), near, tie.participants);
            (join(&[own, among], ", "), Some(remark))
        }
        Reach::ThroughActor => {
            let (actor, project) = (tie.actor.as_ref(), tie.project.as_ref());
            let beside = both(
                format!(
                    "which takes part in {} together with {}",
                    project.map(Name::the).unwrap_or_default(),
                    actor.map(Name::the).unwrap_or_default()
                ),
                format!(
                    "{} kartu su {} dalyvauja {}",
                    near.noun.which,
                    actor.map(|name| name.lt(|noun| noun.instrumental)).unwrap_or_default(),
                    project.map(|name| name.lt(|noun| noun.locative)).unwrap_or_default()
                ),
            );
            (join(&[holds_role(near), beside], ", "), Some(participants(tie.participants)))
        }
    };
    join(&[what, brackets([first, when(tie.dates)])], "")
}

fn holds_role(near: &Name) -> Sentence {
    both(
        format!("holds a role in {}", near.the()),
        format!("eina pareigas {}", near.lt(|noun| noun.locative)),
    )
}

/// „in which the cluster “iVita” takes part", and among how many.
fn with(actor: Option<&Name>, project: &Name, count: u32) -> (Sentence, Sentence) {
    let Some(actor) = actor else { return (both("", ""), participants(count)) };
    let among = both(
        format!("in which {} takes part", actor.the()),
        format!("{} dalyvauja ir {}", where_relative(project), actor.lt(|noun| noun.nominative)),
    );
    (among, participants(count))
}

/// „kuriame" or „kurioje".
fn where_relative(name: &Name) -> &'static str {
    if name.noun.which == "kuri" { "kurioje" } else { "kuriame" }
}

fn participants(count: u32) -> Sentence {
    let n = u64::from(count);
    both(
        format!("{n} {}", english(n, "participant", "participants")),
        format!("{n} {}", lithuanian(n, "dalyvis", "dalyviai", "dalyvių")),
    )
}

fn years(years: i64) -> Sentence {
    let n = years.unsigned_abs();
    both(
        format!("{n} {}", english(n, "year", "years")),
        format!("{n} {}", lithuanian(n, "metai", "metai", "metų")),
    )
}

/// One side: „Has 3 ties with the sector “Health”: ...; ...".
pub(in crate::ask) fn side(sector: &Name, shown: &[Sentence], all: usize) -> Sentence {
    let n = all as u64;
    let list = join(shown, "; ");
    let rest = all - shown.len();
    let (more_en, more_lt) = if rest == 0 {
        (String::new(), String::new())
    } else {
        (format!("; and {rest} more"), format!("; ir dar {rest}"))
    };
    both(
        format!(
            "Has {n} {} with {}: {}{more_en}",
            english(n, "tie", "ties"),
            sector.the(),
            list.en
        ),
        format!(
            "Turi {n} {} su {}: {}{more_lt}",
            lithuanian(n, "ryšį", "ryšius", "ryšių"),
            sector.lt(|noun| noun.instrumental),
            list.lt
        ),
    )
}

/// Both sides are one actor.
pub(in crate::ask) fn same_actor(actor: &Name) -> Sentence {
    both(
        format!(
            "Both sides are {}, which is in both sectors: one acquaintance, not two",
            actor.the()
        ),
        format!(
            "Abi pusės – {}, {} priklauso abiem sektoriams: viena pažintis, ne dvi",
            actor.lt(|noun| noun.nominative),
            actor.noun.which
        ),
    )
}
