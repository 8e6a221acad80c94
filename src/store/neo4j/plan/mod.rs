//! A plan as one Cypher statement, and its rows as the plan's tree. Pure.
//!
//! [`compile`](write::compile) writes the statement and [`read`](read::read) reads its rows; both walk the plan, and
//! [`columns`] says what both rely on. Nothing has a name on the wire: a node is a list of what is
//! wanted of it, in the order of the plan, and so is a page, an edge and a link.
//!
//! | file | what |
//! | --- | --- |
//! | `fetch` | asks and reads |
//! | `lookups` | look-ups by id of several requests as one statement |
//! | [`columns`] | which fields are columns, which kinds can stand where, what a page needs |
//! | [`sums`] | which numbers about nodes Neo4j sums up itself |
//! | `write/` | the statement: roots, nodes, links, pages, conditions, orders, search |
//! | `read/` | the tree: the same again, from rows |
//!
//! The text of a statement holds names of the model only. Values, ids, cursors and page sizes are
//! parameters, so that equal selections have equal texts and Neo4j plans each once.

pub mod columns;
mod fetch;
pub(super) mod lookups;
pub mod read;
pub mod sums;
pub mod write;
