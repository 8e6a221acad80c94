//! The nearest valid name for a name that the schema does not have.
//!
//! apollo-compiler says what is unknown and where in one sentence, with the names in backticks. They are
//! read from the sentence; a test holds every sentence that is understood here, for an upgrade to pass.

use apollo_compiler::executable::ExecutableDocument;
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::{Name, Schema};

use crate::text::{Sentence, meant, nearest};

/// `; did you mean ...?` for a sentence about an unknown name, else nothing.
pub(crate) fn suggestion(
    sentence: &str,
    schema: &Schema,
    document: &ExecutableDocument,
) -> Sentence {
    let mut quoted = sentence.split('`').skip(1).step_by(2);
    let (Some(first), second) = (quoted.next(), quoted.next().unwrap_or_default()) else {
        return meant(None);
    };
    let near = if sentence.contains("does not have a field") {
        fields(schema, first).and_then(|known| nearest(second, known))
    } else if sentence.starts_with("the argument") {
        arguments(schema, second).and_then(|known| nearest(first, known))
    } else if sentence.contains("does not exist on") {
        members(schema, second).and_then(|known| nearest(first, known))
    } else if sentence.starts_with("cannot find type") || sentence.starts_with("type condition") {
        nearest(first, schema.types.keys().map(Name::as_str))
    } else if sentence.starts_with("cannot find fragment") {
        nearest(first, document.fragments.keys().map(Name::as_str))
    } else if sentence.starts_with("cannot find directive") {
        let known = schema.directive_definitions.keys().map(Name::as_str);
        nearest(first.trim_start_matches('@'), known)
    } else {
        None
    };
    meant(near)
}

fn fields<'s>(schema: &'s Schema, of: &str) -> Option<Vec<&'s str>> {
    match schema.types.get(of)? {
        ExtendedType::Object(object) => Some(object.fields.keys().map(Name::as_str).collect()),
        ExtendedType::Interface(interface) => {
            Some(interface.fields.keys().map(Name::as_str).collect())
        }
        _ => None,
    }
}

/// The arguments of `Type.field` or `@directive`.
fn arguments<'s>(schema: &'s Schema, of: &str) -> Option<Vec<&'s str>> {
    let arguments = if let Some(directive) = of.strip_prefix('@') {
        &schema.directive_definitions.get(directive)?.arguments
    } else {
        let (name, field) = of.split_once('.')?;
        &schema.type_field(name, field).ok()?.arguments
    };
    Some(arguments.iter().map(|argument| argument.name.as_str()).collect())
}

/// The fields of an input object or the values of an enum.
fn members<'s>(schema: &'s Schema, of: &str) -> Option<Vec<&'s str>> {
    match schema.types.get(of)? {
        ExtendedType::InputObject(object) => Some(object.fields.keys().map(Name::as_str).collect()),
        ExtendedType::Enum(values) => Some(values.values.keys().map(Name::as_str).collect()),
        _ => None,
    }
}
