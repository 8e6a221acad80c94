//! The changes that a request comes to, over what is known of the network.
//!
//! Each act sees what the acts before it did: what they touched is noted over what is known. Every change is
//! kept with the place in the arguments that it comes from, so that a refusal of the store can be told there.

use std::sync::Arc;

use hashbrown::{HashMap, HashSet};
use indexmap::IndexMap;

use super::difference;
use super::fault::{Fault, FaultCode};
use super::known::{Known, Missing};
use super::outcome::{Effect, Touched};
use super::request::{Act, Expecting, Named, Place, Request};
use crate::fault::words::write as words;
use crate::model::Model;
use crate::store::batch::Expected;
use crate::store::claim::{Claim, of_record};
use crate::store::identity::Identity;
use crate::store::records::{Action, Change, LinkRecord, LinkRef, NodeRecord, Recorded, Source};
use crate::text::Sentence;

/// What a draft is made over.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) model: &'a Model,
    pub(super) identity: &'a Identity<'a>,
    pub(super) known: &'a Known,
    pub(super) recorded: &'a Recorded,
    pub(super) source: Option<&'a Source>,
}

/// A draft of changes.
pub(super) struct Draft<'a> {
    pub(super) ground: Ground<'a>,
    /// What is not known and must be read: a draft that misses something says nothing else.
    pub(super) missing: Missing,
    pub(super) faults: Vec<Fault>,
    pub(super) changes: Vec<Change>,
    /// Where each change comes from.
    pub(super) places: Vec<Place>,
    /// What the changes were made from.
    pub(super) expected: Vec<Expected>,
    /// The node that the first act is about.
    pub(super) node: Option<Arc<str>>,
    /// The link that the first act is about.
    pub(super) link: Option<LinkRef>,
    /// Nodes as the acts so far leave them.
    nodes: IndexMap<Arc<str>, Option<NodeRecord>>,
    /// Links as the acts so far leave them.
    links: IndexMap<LinkRef, Option<LinkRecord>>,
    /// Who has what only one may have, as the acts so far leave it.
    owners: HashMap<Claim, Option<Arc<str>>>,
    /// Nodes that were removed, which may be there again: their known links are gone.
    removed: HashSet<Arc<str>>,
    /// Links that went with removed nodes, by node.
    gone: HashMap<Arc<str>, u64>,
}

impl<'a> Draft<'a> {
    /// The draft of a request.
    pub(super) fn of(ground: Ground<'a>, request: &Request) -> Self {
        let mut draft = Self {
            ground,
            missing: Missing::default(),
            faults: Vec::new(),
            changes: Vec::new(),
            places: Vec::new(),
            expected: Vec::new(),
            node: None,
            link: None,
            nodes: IndexMap::new(),
            links: IndexMap::new(),
            owners: HashMap::new(),
            removed: HashSet::new(),
            gone: HashMap::new(),
        };
        for (at, act) in request.acts.iter().enumerate() {
            let (node, link) = draft.act(act);
            if at == 0 {
                (draft.node, draft.link) = (node, link);
            }
        }
        draft
    }

    /// Does something; the node and the link that it is about.
    fn act(&mut self, act: &Act) -> (Option<Arc<str>>, Option<LinkRef>) {
        match act {
            Act::Create(node) => (self.create(node), None),
            Act::Update { id, if_version, node } => {
                (self.update(id, if_version.as_ref(), node), None)
            }
            Act::Upsert(node) => (self.upsert(node), None),
            Act::Delete { id, if_version, cascade } => {
                self.delete(id, if_version.as_ref(), *cascade);
                (Some(id.id.clone()), None)
            }
            Act::Link { from, link } => (None, self.link_from(from, link)),
            Act::Unlink { link, place, if_version } => {
                self.unlink(link, place, if_version.as_ref());
                (None, Some(link.clone()))
            }
        }
    }

    pub(super) fn fault(&mut self, place: &Place, code: FaultCode, message: Sentence) {
        self.faults.push(Fault { place: place.to_vec(), code, message });
    }

    /// A node as it is now.
    pub(super) fn node_now(&mut self, id: &Arc<str>) -> Option<NodeRecord> {
        if let Some(now) = self.nodes.get(id) {
            return now.clone();
        }
        let known = self.ground.known.nodes.get(id);
        if known.is_none() {
            self.missing.nodes.insert(id.clone());
        }
        Some(known?.as_ref()?.record.clone())
    }

    /// A link as it is now.
    pub(super) fn link_now(&mut self, link: &LinkRef) -> Option<LinkRecord> {
        if let Some(now) = self.links.get(link) {
            return now.clone();
        }
        let is_new = |id: &Arc<str>| matches!(self.ground.known.nodes.get(id), Some(None));
        let is_gone = |id: &Arc<str>| self.removed.contains(id) || is_new(id);
        if is_gone(&link.from) || is_gone(&link.to) {
            return None;
        }
        let known = self.ground.known.links.get(link);
        if known.is_none() {
            self.missing.links.insert(link.clone());
        }
        known?.clone()
    }

    /// Who has what only one may have.
    pub(super) fn owner_now(&mut self, claim: &Claim) -> Option<Arc<str>> {
        let known = self.owners.get(claim).or_else(|| self.ground.known.owners.get(claim));
        if known.is_none() {
            self.missing.owners.insert(claim.clone());
        }
        known.cloned().flatten()
    }

    /// The links that were touched so far and are there.
    pub(super) fn touched_links(&self) -> Vec<LinkRef> {
        self.links.iter().filter(|(_, now)| now.is_some()).map(|(link, _)| link.clone()).collect()
    }

    /// Puts a node, unless it is so already.
    pub(super) fn put_node(
        &mut self,
        before: Option<&NodeRecord>,
        node: NodeRecord,
        place: &Place,
    ) {
        if before == Some(&node) {
            return;
        }
        let held = |record: &NodeRecord| of_record(record, self.ground.model);
        for (claim, _) in before.map(held).unwrap_or_default() {
            self.owners.insert(claim, None);
        }
        for (claim, _) in held(&node) {
            self.owners.insert(claim, Some(node.id.clone()));
        }
        self.touch_node(&node.id);
        self.changes.push(Change::PutNode(node.clone()));
        self.places.push(place.clone());
        self.nodes.insert(node.id.clone(), Some(node));
    }

    /// Expects a node to be as it was when it was read.
    fn touch_node(&mut self, id: &Arc<str>) {
        if !self.nodes.contains_key(id) {
            let known = self.ground.known.nodes.get(id).and_then(Option::as_ref);
            let version = known.map_or(0, |known| known.record.version);
            self.expected.push(Expected::Node { id: id.clone(), version });
        }
    }

    /// Puts a link, unless it is so already.
    pub(super) fn put_link(
        &mut self,
        before: Option<&LinkRecord>,
        link: LinkRecord,
        place: &Place,
    ) {
        if before == Some(&link) {
            return;
        }
        self.touch_link(&link.link);
        self.changes.push(Change::PutLink(link.clone()));
        self.places.push(place.clone());
        self.links.insert(link.link.clone(), Some(link));
    }

    /// Removes a link that is there.
    pub(super) fn remove_link(&mut self, link: &LinkRef, place: &Place) {
        self.touch_link(link);
        self.changes.push(Change::RemoveLink(link.clone()));
        self.places.push(place.clone());
        self.links.insert(link.clone(), None);
    }

    fn touch_link(&mut self, link: &LinkRef) {
        // A link of a node that was not there, or no longer is, is expected by the node's own version.
        if !self.links.contains_key(link)
            && let Some(known) = self.ground.known.links.get(link)
        {
            let version = known.as_ref().map_or(0, |known| known.version);
            self.expected.push(Expected::Link { link: link.clone(), version });
        }
    }

    fn delete(&mut self, id: &Named, if_version: Option<&Expecting>, cascade: bool) {
        let Some(node) = self.node_now(&id.id) else {
            return self.unknown(id, &[]);
        };
        self.expect_version(if_version, node.version, &id.id);
        let links = self.links_at(&id.id);
        if links > 0 && !cascade {
            self.fault(&id.place, FaultCode::Linked, words::linked(&id.id, links));
        }
        // Whatever was said of its links holds for those that there were.
        let known = self.ground.known.nodes.get(&id.id).and_then(Option::as_ref);
        if let Some(known) = known {
            let count = known.links;
            self.expected.push(Expected::Links { id: id.id.clone(), count });
        }
        self.touch_node(&id.id);
        for (claim, _) in of_record(&node, self.ground.model) {
            self.owners.insert(claim, None);
        }
        for (link, now) in &mut self.links {
            if link.from == id.id || link.to == id.id {
                *now = None;
            }
        }
        self.gone.insert(id.id.clone(), links);
        self.removed.insert(id.id.clone());
        self.changes.push(Change::RemoveNode(id.id.clone()));
        self.places.push(id.place.clone());
        self.nodes.insert(id.id.clone(), None);
    }

    /// How many links there are at a node now.
    fn links_at(&self, id: &Arc<str>) -> u64 {
        let known = self.ground.known.nodes.get(id).and_then(Option::as_ref);
        let before = if self.removed.contains(id) { 0 } else { known.map_or(0, |one| one.links) };
        let at = self.links.iter().filter(|(link, _)| link.from == *id || link.to == *id);
        at.fold(before, |count, (link, now)| {
            let was = self.ground.known.links.get(link).is_some_and(Option::is_some);
            match (was && before > 0, now.is_some()) {
                (true, false) => count.saturating_sub(1),
                (false, true) => count + 1,
                _ => count,
            }
        })
    }

    fn unlink(&mut self, link: &LinkRef, place: &Place, if_version: Option<&Expecting>) {
        // The ends are looked at so that what else is done to them is seen.
        let ends = (self.node_now(&link.from), self.node_now(&link.to));
        let now = if ends.0.is_some() && ends.1.is_some() { self.link_now(link) } else { None };
        let name = link.id(self.ground.model);
        let Some(now) = now else {
            return self.fault(place, FaultCode::UnknownId, words::no_link(&name));
        };
        self.expect_version(if_version, now.version, &name);
        self.remove_link(link, place);
    }

    /// Refuses a version that is not the one expected.
    pub(super) fn expect_version(&mut self, expected: Option<&Expecting>, found: u32, name: &str) {
        if let Some(Expecting { version, place }) = expected
            && *version != found
        {
            let message = words::other_version(name, found, *version);
            let place = place.clone();
            self.fault(&place, FaultCode::Conflict(Some(found)), message);
        }
    }

    /// Refuses an id that there is not; it should have been of one of some kinds.
    pub(super) fn unknown(&mut self, id: &Named, expected: &[&str]) {
        self.fault(&id.place, FaultCode::UnknownId, words::no_node(expected, &id.id));
    }

    /// What became of what was touched.
    pub(super) fn effects(&self) -> Vec<Effect> {
        let model = self.ground.model;
        let mut effects = Vec::new();
        for (id, after) in &self.nodes {
            let known = self.ground.known.nodes.get(id).and_then(Option::as_ref);
            let before = known.map(|known| &known.record);
            let Some(action) = action(before.is_some(), after.is_some()) else { continue };
            let Some(kind) = before.or(after.as_ref()).map(|node| node.kind) else { continue };
            let mut differences = difference::of_node(model, before, after.as_ref());
            if let Some(gone) = self.gone.get(id).filter(|gone| **gone > 0) {
                let before = Some(gone.to_string());
                let field = "links".to_owned();
                differences.push(super::outcome::Difference { field, before, after: None });
            }
            if action != Action::Updated || !differences.is_empty() {
                let touched = Touched::Node(id.clone(), kind);
                effects.push(Effect { action, touched, differences });
            }
        }
        for (link, after) in &self.links {
            let before = self.ground.known.links.get(link).and_then(Option::as_ref);
            let Some(action) = action(before.is_some(), after.is_some()) else { continue };
            let differences = difference::of_link(model, before, after.as_ref());
            if action != Action::Updated || !differences.is_empty() {
                let touched = Touched::Link(link.clone());
                effects.push(Effect { action, touched, differences });
            }
        }
        effects
    }
}

fn action(before: bool, after: bool) -> Option<Action> {
    match (before, after) {
        (false, true) => Some(Action::Added),
        (true, true) => Some(Action::Updated),
        (true, false) => Some(Action::Removed),
        (false, false) => None,
    }
}
