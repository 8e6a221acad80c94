//! Reading a folder: first who is there, then what is said of them.

use std::sync::Arc;

use super::columns;
use super::dataset::{self, Dataset};
use super::fault::{Fault, Faults, quoted};
use super::files::{self, File, Row};
use super::folder::Folder;
use super::network::{Network, Place};
use super::rows::Reading;
use super::table::Table;
use super::{cycles, people};
use crate::model::{KindId, Model};
use crate::store::records::{Change, LinkRef, NodeId, Recorded};

/// What a folder says, as changes of a network.
#[derive(Debug)]
pub struct Import {
    /// Nodes, then links.
    pub changes: Vec<Change>,
    /// How many rows each file had, in the order read.
    pub rows: Vec<(String, u64)>,
    /// Positions of the people of whom the folder does not say whether they may be suggested.
    pub assumed_suggestable: Vec<usize>,
    /// How many of the changes are nodes.
    pub nodes: usize,
    /// How many of the changes are links.
    pub links: usize,
}

impl Import {
    /// Which links it has.
    #[must_use]
    pub fn link_refs(&self) -> Vec<LinkRef> {
        let links = self.changes.iter().filter_map(|change| match change {
            Change::PutLink(link) => Some(link.link.clone()),
            _ => None,
        });
        links.collect()
    }
}

/// How far reading is.
#[derive(Clone, Copy, Debug)]
pub struct Progress<'a> {
    /// The file being read, or that what was read is written.
    pub doing: &'a str,
    /// Bytes read, of all files, or changes written.
    pub done: u64,
    /// Bytes or changes there are.
    pub of: u64,
}

/// How many rows are read between two tellings of progress.
const ROWS_BETWEEN: u64 = 1 << 16;

/// Reads a folder into changes that put all it says in a network, as recorded by `recorded`.
/// `tell` hears how far it is, some times a second.
///
/// # Errors
/// Every fault of every file; a folder with one is not read in part.
pub fn read_folder(
    model: &Model,
    folder: &Folder,
    recorded: Recorded,
    tell: &mut dyn FnMut(Progress<'_>),
) -> Result<Import, Vec<Fault>> {
    let mut faults = Faults::default();
    let known = files::files(model);
    check_names(folder, &known, &mut faults);
    let dataset = folder.file(dataset::FILE).map(dataset::read).transpose();
    let dataset = dataset.unwrap_or_else(|fault| {
        faults.push(fault);
        // Rows without a source are no fault of their own then.
        Some(Dataset::unknown())
    });
    let dataset = dataset.unwrap_or_default();
    let tables: Vec<Table<'_>> = known
        .iter()
        .filter_map(|file| {
            let bytes = folder.file(&file.name)?;
            let possible = columns::possible(model, file);
            Table::open(file, possible, bytes, dataset.source.is_some(), &mut faults)
        })
        .collect();

    let mut reading = Reading {
        network: Network::new(model, recorded),
        faults,
        dataset,
        names: tables.iter().map(|table| table.file.name.clone()).collect(),
        addresses: hashbrown::HashMap::default(),
    };
    for (number, table) in tables.iter().enumerate() {
        announce(&mut reading, table, number);
    }
    let of = tables.iter().map(Table::bytes).sum();
    let mut before = 0;
    let mut rows = Vec::new();
    for (number, table) in tables.iter().enumerate() {
        let file = &table.file.name;
        let mut count = 0;
        let mut uneven: Vec<Fault> = Vec::new();
        tell(Progress { doing: file, done: before, of });
        if let Some(columns) = &table.columns {
            table.rows(
                |row, line, byte| {
                    count += 1;
                    if count % ROWS_BETWEEN == 0 {
                        tell(Progress { doing: file, done: before + byte, of });
                    }
                    reading.row(table.file, columns, row, Place { file: number, line });
                },
                |message, line| uneven.push(Fault::at(file, line, "", message)),
            );
        }
        for fault in uneven {
            reading.faults.push(fault);
        }
        before += table.bytes();
        rows.push((file.clone(), count));
    }
    let Reading { mut network, mut faults, names, .. } = reading;
    cycles::find(&network, &names, &mut faults);
    let assumed = people::complete(&mut network);
    if !faults.is_empty() {
        return Err(faults.finish());
    }
    let (slots, links) = network.into_parts();
    let mut changes: Vec<Change> = Vec::with_capacity(slots.len() + links.len());
    let mut assumed_suggestable = Vec::new();
    for (slot, assumed) in slots.into_iter().zip(assumed) {
        if let Some(record) = slot.record {
            if assumed {
                assumed_suggestable.push(changes.len());
            }
            changes.push(Change::PutNode(record));
        }
    }
    let nodes = changes.len();
    changes.extend(links.into_iter().map(Change::PutLink));
    let links = changes.len() - nodes;
    Ok(Import { changes, rows, assumed_suggestable, nodes, links })
}

/// Finds what does not belong in the folder, and whether there is anything that does.
fn check_names(folder: &Folder, known: &[File], faults: &mut Faults) {
    let is_known = |name: &str| known.iter().any(|file| file.name == name);
    let names = || known.iter().map(|file| file.name.as_str());
    let near = |name: &str, faults: &mut Faults| {
        let csv = name.rsplit_once('.').map_or(name, |(start, _)| start).to_owned() + ".csv";
        faults.nearest(&csv, names().chain([dataset::FILE]))
    };
    let mut any = false;
    for (name, _) in &folder.files {
        if is_known(name) {
            any = true;
        } else if name != dataset::FILE {
            let near = near(name, faults);
            faults.push(Fault::whole(name, format!("is not a file of a network{near}")));
        }
    }
    for name in &folder.strays {
        let near = near(name, faults);
        let message =
            format!("does not belong in the folder of a network; expected CSV files{near}");
        faults.push(Fault::whole(name, message));
    }
    if !any {
        let message = format!(
            "{} is not a network: it has none of its files, such as `clusters.csv`, `companies.csv` or `memberships.csv`",
            quoted(&folder.name)
        );
        faults.push(Fault::whole("", message));
    }
}

/// Announces the nodes of a file.
fn announce(reading: &mut Reading<'_>, table: &Table<'_>, number: usize) {
    let (Row::Node(kind), Some(id)) = (table.file.row, table.id) else { return };
    let model = reading.network.model;
    let column = if model.kind(kind).code.is_some() { "code" } else { "id" };
    table.rows(
        |row, line, _| {
            let place = Place { file: number, line };
            // What is wrong with the id is told when the row is read.
            let Ok(id) = node_id(model, kind, row.get(id).unwrap_or_default().trim()) else {
                return;
            };
            if let Err(before) = reading.network.announce(&id, kind, Some(place)) {
                let before = before.map_or_else(String::new, |place| {
                    let file = reading.names.get(place.file).map_or("", String::as_str);
                    format!("; it is that of {file}:{} already", place.line)
                });
                let message = format!("{} is not unique{before}", quoted(&id));
                reading.faults.push(Fault::at(&table.file.name, line, column, message));
            }
        },
        |_, _| {},
    );
}

/// The id that a cell gives a node of a kind: with the kind's prefix where it has one.
pub(super) fn node_id(model: &Model, kind: KindId, cell: &str) -> Result<Arc<str>, String> {
    let told = |error| format!("{} is {error}", quoted(cell));
    cell.parse::<NodeId>().map_err(told)?;
    let own = model.kind(kind).code.as_deref();
    let prefix = cell.split_once(':').map(|(prefix, _)| prefix);
    let of = prefix
        .and_then(|prefix| model.kinds.iter().find(|kind| kind.code.as_deref() == Some(prefix)));
    match (own, of) {
        (Some(own), None) => {
            let id = format!("{own}:{cell}");
            id.parse::<NodeId>().map(|id| id.0).map_err(told)
        }
        (_, Some(of)) if of.id != kind => Err(format!(
            "{} is the id of a {}; this file has rows of kind {}",
            quoted(cell),
            of.name,
            model.kind(kind).name
        )),
        _ => Ok(cell.into()),
    }
}
