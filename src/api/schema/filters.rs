//! Filters: of nodes, of the links at a node, of links with their far nodes, and of values.

use indexmap::IndexMap;

use super::text::Text;
use crate::model::{DataType, LinkField, LinkKind, Model, Property, names};

/// Conditions on a value of any type.
const OF_ANY: [(&str, &str); 4] = [
    ("Exactly this one.", "eq: {}"),
    ("Not this one. What is absent is not this one.", "ne: {}"),
    ("Exactly one of these.", "in: [{}!]"),
    ("None of these. What is absent is none of them.", "notIn: [{}!]"),
];

/// Conditions on a value whose type has an order.
const OF_ORDERED: [(&str, &str); 4] = [
    ("Less than this; text as in the order of names.", "lt: {}"),
    ("Less than this, or equal.", "lte: {}"),
    ("Greater than this; text as in the order of names.", "gt: {}"),
    ("Greater than this, or equal.", "gte: {}"),
];

/// Conditions on a date, which may lack its day or month.
const OF_DATE: [(&str, &str); 4] = [
    ("It is over before this begins: `2013-12` for `2014`.", "lt: {}"),
    ("It is over when this is: `2014-10` for `2014`.", "lte: {}"),
    ("It begins after this is over: `2015-01` for `2014`.", "gt: {}"),
    ("It begins when this does, or later: `2014-10` for `2014`.", "gte: {}"),
];

/// Conditions on a part of a text, or of an item of a list of texts.
const OF_PARTS: [(&str, &str); 6] = [
    (
        "With this somewhere in it. Case does not matter; in what `search` finds, diacritics do not either.",
        "contains: String",
    ),
    ("With this at its start, compared as by `contains`.", "startsWith: String"),
    ("With this at its end, compared as by `contains`.", "endsWith: String"),
    ("With this somewhere in it, letter for letter.", "containsExact: String"),
    ("With this at its start, letter for letter.", "startsWithExact: String"),
    ("With this at its end, letter for letter.", "endsWithExact: String"),
];

/// Conditions on a list of values.
const OF_LIST: [(&str, &str); 5] = [
    ("This is an item.", "has: {}"),
    ("At least one of these is an item.", "hasAny: [{}!]"),
    ("Each of these is an item.", "hasAll: [{}!]"),
    ("The same as `has`.", "eq: {}"),
    ("The same as `hasAny`.", "in: [{}!]"),
];

/// Whether there is a value.
const IS_NULL: (&str, &str) = ("Whether it is absent.", "isNull: Boolean");

/// Writes the filters of some kinds and interfaces, of all links and of the values that they have.
pub(super) fn write(model: &Model, filtered: &[&str], text: &mut Text) {
    let interfaces =
        model.interfaces.iter().map(|one| (&one.name, &one.properties, &one.link_fields));
    let kinds = model.kinds.iter().map(|one| (&one.name, &one.properties, &one.link_fields));
    let mut values = IndexMap::new();
    let mut stems: IndexMap<String, (&LinkKind, &str)> = IndexMap::new();
    for (name, properties, links) in interfaces.chain(kinds) {
        if !filtered.contains(&name.as_str()) {
            continue;
        }
        of_nodes(model, name, properties, links, text);
        for property in properties {
            values.insert(names::value_filter(model, property), (property.data, property.list));
        }
        for field in links {
            let link = model.link(field.link);
            stems.insert(
                names::link_stem(&link.type_name, &field.far_type),
                (link, &field.far_type),
            );
        }
    }
    for (stem, (link, far)) in &stems {
        of_links(stem, link, far, text);
        of_edges(model, stem, link, far, text);
        for property in &link.properties {
            values.insert(names::value_filter(model, property), (property.data, property.list));
        }
    }
    // Every link has dates and a number of links is a number, whatever properties there are.
    for data in [DataType::Int, DataType::Date] {
        values.insert(names::filter(names::value_type(model, data)), (data, false));
    }
    for (name, (data, list)) in &values {
        of_values(name, names::value_type(model, *data), *data, *list, text);
    }
}

/// Writes the filter of changes: one of nodes for each kind.
pub(super) fn write_changed(model: &Model, text: &mut Text) {
    let words = "Which changes count: each kind of node may have a filter of its own.";
    text.block(words, "input ChangedFilter", |text| {
        for kind in &model.kinds {
            let words = format!("What a `{}` must be like now.", kind.name);
            text.item(&words, &format!("{}: {}", kind.singular, names::filter(&kind.name)));
        }
    });
}

fn of_nodes(
    model: &Model,
    name: &str,
    properties: &[Property],
    links: &[LinkField],
    text: &mut Text,
) {
    let filter = names::filter(name);
    let words = format!("Which nodes of type `{name}` count. Every condition given must hold.");
    text.block(&words, &format!("input {filter}"), |text| {
        logic(&filter, text);
        text.item("By id.", "id: IdFilter");
        for property in properties {
            let of = names::value_filter(model, property);
            text.item(&property.doc, &format!("{}: {of}", property.name));
        }
        for link in links {
            let stem = names::link_stem(&model.link(link.link).type_name, &link.far_type);
            text.item(&link.doc, &format!("{}: {}", link.name, names::filter(&stem)));
        }
    });
}

fn logic(filter: &str, text: &mut Text) {
    text.item("Each of these.", &format!("and: [{filter}!]"));
    text.item("At least one of these.", &format!("or: [{filter}!]"));
    text.item("Not this: whatever it does not let through.", &format!("not: {filter}"));
}

fn of_links(stem: &str, link: &LinkKind, far: &str, text: &mut Text) {
    let of_edge = names::filter(&names::edge(stem));
    let words = format!(
        "Which nodes count, by their `{}` links to a `{far}`. Every condition given must hold.",
        link.name
    );
    text.block(&words, &format!("input {}", names::filter(stem)), |text| {
        text.item("One leads to the node of this id.", "eq: ID");
        text.item("One leads to a node of one of these ids.", "in: [ID!]");
        text.item("At least one is like this.", &format!("some: {of_edge}"));
        text.item("All are like this, or there is none.", &format!("all: {of_edge}"));
        text.item("None is like this.", &format!("none: {of_edge}"));
        text.item("Exactly one is like this.", &format!("single: {of_edge}"));
        text.item("How many there are.", "count: IntFilter");
    });
}

fn of_edges(model: &Model, stem: &str, link: &LinkKind, far: &str, text: &mut Text) {
    let filter = names::filter(&names::edge(stem));
    let words =
        format!("Which `{}` links to a `{far}` count. Every condition given must hold.", link.name);
    text.block(&words, &format!("input {filter}"), |text| {
        logic(&filter, text);
        text.item("The node there.", &format!("node: {}", names::filter(far)));
        text.item("Since when it holds.", "since: PartialDateFilter");
        text.item("Until when it holds.", "until: PartialDateFilter");
        text.item("A day on which it was known to hold.", "seen: PartialDateFilter");
        for property in &link.properties {
            let of = names::value_filter(model, property);
            text.item(&property.doc, &format!("{}: {of}", property.name));
        }
    });
}

fn of_values(filter: &str, value: &str, data: DataType, list: bool, text: &mut Text) {
    let words = if list {
        format!("Which lists of `{value}` count. Every condition given must hold.")
    } else {
        format!("Which values of `{value}` count. Every condition given must hold.")
    };
    let basic = if list { &OF_LIST[..] } else { &OF_ANY[..] };
    let ordered = match data {
        _ if list => &[][..],
        DataType::Int | DataType::Float | DataType::Text => &OF_ORDERED,
        DataType::Date => &OF_DATE,
        DataType::Bool | DataType::Enum(_) => &[],
    };
    let parts = if data == DataType::Text { &OF_PARTS[..] } else { &[] };
    text.block(&words, &format!("input {filter}"), |text| {
        for (words, line) in basic.iter().chain(ordered).chain(parts).chain([&IS_NULL]) {
            text.item(words, &line.replace("{}", value));
        }
    });
}
