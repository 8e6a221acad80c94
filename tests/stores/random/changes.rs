//! Random changes: mostly good ones, some that must be refused.

use std::collections::BTreeMap;

use tinklas::model::{KindId, Model, PropertyId, Value};
use tinklas::store::records::Change;
use tinklas::store::{Store, StoreError};

use super::Choices;
use super::records::{link, link_ref, node, recorded, some_id};

/// A batch of changes.
pub(crate) fn batch(model: &Model, most: usize, choices: &mut Choices<'_>) -> Vec<Change> {
    choices.several(most, |choices| change(model, choices))
}

fn change(model: &Model, choices: &mut Choices<'_>) -> Change {
    match choices.below(21) {
        0..=6 => Change::PutNode(node(model, choices)),
        7..=14 => Change::PutLink(link(model, choices)),
        15 => Change::RemoveNode(some_id(model, model.all_kinds(), choices)),
        16 => Change::RemoveLink(link_ref(model, choices)),
        17 => {
            let mut broken = node(model, choices);
            match choices.below(4) {
                0 => broken.properties.clear(),
                1 => broken.properties.push((last_property(model), Value::Float(f64::NAN))),
                2 => broken.kind = KindId(60),
                _ => broken.kind = choices.pick(&model.kinds).id,
            }
            Change::PutNode(broken)
        }
        18 => Change::Forget("somebody".into()),
        19 => {
            let mut broken = link(model, choices);
            std::mem::swap(&mut broken.link.from, &mut broken.link.to);
            Change::PutLink(broken)
        }
        _ => {
            let mut broken = link(model, choices);
            broken.properties.push((last_property(model), Value::Enum(9)));
            Change::PutLink(broken)
        }
    }
}

/// The greatest property number.
fn last_property(model: &Model) -> PropertyId {
    let last = model.property_names.len().saturating_sub(1);
    PropertyId(u8::try_from(last).unwrap_or(u8::MAX))
}

/// A network: changes that all fit, in an order in which they can be applied.
pub(crate) async fn network(
    model: &Model,
    store: &dyn Store,
    choices: &mut Choices<'_>,
) -> Vec<Change> {
    let nodes = choices.below(120);
    let links = choices.below(300);
    // Each once: a version tells how often something changed, also in what is hidden.
    let nodes: BTreeMap<_, _> =
        (0..nodes).map(|_| node(model, choices)).map(|node| (node.id.clone(), node)).collect();
    let links: BTreeMap<_, _> =
        (0..links).map(|_| link(model, choices)).map(|link| (link.link.clone(), link)).collect();
    let nodes = nodes.into_values().map(Change::PutNode);
    let mut changes: Vec<Change> = nodes.chain(links.into_values().map(Change::PutLink)).collect();
    // Leaving out what is refused can only lead to more refusals of links, so this ends.
    while let Err(StoreError::Refused(refused)) = store.apply(&changes, &recorded("somebody")).await
    {
        let mut at = 0;
        changes.retain(|_| {
            at += 1;
            !refused.iter().any(|one| one.at == at - 1)
        });
    }
    changes
}
