//! Interfaces, kinds, their enumerations and the enums that name kinds.

use super::pages::{self, LIST_ARGUMENTS};
use super::text::{Text, quoted};
use crate::model::{LinkField, Model, Property, Shape, names};

/// Fields that every node has beside its properties and links.
const NODE_FIELDS: [(&str, &str); 8] = [
    ("id: ID!", "Its id, unique in the whole network."),
    ("kind: Kind!", "What kind of node it is."),
    (
        "code: String",
        "Its code within its kind: `AGRI` of `sector:AGRI`; null for kinds without codes.",
    ),
    ("identifiers: [Identifier!]!", "Names that others gave it."),
    ("sources: [Source!]!", "Where it is known from."),
    ("version: Int!", "How often it was changed, from 1."),
    ("recordedAt: Instant!", "When it was last recorded."),
    ("recordedBy: String", "Who recorded it last."),
];

/// Writes the types of nodes.
pub(super) fn write(model: &Model, text: &mut Text) {
    for interface in &model.interfaces {
        let head = head("interface", &interface.name, &interface.interfaces);
        text.block(&interface.doc, &head, |text| {
            fields(model, &interface.properties, &interface.link_fields, text);
        });
    }
    for kind in &model.kinds {
        let head = head("type", &kind.name, &kind.interfaces);
        text.block(&kind.doc, &head, |text| {
            fields(model, &kind.properties, &kind.link_fields, text);
        });
    }
    for enumeration in &model.enumerations {
        text.block(&enumeration.doc, &format!("enum {}", enumeration.name), |text| {
            for (value, words) in &enumeration.values {
                text.item(words, value);
            }
        });
    }
    text.block("The kinds of node.", "enum Kind", |text| {
        for kind in &model.kinds {
            text.item(&kind.doc, &kind.constant);
        }
    });
    text.block("The kinds of link.", "enum LinkKind", |text| {
        for link in &model.links {
            text.item(&link.doc, &link.name);
        }
    });
}

fn head(keyword: &str, name: &str, interfaces: &[String]) -> String {
    if interfaces.is_empty() {
        format!("{keyword} {name}")
    } else {
        format!("{keyword} {name} implements {}", interfaces.join(" & "))
    }
}

fn fields(model: &Model, properties: &[Property], links: &[LinkField], text: &mut Text) {
    for (field, words) in NODE_FIELDS {
        text.item(words, field);
    }
    for property in properties {
        self::property(model, property, text);
    }
    for link in links {
        link_field(model, link, text);
    }
}

/// A property's field, and its language beside it when it is localised.
pub(super) fn property(model: &Model, property: &Property, text: &mut Text) {
    let (name, of) = (&property.name, names::property_type(model, property));
    if !property.localized {
        text.item(&property.doc, &format!("{name}: {of}"));
        return;
    }
    let argument = format!(
        "{} language: Language",
        quoted(
            "The language wanted; the reader's own, when left out. Another is given where it is not there."
        )
    );
    text.item(&property.doc, &format!("{name}({argument}): {of}"));
    text.item(
        &format!("The language that `{name}` is given in; null when that is not stated."),
        &format!("{}({argument}): Language", names::language_of(name)),
    );
}

fn link_field(model: &Model, field: &LinkField, text: &mut Text) {
    let (name, far) = (&field.name, &field.far_type);
    match field.shape {
        Shape::One => text.item(&field.doc, &format!("{name}: {far}")),
        Shape::List => text.item(&field.doc, &format!("{name}: [{far}!]!")),
        Shape::Connection => {
            let stem = names::link_stem(&model.link(field.link).type_name, far);
            text.describe(&field.doc);
            text.line(&format!("{name}("));
            pages::arguments(&LIST_ARGUMENTS, far, text);
            let filter = names::filter(&names::edge(&stem));
            text.item(
                "Which links count, by what stands on them and by the nodes there.",
                &format!("edgeFilter: {filter}"),
            );
            text.line(&format!("): {}!", names::connection(&stem)));
        }
    }
}
