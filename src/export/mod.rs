//! Writing a piece of the network as a file for a graph tool. Pure: the bytes go to whatever is given.
//!
//! | file | what |
//! | --- | --- |
//! | `format` | the formats: names, media types, extensions |
//! | `url` | the parameters of `/export`, written and read |
//! | `columns` | which attributes nodes and links have, from the model and what the piece holds |
//! | `look` | colours and sizes |
//! | `xml` | elements on a stream, without characters that XML has no place for |
//! | `gexf`, `graphml` | the formats' own writers |
//!
//! What each format holds, and how tools read it, is told in `docs/EXPORTS.md`.

mod columns;
mod format;
mod gexf;
mod graphml;
mod look;
pub mod url;
pub(crate) mod xml;

use std::io;

pub use format::{Format, NotAFormat};

use crate::model::{Language, Model};
use crate::store::features::Subgraph;
use columns::{LinkColumns, NodeColumns};

/// Writes a piece of the network as a file, front to back, holding no more than one node or link of it.
///
/// The piece is written whole: the store that made it left out what its viewer may not see.
/// `languages` are the reader's, best first; they decide which text is a node's label.
///
/// # Errors
/// Those of `out`.
pub fn write(
    format: Format,
    subgraph: &Subgraph,
    model: &Model,
    languages: &[Language],
    out: &mut impl io::Write,
) -> io::Result<()> {
    let file = File {
        subgraph,
        model,
        nodes: NodeColumns::of(subgraph, model, languages),
        links: LinkColumns::of(subgraph, model, languages),
    };
    match format {
        Format::Gexf => gexf::write(&file, out),
        Format::GraphMl => graphml::write(&file, out),
    }
}

/// What a format's writer is given.
struct File<'a> {
    subgraph: &'a Subgraph,
    model: &'a Model,
    nodes: NodeColumns<'a>,
    links: LinkColumns<'a>,
}
