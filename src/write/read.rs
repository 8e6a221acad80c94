//! A mutation's arguments as a typed request, and every fault in them.
//!
//! The arguments were validated: names are those of the schema, and values have its types. What the schema cannot
//! say is checked here: dates, bounds, blank texts, ids.

use std::fmt::Write as _;
use std::sync::Arc;

use serde_json::{Map, Value as Json};
use sha2::{Digest as _, Sha256};

use super::fault::{Fault, FaultCode, Step};
use super::request::{
    Act, Expecting, Far, Given, GivenIdentifier, GivenLinks, LinkInput, Mutation, Named, NodeInput,
    Patch, Place, Request, To,
};
use crate::fault::words::{request, write as words};
use crate::model::{
    DataType, Direction, KindId, KindSet, LinkId, Model, PartialDate, Property, Value, names, sense,
};
use crate::store::records::{LinkRef, NodeId, Source};
use crate::text::{Sentence, did_you_mean};

/// The most changes of one `apply`.
const MOST_CHANGES: usize = 1_000;
/// The longest text of a property, an identifier or a source, in bytes.
const LONGEST_TEXT: usize = 20_000;
/// The longest idempotency key, in bytes.
const LONGEST_KEY: usize = 200;
/// How much of a wrong value is told, in characters.
const TOLD: usize = 60;

type Object = Map<String, Json>;

/// Reads the arguments of a mutation: what can be read of them, and every fault in them.
pub(super) fn read(model: &Model, mutation: Mutation, arguments: &Object) -> (Request, Vec<Fault>) {
    let mut reader = Reader { model, place: Vec::new(), faults: Vec::new() };
    let acts = reader.acts(mutation, arguments);
    let source = reader.field(arguments, "source", Reader::source).flatten();
    let key = reader.field(arguments, "idempotencyKey", Reader::key).flatten();
    let request = Request {
        acts,
        source,
        rehearsal: flag(arguments, "dryRun"),
        key,
        fingerprint: fingerprint(mutation, arguments),
    };
    (request, reader.faults)
}

/// Equal for equal mutations; the key itself does not count.
fn fingerprint(mutation: Mutation, arguments: &Object) -> Arc<str> {
    let mut hash = Sha256::new();
    hash.update(format!("{mutation:?}"));
    for (name, value) in arguments.iter().filter(|(name, _)| *name != "idempotencyKey") {
        hash.update(name);
        hash.update(value.to_string());
    }
    let bytes = hash.finalize();
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text.into()
}

struct Reader<'m> {
    model: &'m Model,
    place: Vec<Step>,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn fault(&mut self, message: Sentence) {
        let place = self.place.clone();
        self.faults.push(Fault { place, code: FaultCode::BadInput, message });
    }

    fn here(&self) -> Place {
        self.place.as_slice().into()
    }

    fn within<T>(&mut self, step: Step, read: impl FnOnce(&mut Self) -> T) -> T {
        self.place.push(step);
        let read = read(self);
        self.place.pop();
        read
    }

    /// Reads a field where it is given and not null.
    fn field<'j, T>(
        &mut self,
        object: &'j Object,
        name: &str,
        read: impl FnOnce(&mut Self, &'j Json) -> T,
    ) -> Option<T> {
        let value = object.get(name).filter(|value| !value.is_null())?;
        Some(self.within(Step::Field(name.into()), |reader| read(reader, value)))
    }

    fn acts(&mut self, mutation: Mutation, arguments: &Object) -> Vec<Act> {
        let act = match mutation {
            Mutation::Create(kind) => self.input(arguments, kind).map(Act::Create),
            Mutation::Upsert(kind) => self.input(arguments, kind).map(Act::Upsert),
            Mutation::Update(kind) => {
                self.update(arguments, |reader| reader.input(arguments, kind), KindSet::one(kind))
            }
            Mutation::Delete => self.delete(arguments),
            Mutation::Link => self.link(arguments),
            Mutation::Unlink => self.unlink(arguments),
            Mutation::Apply => return self.changes(arguments),
        };
        act.into_iter().collect()
    }

    fn changes(&mut self, arguments: &Object) -> Vec<Act> {
        let acts = self.field(arguments, "changes", |reader, changes| {
            let changes = items(changes);
            if changes.len() > MOST_CHANGES {
                reader.fault(words::too_many_changes(changes.len(), MOST_CHANGES));
                return Vec::new();
            }
            let all = changes.iter().enumerate();
            all.filter_map(|(at, change)| {
                reader.within(Step::Item(at), |reader| reader.change(change))
            })
            .collect()
        });
        acts.unwrap_or_default()
    }

    /// A `ChangeInput`: an object of one field, which says what to do.
    fn change(&mut self, change: &Json) -> Option<Act> {
        let (name, value) = change.as_object()?.iter().next()?;
        let object = value.as_object()?;
        self.within(Step::Field(name.as_str().into()), |reader| match name.as_str() {
            "create" => reader.any_node(object).map(Act::Create),
            "upsert" => reader.any_node(object).map(Act::Upsert),
            "update" => {
                let all = reader.model.all_kinds();
                reader.update(
                    object,
                    |reader| {
                        let node = object.get("set")?.as_object()?;
                        reader.within(Step::Field("set".into()), |reader| reader.any_node(node))
                    },
                    all,
                )
            }
            "delete" => reader.delete(object),
            "link" => reader.link(object),
            _ => reader.unlink(object),
        })
    }

    fn update(
        &mut self,
        object: &Object,
        node: impl FnOnce(&mut Self) -> Option<NodeInput>,
        kinds: KindSet,
    ) -> Option<Act> {
        let node = node(self);
        let kinds = node.as_ref().map_or(kinds, |node| KindSet::one(node.kind));
        let id = self.id(object, "id", kinds);
        let if_version = self.if_version(object);
        let (node, id) = (node?, id?);
        if let Some(other) = node.id.as_ref().filter(|other| other.id != id.id) {
            let message = words::other_id(&other.id, &id.id);
            let place = other.place.to_vec();
            self.faults.push(Fault { place, code: FaultCode::BadInput, message });
        }
        Some(Act::Update { id, if_version, node })
    }

    fn delete(&mut self, object: &Object) -> Option<Act> {
        let all = self.model.all_kinds();
        let if_version = self.if_version(object);
        let id = self.id(object, "id", all)?;
        Some(Act::Delete { id, if_version, cascade: flag(object, "cascade") })
    }

    fn link(&mut self, object: &Object) -> Option<Act> {
        let all = self.model.all_kinds();
        let from = self.id(object, "from", all);
        let link = self.field(object, "to", |reader, to| {
            let (name, value) = to.as_object()?.iter().next()?;
            let is_it =
                |kind: &&crate::model::LinkKind| names::link_input_field(&kind.type_name) == *name;
            let (kind, far) = {
                let kind = reader.model.links.iter().find(is_it)?;
                (kind.id, kind.to)
            };
            let step = Step::Field(name.as_str().into());
            reader.within(step, |reader| reader.link_input(kind, far, value))
        });
        Some(Act::Link { from: from?, link: link.flatten()? })
    }

    fn unlink(&mut self, object: &Object) -> Option<Act> {
        let if_version = self.if_version(object);
        let link = self.field(object, "id", |reader, id| {
            let id = text_of(id)?;
            let Some(link) = LinkRef::parse(&id, reader.model) else {
                let kind = id.split('/').next().unwrap_or_default();
                let known = reader.model.links.iter().map(|kind| kind.name.as_str());
                let near = did_you_mean(kind, known);
                reader.fault(words::no_link_id(&quoted(&id), &near));
                return None;
            };
            Some((link, reader.here()))
        });
        let (link, place) = link.flatten()?;
        Some(Act::Unlink { link, place, if_version })
    }

    /// The argument `input`, of a kind.
    fn input(&mut self, arguments: &Object, kind: KindId) -> Option<NodeInput> {
        self.field(arguments, "input", |reader, input| Some(reader.node(kind, input.as_object()?)))?
    }

    /// A `NodeInput`: an object of one field, which says the kind.
    fn any_node(&mut self, object: &Object) -> Option<NodeInput> {
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

    fn link_input(&mut self, kind: LinkId, far: KindSet, value: &Json) -> Option<LinkInput> {
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

    fn value(&mut self, property: &Property, value: &Json) -> Option<Value> {
        Some(match property.data {
            DataType::Text => {
                let text = self.text(value)?;
                if let Some(expected) = sense::unfit_text(property, &text) {
                    self.fault(words::no_address(&quoted(&text), &expected));
                    return None;
                }
                Value::Text(text)
            }
            DataType::Date => Value::Date(self.date(value)?),
            DataType::Bool => Value::Bool(value.as_bool()?),
            DataType::Int => {
                let number = i32::try_from(value.as_i64()?).ok()?;
                self.within_bounds(property, f64::from(number))?;
                Value::Int(number.into())
            }
            DataType::Float => {
                let number = value.as_f64().filter(|number| number.is_finite())?;
                self.within_bounds(property, number)?;
                Value::Float(number)
            }
            DataType::Enum(of) => {
                Value::Enum(self.model.enumeration(of).position(value.as_str()?)?)
            }
        })
    }

    fn within_bounds(&mut self, property: &Property, number: f64) -> Option<()> {
        let Some(expected) = sense::out_of_bounds(property, number) else { return Some(()) };
        self.fault(words::out_of_range(number, &expected));
        None
    }

    fn date(&mut self, value: &Json) -> Option<PartialDate> {
        let text = value.as_str().unwrap_or_default();
        let date = text.parse().ok();
        if date.is_none() {
            self.fault(request::no_date(&quoted(text), &sense::meant_date(text)));
        }
        date
    }

    /// A text without the blanks around it.
    fn text(&mut self, value: &Json) -> Option<Arc<str>> {
        let text = value.as_str().unwrap_or_default().trim();
        if text.is_empty() {
            self.fault(words::blank());
            None
        } else if text.len() > LONGEST_TEXT {
            self.fault(words::length(text.len(), 0, LONGEST_TEXT));
            None
        } else {
            Some(text.into())
        }
    }

    fn source(&mut self, value: &Json) -> Option<Source> {
        let object = value.as_object()?;
        let retrieved = self.field(object, "retrieved", Self::date);
        let url = self.field(object, "url", Self::text).flatten()?;
        Some(Source { url, retrieved: retrieved.flatten() })
    }

    fn key(&mut self, value: &Json) -> Option<Arc<str>> {
        let key = value.as_str().unwrap_or_default();
        if (1..=LONGEST_KEY).contains(&key.len()) {
            return Some(key.into());
        }
        self.fault(words::length(key.len(), 1, LONGEST_KEY));
        None
    }

    fn if_version(&mut self, object: &Object) -> Option<Expecting> {
        self.field(object, "ifVersion", |reader, value| {
            let version = value.as_i64().unwrap_or_default();
            match u32::try_from(version) {
                Ok(version) if version > 0 => Some(Expecting { version, place: reader.here() }),
                _ => {
                    reader.fault(words::no_version(version));
                    None
                }
            }
        })?
    }

    fn id(&mut self, object: &Object, name: &str, kinds: KindSet) -> Option<Named> {
        self.field(object, name, |reader, value| reader.id_here(value, kinds))?
    }

    /// An id; where the kind is known and has codes, the bare code will do.
    fn id_here(&mut self, value: &Json, kinds: KindSet) -> Option<Named> {
        let given = text_of(value)?;
        let mut kinds = kinds.iter();
        let code = match (kinds.next(), kinds.next()) {
            (Some(kind), None) => self.model.kind(kind).code.as_deref(),
            _ => None,
        };
        let coded = |code: &str| given.strip_prefix(code).is_some_and(|rest| rest.starts_with(':'));
        let id = match code {
            Some(code) if !coded(code) => format!("{code}:{given}"),
            _ => given,
        };
        let Ok(id) = id.parse::<NodeId>() else {
            self.fault(words::no_id(&quoted(&id)));
            return None;
        };
        Some(Named { id: id.0, place: self.here() })
    }
}

/// The items of a list; one value alone is a list of it, and null of nothing.
fn items(value: &Json) -> &[Json] {
    match value {
        Json::Array(items) => items,
        Json::Null => &[],
        one => std::slice::from_ref(one),
    }
}

fn flag(object: &Object, name: &str) -> bool {
    object.get(name).and_then(Json::as_bool).unwrap_or(false)
}

/// An id as text: whole numbers are ids too.
fn text_of(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A value as a message quotes it: on one line and not too long.
fn quoted(text: &str) -> String {
    let line: String =
        text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(TOLD).collect();
    if text.chars().count() > TOLD { format!("`{line}...`") } else { format!("`{line}`") }
}
