//! Sets of kinds as label expressions.

use crate::model::{KindSet, Model};
use crate::store::neo4j::layout::names::NODE;

/// The label expression of the kinds `wanted` among nodes of the kinds `possible`; none when every such node is
/// wanted. At least one kind must be wanted.
pub(super) fn among(model: &Model, wanted: KindSet, possible: KindSet) -> Option<String> {
    let wanted = wanted.and(possible);
    if wanted == possible {
        return None;
    }
    if let Some(label) = single(model, wanted, possible) {
        return Some(label.to_owned());
    }
    let unwanted = possible.without(wanted);
    Some(if unwanted.len() < wanted.len() {
        let names = unwanted.iter().map(|kind| format!("!{}", model.kind(kind).name));
        names.collect::<Vec<_>>().join("&")
    } else {
        let names = wanted.iter().map(|kind| model.kind(kind).name.as_str());
        names.collect::<Vec<_>>().join("|")
    })
}

/// The label expression of nodes of these kinds among everything in the database: one that an index
/// or a scan can start from.
pub(super) fn anchor(model: &Model, wanted: KindSet) -> String {
    let everything = model.all_kinds();
    match among(model, wanted, everything) {
        None => NODE.to_owned(),
        Some(label) if label.starts_with('!') => format!("{NODE}&{label}"),
        Some(label) => label,
    }
}

/// The one label that tells the kinds, if there is one.
fn single(model: &Model, wanted: KindSet, possible: KindSet) -> Option<&str> {
    let mut kinds = wanted.iter();
    if let (Some(kind), None) = (kinds.next(), kinds.next()) {
        return Some(&model.kind(kind).name);
    }
    let interface = model.interfaces.iter().find(|one| one.kinds.and(possible) == wanted)?;
    Some(&interface.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::network;

    fn kinds(model: &Model, names: &[&str]) -> KindSet {
        names.iter().map(|name| model.kinds_of_type(name)).fold(KindSet::EMPTY, KindSet::or)
    }

    #[test]
    fn a_set_of_kinds_is_said_as_shortly_as_possible() {
        let model = network();
        let of = |wanted: &[&str], possible: &[&str]| {
            among(&model, kinds(&model, wanted), kinds(&model, possible))
        };
        assert_eq!(of(&["Actor"], &["Actor"]), None);
        assert_eq!(of(&["Cluster"], &["Actor"]).as_deref(), Some("Cluster"));
        assert_eq!(of(&["Actor"], &["Actor", "Person"]).as_deref(), Some("Actor"));
        assert_eq!(of(&["Company", "Organisation"], &["Actor"]).as_deref(), Some("!Cluster"));
        assert_eq!(of(&["Company", "Person"], &["Node"]).as_deref(), Some("Company|Person"));
    }

    #[test]
    fn a_scan_starts_from_a_label() {
        let model = network();
        let of = |wanted| anchor(&model, wanted);
        assert_eq!(of(model.all_kinds()), "Node");
        assert_eq!(of(kinds(&model, &["Actor"])), "Actor");
        let public = model.all_kinds().without(kinds(&model, &["Proposal"]));
        assert_eq!(of(public), "Node&!Proposal");
    }
}
