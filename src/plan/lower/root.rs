//! A request's root fields, ready to run.

use std::sync::Arc;

use super::Fault;
use crate::ask::question::Question;
use crate::model::{KindId, KindSet, Language};
use crate::plan::Plan;
use crate::plan::filter::Filter;
use crate::plan::selection::{Field, LinkGet, Selection};
use crate::write::Mutation;

/// A root field of a query: one response key with everything selected under it.
#[derive(Clone, Debug)]
pub struct RootField {
    /// The response key.
    pub key: Arc<str>,
    /// The byte offset of its first field in the document.
    pub at: usize,
    /// Whether the API's type allows null there; where it does not, a null empties the whole answer.
    pub nullable: bool,
    /// How to answer it.
    pub work: Work,
}

/// How to answer a root field.
#[derive(Clone, Debug)]
pub enum Work {
    /// `__typename`.
    Typename(Arc<str>),
    /// Run a plan and write its tree.
    Fetch(Box<Plan>, Unwrap),
    /// Answer a question.
    Ask(Box<Asking>),
    /// Read the log of changes: `changes`.
    Log(Box<Reading>),
    /// Follow the changes of the network: `changed`.
    Follow(Following),
    /// Change the network.
    Write(Box<Writing>),
    /// Nothing: its arguments have these mistakes, at least one.
    Refused(Vec<Fault>),
}

/// How a plan's tree becomes a root field's value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unwrap {
    /// The tree is a page.
    Page,
    /// The tree is a list of at most one node, which is the value; null when it is empty.
    First,
    /// The tree is a list of nodes or nulls. One item for each of these: the next of the tree where
    /// true, else null, because the id asked for cannot be one.
    Each(Vec<bool>),
}

/// A question, and what is wanted of its answer.
#[derive(Clone, Debug)]
pub struct Asking {
    /// The question.
    pub question: Question,
    /// The reader's languages, best first.
    pub languages: Arc<[Language]>,
    /// What is wanted of the answer.
    pub wanted: Wanted,
}

/// Which part of the log to read, and what is wanted of the page.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Only nodes of these kinds, and links with such a node at an end; none for all.
    pub kinds: Option<KindSet>,
    /// Only these nodes, and links with one of them at an end; none for all.
    pub ids: Option<Vec<Arc<str>>>,
    /// The place after which to begin, as the client gave it.
    pub after: Option<Arc<str>>,
    /// Whether the newest comes first.
    pub newest_first: bool,
    /// How many at most.
    pub size: usize,
    /// What is wanted of the `ChangeConnection`.
    pub wanted: Wanted,
}

/// Which changes to follow, and what is wanted of each.
#[derive(Clone, Debug)]
pub struct Following {
    /// Only nodes of these kinds, and links with such a node at an end; none for all.
    pub kinds: Option<KindSet>,
    /// Only these nodes, and links with one of them at an end; none for all.
    pub ids: Option<Vec<Arc<str>>>,
    /// What nodes of some kinds must satisfy; nodes of other kinds need not.
    pub filters: Vec<(KindId, Filter)>,
    /// The place after which to begin, as the client gave it; none for now.
    pub after: Option<Arc<str>>,
    /// What is wanted of a `Change`.
    pub wanted: Wanted,
}

/// A mutation, and what is wanted of its payload.
#[derive(Clone, Debug)]
pub struct Writing {
    /// Which.
    pub mutation: Mutation,
    /// Its arguments as JSON, in the order of the schema; those that are left out and have no default are not there.
    pub arguments: serde_json::Map<String, serde_json::Value>,
    /// What is wanted of the payload.
    pub wanted: Wanted,
}

/// What is wanted of a question's answer, or of another record.
#[derive(Clone, Default, Debug)]
pub struct Wanted {
    /// What is wanted of the answer, or of each of its items when it is a list.
    pub fields: Vec<Field<RecordGet>>,
    /// What is wanted of nodes, by the numbers in `fields`.
    pub nodes: Vec<WantedNodes>,
    /// What is wanted of links, by the numbers in `fields`.
    pub links: Vec<Vec<Field<LinkGet>>>,
}

impl Wanted {
    /// Whether one of these fields is wanted of the answer, or of a record anywhere in it.
    #[must_use]
    pub fn mentions(&self, names: &[&str]) -> bool {
        mentions(&self.fields, names)
    }
}

fn mentions(fields: &[Field<RecordGet>], names: &[&str]) -> bool {
    fields.iter().any(|field| match &field.get {
        RecordGet::Typename(_) => false,
        RecordGet::Value(name, get) => {
            let within = match get {
                ValueGet::Record(fields) => mentions(fields, names),
                _ => false,
            };
            within || names.contains(&&**name)
        }
    })
}

/// What is wanted of the nodes at a place of an answer.
#[derive(Clone, Debug)]
pub struct WantedNodes {
    /// The kinds that can be there, as far as the viewer may see them.
    pub kinds: KindSet,
    /// What is wanted of each.
    pub selection: Selection,
    /// Whether whoever stands there is always told, as one of a question's answer is: who was removed since is null elsewhere.
    pub always: bool,
}

/// Something to read of a record of an answer. Items of lists in answers are never null.
#[derive(Clone, Debug)]
pub enum RecordGet {
    /// `__typename`: the literal.
    Typename(Arc<str>),
    /// The field of a name.
    Value(Arc<str>, ValueGet),
}

/// What to make of a field's value, or of each of its items when it is a list.
#[derive(Clone, Debug)]
pub enum ValueGet {
    /// A scalar as it is.
    Scalar,
    /// A sentence in the language.
    Sentence(Language),
    /// The address of an export, in a format: a constant of `ExportFormat`.
    Export(Arc<str>),
    /// A record's fields.
    Record(Vec<Field<RecordGet>>),
    /// A node, with the selection of this number.
    Node(usize),
    /// A link, with the fields of this number.
    Link(usize),
}
