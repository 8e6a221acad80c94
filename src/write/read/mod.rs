//! A mutation's arguments as a typed request, and every fault in them.
//!
//! - [`inputs`]: what is given of nodes and of the links with them
//! - [`values`]: single values
//!
//! The arguments were validated: names are those of the schema, and values have its types. What the schema cannot
//! say is checked here: dates, bounds, blank texts, ids.

mod inputs;
mod values;

use std::sync::Arc;

use serde_json::{Map, Value as Json};
use sha2::{Digest as _, Sha256};

use crate::fault::words::write as words;
use crate::model::{KindSet, Model, names};
use crate::store::records::LinkRef;
use crate::text::{Sentence, did_you_mean, hexadecimal, quoted};
use crate::write::fault::{Fault, FaultCode, Step};
use crate::write::request::{Act, Mutation, NodeInput, Place, Request};

/// The most changes of one `apply`.
const MOST_CHANGES: usize = 1_000;

use inputs::items;
use values::text_of;

type Object = Map<String, Json>;

/// Reads the arguments of a mutation: what can be read of them, and every fault in them.
pub(in crate::write) fn read(
    model: &Model,
    mutation: Mutation,
    arguments: &Object,
) -> (Request, Vec<Fault>) {
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
    hexadecimal(&hash.finalize()).into()
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
}

fn flag(object: &Object, name: &str) -> bool {
    object.get(name).and_then(Json::as_bool).unwrap_or(false)
}
