//! What is given of nodes and of the links with them.

use serde_json::Value as Json;

use super::{Object, Reader};
use crate::fault::words::write as words;
use crate::model::{Direction, KindId, KindSet, LinkId, Property, Value};
use crate::write::fault::Step;
use crate::write::request::{
    Far, Given, GivenIdentifier, GivenLinks, LinkInput, NodeInput, Patch, To,
};

impl Reader<'_> {
    /// The argument `input`, of a kind.
    pub(super) fn input(&mut self, arguments: &Object, kind: KindId) -> Option<NodeInput> {
        self.field(arguments, "input", |reader, input| Some(reader.node(kind, input.as_object()?)))?
    }

    /// A `NodeInput`: an object of one field, which says the kind.
    pub(super) fn any_node(&mut self, object: &Object) -> Option<NodeInput> {
        let (name, value) = object.iter().next()?;
        let kind = self.model.kinds.iter().find(|kind| kind.singular == *name)?.id;
        let step = Step::Field(name.as_str().into());
        self.within(step, |reader| Some(reader.node(kind, value.as_object()?)))
    }

    fn node(&mut self, kind: KindId, input: &Object) -> NodeInput {
        let mut node = NodeInput {
            place: self.here(),
            kind,
            id: None,
            properties: Vec::new(),
            identifiers: Vec::new(),
            links: Vec::new(),
        };
        for (name, value) in input {
            let step = Step::Field(name.as_str().into());
            self.within(step, |reader| reader.node_field(&mut node, name, value));
        }
        node
    }

    fn node_field(&mut self, node: &mut NodeInput, name: &str, value: &Json) {
        let kind = self.model.kind(node.kind);
        match name {
            "id" if value.is_null() => {}
            "id" => node.id = self.id_here(value, KindSet::one(node.kind)),
            "identifiers" => node.identifiers = self.identifiers(value),
            _ => {
                if let Some(property) = kind.property_named(name) {
                    node.properties.extend(self.given(property, value));
                } else if let Some(field) = kind.link_field(name) {
                    let links = items(value).iter().enumerate().filter_map(|(at, one)| {
                        let read =
                            |reader: &mut Self| reader.link_input(field.link, field.far, one);
                        // One value stands for a list of one.
                        if value.is_array() {
                            self.within(Step::Item(at), read)
                        } else {
                            read(self)
                        }
                    });
                    let links = links.collect();
                    node.links.push(GivenLinks {
                        kind: field.link,
                        forward: field.direction != Direction::In,
                        far: field.far,
                        shape: field.shape,
                        links,
                        place: self.here(),
                    });
                }
            }
        }
    }

    pub(super) fn link_input(
        &mut self,
        kind: LinkId,
        far: KindSet,
        value: &Json,
    ) -> Option<LinkInput> {
        let object = value.as_object()?;
        let id = self.id(object, "id", far);
        let new = self.field(object, "create", |reader, node| reader.any_node(node.as_object()?));
        let end = match (id, new) {
            (Some(id), None) => Some(Far::Node(id)),
            (None, Some(new)) => new.map(|node| Far::New(Box::new(node))),
            (None, None) if object.get("id").is_some_and(|id| !id.is_null()) => None,
            _ => {
                self.fault(words::leads_nowhere());
                None
            }
        };
        let dates = ["since", "until", "seen"].map(|name| self.patch(object, name, Self::date));
        let declared = &self.model.link(kind).properties;
        let mut properties = Vec::new();
        for property in declared {
            if let Some(value) = object.get(&property.name) {
                let step = Step::Field(property.name.as_str().into());
                properties.extend(self.within(step, |reader| reader.given(property, value)));
            }
        }
        Some(LinkInput { place: self.here(), kind, far: end?, dates, properties })
    }

    fn identifiers(&mut self, value: &Json) -> Vec<GivenIdentifier> {
        let mut all = Vec::new();
        for (at, one) in items(value).iter().enumerate() {
            let Some(object) = one.as_object() else { continue };
            self.within(Step::Item(at), |reader| {
                let scheme = reader.field(object, "scheme", Self::text).flatten();
                let value = match object.get("value") {
                    Some(value) if !value.is_null() => {
                        reader.field(object, "value", Self::text).flatten().map(Some)
                    }
                    _ => Some(None),
                };
                if let (Some(scheme), Some(value)) = (scheme, value) {
                    all.push(GivenIdentifier { scheme, value, place: reader.here() });
                }
            });
        }
        all
    }

    /// A property that is given, which may be null.
    fn given(&mut self, property: &Property, value: &Json) -> Option<Given> {
        let place = self.here();
        let to = if value.is_null() {
            To::Absent
        } else if property.localized {
            let object = value.as_object()?;
            To::Texts(["text", "en", "lt"].map(|name| self.patch(object, name, Self::text)))
        } else if property.list {
            let mut whole = true;
            let read = items(value).iter().enumerate().filter_map(|(at, item)| {
                let read = self.within(Step::Item(at), |reader| reader.value(property, item));
                whole &= read.is_some();
                read
            });
            let read: Vec<Value> = read.collect();
            if !whole {
                return None;
            }
            // No items and no list are the same: nothing is known.
            if read.is_empty() { To::Absent } else { To::Value(Value::List(read.into())) }
        } else {
            To::Value(self.value(property, value)?)
        };
        Some(Given { property: property.id, to, place })
    }

    /// What is said of a field that may be absent. One that cannot be read is told, and kept.
    fn patch<T>(
        &mut self,
        object: &Object,
        name: &str,
        read: impl FnOnce(&mut Self, &Json) -> Option<T>,
    ) -> Patch<T> {
        match object.get(name) {
            None => Patch::Keep,
            Some(Json::Null) => Patch::Clear,
            Some(value) => {
                let read = self.within(Step::Field(name.into()), |reader| read(reader, value));
                read.map_or(Patch::Keep, Patch::Set)
            }
        }
    }
}

/// The items of a list; one value alone is a list of it, and null of nothing.
pub(super) fn items(value: &Json) -> &[Json] {
    match value {
        Json::Array(items) => items,
        Json::Null => &[],
        one => std::slice::from_ref(one),
    }
}
