//! Kinds of nodes and of links, made of their declarations.

use std::collections::HashMap;

use apollo_compiler::Node;
use apollo_compiler::ast;
use indexmap::IndexMap;

use super::{Declared, Fields, LINK_FIELDS, NODE_FIELDS, Reader, doc, first_lower, nearest};
use crate::model::names;
use crate::model::sets::{KindId, KindSet, LinkId};
use crate::model::types::{DataType, Direction, EnumerationId, Kind, LinkKind, Listed};

impl<'a> Reader<'a> {
    pub(super) fn kind(
        &mut self,
        declared: &Declared<'a, ast::ObjectTypeDefinition>,
        id: KindId,
        interfaces: Vec<String>,
        fields: Fields,
    ) -> Kind {
        let what = declared.what;
        let node = what.directives.get("node");
        let text = |argument: &str| {
            node.and_then(|node| node.specified_argument_by_name(argument))
                .and_then(|value| value.as_str())
        };
        let listed = what
            .directives
            .get_all("listed")
            .filter_map(|directive| self.listed(declared, directive, &fields))
            .collect();
        Kind {
            id,
            name: what.name.to_string(),
            constant: names::constant(&what.name),
            singular: first_lower(&what.name),
            plural: text("plural").unwrap_or_default().to_owned(),
            code: text("code").map(str::to_owned),
            doc: doc(what.description.as_ref()),
            interfaces,
            properties: fields.properties,
            link_fields: fields.link_fields,
            listed,
            audience: self.audience(declared.at, &what.directives),
        }
    }

    pub(super) fn listed(
        &mut self,
        declared: &Declared<'a, ast::ObjectTypeDefinition>,
        directive: &Node<ast::Directive>,
        fields: &Fields,
    ) -> Option<Listed> {
        let text = |name: &str| {
            directive.specified_argument_by_name(name).and_then(|value| value.as_str())
        };
        let found = (|| {
            let property =
                fields.properties.iter().find(|one| Some(one.name.as_str()) == text("property"))?;
            let DataType::Enum(EnumerationId(at)) = property.data else { return None };
            let (_, enumeration) = self.enumerations.get_index(usize::from(at))?;
            let value = enumeration
                .what
                .values
                .iter()
                .position(|value| Some(value.value.as_str()) == text("value"))?;
            Some(Listed {
                singular: text("singular")?.to_owned(),
                plural: text("plural")?.to_owned(),
                property: property.id,
                value: u8::try_from(value).ok()?,
            })
        })();
        if found.is_none() {
            let message = "`@listed` needs singular, plural, an enumerated property of the kind and a value of it";
            self.faults.push(declared.at.fault(declared.what, message.to_owned()));
        }
        found
    }

    pub(super) fn link_kind(
        &mut self,
        name: String,
        declared: &Declared<'a, ast::ObjectTypeDefinition>,
        id: LinkId,
        kinds_of: &HashMap<String, KindSet>,
    ) -> LinkKind {
        let what = declared.what;
        let mut end = |argument: &str| {
            let mut kinds = KindSet::EMPTY;
            let listed = what
                .directives
                .get("linkKind")
                .and_then(|one| one.specified_argument_by_name(argument))
                .and_then(|value| value.as_list())
                .unwrap_or_default();
            for name in listed.iter().filter_map(|value| value.as_str()) {
                match kinds_of.get(name) {
                    Some(more) => kinds = kinds.or(*more),
                    None => self.faults.push(declared.at.fault(
                        what,
                        format!(
                            "`{argument}: {name}` is neither a kind nor an interface{}",
                            nearest(name, kinds_of.keys())
                        ),
                    )),
                }
            }
            kinds
        };
        let (from, to) = (end("from"), end("to"));
        let fields = self.fields(declared.at, &what.fields, kinds_of);
        for field in &fields.properties {
            if LINK_FIELDS.contains(&field.name.as_str()) {
                let message = format!("`{}` is a field that every link has of itself", field.name);
                self.faults.push(declared.at.fault(what, message));
            }
        }
        LinkKind {
            id,
            name,
            type_name: what.name.to_string(),
            doc: doc(what.description.as_ref()),
            from,
            to,
            properties: fields.properties,
            audience: self.audience(declared.at, &what.directives),
        }
    }

    pub(super) fn check_names(
        &mut self,
        declared: &Declared<'a, ast::ObjectTypeDefinition>,
        fields: &Fields,
    ) {
        let names = fields
            .properties
            .iter()
            .map(|property| property.name.as_str())
            .chain(fields.link_fields.iter().map(|field| field.name.as_str()));
        let mut seen: Vec<&str> = NODE_FIELDS.to_vec();
        for name in names {
            if seen.contains(&name) {
                let message = format!("`{}` has `{name}` twice", declared.what.name);
                self.faults.push(declared.at.fault(declared.what, message));
            }
            seen.push(name);
        }
    }

    /// A link field must be able to find something: its kinds must stand at the ends of its link.
    pub(super) fn check_ends(
        &mut self,
        declared: &IndexMap<&str, Declared<'a, ast::ObjectTypeDefinition>>,
        kinds: &[Kind],
        links: &[LinkKind],
    ) {
        for (kind, Declared { at, what }) in kinds.iter().zip(declared.values()) {
            for field in &kind.link_fields {
                let Some(link) = links.get(usize::from(field.link.0)) else { continue };
                let possible = |near: KindSet, far: KindSet| {
                    near.has(kind.id) && !field.far.and(far).is_empty()
                };
                let fits = match field.direction {
                    Direction::Out => possible(link.from, link.to),
                    Direction::In => possible(link.to, link.from),
                    Direction::Both => possible(link.from, link.to) || possible(link.to, link.from),
                };
                if !fits {
                    let message = format!(
                        "`{}.{}` follows {} between kinds that it does not join",
                        kind.name, field.name, link.name
                    );
                    // An inherited field stands elsewhere; it is this kind that it does not fit.
                    let own = what.fields.iter().find(|one| one.name.as_str() == field.name);
                    let span = own.map_or_else(|| what.location(), Node::location);
                    self.faults.push(at.fault_at(span, message));
                }
            }
        }
    }
}
