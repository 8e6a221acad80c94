//! Whether a node counts.

use super::network::Network;
use crate::model::Value;
use crate::plan::filter::{Filter, Test};
use crate::store::records::NodeRecord;
use crate::text::fold;

/// Whether a node satisfies a filter.
pub(super) fn holds(network: &Network, node: &NodeRecord, filter: &Filter) -> bool {
    match filter {
        Filter::All(all) => all.iter().all(|one| holds(network, node, one)),
        Filter::Never => false,
        Filter::Id(ids) => ids.contains(&node.id),
        Filter::Property(property, test) => node
            .value(*property)
            .is_some_and(|value| plain_values(value).iter().any(|one| passes(one, test))),
        Filter::Linked(follow, ids) => {
            network.hops(node, *follow).any(|(_, far)| ids.contains(&far.id))
        }
    }
}

/// The values that a test looks at: the items of a list, the texts of every language.
fn plain_values(value: &Value) -> Vec<Value> {
    match value {
        Value::List(items) => items.to_vec(),
        Value::Localized(texts) => texts.texts().map(|text| Value::Text(text.clone())).collect(),
        one => vec![one.clone()],
    }
}

fn passes(value: &Value, test: &Test) -> bool {
    match test {
        Test::In(values) => values.contains(value),
        Test::Contains(part) => match value {
            Value::Text(whole) => fold(whole).contains(part),
            _ => false,
        },
    }
}
