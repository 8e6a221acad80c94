//! Rows with some of what is kept of nodes and links, for reads that need little of each.

use super::names;
use super::read::{
    Columns, Unreadable, close, dates, link_ref, property_value, put_name, unreadable,
};
use crate::model::{Kind, Model, Property};
use crate::plan::viewer::Sight;
use crate::store::neo4j::driver::Datum;
use crate::store::records::{LinkRecord, NodeRecord, Recorded};

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
        let mut row = format!("[{kind}, {variable}.id, ");
        put_names(variable, &self.nodes, &mut row);
        close(row)
    }

    /// The expression of a list for [`Facts::link`]. Ends that have names need not be looked up.
    #[must_use]
    pub fn link_row(&self, variable: &str, ends: Option<[&str; 2]>) -> String {
        let [from, to] = ends.map_or_else(
            || [format!("startNode({variable})"), format!("endNode({variable})")],
            |ends| ends.map(str::to_owned),
        );
        let mut row = format!("[type({variable}), {from}.id, {to}.id, {variable}.tag, ");
        for name in names::DATES {
            put_name(variable, name, &mut row);
        }
        put_names(variable, &self.links, &mut row);
        close(row)
    }

    /// Reads what [`Facts::node_row`] returned.
    pub fn node(&self, row: &Datum<'_>) -> Result<NodeRecord, Unreadable> {
        let mut row = Columns::of(row)?;
        let kind = row.next()?;
        let id = row.next()?.text().ok_or_else(|| unreadable("a node without id"))?;
        let kind = match kind {
            Datum::Text(name) => self.model.kind_named(name),
            labels => super::read::kind_of(self.model, labels),
        };
        let kind = kind.ok_or_else(|| unreadable(format!("`{id}` without the label of a kind")))?;
        let mut properties = Vec::new();
        for property in &self.nodes {
            let value = property_value(self.model, property, &mut row, id)?;
            properties.extend(value.map(|value| (property.id, value)));
        }
        Ok(NodeRecord {
            id: id.into(),
            kind: kind.id,
            properties,
            identifiers: Vec::new(),
            sources: Vec::new(),
            recorded: nobody(),
            version: 0,
        })
    }

    /// Reads what [`Facts::link_row`] returned.
    pub fn link(&self, row: &Datum<'_>) -> Result<LinkRecord, Unreadable> {
        let mut row = Columns::of(row)?;
        let (link, _) = link_ref(self.model, &mut row)?;
        let [since, until, seen] = dates(&mut row, &link.from)?;
        let mut properties = Vec::new();
        for property in &self.links {
            let value = property_value(self.model, property, &mut row, &link.from)?;
            properties.extend(value.map(|value| (property.id, value)));
        }
        let (sources, recorded) = (Vec::new(), nobody());
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

fn nobody() -> Recorded {
    Recorded { by: "".into(), at: 0 }
}
