//! Why an expert connects two sectors.

use super::when::{as_stated, brackets, when};
use super::{Name, both, join};
use crate::ask::answer::Sentence;
use crate::store::features::Reach;
use crate::store::graph::Dates;
use crate::text::plural::{english, lithuanian};

/// How many projects through one actor are told.
const TOLD: usize = 2;

/// A person's own link.
pub(in crate::ask) struct Own<'a> {
    /// Its kind.
    pub(in crate::ask) kind: &'a str,
    /// What it leads to.
    pub(in crate::ask) near: Name,
    /// As what, in the words of the source.
    pub(in crate::ask) role: Option<&'a str>,
    /// For how many years, where stated.
    pub(in crate::ask) years: Option<i64>,
    /// When it holds.
    pub(in crate::ask) dates: Dates,
}

/// A project on the way to an actor of the sector.
pub(in crate::ask) struct Through {
    pub(in crate::ask) project: Name,
    pub(in crate::ask) actor: Name,
    pub(in crate::ask) participants: u32,
}

/// A tie without its subject: „holds a role in the cluster “iVita” (President)"; all its projects at once.
pub(in crate::ask) fn tie(how: Reach, own: &Own<'_>, projects: &[Through]) -> Sentence {
    let near = &own.near;
    let first = match how {
        Reach::WorksIn => both("works in it", "dirba jame"),
        _ => match own.kind {
            "MEMBER_OF" => both(
                format!("is a member of {}", near.the()),
                format!("priklauso {}", near.lt(|noun| noun.dative)),
            ),
            "ADVISES" => both(
                format!("advises {}", near.the()),
                format!("konsultuoja {}", near.lt(|noun| noun.accusative)),
            ),
            "WORKED_ON" => both(
                format!("worked on {}", near.the()),
                format!("dirbo {}", near.lt(|noun| noun.locative)),
            ),
            _ => both(
                format!("holds a role in {}", near.the()),
                format!("eina pareigas {}", near.lt(|noun| noun.locative)),
            ),
        },
    };
    let stated = if how == Reach::WorksIn { None } else { as_stated(own.role) };
    let first = join(&[first, brackets([own.years.map(years), stated, when(own.dates)])], "");
    match (how, projects) {
        (Reach::Project, [one, ..]) => join(&[first, in_it(one)], ", "),
        (Reach::ThroughActor, all) => join(&[first, together(near, all)], ", "),
        _ => first,
    }
}

/// „in which the cluster “iVita” takes part (12 participants)".
fn in_it(through: &Through) -> Sentence {
    let relative = if through.project.noun.which == "kuri" { "kurioje" } else { "kuriame" };
    let among = both(
        format!("in which {} takes part", through.actor.the()),
        format!("{relative} dalyvauja ir {}", through.actor.lt(|noun| noun.nominative)),
    );
    join(&[among, brackets([Some(participants(through.participants))])], "")
}

/// „which takes part in the project “LASER-GO” together with the cluster “HTS” (3 participants)", and so on.
fn together(near: &Name, all: &[Through]) -> Sentence {
    let each: Vec<Sentence> = all
        .iter()
        .take(TOLD)
        .map(|through| {
            let project = both(
                format!("in {} together with {}", through.project.the(), through.actor.the()),
                format!(
                    "{} kartu su {}",
                    through.project.lt(|noun| noun.locative),
                    through.actor.lt(|noun| noun.instrumental)
                ),
            );
            join(&[project, brackets([Some(participants(through.participants))])], "")
        })
        .collect();
    let rest = all.len().saturating_sub(TOLD) as u64;
    let (more_en, more_lt) = if rest == 0 {
        (String::new(), String::new())
    } else {
        (
            format!(" and in {rest} more"),
            format!(" ir dar {rest} {}", lithuanian(rest, "projekte", "projektuose", "projektų")),
        )
    };
    let each = join(&each, ", ");
    both(
        format!("which takes part {}{more_en}", each.en),
        format!("{} dalyvauja {}{more_lt}", near.noun.which, each.lt),
    )
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

/// One side: „Has 3 ties with the sector “Health”: ...; ...; and 1 more".
pub(in crate::ask) fn side(
    sector: &Name,
    count: usize,
    told: &[Sentence],
    rest: usize,
) -> Sentence {
    let n = count as u64;
    let list = join(told, "; ");
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
    let same = if actor.noun.which == "kuri" { "ta pati" } else { "tas pats" };
    both(
        format!("Both sides go through {}: one acquaintance, not two", actor.the()),
        format!("Abi pusės – {same} {}: viena pažintis, ne dvi", actor.lt(|noun| noun.nominative)),
    )
}
