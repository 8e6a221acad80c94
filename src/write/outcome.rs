//! What a mutation did, or would do.

use std::sync::Arc;

use crate::model::KindId;
use crate::store::records::{Action, LinkRef};

/// What a mutation did, or would do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// The node that it is about, if it is about one: the first where there are several acts.
    pub node: Option<Arc<str>>,
    /// The link that it is about.
    pub link: Option<LinkRef>,
    /// What became of which nodes and links, in the order in which they were first touched. Those that stay as
    /// they are are left out.
    pub effects: Vec<Effect>,
    /// The sequence number of the state that has it; of the newest state where nothing was done.
    pub sequence: u64,
    /// Whether it was done before, by the same request.
    pub repeated: bool,
}

/// What became of a node or link.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Effect {
    /// What was done.
    pub action: Action,
    /// What it was done to.
    pub touched: Touched,
    /// What differs, field by field.
    pub differences: Vec<Difference>,
}

/// A node or link that was touched.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Touched {
    /// A node.
    Node(Arc<str>, KindId),
    /// A link.
    Link(LinkRef),
}

/// A field that differs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// Its name: `employees`, `name.lt`, `identifiers.VAT`, `sources`.
    pub field: String,
    /// What it was, as text; none where there was nothing.
    pub before: Option<String>,
    /// What it is now, as text; none where there is nothing.
    pub after: Option<String>,
}
