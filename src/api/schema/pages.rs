//! Connections and their edges, and orders.

use indexmap::IndexMap;

use super::text::Text;
use super::{kinds, numbers};
use crate::model::{LinkField, LinkKind, Model, Property, Shape, names};

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
        numbers::fields(far, text);
    });
}

fn edge_fields(far: &str, text: &mut Text) {
    text.item("Its place, for `after` and `before`.", "cursor: String!");
    text.item("The node there.", &format!("node: {far}!"));
}

/// Writes the orders of some kinds and interfaces.
pub(super) fn write_orders(model: &Model, ordered: &[&str], text: &mut Text) {
    link_order(model, text);
    let interfaces =
        model.interfaces.iter().map(|one| (&one.name, &one.properties, &one.link_fields));
    let kinds = model.kinds.iter().map(|one| (&one.name, &one.properties, &one.link_fields));
    for (name, properties, links) in interfaces.chain(kinds) {
        if ordered.contains(&name.as_str()) {
            order(name, properties, links, text);
        }
    }
}

/// The types that are paged over or looked for at the end of links: every kind, and interfaces at their ends.
pub(super) fn listed(model: &Model) -> Vec<&str> {
    let interfaces = model.interfaces.iter().map(|one| one.name.as_str());
    let at_an_end = |name: &&str| {
        let of_kinds = model.kinds.iter().flat_map(|kind| &kind.link_fields);
        let of_interfaces = model.interfaces.iter().flat_map(|interface| &interface.link_fields);
        of_kinds.chain(of_interfaces).any(|field| field.far_type == *name)
    };
    let kinds = model.kinds.iter().map(|one| one.name.as_str());
    interfaces.filter(at_an_end).chain(kinds).collect()
}

fn order(name: &str, properties: &[Property], links: &[LinkField], text: &mut Text) {
    let words = format!("A key to order nodes of type `{name}` by: exactly one field.");
    text.block(&words, &format!("input {} @oneOf", names::order(name)), |text| {
        text.item("By id.", "id: SortDirection");
        for property in properties.iter().filter(|property| !property.list) {
            text.item(&property.doc, &format!("{}: SortDirection", property.name));
        }
        for link in links {
            text.item(&link.doc, &format!("{}: CountOrder", link.name));
        }
        text.item(
            "By what stands on the link that leads to the node, in lists of what links lead to.",
            "link: LinkOrder",
        );
    });
}

/// The order by what stands on links of any kind.
fn link_order(model: &Model, text: &mut Text) {
    let mut own: IndexMap<&str, Vec<&str>> = IndexMap::new();
    for link in &model.links {
        for property in link.properties.iter().filter(|property| !property.list) {
            own.entry(&property.name).or_default().push(&link.name);
        }
    }
    let words = "A key to order links by: exactly one field, one that these links have.";
    text.block(words, "input LinkOrder @oneOf", |text| {
        text.item("By since when it holds.", "since: SortDirection");
        text.item("By until when it holds.", "until: SortDirection");
        text.item("By the day on which it was known to hold.", "seen: SortDirection");
        for (name, links) in own {
            let links: Vec<String> = links.into_iter().map(|link| format!("`{link}`")).collect();
            text.item(&format!("Of {}.", links.join(", ")), &format!("{name}: SortDirection"));
        }
    });
}
