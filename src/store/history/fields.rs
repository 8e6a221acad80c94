//! What a change made different.

use crate::model::{PropertyId, PropertySet, Value};
use crate::plan::viewer::Sight;
use crate::store::records::{Action, Changed, LinkRecord, NodeRecord, Subject};

/// The fields in which a node or link differs from what it was.
///
/// The log keeps them with every update, and keeps them when the values themselves were erased: so it stays
/// known who may see the change.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Fields {
    /// Its properties.
    pub properties: PropertySet,
    /// What it has beside properties, a bit each.
    others: u8,
}

impl Fields {
    /// No field: nothing differs.
    pub const NONE: Self = Self { properties: PropertySet::EMPTY, others: 0 };
    /// Not known: the change is older than the keeping of fields.
    pub const UNKNOWN: Self = Self { properties: PropertySet::EMPTY, others: 0x80 };

    /// The names of what a node or link has beside properties, by rising bit. No property has such a name that
    /// begins with `@`.
    pub const OTHERS: [&str; 6] =
        ["@since", "@until", "@seen", "@identifiers", "@sources", "@recorder"];
    /// What is told of a fact rather than part of it: its sources, and who recorded it.
    const ABOUT: u8 = 0b11_0000;

    /// The fields of a set of properties and the bits of [`Self::OTHERS`].
    #[must_use]
    pub fn new(properties: PropertySet, others: u8) -> Self {
        Self { properties, others }
    }

    /// The bits of [`Self::OTHERS`]; the highest says that the fields are not known.
    #[must_use]
    pub fn others(self) -> u8 {
        self.others
    }

    /// What differs between two states of a node, the later of which `by` records.
    #[must_use]
    pub fn of_nodes(before: &NodeRecord, after: &NodeRecord, by: &str) -> Self {
        let others = [
            false,
            false,
            false,
            before.identifiers != after.identifiers,
            before.sources != after.sources,
            *before.recorded.by != *by,
        ];
        Self::new(differing(&before.properties, &after.properties), bits(others))
    }

    /// What differs between two states of a link, the later of which `by` records.
    #[must_use]
    pub fn of_links(before: &LinkRecord, after: &LinkRecord, by: &str) -> Self {
        let others = [
            before.since != after.since,
            before.until != after.until,
            before.seen != after.seen,
            false,
            before.sources != after.sources,
            *before.recorded.by != *by,
        ];
        Self::new(differing(&before.properties, &after.properties), bits(others))
    }

    /// Whether anything of it can be seen by one who sees these of `all` properties. Where only hidden properties
    /// differ, new sources or another recorder show nothing either: they are those of what is hidden.
    fn is_seen(self, seen: PropertySet, all: PropertySet) -> bool {
        if self == Self::UNKNOWN {
            return all.without(seen).is_empty();
        }
        let is_about_only = self.properties.is_empty() && self.others & Self::ABOUT != 0;
        !self.properties.and(seen).is_empty() || self.others & !Self::ABOUT != 0 || is_about_only
    }
}

fn bits(others: [bool; 6]) -> u8 {
    others.iter().enumerate().fold(0, |bits, (at, one)| bits | u8::from(*one) << at)
}

fn differing(before: &[(PropertyId, Value)], after: &[(PropertyId, Value)]) -> PropertySet {
    let missing = |one: &[(PropertyId, Value)], other: &[(PropertyId, Value)]| -> PropertySet {
        one.iter().filter(|pair| !other.contains(pair)).map(|(id, _)| *id).collect()
    };
    missing(before, after).or(missing(after, before))
}

/// Whether a viewer may see any of a change. `model` is that of the sight.
#[must_use]
pub fn is_seen(model: &crate::model::Model, sight: &Sight, change: &Changed) -> bool {
    let declared =
        |all: &[crate::model::Property]| -> PropertySet { all.iter().map(|one| one.id).collect() };
    let (is_subject_seen, seen, all) = match &change.subject {
        Subject::Node { kind, .. } => {
            (sight.kinds.has(*kind), sight.of_kind(*kind), declared(&model.kind(*kind).properties))
        }
        Subject::Link { link, from, to } => (
            sight.links.has(link.kind) && sight.kinds.has(*from) && sight.kinds.has(*to),
            sight.of_link(link.kind),
            declared(&model.link(link.kind).properties),
        ),
    };
    is_subject_seen && (change.action != Action::Updated || change.fields.is_seen(seen, all))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEEN: PropertyId = PropertyId(1);
    const HIDDEN: PropertyId = PropertyId(2);

    fn shown(properties: &[PropertyId], others: u8) -> bool {
        let (seen, all) = (PropertySet::one(SEEN), [SEEN, HIDDEN].into_iter().collect());
        Fields::new(properties.iter().copied().collect(), others).is_seen(seen, all)
    }

    #[test]
    fn a_change_shows_when_something_that_may_be_seen_differs() {
        assert!(shown(&[SEEN], 0));
        assert!(shown(&[SEEN, HIDDEN], 0b11_0000));
        assert!(shown(&[HIDDEN], 0b1), "its dates may be seen");
        assert!(shown(&[], 0b1_0000), "only its sources differ");
    }

    #[test]
    fn a_change_of_what_is_hidden_shows_nothing_of_its_sources_and_recorder() {
        assert!(!shown(&[HIDDEN], 0));
        assert!(!shown(&[HIDDEN], 0b11_0000));
    }

    #[test]
    fn what_is_not_known_shows_only_to_those_who_see_everything() {
        let (seen, all) = (PropertySet::one(SEEN), [SEEN, HIDDEN].into_iter().collect());
        assert!(!Fields::UNKNOWN.is_seen(seen, all));
        assert!(Fields::UNKNOWN.is_seen(all, all));
        assert!(!Fields::NONE.is_seen(all, all));
    }
}
