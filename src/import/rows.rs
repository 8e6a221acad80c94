//! What a row says, as nodes and links.

use std::sync::Arc;

use csv::StringRecord;

use super::cells::{At, Cells};
use super::columns::{Column, Gives};
use super::dataset::Dataset;
use super::fault::{Fault, Faults, quoted};
use super::files::{File, Naming, Row};
use super::network::{Network, Place, Tie, valid_id};
use crate::model::{LinkId, Localized, PartialDate, PropertyId, Value};
use crate::store::graph::Dates;
use crate::store::records::Source;
use crate::text::slug;

/// Rows being read into a network.
pub(super) struct Reading<'m> {
    pub(super) network: Network<'m>,
    pub(super) faults: Faults,
    pub(super) dataset: Dataset,
    /// Names of the files, by the number in a [`Place`].
    pub(super) names: Vec<String>,
    /// Addresses met, so that each is kept once.
    pub(super) addresses: hashbrown::HashMap<Arc<str>, (), foldhash::fast::RandomState>,
}

impl Reading<'_> {
    /// Reads a row.
    pub(super) fn row(
        &mut self,
        file: &File,
        columns: &[(usize, Column)],
        row: &StringRecord,
        place: Place,
    ) {
        let at = At { file, columns, row, place };
        let Some(cells) = self.gather(at) else { return };
        let done = match file.row {
            Row::Node(_) => self.node(at, cells),
            Row::Link(kind) => self.link(at, kind, cells),
            Row::Owned { link, .. } => self.owned(at, link, cells),
        };
        if let Err(fault) = done {
            self.faults.push(fault);
        }
    }

    /// A node with an id of its own.
    fn node(&mut self, at: At<'_>, cells: Cells<'_>) -> Result<(), Fault> {
        let Row::Node(kind) = at.file.row else { return Ok(()) };
        let cell = cells.id.unwrap_or_default();
        let column = if self.network.model.kind(kind).code.is_some() { "code" } else { "id" };
        let id = super::read::node_id(self.network.model, kind, cell)
            .map_err(|message| at.fault(column, message))?;
        let Some(node) = self.network.number(&id) else { return Ok(()) };
        if self.network.slots[node as usize].at != Some(at.place) {
            // Another row has the id; that was told when it was announced.
            return Ok(());
        }
        self.describe(at, node, cells.properties, cells.sources.clone())?;
        for linked in cells.links {
            let (from, to) = if linked.out { (node, linked.other) } else { (linked.other, node) };
            let tie = Tie {
                kind: linked.kind,
                from,
                to,
                dates: Dates::default(),
                properties: linked.properties,
            };
            self.join(at, tie, cells.sources.clone())?;
        }
        if let Some(city) = cells.city {
            let place = self
                .network
                .town(city, cells.country, &cells.sources, at.place)
                .map_err(|message| at.fault("city", message))?;
            if let Some(kind) = self.network.model.link_named("LOCATED_IN").map(|link| link.id) {
                let dates = Dates::default();
                let tie = Tie { kind, from: node, to: place, dates, properties: Vec::new() };
                self.join(at, tie, cells.sources)?;
            }
        }
        Ok(())
    }

    /// A node that belongs to another, and the link to it.
    fn owned(&mut self, at: At<'_>, by: LinkId, cells: Cells<'_>) -> Result<(), Fault> {
        let Row::Owned { kind, prefix, key, .. } = at.file.row else { return Ok(()) };
        let Some(owner) = cells.owner else { return Ok(()) };
        let mut id = format!("{prefix}-{}", self.network.id(owner));
        for column in key {
            let part = slug(at.named(column));
            if !part.is_empty() {
                id.push('-');
                id.push_str(&part);
            }
        }
        let id = valid_id(id).map_err(|message| at.fault("", message))?;
        let node = self.network.announce(&id, kind, Some(at.place)).map_err(|before| {
            let before = before.map_or_else(String::new, |place| self.told(place));
            let what = key.join("` and `");
            at.fault("", format!("has the same owner, `{what}` as {before}"))
        })?;
        self.describe(at, node, cells.properties, cells.sources.clone())?;
        let tie = Tie {
            kind: by,
            from: owner,
            to: node,
            dates: Dates::default(),
            properties: cells.of_link,
        };
        self.join(at, tie, cells.sources)
    }

    fn link(&mut self, at: At<'_>, kind: LinkId, cells: Cells<'_>) -> Result<(), Fault> {
        let Some((from, to)) = cells.from.zip(cells.to) else {
            let names: Vec<&str> = at
                .columns
                .iter()
                .filter(|(_, column)| matches!(column.gives, Gives::To(_)))
                .map(|(_, column)| column.name.as_str())
                .collect();
            let message = format!("leads nowhere; expected an id in `{}`", names.join("` or `"));
            return Err(at.fault("", message));
        };
        in_order(cells.dates.since, cells.dates.until, "since", "until")
            .map_err(|message| at.fault("until", message))?;
        let tie = Tie { kind, from, to, dates: cells.dates, properties: cells.properties };
        self.join(at, tie, cells.sources)
    }

    fn join(&mut self, at: At<'_>, tie: Tie, sources: Vec<Source>) -> Result<(), Fault> {
        if tie.from == tie.to {
            let id = self.network.id(tie.from).clone();
            return Err(at.fault("", format!("joins {} with itself", quoted(&id))));
        }
        self.network.join(tie, sources, at.place).map_err(|(what, before)| {
            at.fault("", format!("says of the same link as {} that {what}", self.told(before)))
        })
    }

    /// Completes a node's properties and puts it in the network.
    fn describe(
        &mut self,
        at: At<'_>,
        node: u32,
        mut properties: Vec<(PropertyId, Value)>,
        sources: Vec<Source>,
    ) -> Result<(), Fault> {
        let model = self.network.model;
        if let Some((name, text)) = model.property_id("name").zip(name_of(at))
            && let Err(place) = properties.binary_search_by_key(&name, |(id, _)| *id)
        {
            properties.insert(place, (name, Value::Localized(Arc::new(text))));
        }
        let kind = model.kind(self.network.kind(node));
        for required in kind.properties.iter().filter(|property| property.required) {
            if properties.iter().all(|(id, _)| *id != required.id) {
                let (name, columns) = (&required.name, columns_for(at, required.id).join("` or `"));
                let message = format!("has no {name}; fill `{columns}`");
                return Err(at.fault("", message));
            }
        }
        let date = |name: &str| {
            let id = model.property_id(name)?;
            properties.iter().find_map(|(one, value)| match value {
                Value::Date(date) if *one == id => Some(*date),
                _ => None,
            })
        };
        in_order(date("start"), date("end"), "the start", "the end")
            .map_err(|message| at.fault("", message))?;
        self.network.describe(node, properties, sources);
        Ok(())
    }

    /// A place as a message tells it: `clusters.csv:12`.
    fn told(&self, place: Place) -> String {
        let file = self.names.get(place.file).map_or("", String::as_str);
        format!("{file}:{}", place.line)
    }
}

/// The name that other columns give a node.
fn name_of(at: At<'_>) -> Option<Localized> {
    let filled = |column: &str| Some(at.named(column)).filter(|text| !text.is_empty());
    match at.file.naming {
        Naming::Own => None,
        Naming::FirstOf(columns) => {
            columns.iter().find_map(|column| filled(column)).map(Localized::any)
        }
        Naming::Made(column, words) => filled(column).map(words),
    }
}

/// The columns of a row that can give it a property; a name comes from others as well.
fn columns_for(at: At<'_>, wanted: PropertyId) -> Vec<&str> {
    let own = at.columns.iter().filter(|(_, column)| match &column.gives {
        Gives::Property { property, .. } => property.id == wanted,
        _ => false,
    });
    let other: &[&str] = match at.file.naming {
        Naming::FirstOf(columns) => columns,
        Naming::Own | Naming::Made(..) => &[],
    };
    own.map(|(_, column)| column.name.as_str()).chain(other.iter().copied()).collect()
}

/// Whether one date is not after the other.
fn in_order(
    first: Option<PartialDate>,
    last: Option<PartialDate>,
    first_name: &str,
    last_name: &str,
) -> Result<(), String> {
    match first.zip(last) {
        Some((first, last)) if last.last_day() < first.first_day() => {
            Err(format!("{last_name} `{last}` is before {first_name} `{first}`"))
        }
        _ => Ok(()),
    }
}
