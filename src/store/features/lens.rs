//! A graph as one viewer sees it.

use std::sync::Arc;

use super::super::graph::{Graph, Hop};
use super::Named;
use crate::model::{Direction, KindId, LinkId, LinkSet, Localized, PropertyId, Value};
use crate::plan::filter::Filter;
use crate::plan::viewer::Sight;

/// A graph without what its viewer may not see: every walk of this folder goes through it.
pub(super) struct Lens<'a, G> {
    pub(super) graph: &'a G,
    pub(super) sight: &'a Sight,
    /// Links both of whose ends are always of kinds that the viewer may see: nothing to look up at their far nodes.
    open: LinkSet,
    person: Option<KindId>,
    name: Option<PropertyId>,
}

impl<'a, G: Graph> Lens<'a, G> {
    pub(super) fn new(graph: &'a G, sight: &'a Sight) -> Self {
        let model = graph.model();
        Self {
            graph,
            sight,
            open: model
                .links
                .iter()
                .filter(|link| link.from.or(link.to).without(sight.kinds).is_empty())
                .map(|link| link.id)
                .collect(),
            person: model.kind_named("Person").map(|kind| kind.id),
            name: model.property_id("name"),
        }
    }

    /// Whether the viewer may see a node.
    pub(super) fn sees(&self, node: u32) -> bool {
        self.sight.kinds.has(self.graph.kind(node))
    }

    /// The node of an id, if the viewer may see it.
    pub(super) fn node(&self, id: &str) -> Option<u32> {
        self.graph.node(id).filter(|node| self.sees(*node))
    }

    /// The kind of link of a name, if the viewer may see it.
    pub(super) fn link(&self, name: &str) -> Option<LinkId> {
        let link = self.graph.model().link_named(name)?.id;
        self.sight.links.has(link).then_some(link)
    }

    /// The property of a name.
    pub(super) fn property(&self, name: &str) -> Option<PropertyId> {
        self.graph.model().property_id(name)
    }

    /// The links at a node to nodes that the viewer may see; none when the link is hidden or there is no such kind.
    pub(super) fn hops(
        &self,
        node: u32,
        link: Option<LinkId>,
        direction: Direction,
    ) -> impl Iterator<Item = Hop> + '_ {
        link.filter(|link| self.sight.links.has(*link)).into_iter().flat_map(move |link| {
            let open = self.open.has(link);
            let hops = self.graph.links(node, link, direction);
            hops.filter(move |hop| open || self.sees(hop.far))
        })
    }

    /// How many links of a kind that the viewer may see there are at a node, in either direction.
    pub(super) fn degree(&self, node: u32, link: LinkId) -> usize {
        if self.open.has(link) {
            self.graph.degree(node, link, Direction::Both)
        } else {
            // Some lead to nodes that are not there for the viewer.
            self.hops(node, Some(link), Direction::Both).count()
        }
    }

    /// A property of a node, if the viewer may see it.
    pub(super) fn value(&self, node: u32, property: Option<PropertyId>) -> Option<Value> {
        let shown = self.sight.of_kind(self.graph.kind(node));
        let property = property.filter(|property| shown.has(*property))?;
        self.graph.property(node, property)
    }

    /// A property of a link, if the viewer may see it.
    pub(super) fn link_value(&self, link: u32, property: Option<PropertyId>) -> Option<Value> {
        let shown = self.sight.of_link(self.graph.link_kind(link));
        let property = property.filter(|property| shown.has(*property))?;
        self.graph.link_property(link, property)
    }

    /// Whether a node is a person.
    pub(super) fn is_person(&self, node: u32) -> bool {
        Some(self.graph.kind(node)) == self.person
    }

    /// Whether a person objected to being suggested.
    pub(super) fn objected(&self, node: u32) -> bool {
        self.is_person(node)
            && self.sight.objection.is_some_and(|(property, objected)| {
                self.graph.property(node, property) == Some(Value::Enum(objected))
            })
    }

    /// Whether a node is a person who may be suggested and passes a filter.
    pub(super) fn is_candidate(&self, node: u32, filter: &Filter) -> bool {
        self.is_person(node) && self.sees(node) && !self.objected(node) && self.passes(node, filter)
    }

    /// What a node is called.
    pub(super) fn name(&self, node: u32) -> Arc<Localized> {
        let named = self.name.and_then(|name| self.graph.property(node, name));
        match named {
            Some(Value::Localized(name)) => name,
            _ => Arc::default(),
        }
    }

    /// A node as a sentence speaks of it, if the viewer may see it.
    pub(super) fn named(&self, node: u32) -> Option<Named> {
        let (id, kind) = (Arc::clone(self.graph.id(node)), self.graph.kind(node));
        self.sees(node).then(|| Named { id, kind, name: self.name(node) })
    }

    /// Sorts nodes by id.
    pub(super) fn sort_by_id(&self, nodes: &mut [u32]) {
        nodes.sort_by(|a, b| self.graph.id(*a).cmp(self.graph.id(*b)));
    }
}
