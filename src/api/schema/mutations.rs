//! The mutations of each kind, with their inputs and payloads.

use super::text::Text;
use crate::model::{Kind, LinkField, LinkKind, Model, Property, Shape, names};

/// Arguments of every mutation of a kind, after those of its own.
const COMMON: [(&str, &str); 3] = [
    ("source: SourceInput!", "Where it is known from."),
    ("dryRun: Boolean = false", "Whether it is only tried: it tells what would change."),
    (
        "idempotencyKey: String",
        "A name of your own for this request. Sent again within a day, it is answered again and not done again.",
    ),
];

/// Writes the mutations, their inputs and their payloads.
pub(super) fn write(model: &Model, text: &mut Text) {
    text.block("", "extend type Mutation", |text| {
        for kind in &model.kinds {
            of_kind(kind, text);
        }
    });
    for kind in &model.kinds {
        payload(kind, text);
        input(model, kind, text);
    }
    for link in &model.links {
        link_input(model, link, text);
    }
    let words =
        "A node of one of the kinds: exactly one field says which, and what is to be known of it.";
    text.block(words, "input NodeInput @oneOf", |text| {
        for kind in &model.kinds {
            text.item(&kind.doc, &format!("{}: {}", kind.singular, names::input(&kind.name)));
        }
    });
    let words = "A link of one of the kinds: exactly one field says which, and where it leads.";
    text.block(words, "input LinkInput @oneOf", |text| {
        for link in &model.links {
            let (field, of) =
                (names::link_input_field(&link.type_name), names::input(&link.type_name));
            text.item(&link.doc, &format!("{field}: {of}"));
        }
    });
}

fn of_kind(kind: &Kind, text: &mut Text) {
    let (name, input) = (&kind.name, names::input(&kind.name));
    let given = format!("input: {input}!");
    let id = ("id: ID!".to_owned(), "Its id.");
    let version = ("ifVersion: Int".to_owned(), "The version that it must still have.");
    let create = (given.clone(), "What is to be known of it.");
    let update = (
        given.clone(),
        "What is to be known of it. What is left out stays as it is; null removes it.",
    );
    let upsert =
        (given, "What is to be known of it, with its `id`, or `identifiers` by which it is found.");
    let all = [
        ("create", format!("Adds a `{name}`."), vec![create]),
        ("update", format!("Changes a `{name}`."), vec![id, update, version]),
        (
            "upsert",
            format!(
                "Changes the `{name}` that has the id or one of the identifiers given; adds it where there is none."
            ),
            vec![upsert],
        ),
    ];
    for (verb, words, own) in all {
        text.describe(&words);
        text.line(&format!("{verb}{name}("));
        for (argument, words) in own {
            text.item(words, &argument);
        }
        for (argument, words) in COMMON {
            text.item(words, argument);
        }
        text.line(&format!("): {}", names::payload(name)));
    }
}

fn payload(kind: &Kind, text: &mut Text) {
    let name = &kind.name;
    let words = format!("What a mutation of a `{name}` did.");
    text.block(&words, &format!("type {}", names::payload(name)), |text| {
        text.item("It as it is now; null where it is not there.", &format!("node: {name}"));
        text.item(
            "What became of it, and of what was joined to it. What stays as it is is left out.",
            "changes: [Effect!]!",
        );
        text.item(
            "The place of the last of the changes in the order of all changes, as a whole number; of the newest one where nothing was changed.",
            "sequence: String!",
        );
        text.item(
            "Whether the same request was done before under the same `idempotencyKey`: nothing was done now.",
            "repeated: Boolean!",
        );
    });
}

fn input(model: &Model, kind: &Kind, text: &mut Text) {
    let words = format!(
        "What is to be known of a `{}`. What is left out stays as it is; null removes it.",
        kind.name
    );
    text.block(&words, &format!("input {}", names::input(&kind.name)), |text| {
        let id = match &kind.code {
            Some(code) => {
                format!("Its id, or its code alone: `{code}:X` or `X`. It never changes.")
            }
            None => {
                "Its id, which never changes; made of its name where it is left out.".to_owned()
            }
        };
        text.item(&id, "id: ID");
        text.item("Names that others gave it.", "identifiers: [IdentifierInput!]");
        for property in &kind.properties {
            self::property(model, property, text);
        }
        for field in &kind.link_fields {
            link_field(model, field, text);
        }
    });
}

/// A property of an input. None is required: what is left out stays as it is.
fn property(model: &Model, property: &Property, text: &mut Text) {
    let name = &property.name;
    let of = names::value_type(model, property.data);
    let of = if property.localized {
        "TextInput".to_owned()
    } else if property.list {
        format!("[{of}!]")
    } else {
        of.to_owned()
    };
    let needed = if property.required { " It cannot be removed." } else { "" };
    text.item(&format!("{}{needed}", property.doc), &format!("{name}: {of}"));
}

fn link_field(model: &Model, field: &LinkField, text: &mut Text) {
    let of = names::input(&model.link(field.link).type_name);
    let (words, of) = match field.shape {
        Shape::One => ("It replaces the one there was.", of),
        Shape::List | Shape::Connection => {
            ("These are added to those there are.", format!("[{of}!]"))
        }
    };
    text.item(&format!("{} {words}", field.doc), &format!("{}: {of}", field.name));
}

fn link_input(model: &Model, link: &LinkKind, text: &mut Text) {
    let words =
        format!("A `{}` link: {} Either `id` or `create` says with what.", link.name, link.doc);
    text.block(&words, &format!("input {}", names::input(&link.type_name)), |text| {
        text.item("The id of the node at its other end.", "id: ID");
        text.item("A node that is added at its other end.", "create: NodeInput");
        text.item("Since when it holds.", "since: PartialDate");
        text.item("Until when it holds.", "until: PartialDate");
        text.item("A day on which it was known to hold.", "seen: PartialDate");
        for property in &link.properties {
            self::property(model, property, text);
        }
    });
}
