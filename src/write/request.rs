//! What a mutation wants, as typed values.

use std::sync::Arc;

use super::fault::Step;
use crate::model::{KindId, KindSet, LinkId, PartialDate, PropertyId, Shape, Value};
use crate::store::records::{LinkRef, Source};

/// The mutations.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mutation {
    /// Adds a node of a kind.
    Create(KindId),
    /// Changes a node of a kind.
    Update(KindId),
    /// Changes the node of a kind that has the id or identifiers given; adds it where there is none.
    Upsert(KindId),
    /// Removes a node.
    Delete,
    /// Adds or changes a link.
    Link,
    /// Removes a link.
    Unlink,
    /// Does several of these.
    Apply,
}

/// A mutation whose arguments are in order.
#[derive(Clone, Debug)]
pub(super) struct Request {
    /// What to do, in order.
    pub(super) acts: Vec<Act>,
    /// Where it is known from; none for what only removes.
    pub(super) source: Option<Source>,
    /// Whether it is only tried.
    pub(super) rehearsal: bool,
    /// The idempotency key.
    pub(super) key: Option<Arc<str>>,
    /// What it wants as a short text: equal for equal requests, and different for others.
    pub(super) fingerprint: Arc<str>,
}

/// Where in the arguments something was given.
pub(super) type Place = Arc<[Step]>;

/// One thing to do.
#[derive(Clone, Debug)]
pub(super) enum Act {
    Create(NodeInput),
    Update { id: Named, if_version: Option<Expecting>, node: NodeInput },
    Upsert(NodeInput),
    Delete { id: Named, if_version: Option<Expecting>, cascade: bool },
    Link { from: Named, link: LinkInput },
    Unlink { link: LinkRef, place: Place, if_version: Option<Expecting> },
}

/// An id, and where it was given.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) id: Arc<str>,
    pub(super) place: Place,
}

/// A version that is expected, and where it was given.
#[derive(Clone, Debug)]
pub(super) struct Expecting {
    pub(super) version: u32,
    pub(super) place: Place,
}

/// What is to be known of a node.
#[derive(Clone, Debug)]
pub(super) struct NodeInput {
    pub(super) place: Place,
    pub(super) kind: KindId,
    pub(super) id: Option<Named>,
    pub(super) properties: Vec<Given>,
    pub(super) identifiers: Vec<GivenIdentifier>,
    pub(super) links: Vec<GivenLinks>,
}

/// A property that is to change.
#[derive(Clone, Debug)]
pub(super) struct Given {
    pub(super) property: PropertyId,
    pub(super) to: To,
    pub(super) place: Place,
}

/// What a property is to become.
#[derive(Clone, Debug)]
pub(super) enum To {
    /// Absent.
    Absent,
    /// A value.
    Value(Value),
    /// A text in some languages: of no stated language, English, Lithuanian.
    Texts([Patch<Arc<str>>; 3]),
}

/// What is said of something that may be absent.
#[derive(Clone, Copy, Debug)]
pub(super) enum Patch<T> {
    /// Nothing: it stays as it is.
    Keep,
    /// It is to be absent.
    Clear,
    /// It is to be this.
    Set(T),
}

impl<T: Clone> Patch<T> {
    /// Does to something what is said of it.
    pub(super) fn apply(&self, slot: &mut Option<T>) {
        match self {
            Self::Keep => {}
            Self::Clear => *slot = None,
            Self::Set(value) => *slot = Some(value.clone()),
        }
    }
}

/// The identifiers of a scheme: those given, none to remove them.
#[derive(Clone, Debug)]
pub(super) struct GivenIdentifier {
    pub(super) scheme: Arc<str>,
    pub(super) value: Option<Arc<str>>,
    pub(super) place: Place,
}

/// What is to be joined to a node over one of its link fields.
#[derive(Clone, Debug)]
pub(super) struct GivenLinks {
    pub(super) kind: LinkId,
    /// Whether the links start from the node.
    pub(super) forward: bool,
    /// The kinds that can be at the other end.
    pub(super) far: KindSet,
    /// One that replaces what was there, where the field has one node.
    pub(super) shape: Shape,
    pub(super) links: Vec<LinkInput>,
    pub(super) place: Place,
}

/// What is to be known of a link.
#[derive(Clone, Debug)]
pub(super) struct LinkInput {
    pub(super) place: Place,
    pub(super) kind: LinkId,
    pub(super) far: Far,
    /// Since, until, seen.
    pub(super) dates: [Patch<PartialDate>; 3],
    pub(super) properties: Vec<Given>,
}

/// The node at the other end of a link.
#[derive(Clone, Debug)]
pub(super) enum Far {
    /// One that is there.
    Node(Named),
    /// One that is added with the link.
    New(Box<NodeInput>),
}
