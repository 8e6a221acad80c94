//! What a request asks of the network, resolved to numbers and ready to execute.
//!
//! A [`Plan`] is made from one root field's whole selection and a [`Viewer`](viewer::Viewer). It is pure data: a
//! store executes it into a [`Tree`](tree::Tree), and the answer writer writes the tree as JSON by
//! walking plan and tree side by side. Visibility is folded in here and nowhere later: what the
//! viewer may not see is neither matched, counted, ordered by nor followed. So is the day that an answer is
//! [as of](as_of): what was not there then is not there for the plan.

pub mod as_of;
pub mod cursor;
pub mod filter;
pub mod lower;
pub mod numbers;
pub mod selection;
pub mod tree;
pub mod viewer;

use std::sync::Arc;

use crate::model::KindSet;
use crate::text::SearchWord;
use filter::Filter;
use selection::{Connection, LinkGet, Selection};
use viewer::Sight;

/// One read of the network, for one viewer.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Where it starts and what it wants.
    pub root: Root,
    /// What the viewer may see.
    pub sight: Arc<Sight>,
}

/// Where a plan starts. Its [`Tree`](tree::Tree) has the cells said here.
#[derive(Clone, Debug)]
pub enum Root {
    /// Nodes by id. Cells: a `List` with, for each id in the order given, a node, or `Null` when there is
    /// none or its kind is not in `kinds`.
    Nodes {
        /// The ids, as many as one likes, repeated ones too.
        ids: Vec<Arc<str>>,
        /// Kinds to answer with, already those the viewer may see.
        kinds: KindSet,
        /// What is wanted of each.
        selection: Selection,
    },
    /// A page of all nodes of some kinds. Cells: those of the connection.
    Scan {
        /// Kinds to list, already those the viewer may see.
        kinds: KindSet,
        /// What every node must satisfy beside the connection's own filter.
        fixed: Filter,
        /// The page.
        connection: Connection,
    },
    /// A page of what a search finds in the `@search` properties that may be seen, in texts of any language.
    /// The order is by [`search_rank`](crate::text::search_rank), then the property `name` (as one who reads no
    /// language in particular reads it), then id. Cells: those of the connection, whose order is not used.
    Search {
        /// The words, each of which must begin a word; at least one.
        words: Vec<SearchWord>,
        /// Kinds to search, already those the viewer may see.
        kinds: KindSet,
        /// The page.
        connection: Connection,
    },
    /// Links by identity. Cells: a `List` with, for each, `Null` or the cells of `fields`
    /// preceded by `Cell::Link`.
    Links {
        /// The links, repeated ones too.
        links: Vec<crate::store::records::LinkRef>,
        /// What is wanted of each.
        fields: Vec<selection::Field<LinkGet>>,
    },
}
