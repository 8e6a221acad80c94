//! The cells of a row, gathered by what their columns give.

use std::sync::Arc;

use csv::StringRecord;

use super::columns::{Column, Ends, Gives};
use super::fault::Fault;
use super::files::{File, Row};
use super::network::Place;
use super::rows::Reading;
use super::value;
use crate::model::{Language, LinkId, Localized, PropertyId, Value, sense};
use crate::store::graph::Dates;
use crate::store::records::Source;

/// The cells of a row, by what they give.
#[derive(Default)]
pub(super) struct Cells<'r> {
    pub(super) id: Option<&'r str>,
    /// By rising number.
    pub(super) properties: Vec<(PropertyId, Value)>,
    /// Of the link to an owned node.
    pub(super) of_link: Vec<(PropertyId, Value)>,
    pub(super) dates: Dates,
    pub(super) from: Option<u32>,
    pub(super) to: Option<u32>,
    pub(super) owner: Option<u32>,
    pub(super) links: Vec<Linked>,
    pub(super) country: Option<u32>,
    pub(super) city: Option<&'r str>,
    pub(super) sources: Vec<Source>,
}

/// A link that a node's row gives.
pub(super) struct Linked {
    pub(super) kind: LinkId,
    /// Whether it starts at the row's node.
    pub(super) out: bool,
    pub(super) other: u32,
    pub(super) properties: Vec<(PropertyId, Value)>,
}

/// A row as it is read.
#[derive(Clone, Copy)]
pub(super) struct At<'r> {
    pub(super) file: &'r File,
    pub(super) columns: &'r [(usize, Column)],
    pub(super) row: &'r StringRecord,
    pub(super) place: Place,
}

impl<'r> At<'r> {
    pub(super) fn cell(&self, at: usize) -> &'r str {
        self.row.get(at).unwrap_or_default().trim()
    }

    /// The cell of a column, by name; blank when there is no such column.
    pub(super) fn named(&self, name: &str) -> &'r str {
        let column = self.columns.iter().find(|(_, column)| column.name == name);
        column.map_or("", |(at, _)| self.cell(*at))
    }

    pub(super) fn fault(&self, column: &str, message: impl Into<String>) -> Fault {
        Fault::at(&self.file.name, self.place.line, column, message)
    }
}

impl Reading<'_> {
    /// Reads the cells of a row; none when one of them has a fault, which was told.
    pub(super) fn gather<'r>(&mut self, at: At<'r>) -> Option<Cells<'r>> {
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
        if written.split_whitespace().all(sense::is_web_address) {
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
