//! Nodes in a draft: created, changed, or whichever fits.

use std::sync::Arc;

use super::draft::Draft;
use super::fault::{FaultCode, Step};
use super::request::{Expecting, Given, GivenIdentifier, Named, NodeInput, Place, To};
use crate::fault::words::write as words;
use crate::model::{Kind, Localized, PropertyId, Value};
use crate::store::claim::{Claim, of_record};
use crate::store::records::{Identifier, NodeRecord, Source};
use crate::text::slug;

/// The longest id that is made of a name, in bytes.
const LONGEST_ID: usize = 100;

impl Draft<'_> {
    /// Adds a node; its id.
    pub(super) fn create(&mut self, input: &NodeInput) -> Option<Arc<str>> {
        let kind = self.ground.model.kind(input.kind);
        let mut node = NodeRecord {
            id: "".into(),
            kind: input.kind,
            properties: Vec::new(),
            identifiers: Vec::new(),
            sources: Vec::new(),
            recorded: self.ground.recorded.clone(),
            version: 0,
        };
        self.say(&mut node, input);
        let (id, place) = match &input.id {
            Some(id) => (id.id.clone(), &id.place),
            None => (self.made_id(kind, &node, input)?, &input.place),
        };
        node.id = id.clone();
        if let Some(found) = self.node_now(&id) {
            let found = &self.ground.model.kind(found.kind).name;
            self.fault(place, FaultCode::Exists, words::exists(found, &id));
            return Some(id);
        }
        self.complete(None, node, input);
        self.join_all(&id, input);
        Some(id)
    }

    /// Changes a node; its id.
    pub(super) fn update(
        &mut self,
        id: &Named,
        if_version: Option<&Expecting>,
        input: &NodeInput,
    ) -> Option<Arc<str>> {
        let expected = self.ground.model.kind(input.kind);
        let Some(before) = self.node_now(&id.id) else {
            self.unknown(id, &[&expected.name]);
            return None;
        };
        if before.kind != input.kind {
            let found = &self.ground.model.kind(before.kind).name;
            let message = words::other_kind(&id.id, found, &[&expected.name]);
            self.fault(&id.place, FaultCode::UnknownId, message);
            return None;
        }
        self.expect_version(if_version, before.version, &id.id);
        let mut node = before.clone();
        self.say(&mut node, input);
        self.complete(Some(&before), node, input);
        self.join_all(&id.id, input);
        Some(id.id.clone())
    }

    /// Changes the node that has the id, an identifier or a unique value given, or adds one.
    pub(super) fn upsert(&mut self, input: &NodeInput) -> Option<Arc<str>> {
        let named = match &input.id {
            Some(id) => self.node_now(&id.id).map(|_| id.clone()),
            None => self.owner_of(input)?,
        };
        match named {
            Some(id) => self.update(&id, None, input),
            None => self.create(input),
        }
    }

    /// The node that has one of the identifiers or unique values given, if one has; none outside where
    /// that was not to be found out.
    #[expect(clippy::option_option, reason = "the outer one says whether it could be found out")]
    fn owner_of(&mut self, input: &NodeInput) -> Option<Option<Named>> {
        let kind = self.ground.model.kind(input.kind);
        let mut claims: Vec<(Claim, &Place)> = Vec::new();
        for one in &input.identifiers {
            if let Some(value) = &one.value {
                let claim = Claim::Identifier((*one.scheme).into(), (**value).into());
                claims.push((claim, &one.place));
            }
        }
        for given in &input.properties {
            if let To::Value(value) = &given.to
                && kind.property(given.property).is_some_and(|property| property.unique)
            {
                claims.push((Claim::of_value(kind.id, given.property, value), &given.place));
            }
        }
        if claims.is_empty() {
            self.fault(&input.place, FaultCode::BadInput, words::says_not_which(&kind.name));
            return None;
        }
        let mut found: Option<Named> = None;
        for (claim, place) in claims {
            let Some(owner) = self.owner_now(&claim) else { continue };
            match &found {
                Some(first) if first.id != owner => {
                    let message = words::of_several(&owner, &first.id);
                    let place = place.clone();
                    self.fault(&place, FaultCode::Ambiguous, message);
                    return None;
                }
                _ => found = Some(Named { id: owner, place: place.clone() }),
            }
        }
        Some(found)
    }

    /// An id made of a node's name.
    fn made_id(&mut self, kind: &Kind, node: &NodeRecord, input: &NodeInput) -> Option<Arc<str>> {
        if let Some(code) = &kind.code {
            self.fault(&input.place, FaultCode::Required, words::needs_code(code));
            return None;
        }
        let name = self.ground.model.property_id("name").and_then(|name| {
            match &node.properties.iter().find(|(id, _)| *id == name)?.1 {
                Value::Localized(text) => text.texts().next().map(|text| slug(text)),
                Value::Text(text) => Some(slug(text)),
                _ => None,
            }
        });
        let Some(name) = name.filter(|name| !name.is_empty()) else {
            self.fault(&input.place, FaultCode::Required, words::needs_id());
            return None;
        };
        let stem = kind.constant.to_ascii_lowercase().replace('_', "-");
        let mut id = format!("{stem}-{name}");
        id.truncate(id.floor_char_boundary(LONGEST_ID));
        Some(id.into())
    }

    /// Gives a record what the input says of it.
    fn say(&self, node: &mut NodeRecord, input: &NodeInput) {
        for given in &input.properties {
            set(&mut node.properties, given);
        }
        set_identifiers(&mut node.identifiers, &input.identifiers);
        add_source(&mut node.sources, self.ground.source);
        // Who recorded it and how often is the store's to say.
        node.recorded = self.ground.recorded.clone();
    }

    /// Puts a node, with whatever is wrong with it told.
    fn complete(&mut self, before: Option<&NodeRecord>, node: NodeRecord, input: &NodeInput) {
        let model = self.ground.model;
        let kind = model.kind(node.kind);
        for property in kind.properties.iter().filter(|property| property.required) {
            if node.properties.iter().all(|(id, _)| *id != property.id) {
                let given = input.properties.iter().find(|given| given.property == property.id);
                let place = given.map_or_else(
                    || within(&input.place, &property.name),
                    |given| given.place.clone(),
                );
                let message = words::required(&kind.name, &property.name);
                self.fault(&place, FaultCode::Required, message);
            }
        }
        self.in_order(&node, input);
        let had: Vec<Claim> = before
            .map(|node| of_record(node, model))
            .unwrap_or_default()
            .into_iter()
            .map(|(claim, _)| claim)
            .collect();
        for (claim, named) in of_record(&node, model) {
            if had.contains(&claim) {
                continue;
            }
            if let Some(owner) = self.owner_now(&claim).filter(|owner| *owner != node.id) {
                let place = place_of(&claim, input);
                let message = words::taken(&owner, &claim, &named);
                self.fault(&place, FaultCode::Taken, message);
            }
        }
        let place = input.place.clone();
        // As the store compares them: who recorded it and its version make no difference.
        let same =
            before.map(|before| NodeRecord { recorded: node.recorded.clone(), ..before.clone() });
        self.put_node(same.as_ref(), node, &place);
    }

    /// Refuses an end before the start.
    fn in_order(&mut self, node: &NodeRecord, input: &NodeInput) {
        let date = |name: &str| {
            let id = self.ground.model.property_id(name)?;
            node.properties.iter().find_map(|(one, value)| match value {
                Value::Date(date) if *one == id => Some(*date),
                _ => None,
            })
        };
        if let (Some(start), Some(end)) = (date("start"), date("end"))
            && end.last_day() < start.first_day()
        {
            let message = words::end_before_start(end, start);
            self.fault(&within(&input.place, "end"), FaultCode::BadInput, message);
        }
    }
}

/// Gives a property what it is to become.
pub(super) fn set(properties: &mut Vec<(PropertyId, Value)>, given: &Given) {
    let at = properties.binary_search_by_key(&given.property, |(id, _)| *id);
    let value = match &given.to {
        To::Absent => None,
        To::Value(value) => Some(value.clone()),
        To::Texts([any, en, lt]) => {
            let mut text = match at.map(|at| &properties[at].1) {
                Ok(Value::Localized(text)) => Localized::clone(text),
                _ => Localized::default(),
            };
            any.apply(&mut text.any);
            en.apply(&mut text.en);
            lt.apply(&mut text.lt);
            let is_there = text.texts().next().is_some();
            is_there.then(|| Value::Localized(Arc::new(text)))
        }
    };
    match (at, value) {
        (Ok(at), Some(value)) => properties[at].1 = value,
        (Ok(at), None) => drop(properties.remove(at)),
        (Err(at), Some(value)) => properties.insert(at, (given.property, value)),
        (Err(_), None) => {}
    }
}

/// Replaces the identifiers of the schemes given. A scheme that has these already keeps its place.
fn set_identifiers(identifiers: &mut Vec<Identifier>, given: &[GivenIdentifier]) {
    for (at, one) in given.iter().enumerate() {
        if given[..at].iter().any(|other| other.scheme == one.scheme) {
            continue;
        }
        let same = given.iter().filter(|other| other.scheme == one.scheme);
        let mut wanted: Vec<&Arc<str>> = same.filter_map(|other| other.value.as_ref()).collect();
        let mut met = hashbrown::HashSet::new();
        wanted.retain(|value| met.insert(*value));
        let had = identifiers.iter().filter(|known| known.scheme == one.scheme);
        if had.map(|known| &known.value).eq(wanted.iter().copied()) {
            continue;
        }
        let new: Vec<Identifier> = wanted
            .into_iter()
            .map(|value| Identifier { scheme: one.scheme.clone(), value: value.clone() })
            .collect();
        identifiers.retain(|known| known.scheme != one.scheme);
        identifiers.extend(new);
    }
}

/// Adds a source. One of the same address was read again.
pub(super) fn add_source(sources: &mut Vec<Source>, source: Option<&Source>) {
    let Some(source) = source else { return };
    match sources.iter_mut().find(|known| known.url == source.url) {
        Some(known) => known.retrieved = known.retrieved.max(source.retrieved),
        None => sources.push(source.clone()),
    }
}

/// Where a claim was given.
fn place_of(claim: &Claim, input: &NodeInput) -> Place {
    let given = match claim {
        Claim::Identifier(scheme, value) => {
            let is_it = |one: &&GivenIdentifier| {
                *one.scheme == **scheme && one.value.as_deref() == Some(&**value)
            };
            input.identifiers.iter().find(is_it).map(|one| &one.place)
        }
        Claim::Value(_, property, _) => {
            let given = input.properties.iter().find(|given| given.property == *property);
            given.map(|given| &given.place)
        }
    };
    given.unwrap_or(&input.place).clone()
}

/// A field of a place.
pub(super) fn within(place: &Place, field: &str) -> Place {
    place.iter().cloned().chain([Step::Field(field.into())]).collect()
}
