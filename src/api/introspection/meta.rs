//! The objects of introspection: what each field of each of them is.

use apollo_compiler::Schema;
use apollo_compiler::ast::DirectiveList;
use apollo_compiler::schema::{
    DirectiveDefinition, EnumValueDefinition, ExtendedType, FieldDefinition, InputValueDefinition,
    Type,
};

/// An object of introspection.
#[derive(Clone, Copy)]
pub(super) enum Meta<'s> {
    /// `__Schema`.
    Schema,
    /// `__Type` that has a name.
    Named(&'s ExtendedType),
    /// `__Type`: what may not be null.
    NonNull(&'s Type),
    /// `__Type`: a list of this.
    List(&'s Type),
    /// `__Field`.
    Field(&'s FieldDefinition),
    /// `__InputValue`.
    Input(&'s InputValueDefinition),
    /// `__EnumValue`.
    Constant(&'s EnumValueDefinition),
    /// `__Directive`.
    Directive(&'s DirectiveDefinition),
}

/// The value of a field of introspection.
pub(super) enum MetaValue<'s> {
    Null,
    Bool(bool),
    Text(String),
    Texts(Vec<String>),
    One(Meta<'s>),
    Many(Vec<Meta<'s>>),
}

impl<'s> Meta<'s> {
    /// A type as it stands at a field or argument.
    pub(super) fn of_type(schema: &'s Schema, of: &'s Type) -> Option<Self> {
        match of {
            Type::Named(name) => schema.types.get(name).map(Self::Named),
            Type::List(item) => Some(Self::List(item)),
            Type::NonNullNamed(_) | Type::NonNullList(_) => Some(Self::NonNull(of)),
        }
    }

    /// Its type's name, for `__typename`.
    pub(super) fn type_name(self) -> &'static str {
        match self {
            Self::Schema => "__Schema",
            Self::Named(_) | Self::NonNull(_) | Self::List(_) => "__Type",
            Self::Field(_) => "__Field",
            Self::Input(_) => "__InputValue",
            Self::Constant(_) => "__EnumValue",
            Self::Directive(_) => "__Directive",
        }
    }

    /// The value of one of its fields; `deprecated` says whether lists have what is deprecated too.
    pub(super) fn field(self, schema: &'s Schema, name: &str, deprecated: bool) -> MetaValue<'s> {
        match self {
            Self::Schema => of_schema(schema, name),
            Self::Named(definition) => of_named(schema, definition, name, deprecated),
            Self::NonNull(of) => match (name, of) {
                ("kind", _) => text("NON_NULL"),
                ("ofType", Type::NonNullNamed(inner)) => {
                    one(schema.types.get(inner).map(Self::Named))
                }
                ("ofType", Type::NonNullList(item)) => MetaValue::One(Self::List(item)),
                _ => MetaValue::Null,
            },
            Self::List(item) => match name {
                "kind" => text("LIST"),
                "ofType" => one(Self::of_type(schema, item)),
                _ => MetaValue::Null,
            },
            Self::Field(field) => match name {
                "name" => text(&field.name),
                "description" => optional(field.description.as_deref()),
                "args" => inputs(field.arguments.iter().map(|one| &**one), deprecated),
                "type" => one(Self::of_type(schema, &field.ty)),
                _ => deprecation(&field.directives, name),
            },
            Self::Input(input) => match name {
                "name" => text(&input.name),
                "description" => optional(input.description.as_deref()),
                "type" => one(Self::of_type(schema, &input.ty)),
                "defaultValue" => match &input.default_value {
                    Some(value) => text(&value.serialize().no_indent().to_string()),
                    None => MetaValue::Null,
                },
                _ => deprecation(&input.directives, name),
            },
            Self::Constant(value) => match name {
                "name" => text(&value.value),
                "description" => optional(value.description.as_deref()),
                _ => deprecation(&value.directives, name),
            },
            Self::Directive(directive) => match name {
                "name" => text(&directive.name),
                "description" => optional(directive.description.as_deref()),
                "locations" => MetaValue::Texts(
                    directive.locations.iter().map(|one| one.name().to_owned()).collect(),
                ),
                "args" => inputs(directive.arguments.iter().map(|one| &**one), deprecated),
                "isRepeatable" => MetaValue::Bool(directive.repeatable),
                _ => MetaValue::Null,
            },
        }
    }
}

fn of_schema<'s>(schema: &'s Schema, name: &str) -> MetaValue<'s> {
    let definition = &schema.schema_definition;
    let root = |root: Option<&apollo_compiler::schema::ComponentName>| {
        one(root.and_then(|root| schema.types.get(&root.name)).map(Meta::Named))
    };
    match name {
        "description" => optional(definition.description.as_deref()),
        "types" => MetaValue::Many(schema.types.values().map(Meta::Named).collect()),
        "queryType" => root(definition.query.as_ref()),
        "mutationType" => root(definition.mutation.as_ref()),
        "subscriptionType" => root(definition.subscription.as_ref()),
        "directives" => MetaValue::Many(
            schema.directive_definitions.values().map(|one| Meta::Directive(one)).collect(),
        ),
        _ => MetaValue::Null,
    }
}

fn of_named<'s>(
    schema: &'s Schema,
    definition: &'s ExtendedType,
    name: &str,
    deprecated: bool,
) -> MetaValue<'s> {
    let (fields, interfaces) = match definition {
        ExtendedType::Object(object) => (Some(&object.fields), Some(&object.implements_interfaces)),
        ExtendedType::Interface(one) => (Some(&one.fields), Some(&one.implements_interfaces)),
        _ => (None, None),
    };
    let wanted = |directives: &DirectiveList| deprecated || !directives.has("deprecated");
    match (name, definition) {
        ("kind", _) => text(match definition {
            ExtendedType::Scalar(_) => "SCALAR",
            ExtendedType::Object(_) => "OBJECT",
            ExtendedType::Interface(_) => "INTERFACE",
            ExtendedType::Union(_) => "UNION",
            ExtendedType::Enum(_) => "ENUM",
            ExtendedType::InputObject(_) => "INPUT_OBJECT",
        }),
        ("name", _) => text(definition.name()),
        ("description", _) => optional(definition.description().map(|words| &**words)),
        ("fields", _) => fields.map_or(MetaValue::Null, |fields| {
            let all = fields.values().filter(|field| wanted(&field.directives));
            MetaValue::Many(all.map(|field| Meta::Field(field)).collect())
        }),
        ("interfaces", _) => interfaces.map_or(MetaValue::Null, |names| {
            let all = names.iter().filter_map(|one| schema.types.get(&one.name));
            MetaValue::Many(all.map(Meta::Named).collect())
        }),
        ("possibleTypes", ExtendedType::Interface(interface)) => {
            let implements = |one: &&ExtendedType| {
                matches!(one, ExtendedType::Object(object)
                    if object.implements_interfaces.contains(&interface.name))
            };
            MetaValue::Many(schema.types.values().filter(implements).map(Meta::Named).collect())
        }
        ("possibleTypes", ExtendedType::Union(union)) => {
            let all = union.members.iter().filter_map(|one| schema.types.get(&one.name));
            MetaValue::Many(all.map(Meta::Named).collect())
        }
        ("enumValues", ExtendedType::Enum(values)) => {
            let all = values.values.values().filter(|value| wanted(&value.directives));
            MetaValue::Many(all.map(|value| Meta::Constant(value)).collect())
        }
        ("inputFields", ExtendedType::InputObject(object)) => {
            inputs(object.fields.values().map(|field| &***field), deprecated)
        }
        ("specifiedByURL", ExtendedType::Scalar(scalar)) => {
            let url = scalar.directives.get("specifiedBy");
            let url = url.and_then(|directive| directive.specified_argument_by_name("url"));
            optional(url.and_then(|url| url.as_str()))
        }
        ("isOneOf", ExtendedType::InputObject(object)) => {
            MetaValue::Bool(object.directives.has("oneOf"))
        }
        _ => MetaValue::Null,
    }
}

fn deprecation<'s>(directives: &DirectiveList, name: &str) -> MetaValue<'s> {
    let directive = directives.get("deprecated");
    match name {
        "isDeprecated" => MetaValue::Bool(directive.is_some()),
        "deprecationReason" => directive.map_or(MetaValue::Null, |directive| {
            let reason =
                directive.specified_argument_by_name("reason").and_then(|one| one.as_str());
            text(reason.unwrap_or("No longer supported"))
        }),
        _ => MetaValue::Null,
    }
}

fn inputs<'s>(
    all: impl Iterator<Item = &'s InputValueDefinition>,
    deprecated: bool,
) -> MetaValue<'s> {
    let wanted = all.filter(|one| deprecated || !one.directives.has("deprecated"));
    MetaValue::Many(wanted.map(Meta::Input).collect())
}

fn text<'s>(text: &str) -> MetaValue<'s> {
    MetaValue::Text(text.to_owned())
}

fn optional<'s>(found: Option<&str>) -> MetaValue<'s> {
    found.map_or(MetaValue::Null, text)
}

fn one(meta: Option<Meta<'_>>) -> MetaValue<'_> {
    meta.map_or(MetaValue::Null, MetaValue::One)
}
