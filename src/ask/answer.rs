//! The answer to a question as plain values, before any node of it is read for the reader.

use std::sync::Arc;

use crate::model::{Localized, PartialDate};
use crate::store::features::Piece;
use crate::store::records::LinkRef;
pub use crate::text::Sentence;

/// A value of an answer. Its types and field names are those of `schema/questions`.
#[derive(Clone, PartialEq, Debug)]
pub enum Answer {
    /// Nothing there.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A finite number.
    Float(f64),
    /// Text that is the same in every language.
    Text(Arc<str>),
    /// A value of an enumeration of the API.
    Constant(&'static str),
    /// A sentence, read with a `language` argument.
    Sentence(Sentence),
    /// A partial date.
    Date(PartialDate),
    /// A node, by id; what is wanted of it is fetched by a plan.
    Node(Arc<str>),
    /// A node, by id, and its name as the viewer may see it: where nothing else is wanted of it, nothing is fetched.
    Named(Arc<str>, Arc<Localized>),
    /// A link; what is wanted of it is fetched by a plan.
    Link(LinkRef),
    /// The address of an export of a piece of the network, read with a `format` argument.
    Export(Piece),
    /// Several values.
    List(Vec<Answer>),
    /// An object with its fields.
    Record(Vec<(&'static str, Answer)>),
}

impl Answer {
    /// A node whose name the store may have told along.
    #[must_use]
    pub fn of_node(id: &Arc<str>, name: Option<&Arc<Localized>>) -> Self {
        let id = Arc::clone(id);
        match name {
            Some(name) => Self::Named(id, Arc::clone(name)),
            None => Self::Node(id),
        }
    }

    /// The field of a record.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Self> {
        let Self::Record(fields) = self else { return None };
        fields.iter().find(|(field, _)| *field == name).map(|(_, value)| value)
    }
}

/// The piece of the network that shows why: ids of nodes and links, written as a `Network`.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Evidence {
    /// Nodes, each once, in the order met.
    pub nodes: Vec<Arc<str>>,
    /// Links, each once, in the order met.
    pub links: Vec<LinkRef>,
}
