//! GraphML: <http://graphml.graphdrawing.org/specification.html>.
//!
//! Traps kept here: tools look for the label under different names, so it is written under all of them;
//! Gephi reads the keys `d3` and `d7` as coordinates; a key `for="all"` is not understood everywhere.

use std::borrow::Cow;
use std::io;

use super::File;
use super::columns::CellType;
use super::xml::Document;

const NODE: &str = "node";
const EDGE: &str = "edge";

/// Writes the file.
pub(super) fn write(file: &File, out: &mut impl io::Write) -> io::Result<()> {
    let mut xml = Document::new(out)?;
    xml.open(
        "graphml",
        &[
            ("xmlns", "http://graphml.graphdrawing.org/xmlns"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            (
                "xsi:schemaLocation",
                "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd",
            ),
        ],
    )?;
    keys(&mut xml, NODE, [("label", CellType::Text)].into_iter().chain(file.nodes.heads()))?;
    let own = ["link", "label", "name"].map(|title| (title, CellType::Text));
    keys(&mut xml, EDGE, own.into_iter().chain(file.links.heads()))?;
    xml.open("graph", &[("id", "network"), ("edgedefault", "directed")])?;
    nodes(&mut xml, file)?;
    links(&mut xml, file)?;
    xml.close("graph")?;
    xml.close("graphml")?;
    xml.finish()
}

/// Nodes and edges have keys of their own, also where their titles agree.
fn key(class: &str, title: &str) -> String {
    format!("{class}_{title}")
}

fn keys<'a>(
    xml: &mut Document<impl io::Write>,
    class: &str,
    heads: impl Iterator<Item = (&'a str, CellType)>,
) -> io::Result<()> {
    for (title, data) in heads {
        let data = match data {
            CellType::Text => "string",
            CellType::Whole => "long",
            CellType::Decimal => "double",
            CellType::Truth => "boolean",
        };
        let id = key(class, title);
        xml.empty(
            "key",
            &[("id", &id), ("for", class), ("attr.name", title), ("attr.type", data)],
        )?;
    }
    Ok(())
}

fn cells<'a>(
    xml: &mut Document<impl io::Write>,
    class: &str,
    cells: impl Iterator<Item = (&'a str, Cow<'a, str>)>,
) -> io::Result<()> {
    for (title, cell) in cells {
        xml.text("data", &[("key", &key(class, title))], &cell)?;
    }
    Ok(())
}

fn nodes(xml: &mut Document<impl io::Write>, file: &File) -> io::Result<()> {
    for node in &file.subgraph.nodes {
        xml.open("node", &[("id", &node.id)])?;
        // The name is among the properties, for tools that look for `name`.
        let label = [("label", Cow::Borrowed(file.nodes.label(node)))];
        cells(xml, NODE, label.into_iter().chain(file.nodes.cells(node)))?;
        xml.close("node")?;
    }
    Ok(())
}

fn links(xml: &mut Document<impl io::Write>, file: &File) -> io::Result<()> {
    for link in &file.subgraph.links {
        // The id of a link is no XML name, so it is data and not the edge's `id`.
        xml.open("edge", &[("source", &link.link.from), ("target", &link.link.to)])?;
        let label = file.links.label(link);
        let own = [
            ("link", Cow::Owned(link.link.id(file.model))),
            ("label", label.clone()),
            ("name", label),
        ];
        cells(xml, EDGE, own.into_iter().chain(file.links.cells(link)))?;
        xml.close("edge")?;
    }
    Ok(())
}
