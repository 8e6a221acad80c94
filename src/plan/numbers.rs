//! Numbers about the nodes of a list: of all of them, or of groups that have something in common.
//!
//! Each node counts once, over however many links it was met. Numbers that are not whole are added in the order of
//! the nodes' ids, so that every store comes to the same sum.

use std::sync::Arc;

use super::selection::{Field, Follow, Selection};
use crate::model::{Language, PropertyId};

/// Something to tell of some nodes, and the cells it becomes.
#[derive(Clone, Debug)]
pub enum NumbersGet {
    /// `__typename`. No cell: the literal.
    Typename(Arc<str>),
    /// How many nodes there are. `Int`.
    Count,
    /// What they have in common, by the grouping's keys; none when they are no group. `List`, then a cell for each
    /// field of each key.
    Keys(Vec<Field<KeyGet>>),
    /// Numbers about the values of a property. A cell for each field.
    Measures(Measured, Vec<Field<MeasureGet>>),
}

/// The values that something is told of: those of a property, localised text as a reader of the language reads it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Measured {
    /// Which property; none for one that the viewer may not see, of which there are no values.
    pub property: Option<PropertyId>,
    /// The reader's language, where it is localised.
    pub language: Option<Language>,
}

/// A number about values.
#[derive(Clone, Debug)]
pub enum MeasureGet {
    /// `__typename`. No cell: the literal.
    Typename(Arc<str>),
    /// How many nodes have a value. `Int`.
    Count,
    /// How many different values there are; of lists, how many different items. `Int`.
    Distinct,
    /// The least, in the order of the property. Its scalar, `Null` where there is none and for lists.
    Min,
    /// The greatest, likewise.
    Max,
    /// The sum of numbers, within 64 bits. `Int` or `Float`; `Null` where it has no finite value.
    Sum,
    /// The sum divided by how many there are. `Float`, or `Null` where there are none.
    Average,
}

/// How nodes are put into groups, and what is wanted of these.
#[derive(Clone, Debug)]
pub struct Grouping {
    /// What the nodes of a group have in common. A node of several values or links is in several groups; one of none
    /// is in the group of those without.
    pub by: Vec<GroupBy>,
    /// The order; then those of the most nodes first, then by their keys.
    pub order: Option<GroupOrder>,
    /// How many groups at most.
    pub size: usize,
    /// What is wanted, in answer order.
    pub fields: Vec<Field<GroupsGet>>,
}

impl Grouping {
    /// How many memberships of nodes in groups are looked at; by rising id of the nodes, what comes later is left
    /// out and the answer says that it is cut.
    pub const MOST_MEMBERSHIPS: usize = 1_000_000;
}

/// What the nodes of a group have in common.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GroupBy {
    /// A value, or an item of a list.
    Value(Measured),
    /// The year of a date.
    Year(Measured),
    /// A node that links lead to.
    Linked(Follow),
}

/// What groups are ordered by.
#[derive(Clone, Debug)]
pub struct GroupOrder {
    /// What decides.
    pub key: GroupOrderKey,
    /// Whether the greatest comes first.
    pub descending: bool,
    /// Whether what is absent comes first rather than last.
    pub absent_first: bool,
}

/// What decides on the order of groups.
#[derive(Clone, Debug)]
pub enum GroupOrderKey {
    /// How many nodes a group has.
    Count,
    /// What its nodes have in common, the first key first.
    Keys,
    /// A number about the values of a property.
    Measure(Measured, MeasureGet),
}

/// Something to tell of groups.
#[derive(Clone, Debug)]
pub enum GroupsGet {
    /// `__typename`. No cell: the literal.
    Typename(Arc<str>),
    /// How many groups there are. `Int`.
    TotalCount,
    /// Whether there are more than are told, or some were left out. `Bool`.
    IsCut,
    /// The groups. `List`, then the cells of each.
    Groups(Vec<Field<NumbersGet>>),
}

/// Something to tell of what a group has in common.
#[derive(Clone, Debug)]
pub enum KeyGet {
    /// `__typename`. No cell: `GroupKey`.
    Typename,
    /// The value as text, `Null` for a node and for those without.
    Value,
    /// The node, or `Null`.
    Node(Selection),
}
