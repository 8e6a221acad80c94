//! A few words that make a graph to walk in the tests of this folder.

use std::sync::Arc;

use super::super::fragment::Fragment;
use super::super::graph::Dates;
use super::super::records::{LinkRecord, LinkRef, NodeRecord, Recorded};
use crate::model::{Localized, Model, Value, network as model};

/// A graph as it is sketched.
pub(super) struct Sketch {
    model: Arc<Model>,
    nodes: Vec<NodeRecord>,
    links: Vec<LinkRecord>,
}

impl Sketch {
    /// A graph of nodes `(id, kind)` and links `(kind, from, to)`; several of the same get tags.
    pub(super) fn new(nodes: &[(&str, &str)], links: &[(&str, &str, &str)]) -> Self {
        let model = model();
        let recorded = Recorded { by: "test".into(), at: 0 };
        let name = model.property_id("name").expect("every node has a name");
        let nodes = nodes
            .iter()
            .map(|(id, kind)| NodeRecord {
                id: (*id).into(),
                kind: model.kind_named(kind).expect("a kind").id,
                properties: vec![(name, Value::Localized(Arc::new(Localized::any(id))))],
                identifiers: Vec::new(),
                sources: Vec::new(),
                recorded: recorded.clone(),
                version: 1,
            })
            .collect();
        let mut sketch = Self { model, nodes, links: Vec::new() };
        for (kind, from, to) in links {
            let kind = sketch.model.link_named(kind).expect("a kind of link").id;
            let mut link = LinkRef { kind, from: (*from).into(), to: (*to).into(), tag: 0 };
            while sketch.links.iter().any(|known| known.link == link) {
                link.tag += 1;
            }
            sketch.links.push(LinkRecord {
                link,
                since: None,
                until: None,
                seen: None,
                properties: Vec::new(),
                sources: Vec::new(),
                recorded: recorded.clone(),
                version: 1,
            });
        }
        sketch
    }

    /// Gives a node a property.
    pub(super) fn set(&mut self, id: &str, property: &str, value: Value) {
        let property = self.model.property_id(property).expect("a property");
        let node = self.nodes.iter_mut().find(|node| *node.id == *id).expect("a node");
        node.properties.push((property, value));
    }

    /// When a link holds, by its place among those said.
    pub(super) fn date(&mut self, at: usize, dates: Dates) {
        let link = &mut self.links[at];
        (link.since, link.until, link.seen) = (dates.since, dates.until, dates.seen);
    }

    /// Its links, in the order they were said.
    pub(super) fn all_links(&self) -> impl Iterator<Item = &LinkRef> {
        self.links.iter().map(|link| &link.link)
    }

    /// The graph as it is sketched so far.
    pub(super) fn graph(&self) -> Fragment {
        Fragment::new(Arc::clone(&self.model), self.nodes.clone(), self.links.clone())
    }
}
