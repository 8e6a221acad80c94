//! Old values: what an update replaced, as a node of its own with the label `TinklasPast`.
//!
//! It has the properties that the node or link had, without those that are derived from them, and what it was.

use std::collections::HashSet;

use super::read::{self, Unreadable};
use super::{names, write};
use crate::model::{Model, Property};
use crate::store::history::Record;
use crate::store::neo4j::driver::Datum;
use crate::store::neo4j::statement::Parameter;

/// The properties of every record that are not declared in the model.
const ALWAYS: [&str; 12] = [
    "id",
    "identifier_schemes",
    "identifier_values",
    "source_urls",
    "source_dates",
    "recorded_by",
    "recorded_at",
    "version",
    "tag",
    "since",
    "until",
    "seen",
];

/// What is kept of a record that the change of a sequence number replaced; `of` is the id of its node or link.
#[must_use]
pub fn kept(model: &Model, of: &str, sequence: u64, record: &Record) -> Parameter {
    let (all, declared, own): (_, &[Property], Vec<(&'static str, Parameter)>) = match record {
        Record::Node(node) => {
            let kind = model.kind(node.kind);
            let own = vec![("tinklas_kind", kind.name.as_str().into())];
            (write::node(model, node), &kind.properties, own)
        }
        Record::Link(link) => {
            let kind = model.link(link.link.kind);
            let own = vec![
                ("tinklas_kind", kind.name.as_str().into()),
                ("tinklas_from", (&link.link.from).into()),
                ("tinklas_to", (&link.link.to).into()),
            ];
            (write::link(model, link), &kind.properties, own)
        }
    };
    let names: HashSet<String> = declared.iter().flat_map(names::kept).collect();
    let Parameter::Map(all) = all else { return Parameter::Null };
    let mut kept: Vec<_> = all
        .into_iter()
        .filter(|(name, _)| names.contains(&**name) || ALWAYS.contains(&&**name))
        .collect();
    kept.extend(own.into_iter().map(|(name, value)| (name.into(), value)));
    kept.push(("tinklas_of".into(), of.into()));
    kept.push(("tinklas_sequence".into(), Parameter::Int(sequence.cast_signed())));
    Parameter::Map(kept)
}

/// The expression of a list with all that is kept of a node, for [`node`].
#[must_use]
pub fn node_row(model: &Model, variable: &str) -> String {
    let row = read::node_row(model, variable, model.all_kinds());
    row.replace(&format!("labels({variable})"), &format!("[{variable}.tinklas_kind]"))
}

/// The expression of a list with all that is kept of a link, for [`link`].
#[must_use]
pub fn link_row(model: &Model, variable: &str) -> String {
    let row = read::link_row(model, variable, model.all_links());
    let ends = format!("type({variable}), startNode({variable}).id, endNode({variable}).id");
    let kept = format!("{variable}.tinklas_kind, {variable}.tinklas_from, {variable}.tinklas_to");
    row.replace(&ends, &kept)
}

/// Reads what [`node_row`] returned.
pub fn node(model: &Model, row: &Datum<'_>) -> Result<Record, Unreadable> {
    read::node(model, model.all_kinds(), row).map(Record::Node)
}

/// Reads what [`link_row`] returned.
pub fn link(model: &Model, row: &Datum<'_>) -> Result<Record, Unreadable> {
    read::link(model, model.all_links(), row).map(Record::Link)
}
