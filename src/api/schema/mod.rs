//! The public schema: made from the model, the questions and a fixed frame.

mod filters;
mod kinds;
mod mutations;
mod numbers;
mod pages;
mod roots;
mod text;

use apollo_compiler::ast::DirectiveList;
use apollo_compiler::schema::{Component, ComponentOrigin, ExtendedType, FieldDefinition};
use apollo_compiler::validation::Valid;
use apollo_compiler::{Node, Schema, name, ty};

use crate::model::Model;
use text::Text;

/// `schema/frame.graphql`, compiled in.
const FRAME: &str = include_str!("../../../schema/frame.graphql");

/// `schema/mutations.graphql`, compiled in.
const MUTATIONS: &str = include_str!("../../../schema/mutations.graphql");

/// The directive that apollo-compiler must be told of; every reader of the schema knows it.
const ONE_OF: &str = "directive @oneOf on INPUT_OBJECT";

/// The questions whose answers can be followed.
const FOLLOWED: [&str; 3] = ["expertsConnecting", "partnershipPaths", "expertsForChallenge"];

/// `schema/questions`, compiled in.
#[derive(rust_embed::RustEmbed)]
#[folder = "schema/questions"]
struct Questions;

/// The public schema of a model, in the schema definition language.
///
/// # Panics
/// When the model has a name that the schema needs for something else.
#[must_use]
pub fn sdl(model: &Model) -> String {
    PublicSchema::of(model).sdl
}

/// The files of `schema/questions`: name and text.
#[must_use]
pub fn question_files() -> Vec<(String, String)> {
    Questions::iter()
        .filter_map(|name| {
            let file = Questions::get(&name)?;
            Some((name.to_string(), String::from_utf8_lossy(&file.data).into_owned()))
        })
        .collect()
}

/// The public schema.
pub(crate) struct PublicSchema {
    /// The schema, to check requests against.
    pub(crate) types: Valid<Schema>,
    /// It in the schema definition language, as `schema/api.graphql` has it.
    pub(crate) sdl: String,
}

impl PublicSchema {
    /// The schema of a model.
    ///
    /// # Panics
    /// When the model has a name that the schema needs for something else.
    pub(crate) fn of(model: &Model) -> Self {
        Self::try_of(model).unwrap_or_else(|why| panic!("the model makes no valid schema: {why}"))
    }

    fn try_of(model: &Model) -> Result<Self, String> {
        let mut text = Text::default();
        roots::write(model, &mut text);
        kinds::write(model, &mut text);
        pages::write_connections(model, &mut text);
        let listed = pages::listed(model);
        filters::write(model, &listed, &mut text);
        filters::write_changed(model, &mut text);
        pages::write_orders(model, &listed, &mut text);
        numbers::write(model, &listed, &mut text);
        mutations::write(model, &mut text);
        let mut builder = Schema::builder()
            .parse(ONE_OF, "oneOf")
            .parse(FRAME, "schema/frame.graphql")
            .parse(MUTATIONS, "schema/mutations.graphql")
            .parse(text.finish(), "made of schema/model");
        for (name, text) in question_files() {
            builder = builder.parse(text, format!("schema/questions/{name}"));
        }
        let mut schema = builder.build().map_err(|broken| broken.errors.to_string())?;
        follow_questions(&mut schema);
        fold_extensions(&mut schema);
        add_is_one_of(&mut schema);
        let types = schema.validate().map_err(|broken| broken.errors.to_string())?;
        let mut printed = types.clone().into_inner();
        printed.directive_definitions.shift_remove("oneOf");
        Ok(Self { types, sdl: printed.to_string() })
    }
}

/// Adds the questions whose answers can be followed to the subscriptions, as they are declared for queries.
fn follow_questions(schema: &mut Schema) {
    let Some(ExtendedType::Object(query)) = schema.types.get("Query").cloned() else { return };
    let Some(ExtendedType::Object(subscription)) = schema.types.get_mut("Subscription") else {
        return;
    };
    for name in FOLLOWED {
        let Some((name, field)) = query.fields.get_key_value(name) else { continue };
        let mut field = field.clone();
        let question = field.description.as_deref().unwrap_or_default();
        let words =
            format!("{question} Answered now, and again whenever changes make it another answer.");
        field.make_mut().description = Some(Node::new_str(&words));
        subscription.make_mut().fields.insert(name.clone(), field);
    }
}

/// Adds `__Type.isOneOf`, which apollo-compiler does not know yet.
fn add_is_one_of(schema: &mut Schema) {
    if let Some(ExtendedType::Object(of_types)) = schema.types.get_mut("__Type") {
        let field = FieldDefinition {
            description: None,
            name: name!("isOneOf"),
            arguments: Vec::new(),
            ty: ty!(Boolean),
            directives: DirectiveList::default(),
        };
        of_types.make_mut().fields.insert(name!("isOneOf"), Component::new(field));
    }
}

/// Makes the fields of `extend type` ordinary ones, so that it is printed as one type.
fn fold_extensions(schema: &mut Schema) {
    for definition in schema.types.values_mut() {
        let ExtendedType::Object(object) = definition else { continue };
        if object.fields.values().any(|field| field.origin.extension_id().is_some()) {
            for field in object.make_mut().fields.values_mut() {
                field.origin = ComponentOrigin::Definition;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::network;

    #[test]
    fn the_schema_is_valid_and_checked_in() {
        let schema = PublicSchema::of(&network());
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/api.graphql");
        if std::env::var("UPDATE").is_ok_and(|update| update == "1") {
            std::fs::write(path, &schema.sdl).expect("schema/api.graphql can be written");
        }
        let checked_in = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            checked_in == schema.sdl,
            "schema/api.graphql is not what the model says; run the tests with UPDATE=1 and look at the difference"
        );
    }

    #[test]
    fn everything_a_reader_meets_is_described() {
        let schema = PublicSchema::of(&network()).types;
        let mut bare: Vec<String> = Vec::new();
        for (name, definition) in &schema.types {
            if definition.is_built_in() {
                continue;
            }
            if definition.description().is_none() {
                bare.push(name.to_string());
            }
            if let ExtendedType::Enum(enumeration) = definition {
                let values = enumeration.values.values().filter(|one| one.description.is_none());
                bare.extend(values.map(|value| format!("{name}.{}", value.value)));
            }
            if let ExtendedType::InputObject(input) = definition {
                let fields = input.fields.values().filter(|one| one.description.is_none());
                bare.extend(fields.map(|field| format!("{name}.{}", field.name)));
            }
            let fields = match definition {
                ExtendedType::Object(object) => &object.fields,
                ExtendedType::Interface(interface) => &interface.fields,
                _ => continue,
            };
            for (field_name, field) in fields {
                if field.description.is_none() {
                    bare.push(format!("{name}.{field_name}"));
                }
                for argument in &field.arguments {
                    if argument.description.is_none() {
                        bare.push(format!("{name}.{field_name}({})", argument.name));
                    }
                }
            }
        }
        assert!(bare.is_empty(), "not described: {bare:#?}");
    }
}
