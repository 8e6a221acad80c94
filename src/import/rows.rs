//! What a row says: its cells gathered by what their columns give, and from them nodes and links.

use std::sync::Arc;

use csv::StringRecord;

use super::columns::{Column, Ends, Gives};
use super::dataset::Dataset;
use super::fault::{Fault, Faults, quoted};
use super::files::{File, Naming, Row};
use super::network::{Network, Place, Tie, slug, valid_id};
use super::value;
use crate::model::{Language, LinkId, Localized, PartialDate, PropertyId, Value};
use crate::store::graph::Dates;
use crate::store::records::Source;

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

/// The cells of a row, by what they give.
#[derive(Default)]
struct Cells<'r> {
    id: Option<&'r str>,
    /// By rising number.
    properties: Vec<(PropertyId, Value)>,
    /// Of the link to an owned node.
    of_link: Vec<(PropertyId, Value)>,
    dates: Dates,
    from: Option<u32>,
    to: Option<u32>,
    owner: Option<u32>,
    links: Vec<Linked>,
    country: Option<u32>,
    city: Option<&'r str>,
    sources: Vec<Source>,
}

/// A link that a node's row gives.
struct Linked {
    kind: LinkId,
    /// Whether it starts at the row's node.
    out: bool,
    other: u32,
    properties: Vec<(PropertyId, Value)>,
}

/// A row as it is read.
#[derive(Clone, Copy)]
struct At<'r> {
    file: &'r File,
    columns: &'r [(usize, Column)],
    row: &'r StringRecord,
    place: Place,
}

impl<'r> At<'r> {
    fn cell(&self, at: usize) -> &'r str {
        self.row.get(at).unwrap_or_default().trim()
    }

    /// The cell of a column, by name; blank when there is no such column.
    fn named(&self, name: &str) -> &'r str {
        let column = self.columns.iter().find(|(_, column)| column.name == name);
        column.map_or("", |(at, _)| self.cell(*at))
    }

    fn fault(&self, column: &str, message: impl Into<String>) -> Fault {
        Fault::at(&self.file.name, self.place.line, column, message)
    }
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

    /// Reads the cells of a row; none when one of them has a fault, which was told.
    fn gather<'r>(&mut self, at: At<'r>) -> Option<Cells<'r>> {
        let mut cells = Cells::default();
        let mut wrong = false;
        let mut text: Option<(PropertyId, Localized)> = None;
        match self.sources(at) {
            Ok(sources) => cells.sources = sources,
            Err(fault) => {
                wrong = true;
                self.faults.push(fault);
            }
        }
        for (position, column) in at.columns {
            let cell = at.cell(*position);
            if cell.is_empty() {
                if let Some(expected) = expected_in(column) {
                    wrong = true;
                    self.faults
                        .push(at.fault(&column.name, format!("is blank; expected {expected}")));
                }
                continue;
            }
            if let Err(message) = self.one(at, column, cell, &mut cells, &mut text) {
                wrong = true;
                self.faults.push(at.fault(&column.name, message));
            }
        }
        finish_text(&mut text, None, &mut cells.properties);
        (!wrong).then_some(cells)
    }

    /// Reads one cell that is not blank.
    fn one<'r>(
        &mut self,
        at: At<'r>,
        column: &Column,
        cell: &'r str,
        cells: &mut Cells<'r>,
        text: &mut Option<(PropertyId, Localized)>,
    ) -> Result<(), String> {
        match &column.gives {
            Gives::Id => cells.id = Some(cell),
            Gives::Property { property, language, words } => {
                if property.localized {
                    finish_text(text, Some(property.id), &mut cells.properties);
                    let (_, localized) =
                        text.get_or_insert_with(|| (property.id, Localized::default()));
                    let slot = match language {
                        None => &mut localized.any,
                        Some(Language::En) => &mut localized.en,
                        Some(Language::Lt) => &mut localized.lt,
                    };
                    *slot = Some(cell.into());
                } else {
                    finish_text(text, None, &mut cells.properties);
                    let value = value::value(self.network.model, property, words, cell)?;
                    cells.properties.push((property.id, value));
                }
            }
            Gives::IdOf(property, ends) => {
                let node = self.resolve(cell, ends)?;
                let value = Value::Text(self.network.id(node).clone());
                let into = if matches!(at.file.row, Row::Owned { .. }) {
                    &mut cells.of_link
                } else {
                    finish_text(text, None, &mut cells.properties);
                    &mut cells.properties
                };
                into.push((*property, value));
            }
            Gives::Since => cells.dates.since = Some(value::date(cell)?),
            Gives::Until => cells.dates.until = Some(value::date(cell)?),
            Gives::Seen => cells.dates.seen = Some(value::date(cell)?),
            Gives::From(ends) => cells.from = Some(self.resolve(cell, ends)?),
            Gives::To(ends) => {
                if cells.to.is_some() {
                    return Err(
                        "there is another column filled for the same; expected one".to_owned()
                    );
                }
                cells.to = Some(self.resolve(cell, ends)?);
            }
            Gives::Owner(ends) => cells.owner = Some(self.resolve(cell, ends)?),
            Gives::Links { link, out, ends, list, with } => {
                let mut found = Vec::new();
                if *list {
                    let mut wrong = Vec::new();
                    for item in value::items(cell) {
                        match self.resolve(item, ends) {
                            Ok(node) => found.push(node),
                            Err(message) => wrong.push(message),
                        }
                    }
                    if !wrong.is_empty() {
                        return Err(wrong.join(", and "));
                    }
                } else {
                    found.push(self.resolve(cell, ends)?);
                }
                let said = with.map(|(property, of)| (property, at.named(of)));
                for other in found {
                    let properties = said
                        .filter(|(_, text)| !text.is_empty())
                        .map(|(property, text)| (property, Value::Text(text.into())))
                        .into_iter()
                        .collect();
                    if column.name == "country" {
                        cells.country = Some(other);
                    }
                    cells.links.push(Linked { kind: *link, out: *out, other, properties });
                }
            }
            Gives::City => cells.city = Some(cell),
            Gives::Source | Gives::Retrieved => {}
        }
        Ok(())
    }

    fn resolve(&mut self, cell: &str, ends: &Ends) -> Result<u32, String> {
        self.network.resolve(cell, ends, &mut self.faults)
    }

    /// Where a row is known from: its own sources, or that of the whole folder.
    fn sources(&mut self, at: At<'_>) -> Result<Vec<Source>, Fault> {
        let written = at.named("source");
        let retrieved = match at.named("retrieved") {
            "" => None,
            date => Some(value::date(date).map_err(|message| at.fault("retrieved", message))?),
        };
        if written.is_empty() {
            let Some(default) = &self.dataset.source else {
                let message = "is blank; expected the address of a page, or a few words";
                return Err(at.fault("source", message));
            };
            let retrieved = retrieved.or(default.retrieved);
            return Ok(vec![Source { url: default.url.clone(), retrieved }]);
        }
        let retrieved =
            retrieved.or(self.dataset.source.as_ref().and_then(|source| source.retrieved));
        // Several addresses stand in one cell; words are one source.
        if written.split_whitespace().all(value::is_web_address) {
            let mut sources: Vec<Source> = Vec::new();
            for address in written.split_whitespace() {
                let source = Source { url: self.address(address), retrieved };
                if !sources.contains(&source) {
                    sources.push(source);
                }
            }
            return Ok(sources);
        }
        Ok(vec![Source { url: self.address(written), retrieved }])
    }

    fn address(&mut self, text: &str) -> Arc<str> {
        if let Some((known, ())) = self.addresses.get_key_value(text) {
            return known.clone();
        }
        let address: Arc<str> = text.into();
        self.addresses.insert(address.clone(), ());
        address
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
        let kind = model.kind(self.network.kind(node));
        if let Some(name) = model.property_id("name") {
            let named = match at.file.naming {
                Naming::Own => None,
                Naming::FirstOf(columns) => columns
                    .iter()
                    .map(|column| at.named(column))
                    .find(|text| !text.is_empty())
                    .map(Localized::any),
                Naming::Made(column, words) => {
                    Some(at.named(column)).filter(|text| !text.is_empty()).map(words)
                }
            };
            if let (Err(place), Some(named)) =
                (properties.binary_search_by_key(&name, |(id, _)| *id), named)
            {
                properties.insert(place, (name, Value::Localized(Arc::new(named))));
            }
        }
        for required in kind.properties.iter().filter(|property| property.required) {
            if properties.iter().all(|(id, _)| *id != required.id) {
                let names: Vec<&str> = at
                    .columns
                    .iter()
                    .filter(|(_, column)| match &column.gives {
                        Gives::Property { property, .. } => property.id == required.id,
                        _ => false,
                    })
                    .map(|(_, column)| column.name.as_str())
                    .chain(match at.file.naming {
                        Naming::FirstOf(columns) => columns.iter().copied(),
                        _ => [].iter().copied(),
                    })
                    .collect();
                let message = format!(
                    "a {} needs a {}; fill `{}`",
                    kind.name,
                    required.name,
                    names.join("` or `")
                );
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

/// What a column needs in every row, in words.
fn expected_in(column: &Column) -> Option<&'static str> {
    match column.gives {
        Gives::Id | Gives::From(_) | Gives::Owner(_) => Some("an id"),
        _ => None,
    }
}

/// Puts a localised text with the properties once the next column is of another one than `next`.
fn finish_text(
    text: &mut Option<(PropertyId, Localized)>,
    next: Option<PropertyId>,
    properties: &mut Vec<(PropertyId, Value)>,
) {
    if let Some((id, localized)) = text.take_if(|(id, _)| Some(*id) != next) {
        properties.push((id, Value::Localized(Arc::new(localized))));
    }
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
