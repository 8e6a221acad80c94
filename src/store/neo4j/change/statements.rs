//! The statements of `cypher/change`, with what they get.

use crate::model::{LinkId, LinkSet, Model};
use crate::store::neo4j::layout::read;
use crate::store::neo4j::statement::{Parameter, Statement};
use crate::store::records::LinkRef;

macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $file:literal;)*) => {
        $($(#[$doc])* pub(super) const $name: &str =
            include_str!(concat!("../../../../cypher/change/", $file));)*
    };
}

statements! {
    LOCK = "lock.cypher";
    FINISH = "finish.cypher";
    STAMP = "stamp.cypher";
    CHANGES = "changes.cypher";
    READ_PAST = "read_past.cypher";
    KEEP_PAST = "keep_past.cypher";
    ERASE_PAST = "erase_past.cypher";
    FORGET_PAST = "forget_past.cypher";
    LOG = "log.cypher";
    DAYS = "days.cypher";
    READ_KINDS = "read_kinds.cypher";
    READ_OWNERS = "read_owners.cypher";
    REMOVE_IDENTIFIERS = "remove_identifiers.cypher";
    ADD_IDENTIFIERS = "add_identifiers.cypher";
    REMOVE_LINKS = "remove_links.cypher";
    READ_LINKS = "read_links.cypher";
    ADD_LABEL = "add_label.cypher";
    REMOVE_LABEL = "remove_label.cypher";
    REMOVE_NODES = "remove_nodes.cypher";
    ADD_NODES = "add_nodes.cypher";
    UPDATE_NODES = "update_nodes.cypher";
    ADD_LINKS = "add_links.cypher";
    UPDATE_LINKS = "update_links.cypher";
    READ_RECEIPTS = "read_receipts.cypher";
    KEEP_RECEIPTS = "keep_receipts.cypher";
    FORGET_RECEIPTS = "forget_receipts.cypher";
}

/// Reads a part of the log, oldest or newest first.
pub(super) fn changes(newest_first: bool) -> String {
    CHANGES.replace("<order>", if newest_first { "DESC" } else { "" })
}

/// Reads nodes by their ids.
pub(super) fn read_nodes(model: &Model) -> String {
    let row = read::node_row(model, "node", model.all_kinds());
    include_str!("../../../../cypher/change/read_nodes.cypher").replace("<node>", &row)
}

/// Reads nodes by ids or identifiers, with the number of their links.
pub(super) fn look_up(model: &Model) -> String {
    let row = read::node_row(model, "node", model.all_kinds());
    include_str!("../../../../cypher/change/look_up.cypher").replace("<node>", &row)
}

/// Reads links of a kind by what they join.
pub(super) fn read_links(model: &Model, kind: LinkId) -> String {
    let row = read::link_row(model, "link", LinkSet::one(kind));
    of_kind(READ_LINKS, model, kind).replace("<link>", &row)
}

/// A statement for links of a kind.
pub(super) fn of_kind(text: &str, model: &Model, kind: LinkId) -> String {
    text.replace("<type>", &model.link(kind).name)
}

/// Reads the links of nodes by the ids of the nodes.
pub(super) fn read_links_of(model: &Model) -> String {
    let row = read::link_row(model, "link", model.all_links());
    include_str!("../../../../cypher/change/read_links_of.cypher").replace("<link>", &row)
}

/// A statement with one parameter.
pub(super) fn with(
    text: impl Into<std::borrow::Cow<'static, str>>,
    name: &'static str,
    value: impl Into<Parameter>,
) -> Statement {
    Statement::new(text).with(name, value)
}

/// What a link joins, as statements for its kind take it.
pub(super) fn link_ref(link: &LinkRef) -> [(&'static str, Parameter); 3] {
    [("from", (&link.from).into()), ("to", (&link.to).into()), ("tag", link.tag.into())]
}

/// A map of named values.
pub(super) fn map(entries: impl IntoIterator<Item = (&'static str, Parameter)>) -> Parameter {
    Parameter::Map(entries.into_iter().map(|(name, value)| (name.into(), value)).collect())
}
