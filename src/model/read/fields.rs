//! Reading the fields of a declaration: properties, and fields that follow links.

use std::collections::HashMap;

use apollo_compiler::Node;
use apollo_compiler::ast::{self, FieldDefinition, Type};

use super::{Fields, Place, Reader, doc, nearest};
use crate::model::sets::{KindSet, LinkId, PropertyId, PropertySet};
use crate::model::types::{
    Audience, Bound, DataType, Direction, EnumerationId, LinkField, Property, Shape,
};

impl<'a> Reader<'a> {
    /// The properties and link fields of a declaration; what is wrong with them is noted.
    pub(super) fn fields(
        &mut self,
        at: Place<'a>,
        declared: &'a [Node<FieldDefinition>],
        kinds_of: &HashMap<String, KindSet>,
    ) -> Fields {
        let mut fields = Fields::default();
        for field in declared {
            let result = if field.directives.has("link") {
                self.link_field(at, field, kinds_of).map(|link| fields.link_fields.push(link))
            } else {
                self.property(at, field).map(|property| fields.properties.push(property))
            };
            if let Err(message) = result {
                self.faults.push(at.fault(field, message));
            }
        }
        fields
    }

    fn link_field(
        &mut self,
        at: Place<'a>,
        field: &'a Node<FieldDefinition>,
        kinds_of: &HashMap<String, KindSet>,
    ) -> Result<LinkField, String> {
        let directive = field.directives.get("link").ok_or("no `@link`")?;
        let argument = |name: &str| directive.specified_argument_by_name(name);
        let link = argument("kind").and_then(|value| value.as_str()).unwrap_or_default();
        let link_at = self.links.get_index_of(link).ok_or_else(|| {
            format!(
                "`{}` follows `{link}`, which is not a kind of link{}",
                field.name,
                nearest(link, self.links.keys())
            )
        })?;
        let direction = match argument("direction")
            .and_then(|v| v.as_enum())
            .map(apollo_compiler::Name::as_str)
        {
            Some("OUT") => Direction::Out,
            Some("IN") => Direction::In,
            Some("BOTH") => Direction::Both,
            _ => return Err(format!("`{}`: direction must be OUT, IN or BOTH", field.name)),
        };
        let shape = match argument("shape")
            .and_then(|v| v.as_enum())
            .map(apollo_compiler::Name::as_str)
        {
            None | Some("CONNECTION") => Shape::Connection,
            Some("LIST") => Shape::List,
            Some("ONE") => Shape::One,
            _ => return Err(format!("`{}`: shape must be CONNECTION, LIST or ONE", field.name)),
        };
        if field.ty.is_list() == (shape == Shape::One) {
            return Err(format!(
                "`{}`: shape ONE has the type of a node, the others a list",
                field.name
            ));
        }
        let far_type = field.ty.inner_named_type().to_string();
        let far = *kinds_of.get(&far_type).ok_or_else(|| {
            format!(
                "`{}` has the type `{far_type}`, which is neither a kind nor an interface{}",
                field.name,
                nearest(&far_type, kinds_of.keys())
            )
        })?;
        Ok(LinkField {
            name: field.name.to_string(),
            doc: doc(field.description.as_ref()),
            link: LinkId(u8::try_from(link_at).unwrap_or(u8::MAX)),
            direction,
            shape,
            far_type,
            far,
            audience: self.audience(at, &field.directives),
        })
    }

    fn property(
        &mut self,
        at: Place<'a>,
        field: &'a Node<FieldDefinition>,
    ) -> Result<Property, String> {
        let type_name = field.ty.inner_named_type().as_str();
        let data = match type_name {
            "String" => DataType::Text,
            "Int" => DataType::Int,
            "Float" => DataType::Float,
            "Boolean" => DataType::Bool,
            "PartialDate" => DataType::Date,
            other => match self.enumerations.get_index_of(other) {
                Some(at) => DataType::Enum(EnumerationId(u8::try_from(at).unwrap_or(u8::MAX))),
                None => {
                    return Err(format!(
                        "`{}` has the type `{other}`; a property is String, Int, Float, Boolean, PartialDate or an enumeration, and a field to another kind needs `@link`",
                        field.name
                    ));
                }
            },
        };
        let list = matches!(field.ty, Type::List(_) | Type::NonNullList(_));
        let localized = field.directives.has("localized");
        let search = field.directives.has("search");
        if (localized || search) && data != DataType::Text {
            return Err(format!(
                "`{}`: only a String can be `@localized` or `@search`",
                field.name
            ));
        }
        if localized && list {
            return Err(format!("`{}`: a list cannot be `@localized`", field.name));
        }
        let audience = self.audience(at, &field.directives);
        let required = field.ty.is_non_null();
        if required && audience != Audience::Public {
            return Err(format!("`{}` is not for everybody, so it cannot be required", field.name));
        }
        let bound = match (field.directives.has("begins"), field.directives.has("ends")) {
            (false, false) => None,
            (true, false) => Some(Bound::Begins),
            (false, true) => Some(Bound::Ends),
            (true, true) => {
                return Err(format!("`{}` is either `@begins` or `@ends`", field.name));
            }
        };
        if bound.is_some() && (data != DataType::Date || list) {
            return Err(format!(
                "`{}`: only a PartialDate can be `@begins` or `@ends`",
                field.name
            ));
        }
        let shape = (data, list, localized, bound);
        let known = self.property_names.len();
        if known >= PropertySet::CAPACITY {
            return Err(format!("`{}`: there can be {known} property names", field.name));
        }
        let entry = self.property_names.entry(field.name.to_string());
        let id = PropertyId(u8::try_from(entry.index()).unwrap_or(u8::MAX));
        let known = *entry.or_insert(shape);
        if (known.0, known.1, known.2) != (data, list, localized) {
            return Err(format!(
                "`{}` has another type elsewhere; one name has one type in the whole model",
                field.name
            ));
        }
        if known.3 != bound {
            return Err(format!(
                "`{}` is `@begins` or `@ends` elsewhere, or not; it is so wherever the model has the name",
                field.name
            ));
        }
        if bound.and_then(|bound| self.bounded(bound)).is_some_and(|other| other != id) {
            return Err(format!(
                "`{}`: another property is that already; one tells when nodes begin, one when they end",
                field.name
            ));
        }
        Ok(Property {
            id,
            name: field.name.to_string(),
            doc: doc(field.description.as_ref()),
            data,
            list,
            required,
            localized,
            search,
            unique: field.directives.has("unique"),
            bound,
            audience,
        })
    }

    /// The property that tells this end of a node's time.
    pub(super) fn bounded(&self, bound: Bound) -> Option<PropertyId> {
        let at = self.property_names.values().position(|shape| shape.3 == Some(bound))?;
        u8::try_from(at).ok().map(PropertyId)
    }

    /// Who may see what has these directives.
    pub(super) fn audience(&mut self, at: Place<'a>, directives: &ast::DirectiveList) -> Audience {
        let Some(directive) = directives.get("visible") else { return Audience::Public };
        match directive
            .specified_argument_by_name("to")
            .and_then(|value| value.as_enum())
            .map(apollo_compiler::Name::as_str)
        {
            Some("PUBLIC") => Audience::Public,
            Some("STAFF") => Audience::Staff,
            _ => {
                let message = "`@visible(to:)` must be PUBLIC or STAFF".to_owned();
                self.faults.push(at.fault(directive, message));
                Audience::Staff
            }
        }
    }
}
