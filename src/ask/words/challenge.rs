//! Why an expert can help with a challenge.

use super::{Name, both, join};
use crate::ask::answer::Sentence;
use crate::store::features::Reach;
use crate::text::plural::{english, lithuanian};

/// „Covers 2 of the 3 competences needed: “Lasers” (level 4 of 5), “Export” (level not stated)".
pub(in crate::ask) fn coverage(held: &[(Name, Option<i64>)], needed: usize) -> Sentence {
    let each: Vec<Sentence> = held
        .iter()
        .map(|(name, level)| match level {
            Some(level) => both(
                format!("{} (level {level} of 5)", name.en),
                format!("{} (lygis {level} iš 5)", name.lt),
            ),
            None => both(
                format!("{} (level not stated)", name.en),
                format!("{} (lygis nenurodytas)", name.lt),
            ),
        })
        .collect();
    let list = join(&each, ", ");
    let (n, had) = (needed as u64, held.len());
    both(
        format!(
            "Has {had} of the {n} {} needed: {}",
            english(n, "competence", "competences"),
            list.en
        ),
        format!(
            "Turi {had} iš {n} {}: {}",
            lithuanian(
                n,
                "reikalingos kompetencijos",
                "reikalingų kompetencijų",
                "reikalingų kompetencijų"
            ),
            list.lt
        ),
    )
}

/// How many of the needs somebody has at all.
pub(in crate::ask) fn breadth(held: usize, needed: usize) -> Sentence {
    let n = needed as u64;
    both(
        format!("Breadth: {held} of {n} {}", english(n, "need", "needs")),
        format!("Platumas: {held} iš {n} {}", lithuanian(n, "poreikio", "poreikių", "poreikių")),
    )
}

/// How near somebody is to the sector.
pub(in crate::ask) fn nearness(tie: Option<(Reach, Option<Name>, Name)>) -> Sentence {
    let Some((how, actor, sector)) = tie else {
        return both("No tie with the sector of the challenge", "Ryšių su iššūkio sektoriumi nėra");
    };
    let place = both(
        format!("with {}", sector.the()),
        format!("su {}", sector.lt(|noun| noun.instrumental)),
    );
    let by = match (how, actor) {
        (Reach::WorksIn, _) | (_, None) => both("works in it", "dirba jame"),
        (Reach::Role, Some(actor)) => both(
            format!("a role in {}", actor.the()),
            format!("pareigos {}", actor.lt(|noun| noun.locative)),
        ),
        (Reach::Advises, Some(actor)) => both(
            format!("advises {}", actor.the()),
            format!("konsultuoja {}", actor.lt(|noun| noun.accusative)),
        ),
        (Reach::Project | Reach::ThroughActor, Some(actor)) => both(
            format!("a project with {}", actor.the()),
            format!("bendras projektas su {}", actor.lt(|noun| noun.instrumental)),
        ),
    };
    both(format!("Has a tie {}: {}", place.en, by.en), format!("Turi ryšį {}: {}", place.lt, by.lt))
}

/// How fresh what is known of the competences is.
pub(in crate::ask) fn freshness(last: Option<String>) -> Sentence {
    last.map_or_else(
        || both("No date is known of these competences", "Šių kompetencijų data nežinoma"),
        |last| {
            both(
                format!("Competences last known of on {last}"),
                format!("Naujausia žinia apie kompetencijas: {last}"),
            )
        },
    )
}

/// A role with the one who asks.
pub(in crate::ask) fn conflict_role(kind: &str, asker: &Name) -> Sentence {
    match kind {
        "MEMBER_OF" => both(
            format!("Is a member of {}, which faces the challenge", asker.the()),
            format!(
                "Priklauso {}, {} šis iššūkis rūpi",
                asker.lt(|noun| noun.dative),
                asker.noun.to_which
            ),
        ),
        "ADVISES" => both(
            format!("Advises {}, which faces the challenge", asker.the()),
            format!(
                "Konsultuoja {}, {} šis iššūkis rūpi",
                asker.lt(|noun| noun.accusative),
                asker.noun.to_which
            ),
        ),
        _ => both(
            format!("Holds a role in {}, which faces the challenge", asker.the()),
            format!(
                "Eina pareigas {}, {} šis iššūkis rūpi",
                asker.lt(|noun| noun.locative),
                asker.noun.to_which
            ),
        ),
    }
}

/// A project in common with the one who asks.
pub(in crate::ask) fn conflict_project(project: &Name, asker: &Name) -> Sentence {
    both(
        format!(
            "Works on {}, in which {}, which faces the challenge, takes part",
            project.the(),
            asker.the()
        ),
        format!(
            "Dirba {} kartu su {}, {} šis iššūkis rūpi",
            project.lt(|noun| noun.locative),
            asker.lt(|noun| noun.instrumental),
            asker.noun.to_which
        ),
    )
}
