//! Whether a node of a walked graph counts.

use super::lens::Lens;
use crate::model::Value;
use crate::plan::filter::{Filter, LinkFilter, Links};
use crate::store::graph::{Graph, Hop};

impl<G: Graph> Lens<'_, G> {
    /// Whether a node passes a filter.
    pub(super) fn passes(&self, node: u32, filter: &Filter) -> bool {
        match filter {
            Filter::All(all) => all.iter().all(|one| self.passes(node, one)),
            Filter::Any(all) => all.iter().any(|one| self.passes(node, one)),
            Filter::Not(one) => !self.passes(node, one),
            Filter::Never => false,
            Filter::Id(ids) => ids.iter().any(|id| **id == **self.graph.id(node)),
            Filter::Property(property, test) => {
                self.graph.property(node, *property).is_some_and(|value| test.passes(&value))
            }
            Filter::Linked(follow, ids) => {
                self.hops(node, Some(follow.link), follow.direction).any(|hop| {
                    follow.far.has(self.graph.kind(hop.far))
                        && ids.iter().any(|id| **id == **self.graph.id(hop.far))
                })
            }
            Filter::Links(links) => {
                let Links { follow, matching, .. } = &**links;
                let hops = self.hops(node, Some(follow.link), follow.direction);
                let number = hops
                    .filter(|hop| follow.far.has(self.graph.kind(hop.far)))
                    .filter(|hop| self.link_passes(*hop, matching))
                    .take(links.enough())
                    .count();
                links.passes(number)
            }
        }
    }

    fn link_passes(&self, hop: Hop, filter: &LinkFilter) -> bool {
        match filter {
            LinkFilter::All(all) => all.iter().all(|one| self.link_passes(hop, one)),
            LinkFilter::Any(all) => all.iter().any(|one| self.link_passes(hop, one)),
            LinkFilter::Not(one) => !self.link_passes(hop, one),
            LinkFilter::Node(filter) => self.passes(hop.far, filter),
            LinkFilter::Date(date, test) => {
                let date = self.graph.dates(hop.link).get(*date);
                date.is_some_and(|date| test.passes(&Value::Date(date)))
            }
            LinkFilter::Property(property, test) => {
                let value = self.graph.link_property(hop.link, *property);
                value.is_some_and(|value| test.passes(&value))
            }
        }
    }
}
