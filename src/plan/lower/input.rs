//! Values of arguments, whether they stand in the document or came in a variable.

use apollo_compiler::Node;
use apollo_compiler::ast::{Directive, Value as Literal};
use apollo_compiler::executable::Field;
use serde_json::{Map, Value as Json};

/// The values of a request's variables, coerced: defaults filled in, of the right types.
pub type Variables = Map<String, Json>;

/// A value that is there. Validation has seen that it fits its type.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Input<'a> {
    Literal(&'a Literal, &'a Variables),
    Json(&'a Json),
}

impl<'a> Input<'a> {
    /// The value of a literal; none for a variable that has none.
    fn of(literal: &'a Literal, variables: &'a Variables) -> Option<Self> {
        match literal {
            Literal::Variable(name) => variables.get(name.as_str()).map(Self::Json),
            other => Some(Self::Literal(other, variables)),
        }
    }

    pub(super) fn is_null(self) -> bool {
        matches!(self, Self::Literal(Literal::Null, _) | Self::Json(Json::Null))
    }

    /// A string, an id or a constant of an enumeration. Whole numbers are ids too.
    pub(crate) fn text(self) -> Option<&'a str> {
        match self {
            Self::Literal(Literal::String(text), _) | Self::Json(Json::String(text)) => Some(text),
            Self::Literal(Literal::Enum(name), _) => Some(name.as_str()),
            Self::Literal(Literal::Int(number), _) => Some(number.as_str()),
            _ => None,
        }
    }

    pub(super) fn int(self) -> Option<i64> {
        match self {
            Self::Literal(Literal::Int(number), _) => number.as_str().parse().ok(),
            Self::Json(Json::Number(number)) => number.as_i64(),
            _ => None,
        }
    }

    pub(super) fn float(self) -> Option<f64> {
        match self {
            Self::Literal(Literal::Int(number), _) => number.as_str().parse().ok(),
            Self::Literal(Literal::Float(number), _) => number.as_str().parse().ok(),
            Self::Json(Json::Number(number)) => number.as_f64(),
            _ => None,
        }
    }

    pub(crate) fn bool(self) -> Option<bool> {
        match self {
            Self::Literal(Literal::Boolean(one), _) | Self::Json(Json::Bool(one)) => Some(*one),
            _ => None,
        }
    }

    /// The items of a list; one value alone is a list of it.
    pub(super) fn items(self) -> Vec<Self> {
        match self {
            Self::Literal(Literal::List(items), variables) => {
                items.iter().filter_map(|item| Self::of(item, variables)).collect()
            }
            Self::Json(Json::Array(items)) => items.iter().map(Self::Json).collect(),
            one if one.is_null() => Vec::new(),
            one => vec![one],
        }
    }

    /// How many conditions and values it has as a filter: each field of its objects and each item of its lists.
    pub(super) fn conditions(self) -> u64 {
        let within = |one: Self| one.conditions().saturating_add(1);
        match self {
            Self::Literal(Literal::Object(_), _) | Self::Json(Json::Object(_)) => {
                self.entries().into_iter().map(|(_, value)| within(value)).sum()
            }
            Self::Literal(Literal::List(_), _) | Self::Json(Json::Array(_)) => {
                self.items().into_iter().map(within).sum()
            }
            _ => 0,
        }
    }

    /// It as JSON. Variables without a value are left out of objects and lists.
    pub(super) fn json(self) -> Json {
        match self {
            Self::Json(json) => json.clone(),
            Self::Literal(literal, variables) => match literal {
                Literal::Null => Json::Null,
                Literal::Boolean(one) => Json::Bool(*one),
                Literal::String(text) => Json::from(text.as_str()),
                Literal::Enum(name) => Json::from(name.as_str()),
                // A number beyond what JSON's has is infinite: what reads it says so.
                Literal::Int(number) => serde_json::from_str(number.as_str()).unwrap_or_default(),
                Literal::Float(number) => serde_json::from_str(number.as_str()).unwrap_or_default(),
                Literal::Variable(name) => {
                    variables.get(name.as_str()).cloned().unwrap_or_default()
                }
                Literal::List(_) => self.items().into_iter().map(Self::json).collect(),
                Literal::Object(_) => {
                    let fields = self.entries().into_iter();
                    fields.map(|(name, value)| (name.to_owned(), value.json())).collect()
                }
            },
        }
    }

    /// The fields of an object that have a value, null or not.
    pub(super) fn entries(self) -> Vec<(&'a str, Self)> {
        match self {
            Self::Literal(Literal::Object(fields), variables) => fields
                .iter()
                .filter_map(|(name, value)| Some((name.as_str(), Self::of(value, variables)?)))
                .collect(),
            Self::Json(Json::Object(fields)) => {
                fields.iter().map(|(name, value)| (name.as_str(), Self::Json(value))).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// An argument of a field: what is given, else its default; none when there is neither.
pub(super) fn argument<'a>(
    field: &'a Field,
    name: &str,
    variables: &'a Variables,
) -> Option<Input<'a>> {
    let given = field.arguments.iter().find(|argument| argument.name == *name);
    given
        .and_then(|argument| Input::of(&argument.value, variables))
        .or_else(|| default(field, name, variables))
}

/// The default of an argument.
pub(super) fn default<'a>(
    field: &'a Field,
    name: &str,
    variables: &'a Variables,
) -> Option<Input<'a>> {
    let declared = field.definition.arguments.iter().find(|one| one.name == *name)?;
    Some(Input::Literal(declared.default_value.as_ref()?, variables))
}

/// Whether `@skip` and `@include` let it be.
pub(super) fn is_included(directives: &[Node<Directive>], variables: &Variables) -> bool {
    directives.iter().all(|directive| {
        let condition = || {
            let value = directive.specified_argument_by_name("if")?;
            Input::of(value, variables)?.bool()
        };
        match directive.name.as_str() {
            "skip" => condition() != Some(true),
            "include" => condition() != Some(false),
            _ => true,
        }
    })
}
