//! Connections and their edges, filters and orders.

use indexmap::IndexMap;

use super::kinds;
use super::text::Text;
use crate::model::{DataType, LinkField, LinkKind, Model, Property, Shape, names};

/// Arguments of a field that returns pages; `{}` stands for the type at the far end.
pub(super) const LIST_ARGUMENTS: [(&str, &str); 6] = [
    ("first: Int", "How many at most from the start, 0 to 500; 20 when `last` is left out too."),
    ("after: String", "Only what comes after this cursor."),
    ("last: Int", "How many at most from the end, 0 to 500; not together with `first`."),
    ("before: String", "Only what comes before this cursor."),
    ("filter: {}Filter", "Which ones count."),
    (
        "orderBy: [{}Order!]",
        "The order, the first key first; then by id. By id alone, when left out.",
    ),
];

/// Writes arguments, each on a line.
pub(super) fn arguments(all: &[(&str, &str)], far: &str, text: &mut Text) {
    for (argument, words) in all {
        text.item(words, &argument.replace("{}", far));
    }
}

/// Writes the connections of root lists and of link fields.
pub(super) fn write_connections(model: &Model, text: &mut Text) {
    let kinds = model.kinds.iter().map(|kind| kind.name.as_str());
    for far in std::iter::once("Node").chain(kinds) {
        connection(far, far, text);
        text.block(
            &format!("A place in a list of `{far}`."),
            &format!("type {}", names::edge(far)),
            |text| edge_fields(far, text),
        );
    }
    for (stem, (link, far)) in link_stems(model) {
        connection(&stem, far, text);
        let words = format!("A `{}` link to a `{far}`: {}", link.name, link.doc);
        text.block(&words, &format!("type {}", names::edge(&stem)), |text| {
            edge_fields(far, text);
            text.item("The link's id.", "id: ID!");
            text.item("Since when it holds.", "since: PartialDate");
            text.item("Until when it holds.", "until: PartialDate");
            text.item("A day on which it was known to hold.", "seen: PartialDate");
            text.item("Where the link is known from.", "sources: [Source!]!");
            for property in &link.properties {
                kinds::property(model, property, text);
            }
        });
    }
}

/// Each pair of a kind of link and a far type that some field pages over, with the stem of its names.
fn link_stems(model: &Model) -> IndexMap<String, (&LinkKind, &str)> {
    let of_kinds = model.kinds.iter().flat_map(|kind| &kind.link_fields);
    let of_interfaces = model.interfaces.iter().flat_map(|interface| &interface.link_fields);
    of_interfaces
        .chain(of_kinds)
        .filter(|field| field.shape == Shape::Connection)
        .map(|field| {
            let link = model.link(field.link);
            (names::link_stem(&link.type_name, &field.far_type), (link, field.far_type.as_str()))
        })
        .collect()
}

fn connection(stem: &str, far: &str, text: &mut Text) {
    let head = format!("type {}", names::connection(stem));
    text.block(&format!("A page of `{}`.", names::edge(stem)), &head, |text| {
        text.item("The page, with cursors.", &format!("edges: [{}!]!", names::edge(stem)));
        text.item("The nodes of the page.", &format!("nodes: [{far}!]!"));
        text.item("Where the page stands.", "pageInfo: PageInfo!");
        text.item("How many there are on all pages.", "totalCount: Int!");
    });
}

fn edge_fields(far: &str, text: &mut Text) {
    text.item("Its place, for `after` and `before`.", "cursor: String!");
    text.item("The node there.", &format!("node: {far}!"));
}

/// Writes the filters and orders of kinds and interfaces, and the filters of values that they use.
pub(super) fn write_filters(model: &Model, text: &mut Text) {
    let interfaces = model
        .interfaces
        .iter()
        .map(|one| (one.name.as_str(), one.properties.as_slice(), one.link_fields.as_slice()));
    let kinds = model
        .kinds
        .iter()
        .map(|one| (one.name.as_str(), one.properties.as_slice(), one.link_fields.as_slice()));
    let mut values: IndexMap<&str, DataType> = IndexMap::new();
    for (name, properties, links) in interfaces.chain(kinds) {
        if is_listed(model, name) {
            filter(model, name, properties, links, text);
            order(name, properties, text);
            let used = properties.iter().map(|one| one.data).filter(|data| *data != DataType::Text);
            values.extend(used.map(|data| (names::value_type(model, data), data)));
        }
    }
    for name in values.keys() {
        let words = format!("Which values of `{name}` count. Every condition given must hold.");
        text.block(&words, &format!("input {}", names::filter(name)), |text| {
            text.item("Exactly this one.", &format!("eq: {name}"));
            text.item("Exactly one of these.", &format!("in: [{name}!]"));
        });
    }
}

/// Whether some field pages over the type: every kind has a root list, an interface may have none.
fn is_listed(model: &Model, name: &str) -> bool {
    model.kind_named(name).is_some() || link_stems(model).values().any(|(_, far)| *far == name)
}

fn filter(
    model: &Model,
    name: &str,
    properties: &[Property],
    links: &[LinkField],
    text: &mut Text,
) {
    let words = format!("Which nodes of type `{name}` count. Every condition given must hold.");
    text.block(&words, &format!("input {}", names::filter(name)), |text| {
        text.item("By id.", "id: IdFilter");
        for property in properties {
            let of = names::filter(names::value_type(model, property.data));
            text.item(&property.doc, &format!("{}: {of}", property.name));
        }
        for link in links.iter().filter(|link| link.shape == Shape::One) {
            text.item(&link.doc, &format!("{}: IdFilter", link.name));
        }
    });
}

fn order(name: &str, properties: &[Property], text: &mut Text) {
    let words = format!("A key to order nodes of type `{name}` by: exactly one field.");
    text.block(&words, &format!("input {} @oneOf", names::order(name)), |text| {
        text.item("By id.", "id: SortDirection");
        for property in properties.iter().filter(|property| !property.list) {
            text.item(&property.doc, &format!("{}: SortDirection", property.name));
        }
    });
}
