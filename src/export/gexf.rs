//! GEXF 1.3: <https://gexf.net/schema.html>.
//!
//! Traps kept here: Gephi merges parallel edges whose `kind` is the same or missing; an attribute called weight, or a
//! weight of 0, upsets it; `timeformat` belongs on `graph`; a start after its end is refused.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io;

use super::columns::CellType;
use super::xml::{Attributes, Document};
use super::{File, look};
use crate::model::{Model, PartialDate, PropertyId, Value};
use crate::store::features::Subgraph;
use crate::store::records::{LinkRecord, LinkRef, NodeRecord};

/// Writes the file.
pub(super) fn write(file: &File, out: &mut impl io::Write) -> io::Result<()> {
    let mut xml = Document::new(out)?;
    xml.open(
        "gexf",
        &[
            ("xmlns", "http://gexf.net/1.3"),
            ("xmlns:viz", "http://gexf.net/1.3/viz"),
            ("version", "1.3"),
        ],
    )?;
    xml.open("meta", &[])?;
    xml.text("creator", &[], "Tinklas")?;
    xml.close("meta")?;
    xml.open(
        "graph",
        &[
            ("mode", "dynamic"),
            ("defaultedgetype", "directed"),
            ("timeformat", "date"),
            ("timerepresentation", "interval"),
        ],
    )?;
    heads(&mut xml, "node", file.nodes.heads())?;
    heads(&mut xml, "edge", file.links.heads())?;
    nodes(&mut xml, file)?;
    links(&mut xml, file)?;
    xml.close("graph")?;
    xml.close("gexf")?;
    xml.finish()
}

fn heads<'a>(
    xml: &mut Document<impl io::Write>,
    class: &str,
    heads: impl Iterator<Item = (&'a str, CellType)>,
) -> io::Result<()> {
    xml.open("attributes", &[("class", class), ("mode", "static")])?;
    for (title, data) in heads {
        let data = match data {
            CellType::Text => "string",
            CellType::Whole => "long",
            CellType::Decimal => "double",
            CellType::Truth => "boolean",
        };
        xml.empty("attribute", &[("id", title), ("title", title), ("type", data)])?;
    }
    xml.close("attributes")
}

fn cells<'a>(
    xml: &mut Document<impl io::Write>,
    cells: impl Iterator<Item = (&'a str, Cow<'a, str>)>,
) -> io::Result<()> {
    xml.open("attvalues", &[])?;
    for (title, cell) in cells {
        xml.empty("attvalue", &[("for", title), ("value", &cell)])?;
    }
    xml.close("attvalues")
}

fn nodes(xml: &mut Document<impl io::Write>, file: &File) -> io::Result<()> {
    let degrees = degrees(file.subgraph);
    let life = Life::of(file.model);
    xml.open("nodes", &[("count", &file.subgraph.nodes.len().to_string())])?;
    for node in &file.subgraph.nodes {
        let span = life.span(node);
        let attributes = [("id", &*node.id), ("label", file.nodes.label(node))];
        open_dated(xml, "node", &attributes, &span)?;
        cells(xml, file.nodes.cells(node))?;
        let (colour, factor) = look::of_kind(file.model.kind(node.kind));
        let [red, green, blue] = colour.map(|part| part.to_string());
        xml.empty("viz:color", &[("r", &red), ("g", &green), ("b", &blue)])?;
        let size = look::size(factor, degrees.get(&*node.id).copied().unwrap_or(0));
        xml.empty("viz:size", &[("value", &format!("{size:.1}"))])?;
        xml.close("node")?;
    }
    xml.close("nodes")
}

fn links(xml: &mut Document<impl io::Write>, file: &File) -> io::Result<()> {
    xml.open("edges", &[("count", &file.subgraph.links.len().to_string())])?;
    let mut last: Option<&LinkRef> = None;
    let mut repeated = 0_u32;
    for link in &file.subgraph.links {
        let mut kind = Cow::Borrowed(file.model.link(link.link.kind).name.as_str());
        // Links of one kind between the same two nodes come one after the other.
        repeated =
            if last.is_some_and(|last| parallel(last, &link.link)) { repeated + 1 } else { 0 };
        if repeated > 0 {
            kind = Cow::Owned(format!("{kind} {}", repeated + 1));
        }
        last = Some(&link.link);
        let attributes = [
            ("id", &*link.link.id(file.model)),
            ("source", &*link.link.from),
            ("target", &*link.link.to),
            ("kind", &*kind),
            ("label", &*file.links.label(link)),
        ];
        open_dated(xml, "edge", &attributes, &span(link))?;
        cells(xml, file.links.cells(link))?;
        xml.close("edge")?;
    }
    xml.close("edges")
}

/// Whether two links differ in nothing but their tag.
fn parallel(one: &LinkRef, other: &LinkRef) -> bool {
    (one.kind, &one.from, &one.to) == (other.kind, &other.from, &other.to)
}

/// How many links of the piece each node has.
fn degrees(piece: &Subgraph) -> HashMap<&str, u32> {
    let mut degrees = HashMap::new();
    for link in &piece.links {
        for end in [&link.link.from, &link.link.to] {
            *degrees.entry(&**end).or_default() += 1;
        }
    }
    degrees
}

/// The days between which something holds, as `2014-10-20`; open where not known.
#[derive(Default)]
struct Span {
    start: Option<String>,
    end: Option<String>,
}

impl Span {
    fn new(start: Option<PartialDate>, end: Option<PartialDate>) -> Self {
        let (start, end) = (start.map(PartialDate::first_day), end.map(PartialDate::last_day));
        if start.zip(end).is_some_and(|(start, end)| start > end) {
            return Self::default();
        }
        Self { start: start.map(day), end: end.map(day) }
    }
}

/// `2014-10-20` of 20141020.
fn day(day: u32) -> String {
    format!("{:04}-{:02}-{:02}", day / 10_000, day / 100 % 100, day % 100)
}

/// When a link holds. One that was only seen holds from that day on.
fn span(link: &LinkRecord) -> Span {
    let undated = link.since.is_none() && link.until.is_none();
    Span::new(if undated { link.seen } else { link.since }, link.until)
}

/// The properties that say when a node itself begins and ends, as a project does.
struct Life {
    start: Option<PropertyId>,
    end: Option<PropertyId>,
}

impl Life {
    fn of(model: &Model) -> Self {
        Self { start: model.property_id("start"), end: model.property_id("end") }
    }

    fn span(&self, node: &NodeRecord) -> Span {
        let date = |property: Option<PropertyId>| {
            node.properties.iter().find_map(|(id, value)| match value {
                Value::Date(date) if Some(*id) == property => Some(*date),
                _ => None,
            })
        };
        Span::new(date(self.start), date(self.end))
    }
}

fn open_dated(
    xml: &mut Document<impl io::Write>,
    name: &str,
    attributes: &Attributes,
    span: &Span,
) -> io::Result<()> {
    let mut attributes = attributes.to_vec();
    let dates = [("start", &span.start), ("end", &span.end)];
    attributes.extend(dates.iter().filter_map(|(name, day)| Some((*name, day.as_deref()?))));
    xml.open(name, &attributes)
}
