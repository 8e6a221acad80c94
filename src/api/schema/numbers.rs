//! Numbers about the nodes of a list, and groups of them.

use super::text::{Text, quoted};
use crate::model::{DataType, LinkField, Model, Property, names};

/// Writes what is told of nodes of some kinds and interfaces.
pub(super) fn write(model: &Model, told: &[&str], text: &mut Text) {
    let interfaces = model.interfaces.iter().map(|one| (&one.name, &one.link_fields));
    let kinds = model.kinds.iter().map(|one| (&one.name, &one.link_fields));
    for (name, links) in interfaces.chain(kinds) {
        if told.contains(&name.as_str()) {
            let properties = properties(model, name);
            aggregate(name, &properties, text);
            groups(name, text);
            group_order(name, &properties, text);
            key(name, &properties, links, text);
        }
    }
}

/// The properties that nodes of a type can have, with their words: what an interface's kinds have of their own
/// can be told of its nodes too, since what a node does not have is left out.
fn properties<'m>(model: &'m Model, type_name: &str) -> Vec<(&'m Property, String)> {
    let kinds = model.kinds_of_type(type_name);
    let is_common = |property: &Property| {
        kinds.iter().all(|kind| model.kind(kind).property(property.id).is_some())
    };
    let words = |property: &Property| {
        if is_common(property) {
            return property.doc.clone();
        }
        let owners = kinds.iter().map(|kind| model.kind(kind));
        let each = owners.filter_map(|kind| Some((&kind.name, &kind.property(property.id)?.doc)));
        let each = each.map(|(kind, doc)| format!("`{kind}`: {doc}"));
        each.collect::<Vec<_>>().join(" ")
    };
    let (mut common, mut own): (Vec<_>, Vec<_>) =
        model.properties_among(kinds).into_iter().partition(|property| is_common(property));
    common.append(&mut own);
    common.into_iter().map(|property| (property, words(property))).collect()
}

/// Writes the fields of a connection that tell of the nodes of all its pages.
pub(super) fn fields(far: &str, text: &mut Text) {
    text.item(
        "Numbers about the nodes of all pages, each counted once.",
        &format!("aggregate: {}!", names::aggregate(far)),
    );
    let by = quoted("What the nodes of a group have in common: one to three keys.");
    let first = quoted("How many groups at most, 0 to 500: the first of the order.");
    let order = quoted("The order; those of the most nodes first, when left out.");
    text.item(
        "The nodes of all pages in groups; a node of several sectors is in the group of each.",
        &format!(
            "groups({by} by: [{}!]! {order} orderBy: {} {first} first: Int = 100): {}!",
            names::key(far),
            names::group_order(far),
            names::groups(far)
        ),
    );
}

fn aggregate(name: &str, properties: &[(&Property, String)], text: &mut Text) {
    let words = format!("Numbers about nodes of type `{name}`, each counted once.");
    text.block(&words, &format!("type {}", names::aggregate(name)), |text| {
        text.item("How many there are.", "count: Int!");
        text.item(
            "What they have in common, in the order of `by`; empty when they are no group.",
            "keys: [GroupKey!]!",
        );
        for (property, words) in properties {
            let of = match property.data {
                _ if property.list => "Value",
                DataType::Int => "Int",
                DataType::Float => "Float",
                DataType::Text => "String",
                DataType::Date => "PartialDate",
                DataType::Bool | DataType::Enum(_) => "Value",
            };
            text.item(words, &format!("{}: {}!", property.name, names::aggregate(of)));
        }
    });
}

fn groups(name: &str, text: &mut Text) {
    let words = format!("Groups of nodes of type `{name}`.");
    text.block(&words, &format!("type {}", names::groups(name)), |text| {
        text.item("How many groups there are.", "totalCount: Int!");
        text.item("Whether there are more than these.", "isCut: Boolean!");
        text.item(
            "The groups, in their order; of equals those of the most nodes first, then by their keys, what is absent last.",
            &format!("groups: [{}!]!", names::aggregate(name)),
        );
    });
}

fn group_order(name: &str, properties: &[(&Property, String)], text: &mut Text) {
    let words = format!("What groups of nodes of type `{name}` are ordered by: exactly one field.");
    text.block(&words, &format!("input {} @oneOf", names::group_order(name)), |text| {
        text.item("By how many nodes they have.", "count: SortDirection");
        text.item(
            "By what their nodes have in common, the first key first.",
            "keys: SortDirection",
        );
        for (property, words) in properties {
            if matches!(property.data, DataType::Int | DataType::Float) && !property.list {
                text.item(words, &format!("{}: MeasureOrder", property.name));
            }
        }
    });
}

fn key(name: &str, properties: &[(&Property, String)], links: &[LinkField], text: &mut Text) {
    let words = format!("What nodes of type `{name}` can have in common.");
    text.block(&words, &format!("enum {}", names::key(name)), |text| {
        for (property, words) in properties {
            text.item(words, &names::constant(&property.name));
            if property.data == DataType::Date && !property.list {
                let words = format!("The year of `{}`.", property.name);
                text.item(&words, &names::year(&property.name));
            }
        }
        for link in links {
            text.item(&link.doc, &names::constant(&link.name));
        }
    });
}
