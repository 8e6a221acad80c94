//! Ties between two neighbours on a path.

use super::when::{as_stated, brackets, when};
use super::{Name, both, capital};
use crate::ask::answer::Sentence;
use crate::store::graph::Dates;
use crate::text::plural::{english, lithuanian};

/// A direct link: „“Arginta” is a member of the cluster “LITEK” (since 2010)".
pub(in crate::ask) fn direct(
    kind: &str,
    [from, to]: [&Name; 2],
    role: Option<&str>,
    dates: Dates,
) -> Sentence {
    let more = brackets([as_stated(role), when(dates)]);
    let subject = from.lt(|noun| noun.nominative);
    let (en, lt) = match kind {
        "PARTNERS_WITH" => (
            format!("a partnership ties {} and {}", from.the(), to.the()),
            format!(
                "{} ir {} sieja partnerystė",
                from.lt(|noun| noun.accusative),
                to.lt(|noun| noun.accusative)
            ),
        ),
        "MEMBER_OF" => (
            format!("{} is a member of {}", from.the(), to.the()),
            format!("{subject} priklauso {}", to.lt(|noun| noun.dative)),
        ),
        "HOLDS_ROLE" => (
            format!("{} holds a role in {}", from.the(), to.the()),
            format!("{subject} eina pareigas {}", to.lt(|noun| noun.locative)),
        ),
        "ADVISES" => (
            format!("{} advises {}", from.the(), to.the()),
            format!("{subject} konsultuoja {}", to.lt(|noun| noun.accusative)),
        ),
        "SUPPLIES" => (
            format!("{} supplies {}", from.the(), to.the()),
            format!("{subject} tiekia {}", to.lt(|noun| noun.dative)),
        ),
        _ => (
            format!("{} is tied to {}", from.the(), to.the()),
            format!(
                "{} ir {} sieja ryšys",
                from.lt(|noun| noun.accusative),
                to.lt(|noun| noun.accusative)
            ),
        ),
    };
    both(capital(&(en + &more.en)), capital(&(lt + &more.lt)))
}

/// Something shared: „The cluster “LITEK” and the cluster “Optitec” take part in the project “LASER-GO” (4 parties)".
pub(in crate::ask) fn shared(
    kinds: [&str; 2],
    [a, b]: [&Name; 2],
    through: &Name,
    parties: u32,
    dates: Dates,
) -> Sentence {
    let n = u64::from(parties);
    let count = both(
        format!("{n} {}", english(n, "party", "parties")),
        format!("{n} {}", lithuanian(n, "dalyvis", "dalyviai", "dalyvių")),
    );
    let more = brackets([Some(count), when(dates)]);
    let [first, second] = kinds.map(verb);
    let en = if first == second {
        format!("{} and {} {} {}", a.the(), b.the(), first.both, through.the())
    } else {
        format!("{} {} and {} {} {}", a.the(), first.one, b.the(), second.one, through.the())
    };
    let place = through.lt(|noun| noun.locative);
    let [a, b] = [a, b].map(|name| name.lt(|noun| noun.nominative));
    let lt = if first.lt == second.lt {
        format!("{a} ir {b} {} {place}", first.lt)
    } else {
        format!("{a} {}, o {b} {} {place}", first.lt, second.lt)
    };
    both(capital(&(en + &more.en)), capital(&(lt + &more.lt)))
}

/// What one does with what is shared.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Verb {
    one: &'static str,
    both: &'static str,
    lt: &'static str,
}

fn verb(kind: &str) -> Verb {
    match kind {
        "HOLDS_ROLE" => Verb { one: "holds a role in", both: "hold roles in", lt: "eina pareigas" },
        "WORKED_ON" => Verb { one: "worked on", both: "worked on", lt: "dirbo" },
        "PARTY_TO" => Verb { one: "is party to", both: "are party to", lt: "dalyvauja" },
        "MEMBER_OF" => Verb { one: "is a member of", both: "are members of", lt: "dalyvauja" },
        _ => Verb { one: "takes part in", both: "take part in", lt: "dalyvauja" },
    }
}

/// A step: its strongest tie, and how many more there are.
pub(in crate::ask) fn step(strongest: &Sentence, more: usize) -> Sentence {
    if more == 0 {
        return strongest.clone();
    }
    let n = more as u64;
    both(
        format!("{}; and {n} more {}", strongest.en, english(n, "tie", "ties")),
        format!("{}; ir dar {n} {}", strongest.lt, lithuanian(n, "ryšys", "ryšiai", "ryšių")),
    )
}
