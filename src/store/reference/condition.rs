//! Whether a node or a link counts.

use super::network::Network;
use crate::model::Value;
use crate::plan::filter::{Filter, LinkFilter};
use crate::store::records::{LinkRecord, NodeRecord};

/// Whether a node satisfies a filter.
pub(super) fn holds(network: &Network, node: &NodeRecord, filter: &Filter) -> bool {
    match filter {
        Filter::All(all) => all.iter().all(|one| holds(network, node, one)),
        Filter::Any(all) => all.iter().any(|one| holds(network, node, one)),
        Filter::Not(one) => !holds(network, node, one),
        Filter::Never => false,
        Filter::Id(ids) => ids.contains(&node.id),
        Filter::Property(property, test) => {
            node.value(*property).is_some_and(|value| test.passes(value))
        }
        Filter::Linked(follow, ids) => {
            network.hops(node, *follow).any(|(_, far)| ids.contains(&far.id))
        }
        Filter::Links(links) => {
            let hops = network.hops(node, links.follow);
            let counted =
                hops.filter(|(link, far)| link_holds(network, link, far, &links.matching));
            links.passes(counted.count())
        }
    }
}

/// Whether a link that leads to a far node satisfies a filter.
pub(super) fn link_holds(
    network: &Network,
    link: &LinkRecord,
    far: &NodeRecord,
    filter: &LinkFilter,
) -> bool {
    match filter {
        LinkFilter::All(all) => all.iter().all(|one| link_holds(network, link, far, one)),
        LinkFilter::Any(all) => all.iter().any(|one| link_holds(network, link, far, one)),
        LinkFilter::Not(one) => !link_holds(network, link, far, one),
        LinkFilter::Node(filter) => holds(network, far, filter),
        LinkFilter::Date(date, test) => {
            link.date(*date).is_some_and(|date| test.passes(&Value::Date(date)))
        }
        LinkFilter::Property(property, test) => {
            link.value(*property).is_some_and(|value| test.passes(value))
        }
    }
}
