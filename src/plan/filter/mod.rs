//! Which nodes and links count.
//!
//! A condition holds or it does not; there is no third case. What is absent, because it was never stated or because
//! the viewer may not see it, passes no [`Test`], and therefore satisfies the [`Not`](Filter::Not) of every one.

mod test;

use std::sync::Arc;

pub use test::{Comparison, Letters, Part, Place, Test};

use super::selection::Follow;
use crate::model::{PropertyId, Value};

/// A condition on a node.
#[derive(Clone, PartialEq, Debug)]
pub enum Filter {
    /// Every one of these; with none, every node.
    All(Vec<Filter>),
    /// At least one of these; with none, no node.
    Any(Vec<Filter>),
    /// Not this one.
    Not(Box<Filter>),
    /// No node: a condition on something the viewer may not see, which is absent to them.
    Never,
    /// Its id is one of these.
    Id(Vec<Arc<str>>),
    /// A property passes a test; an absent one never does.
    Property(PropertyId, Test),
    /// A node with one of these ids is at the far end of a link.
    Linked(Follow, Vec<Arc<str>>),
    /// How many of its links count.
    Links(Box<Links>),
}

impl Filter {
    /// The condition that every node satisfies.
    pub const ANY: Self = Self::All(Vec::new());

    /// Whether it can be told only by following links.
    #[must_use]
    pub fn follows(&self) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::follows),
            Self::Not(inner) => inner.follows(),
            Self::Linked(..) | Self::Links(_) => true,
            Self::Never | Self::Id(_) | Self::Property(..) => false,
        }
    }

    /// The condition that exactly the other nodes satisfy.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }
}

/// A condition on how many links a node has.
#[derive(Clone, PartialEq, Debug)]
pub struct Links {
    /// The links to look at.
    pub follow: Follow,
    /// Which of them count.
    pub matching: LinkFilter,
    /// The test of their number, an `Int`: an equality or a comparison.
    pub count: Test,
}

impl Links {
    /// Whether so many links are as they must be.
    #[must_use]
    pub fn passes(&self, number: usize) -> bool {
        self.count.passes(&Value::Int(i64::try_from(number).unwrap_or(i64::MAX)))
    }

    /// So many links decide: more of them are as these are. Nobody need count further.
    #[must_use]
    pub fn enough(&self) -> usize {
        let number = |value: &Value, more: i64| match value {
            Value::Int(number) => number.saturating_add(more),
            _ => 0,
        };
        let enough = match &self.count {
            Test::In(values) => values.iter().map(|value| number(value, 1)).max().unwrap_or(0),
            Test::Compare { comparison, value, .. } => match comparison {
                Comparison::Less | Comparison::AtLeast => number(value, 0),
                Comparison::AtMost | Comparison::Greater => number(value, 1),
            },
            Test::Present | Test::Part(_) => 0,
        };
        usize::try_from(enough.max(0)).unwrap_or(usize::MAX)
    }
}

/// A condition on a link, and on the node at its far end.
#[derive(Clone, PartialEq, Debug)]
pub enum LinkFilter {
    /// Every one of these; with none, every link.
    All(Vec<LinkFilter>),
    /// At least one of these; with none, no link.
    Any(Vec<LinkFilter>),
    /// Not this one.
    Not(Box<LinkFilter>),
    /// The far node satisfies this.
    Node(Filter),
    /// One of its dates passes a test; an absent one never does.
    Date(LinkDate, Test),
    /// A property of it passes a test; an absent one never does.
    Property(PropertyId, Test),
}

impl LinkFilter {
    /// The condition that every link satisfies.
    pub const ANY: Self = Self::All(Vec::new());

    /// Whether every link satisfies it, whatever it says.
    #[must_use]
    pub fn is_any(&self) -> bool {
        matches!(self, Self::All(parts) if parts.is_empty())
    }
}

/// A date that every link can have.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum LinkDate {
    /// Since when it holds.
    Since,
    /// Until when it holds.
    Until,
    /// A day on which it was known to hold.
    Seen,
}
