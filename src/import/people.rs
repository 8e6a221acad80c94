//! What holds of people unless their row says otherwise.

use hashbrown::HashSet;

use super::network::Network;
use crate::model::{DataType, Kind, Model, PropertyId, Value};
use crate::store::records::NodeRecord;

/// Links that make a person an expert: somebody said what they are good at or what they work in.
const OF_EXPERTS: [&str; 2] = ["HAS_COMPETENCE", "WORKS_IN"];

/// Completes the people of a network: a person named in public may be suggested for that role, and one
/// of whom competences, sectors or a level are known is listed as an expert.
///
/// Says for each slot whether that it may be suggested was assumed.
pub(super) fn complete(network: &mut Network<'_>) -> Vec<bool> {
    let model = network.model;
    let mut assumed = vec![false; network.slots.len()];
    let Some(person) = model.kind_named("Person") else { return assumed };
    let links: Vec<_> =
        OF_EXPERTS.iter().filter_map(|name| model.link_named(name)).map(|link| link.id).collect();
    let experts: HashSet<&str, foldhash::fast::RandomState> = network
        .links
        .iter()
        .filter(|link| links.contains(&link.link.kind))
        .map(|link| &*link.link.from)
        .collect();
    let suggestable = constant(model, person, "suggestable", "PUBLIC_ROLE");
    let listed = constant(model, person, "expertStatus", "LISTED");
    let level = person.property_named("expertLevel").map(|property| property.id);
    for (slot, assumed) in network.slots.iter_mut().zip(&mut assumed) {
        let Some(record) = slot.record.as_mut().filter(|record| record.kind == person.id) else {
            continue;
        };
        if let Some((id, value)) = &suggestable {
            *assumed = unless_said(record, *id, value);
        }
        let has_level =
            level.is_some_and(|level| record.properties.iter().any(|(id, _)| *id == level));
        if let (Some((id, value)), true) = (&listed, has_level || experts.contains(&*slot.id)) {
            unless_said(record, *id, value);
        }
    }
    assumed
}

/// A value of an enumerated property, if the model has both.
fn constant(
    model: &Model,
    kind: &Kind,
    property: &str,
    value: &str,
) -> Option<(PropertyId, Value)> {
    let property = kind.property_named(property)?;
    let DataType::Enum(of) = property.data else { return None };
    Some((property.id, Value::Enum(model.enumeration(of).position(value)?)))
}

/// Gives a property its value unless it has one; whether it had none.
fn unless_said(record: &mut NodeRecord, id: PropertyId, value: &Value) -> bool {
    let place = record.properties.binary_search_by_key(&id, |(one, _)| *one);
    if let Err(at) = place {
        record.properties.insert(at, (id, value.clone()));
    }
    place.is_err()
}
