//! Which nodes count.

use std::sync::Arc;

use super::selection::Follow;
use crate::model::{PropertyId, Value};

/// A condition on a node.
#[derive(Clone, PartialEq, Debug)]
pub enum Filter {
    /// Every one of these; with none, every node.
    All(Vec<Filter>),
    /// No node: a condition on something the viewer may not see, which is absent to them.
    Never,
    /// Its id is one of these.
    Id(Vec<Arc<str>>),
    /// A property passes a test; an absent one never does.
    Property(PropertyId, Test),
    /// A node with one of these ids is at the far end of a link.
    Linked(Follow, Vec<Arc<str>>),
}

impl Filter {
    /// The condition that every node satisfies.
    pub const ANY: Self = Self::All(Vec::new());
}

/// A test of a property's value. For a list property, one item that passes is enough; for localised
/// text, a text in any language.
#[derive(Clone, PartialEq, Debug)]
pub enum Test {
    /// It equals one of these. Text compares exactly.
    In(Vec<Value>),
    /// Its folded text contains this folded text.
    Contains(String),
}
