//! Rows with some of what is kept of nodes and links, for reads that need little of each.

use std::sync::Arc;

use super::names;
use super::read::{
    Columns, Unreadable, close, dates, link_ref, property_value, put_name, tag, unreadable,
};
use crate::model::{Kind, KindId, LinkId, Model, Property};
use crate::plan::viewer::Sight;
use crate::store::neo4j::driver::Datum;
use crate::store::records::{LinkRecord, LinkRef, NodeRecord, Recorded};

/// Read of every node, whoever asks: what it is called, and whether it may be suggested.
const ALWAYS: [&str; 2] = ["name", "suggestable"];

/// Some properties of nodes and links. Rows hold these and what tells nodes, links and their dates; records
/// that are read from them come without the rest.
pub struct Facts<'m> {
    model: &'m Model,
    nodes: Vec<&'m Property>,
    links: Vec<&'m Property>,
}

impl<'m> Facts<'m> {
    /// The properties of these names, without those that the model lacks or hides from the viewer.
    #[must_use]
    pub fn new(model: &'m Model, sight: &Sight, nodes: &[&str], links: &[&str]) -> Self {
        let of_nodes = |name: &&str| {
            let id = model.property_id(name)?;
            let seen = |kind: &&Kind| ALWAYS.contains(name) || sight.of_kind(kind.id).has(id);
            model.kinds.iter().filter(seen).find_map(|kind| kind.property(id))
        };
        let of_links = |name: &&str| {
            let id = model.property_id(name)?;
            let mut seen = model.links.iter().filter(|link| sight.of_link(link.id).has(id));
            seen.find_map(|link| link.property(id))
        };
        Self {
            model,
            nodes: nodes.iter().filter_map(of_nodes).collect(),
            links: links.iter().filter_map(of_links).collect(),
        }
    }

    /// The expression of a list for [`Facts::node`]. A kind that is known need not be read.
    #[must_use]
    pub fn node_row(&self, variable: &str, kind: Option<&str>) -> String {
        let kind = kind.map_or_else(|| format!("labels({variable})"), |kind| format!("'{kind}'"));
        self.rest_of_node(variable, format!("[{kind}, "))
    }

    /// The expression of a list for [`Facts::bare_node`].
    #[must_use]
    pub fn bare_node_row(&self, variable: &str) -> String {
        self.rest_of_node(variable, "[".to_owned())
    }

    fn rest_of_node(&self, variable: &str, mut row: String) -> String {
        put_name(variable, "id", &mut row);
        put_names(variable, &self.nodes, &mut row);
        close(row)
    }

    /// The expression of a list for [`Facts::link`]. Ends whose ids expressions have need not be looked up.
    #[must_use]
    pub fn link_row(&self, variable: &str, ends: Option<[&str; 2]>) -> String {
        let [from, to] = ends.map_or_else(
            || [format!("startNode({variable}).id"), format!("endNode({variable}).id")],
            |ends| ends.map(str::to_owned),
        );
        self.rest_of_link(variable, format!("[type({variable}), {from}, {to}, "))
    }

    /// The expression of a list for [`Facts::bare_link`].
    #[must_use]
    pub fn bare_link_row(&self, variable: &str) -> String {
        self.rest_of_link(variable, "[".to_owned())
    }

    fn rest_of_link(&self, variable: &str, mut row: String) -> String {
        put_name(variable, "tag", &mut row);
        for name in names::DATES {
            put_name(variable, name, &mut row);
        }
        put_names(variable, &self.links, &mut row);
        close(row)
    }

    /// Reads what [`Facts::node_row`] returned.
    pub fn node(&self, row: &Datum<'_>) -> Result<NodeRecord, Unreadable> {
        let mut row = Columns::of(row)?;
        let kind = match row.next()? {
            Datum::Text(name) => self.model.kind_named(name),
            labels => super::read::kind_of(self.model, labels),
        };
        let kind = kind.ok_or_else(|| unreadable("a node without the label of a kind"))?;
        self.node_of(kind.id, &mut row)
    }

    /// Reads what [`Facts::bare_node_row`] returned, of a node of a kind.
    pub fn bare_node(&self, kind: KindId, row: &Datum<'_>) -> Result<NodeRecord, Unreadable> {
        self.node_of(kind, &mut Columns::of(row)?)
    }

    /// A node of which nothing else is told.
    #[must_use]
    pub fn alone(kind: KindId, id: &Arc<str>) -> NodeRecord {
        NodeRecord {
            id: Arc::clone(id),
            kind,
            properties: Vec::new(),
            identifiers: Vec::new(),
            sources: Vec::new(),
            recorded: Recorded::nobody(),
            version: 0,
        }
    }

    fn node_of(&self, kind: KindId, row: &mut Columns<'_, '_>) -> Result<NodeRecord, Unreadable> {
        let id = row.next()?.text().ok_or_else(|| unreadable("a node without id"))?;
        let mut properties = Vec::new();
        for property in &self.nodes {
            let value = property_value(self.model, property, row, id)?;
            properties.extend(value.map(|value| (property.id, value)));
        }
        Ok(NodeRecord { properties, ..Self::alone(kind, &id.into()) })
    }

    /// Reads what [`Facts::link_row`] returned.
    pub fn link(&self, row: &Datum<'_>) -> Result<LinkRecord, Unreadable> {
        let mut row = Columns::of(row)?;
        let (link, _) = link_ref(self.model, &mut row)?;
        self.link_of(link, &mut row)
    }

    /// Reads what [`Facts::bare_link_row`] returned, of a link of a kind between two nodes.
    pub fn bare_link(
        &self,
        kind: LinkId,
        [from, to]: [&Arc<str>; 2],
        row: &Datum<'_>,
    ) -> Result<LinkRecord, Unreadable> {
        let mut row = Columns::of(row)?;
        let tag = tag(&mut row)?;
        self.link_of(LinkRef { kind, from: Arc::clone(from), to: Arc::clone(to), tag }, &mut row)
    }

    fn link_of(&self, link: LinkRef, row: &mut Columns<'_, '_>) -> Result<LinkRecord, Unreadable> {
        let [since, until, seen] = dates(row, &link.from)?;
        let mut properties = Vec::new();
        for property in &self.links {
            let value = property_value(self.model, property, row, &link.from)?;
            properties.extend(value.map(|value| (property.id, value)));
        }
        let (sources, recorded) = (Vec::new(), Recorded::nobody());
        Ok(LinkRecord { link, since, until, seen, properties, sources, recorded, version: 0 })
    }
}

fn put_names(variable: &str, properties: &[&Property], row: &mut String) {
    for property in properties {
        for name in names::kept(property) {
            put_name(variable, &name, row);
        }
    }
}
