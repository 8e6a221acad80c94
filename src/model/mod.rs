//! The network's model: kinds of node, kinds of link, their properties and who may see them.
//!
//! It is declared once, in `schema/model/*.graphql`, and read once at start into a [`Model`].
//! Everything else (the public schema, filters, import columns, export attributes) follows from it.
//! Pure: no I/O; the declaration is compiled into the binary.

mod embedded;
mod fault;
pub mod names;
mod read;
pub mod sense;
mod sets;
mod types;
pub mod value;

pub use embedded::network;
pub use fault::ModelFault;
pub use read::read_model;
pub use sets::{KindId, KindSet, LinkId, LinkSet, PropertyId, PropertySet};
pub use types::{
    Audience, Bound, DataType, Direction, Enumeration, EnumerationId, Interface, Kind, LinkField,
    LinkKind, Listed, Model, Property, Shape,
};
pub use value::{Language, Localized, NotADate, PartialDate, Value};
