//! A network without what an audience may not see.

use std::collections::HashMap;
use std::sync::Arc;

use tinklas::model::{KindId, PropertyId, PropertySet, Value};
use tinklas::plan::viewer::Sight;
use tinklas::store::records::Change;

/// The puts of a network that are left when everything hidden is taken out.
pub(crate) fn prune(network: &[Change], sight: &Sight) -> Vec<Change> {
    let kinds: HashMap<Arc<str>, KindId> = network
        .iter()
        .filter_map(|change| match change {
            Change::PutNode(node) => Some((node.id.clone(), node.kind)),
            _ => None,
        })
        .collect();
    let seen = |id: &Arc<str>| kinds.get(id).is_some_and(|kind| sight.kinds.has(*kind));
    let mut left = network.to_vec();
    left.retain_mut(|change| match change {
        Change::PutNode(node) => {
            strip(&mut node.properties, sight.of_kind(node.kind));
            sight.kinds.has(node.kind)
        }
        Change::PutLink(link) => {
            strip(&mut link.properties, sight.of_link(link.link.kind));
            sight.links.has(link.link.kind) && seen(&link.link.from) && seen(&link.link.to)
        }
        Change::RemoveNode(_) | Change::RemoveLink(_) | Change::Forget(_) => true,
    });
    left
}

fn strip(properties: &mut Vec<(PropertyId, Value)>, shown: PropertySet) {
    properties.retain(|(id, _)| shown.has(*id));
}
