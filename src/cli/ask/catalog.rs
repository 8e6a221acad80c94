//! The questions of the public schema, their arguments and answers.

use apollo_compiler::ast::{Definition, Document, FieldDefinition, InputValueDefinition, Type};
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::{Node, Schema};

use crate::api;
use crate::model::Model;
use crate::text::nearest;

/// What can be asked.
pub(super) struct Catalog {
    schema: Schema,
    /// The names of the questions, in the order of their declaration.
    names: Vec<String>,
}

impl Catalog {
    /// The questions over a model.
    pub(super) fn new(model: &Model) -> Self {
        // The printed schema has no definition of @oneOf, which only validation would miss.
        let schema = Schema::parse(api::sdl(model), "schema/api.graphql")
            .unwrap_or_else(|broken| broken.partial);
        let names = api::question_files().into_iter().flat_map(|(name, text)| roots(&name, &text));
        Self { names: names.collect(), schema }
    }

    /// All questions.
    pub(super) fn questions(&self) -> impl Iterator<Item = Question<'_>> {
        self.names.iter().filter_map(|name| self.field(name))
    }

    /// The question of a name, written as in the API or in kebab-case.
    ///
    /// # Errors
    /// There is none; says which ones there are.
    pub(super) fn question(&self, name: &str) -> Result<Question<'_>, String> {
        let found = self.names.iter().find(|one| *one == name || kebab(one) == name);
        found.and_then(|name| self.field(name)).ok_or_else(|| {
            let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
            let hint = nearest(name, names.iter().copied())
                .map(|near| format!("; did you mean `{near}`?"))
                .unwrap_or_default();
            format!("there is no question `{name}`; there are {}{hint}", names.join(", "))
        })
    }

    /// The type of a name.
    pub(super) fn type_named(&self, name: &str) -> Option<&ExtendedType> {
        self.schema.types.get(name)
    }

    fn field(&self, name: &str) -> Option<Question<'_>> {
        let ExtendedType::Object(query) = self.schema.types.get("Query")? else { return None };
        Some(Question(query.fields.get(name)?))
    }
}

/// The names of the root fields that a file declares.
fn roots(name: &str, text: &str) -> Vec<String> {
    let document = Document::parse(text, name).unwrap_or_else(|broken| broken.partial);
    let extensions = document.definitions.iter().filter_map(|definition| match definition {
        Definition::ObjectTypeExtension(extension) if extension.name == "Query" => Some(extension),
        _ => None,
    });
    extensions.flat_map(|one| &one.fields).map(|field| field.name.to_string()).collect()
}

/// A question.
#[derive(Clone, Copy)]
pub(super) struct Question<'a>(&'a FieldDefinition);

impl<'a> Question<'a> {
    /// Its name in the API.
    pub(super) fn name(self) -> &'a str {
        self.0.name.as_str()
    }

    /// What it asks, in words.
    pub(super) fn doc(self) -> &'a str {
        self.0.description.as_deref().unwrap_or_default()
    }

    /// The type of its answer.
    pub(super) fn answer(self) -> &'a Type {
        &self.0.ty
    }

    /// All its arguments.
    pub(super) fn arguments(self) -> &'a [Node<InputValueDefinition>] {
        &self.0.arguments
    }

    /// The arguments that must be given, in their order.
    pub(super) fn required(self) -> impl Iterator<Item = &'a InputValueDefinition> {
        self.0.arguments.iter().map(|one| &**one).filter(|one| one.is_required())
    }

    /// The arguments that are flags.
    pub(super) fn optional(self) -> impl Iterator<Item = &'a InputValueDefinition> {
        self.0.arguments.iter().map(|one| &**one).filter(|one| !one.is_required())
    }
}

/// A name of the API as a flag: `maxLength` is `max-length`.
pub(super) fn kebab(name: &str) -> String {
    let mut flag = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            flag.push('-');
        }
        flag.push(letter.to_ascii_lowercase());
    }
    flag
}
