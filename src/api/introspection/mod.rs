//! Introspection: `__schema` and `__type`, written as JSON from the schema.
//!
//! It is ours because neither library at hand tells all: async-graphql leaves out the interfaces of
//! interfaces, apollo-compiler leaves out `isOneOf`.

mod meta;

use std::sync::Arc;

use apollo_compiler::Schema;

use super::answer::{AnswerError, RootAnswer, Step};
use super::execute::Answered;
use super::respond::string;
use crate::fault::Code;
use crate::fault::words::request as words;
use crate::plan::lower::{Collector, Group, Input, Sets};
use meta::{Meta, MetaValue};

/// How many bytes one root field of introspection may become. The whole schema asked for by a tool is
/// well below; aliases within aliases would have no end.
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// The answer of a root field became too long.
struct TooLong;

/// Writes root fields of introspection.
pub(crate) struct Introspection<'a> {
    /// The schema to tell.
    pub(crate) schema: &'a Schema,
    /// The request's fragments and variables.
    pub(crate) collector: Collector<'a>,
}

impl<'a> Introspection<'a> {
    /// The root field `__schema` or `__type`, answered.
    pub(crate) fn root(&self, group: &Group<'a>) -> Answered {
        let key: Arc<str> = group.key.as_str().into();
        let answer = match self.json(group) {
            Ok(json) => RootAnswer { json: Some(json), errors: Vec::new() },
            Err(TooLong) => RootAnswer {
                json: None,
                errors: vec![AnswerError {
                    path: vec![Step::Key(key.clone())],
                    at: group.key.location().map_or(0, |place| place.offset()),
                    code: Code::TooLarge,
                    message: words::long_introspection(MOST_BYTES),
                    more: None,
                }],
            },
        };
        let nullable = !group.first().definition.ty.is_non_null();
        Answered { key, nullable, answer }
    }

    fn json(&self, group: &Group<'a>) -> Result<Vec<u8>, TooLong> {
        let mut out = Vec::new();
        let meta = if group.first().name == "__schema" {
            Some(Meta::Schema)
        } else {
            let name = self.collector.argument(group.first(), "name").and_then(Input::text);
            name.and_then(|name| self.schema.types.get(name)).map(Meta::Named)
        };
        match meta {
            Some(meta) => self.object(meta, &group.sets(), &mut out)?,
            None => out.extend_from_slice(b"null"),
        }
        Ok(out)
    }

    /// Recursion is bounded by the nesting of the request.
    fn object(&self, meta: Meta<'a>, sets: &Sets<'a>, out: &mut Vec<u8>) -> Result<(), TooLong> {
        if out.len() > MOST_BYTES {
            return Err(TooLong);
        }
        out.push(b'{');
        for (at, group) in self.collector.collect(sets, None).iter().enumerate() {
            if at > 0 {
                out.push(b',');
            }
            string(out, group.key);
            out.push(b':');
            let field = group.first();
            let value = if field.name == "__typename" {
                MetaValue::Text(meta.type_name().to_owned())
            } else {
                let deprecated = self.collector.argument(field, "includeDeprecated");
                let deprecated = deprecated.and_then(Input::bool).unwrap_or(false);
                meta.field(self.schema, &field.name, deprecated)
            };
            self.value(value, group, out)?;
        }
        out.push(b'}');
        Ok(())
    }

    fn value(
        &self,
        value: MetaValue<'a>,
        group: &Group<'a>,
        out: &mut Vec<u8>,
    ) -> Result<(), TooLong> {
        match value {
            MetaValue::Null => out.extend_from_slice(b"null"),
            MetaValue::Bool(one) => out.extend_from_slice(if one { b"true" } else { b"false" }),
            MetaValue::Text(text) => string(out, &text),
            MetaValue::One(meta) => self.object(meta, &group.sets(), out)?,
            MetaValue::Texts(all) => list(out, all, |out, text| {
                string(out, &text);
                Ok(())
            })?,
            MetaValue::Many(all) => {
                let sets = group.sets();
                list(out, all, |out, meta| self.object(meta, &sets, out))?;
            }
        }
        Ok(())
    }
}

fn list<T>(
    out: &mut Vec<u8>,
    items: Vec<T>,
    mut write: impl FnMut(&mut Vec<u8>, T) -> Result<(), TooLong>,
) -> Result<(), TooLong> {
    out.push(b'[');
    for (at, item) in items.into_iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        write(out, item)?;
    }
    out.push(b']');
    Ok(())
}
