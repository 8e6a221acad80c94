//! A network without the links that do not count on a day.

use std::collections::HashMap;
use std::sync::Arc;

use tinklas::model::{Model, PartialDate, Value};
use tinklas::store::records::{Change, LinkRecord, NodeRecord};

/// The puts of a network that are left when the links that do not count on a day are taken out. `bounds` names the
/// properties that tell when nodes begin and end.
pub(crate) fn prune_to_day(
    network: &[Change],
    model: &Model,
    bounds: [Option<&str>; 2],
    day: PartialDate,
) -> Vec<Change> {
    let day = day.last_day();
    let date = |node: &NodeRecord, name: Option<&str>| {
        let id = model.property_id(name?)?;
        node.properties.iter().find_map(|(one, value)| match value {
            Value::Date(date) if *one == id => Some(*date),
            _ => None,
        })
    };
    let is_there = |node: &NodeRecord| {
        let [begins, ends] = bounds.map(|name| date(node, name));
        begins.is_none_or(|date| date.first_day() <= day)
            && ends.is_none_or(|date| date.last_day() >= day)
    };
    let there: HashMap<Arc<str>, bool> = network
        .iter()
        .filter_map(|change| match change {
            Change::PutNode(node) => Some((node.id.clone(), is_there(node))),
            _ => None,
        })
        .collect();
    let holds = |link: &LinkRecord| match (link.since, link.until, link.seen) {
        (None, None, seen) => seen.is_none_or(|seen| seen.first_day() <= day),
        (since, until, _) => {
            since.is_none_or(|since| since.first_day() <= day)
                && until.is_none_or(|until| day <= until.last_day())
        }
    };
    let mut left = network.to_vec();
    left.retain(|change| match change {
        Change::PutLink(link) => {
            let ends = [&link.link.from, &link.link.to];
            holds(link) && ends.iter().all(|end| there.get(*end).is_some_and(|there| *there))
        }
        _ => true,
    });
    left
}
