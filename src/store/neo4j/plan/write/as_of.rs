//! What counts on a day, as a condition on relationships.

use std::fmt::Write as _;

use crate::model::{KindSet, LinkSet, Model, PropertyId};
use crate::plan::as_of::AsOf;
use crate::store::neo4j::layout::names;

/// The condition that a relationship of one of some types counts on a day: its own dates allow it, and both its ends are
/// there. It stands inside the brackets of a pattern, so it names nothing but the relationship and the parameter `day`.
#[must_use]
pub fn counts(model: &Model, links: LinkSet, link: &str, as_of: AsOf, day: &str) -> String {
    let [since, seen] = ["since", "seen"].map(names::first_day);
    let until = names::last_day("until");
    let known = format!("CASE WHEN {link}.{until} IS NULL THEN {link}.{seen} END");
    let mut condition = format!(
        "coalesce({link}.{since}, {known}, {day}) <= {day} AND coalesce({link}.{until}, {day}) >= {day}"
    );
    let ends = links.iter().map(|link| (model.link(link).from, model.link(link).to));
    let (from, to) = ends.fold((KindSet::EMPTY, KindSet::EMPTY), |(from, to), ends| {
        (from.or(ends.0), to.or(ends.1))
    });
    for (end, kinds) in [("startNode", from), ("endNode", to)] {
        let [begins, ends] = as_of.bounds();
        let told = |property: Option<PropertyId>| {
            kinds.iter().find_map(|kind| model.kind(kind).property(property?))
        };
        // Writing to a String cannot fail.
        if let Some(property) = told(begins) {
            let first = names::first_day(&property.name);
            let _ = write!(condition, " AND coalesce({end}({link}).{first}, {day}) <= {day}");
        }
        if let Some(property) = told(ends) {
            let last = names::last_day(&property.name);
            let _ = write!(condition, " AND coalesce({end}({link}).{last}, {day}) >= {day}");
        }
    }
    condition
}
