//! Names of the public schema that are made from names of the model, in one place for whoever writes
//! the schema and whoever reads requests.

use super::{DataType, Model, Property};

/// The connection of a root list: `ClusterConnection`.
#[must_use]
pub fn connection(type_name: &str) -> String {
    format!("{type_name}Connection")
}

/// An edge of a root list: `ClusterEdge`.
#[must_use]
pub fn edge(type_name: &str) -> String {
    format!("{type_name}Edge")
}

/// What the connections and edges of a kind of link to a far type start with: `MemberOfActor`. With
/// [`connection`] and [`edge`] it gives `MemberOfActorConnection` and `MemberOfActorEdge`.
#[must_use]
pub fn link_stem(link_type_name: &str, far_type: &str) -> String {
    format!("{link_type_name}{far_type}")
}

/// The filter of a kind or interface, of the links that a stem names, or of an edge: `ClusterFilter`,
/// `MemberOfActorFilter`, `MemberOfActorEdgeFilter`.
#[must_use]
pub fn filter(type_name: &str) -> String {
    format!("{type_name}Filter")
}

/// The order of a kind or interface: `ClusterOrder`.
#[must_use]
pub fn order(type_name: &str) -> String {
    format!("{type_name}Order")
}

/// The field that tells the language of a localised property: `nameLanguage`.
#[must_use]
pub fn language_of(property: &str) -> String {
    format!("{property}Language")
}

/// The scalar or enumeration of a property's values: `String`, `PartialDate`, `Label`.
#[must_use]
pub fn value_type(model: &Model, data: DataType) -> &str {
    match data {
        DataType::Text => "String",
        DataType::Int => "Int",
        DataType::Float => "Float",
        DataType::Bool => "Boolean",
        DataType::Date => "PartialDate",
        DataType::Enum(id) => &model.enumeration(id).name,
    }
}

/// The filter of a property's values: `StringFilter`, `StringListFilter`, `LabelFilter`.
#[must_use]
pub fn value_filter(model: &Model, property: &Property) -> String {
    let value = value_type(model, property.data);
    filter(&if property.list { format!("{value}List") } else { value.to_owned() })
}

/// What numbers about nodes of a type are told by: `ClusterAggregate`.
#[must_use]
pub fn aggregate(type_name: &str) -> String {
    format!("{type_name}Aggregate")
}

/// What groups of nodes of a type are told by: `ClusterGroups`.
#[must_use]
pub fn groups(type_name: &str) -> String {
    format!("{type_name}Groups")
}

/// What groups of nodes of a type can be ordered by: `ClusterGroupOrder`.
#[must_use]
pub fn group_order(type_name: &str) -> String {
    format!("{type_name}GroupOrder")
}

/// What nodes of a type can be grouped by: `ClusterKey`.
#[must_use]
pub fn key(type_name: &str) -> String {
    format!("{type_name}Key")
}

/// A name as a constant: `WORKING_GROUP` of `WorkingGroup`, `LEGAL_FORM` of `legalForm`.
#[must_use]
pub fn constant(name: &str) -> String {
    let mut text = String::new();
    for (at, letter) in name.char_indices() {
        if letter.is_ascii_uppercase() && at > 0 {
            text.push('_');
        }
        text.push(letter.to_ascii_uppercase());
    }
    text
}

/// The constant of the year of a date: `FOUNDED_YEAR`.
#[must_use]
pub fn year(property: &str) -> String {
    format!("{}_YEAR", constant(property))
}

/// The type of a property as the schema writes it: `String!`, `[String!]`.
#[must_use]
pub fn property_type(model: &Model, property: &Property) -> String {
    let value = value_type(model, property.data);
    let required = if property.required { "!" } else { "" };
    if property.list { format!("[{value}!]{required}") } else { format!("{value}{required}") }
}

/// The input object of a kind of node or link: `ClusterInput`, `MemberOfInput`.
#[must_use]
pub fn input(type_name: &str) -> String {
    format!("{type_name}Input")
}

/// What a mutation of a kind of node answers: `ClusterPayload`.
#[must_use]
pub fn payload(type_name: &str) -> String {
    format!("{type_name}Payload")
}

/// The field of `LinkInput` for a kind of link: `memberOf`.
#[must_use]
pub fn link_input_field(link_type_name: &str) -> String {
    let mut letters = link_type_name.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}
