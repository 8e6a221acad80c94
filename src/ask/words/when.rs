//! When something holds.

use super::{both, join};
use crate::ask::answer::Sentence;
use crate::store::graph::Dates;

/// „since 2014", „2014 to 2017-06", „last seen 2020-06-05"; nothing when no date is known.
pub(super) fn when(dates: Dates) -> Option<Sentence> {
    match (dates.since, dates.until, dates.seen) {
        (Some(since), Some(until), _) => {
            Some(both(format!("{since} to {until}"), format!("{since} – {until}")))
        }
        (Some(since), None, _) => Some(both(format!("since {since}"), format!("nuo {since}"))),
        (None, Some(until), _) => Some(both(format!("until {until}"), format!("iki {until}"))),
        (None, None, Some(seen)) => {
            Some(both(format!("last seen {seen}"), format!("žinoma {seen}")))
        }
        (None, None, None) => None,
    }
}

/// Remarks in brackets after a space; nothing without any.
pub(super) fn brackets(remarks: impl IntoIterator<Item = Option<Sentence>>) -> Sentence {
    let remarks: Vec<Sentence> = remarks.into_iter().flatten().collect();
    if remarks.is_empty() {
        return both("", "");
    }
    let all = join(&remarks, "; ");
    both(format!(" ({})", all.en), format!(" ({})", all.lt))
}

/// A remark that is the same in both languages: a role as its source states it.
pub(super) fn as_stated(role: Option<&str>) -> Option<Sentence> {
    // What everybody is need not be said.
    role.filter(|role| !matches!(*role, "member" | "participant" | "partner"))
        .map(|role| both(role, role))
}
