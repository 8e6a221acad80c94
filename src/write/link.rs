//! Links in a draft.

use std::sync::Arc;

use super::draft::Draft;
use super::fault::FaultCode;
use super::known::Fan;
use super::node::{add_source, set, within};
use super::request::{Far, GivenLinks, LinkInput, Named, NodeInput};
use crate::fault::words::write as words;
use crate::model::{KindSet, Shape};
use crate::store::records::{LinkRecord, LinkRef};

impl Draft<'_> {
    /// Joins a node to what is given over its link fields.
    pub(super) fn join_all(&mut self, node: &Arc<str>, input: &NodeInput) {
        for given in &input.links {
            let mut joined = None;
            for link in &given.links {
                let near = Named { id: node.clone(), place: link.place.clone() };
                joined = self.join(&near, given.forward, given.far, link);
            }
            if given.shape == Shape::One {
                self.leave_others(node, given, joined.as_ref());
            }
        }
    }

    /// A link of a kind that starts from a node.
    pub(super) fn link_from(&mut self, from: &Named, link: &LinkInput) -> Option<LinkRef> {
        let far = self.ground.model.link(link.kind).to;
        self.join(from, true, far, link)
    }

    /// Joins a node with another, which may be new; the link.
    fn join(
        &mut self,
        near: &Named,
        forward: bool,
        far_kinds: KindSet,
        input: &LinkInput,
    ) -> Option<LinkRef> {
        let far = match &input.far {
            Far::Node(named) => named.clone(),
            Far::New(node) => Named { id: self.create(node)?, place: node.place.clone() },
        };
        let kind = self.ground.model.link(input.kind);
        let (near_kinds, far_side) =
            if forward { (kind.from, kind.to) } else { (kind.to, kind.from) };
        let near_fits = self.is_one_of(near, near_kinds);
        let far_fits = self.is_one_of(&far, far_side.and(far_kinds));
        if !near_fits || !far_fits {
            return None;
        }
        if near.id == far.id {
            self.fault(&far.place, FaultCode::BadInput, words::joins_itself(&near.id));
            return None;
        }
        let (from, to) =
            if forward { (near.id.clone(), far.id) } else { (far.id, near.id.clone()) };
        Some(self.relate(from, to, input))
    }

    /// Whether there is a node of an id and one of some kinds; it is told where not.
    fn is_one_of(&mut self, named: &Named, kinds: KindSet) -> bool {
        let model = self.ground.model;
        let expected = || {
            let mut all: Vec<&str> =
                kinds.iter().map(|kind| model.kind(kind).name.as_str()).collect();
            all.sort_unstable();
            all
        };
        match self.node_now(&named.id) {
            None => self.unknown(named, &expected()),
            Some(node) if !kinds.has(node.kind) => {
                let found = &model.kind(node.kind).name;
                let message = words::other_kind(&named.id, found, &expected());
                self.fault(&named.place, FaultCode::UnknownId, message);
            }
            Some(_) => return true,
        }
        false
    }

    /// Puts the link between two nodes.
    fn relate(&mut self, from: Arc<str>, to: Arc<str>, input: &LinkInput) -> LinkRef {
        let [since, until, seen] = input.dates;
        let mut from_when = None;
        since.apply(&mut from_when);
        let mut said = Vec::new();
        for given in &input.properties {
            set(&mut said, given);
        }
        let tag = self.ground.identity.tag(input.kind, &said, from_when);
        let link = LinkRef { kind: input.kind, from, to, tag };
        let before = self.link_now(&link);
        let mut record = before.clone().unwrap_or_else(|| LinkRecord {
            link: link.clone(),
            since: None,
            until: None,
            seen: None,
            properties: Vec::new(),
            sources: Vec::new(),
            recorded: self.ground.recorded.clone(),
            version: 0,
        });
        for given in &input.properties {
            set(&mut record.properties, given);
        }
        since.apply(&mut record.since);
        until.apply(&mut record.until);
        seen.apply(&mut record.seen);
        add_source(&mut record.sources, self.ground.source);
        record.recorded = self.ground.recorded.clone();
        if let (Some(since), Some(until)) = (record.since, record.until)
            && until.last_day() < since.first_day()
        {
            let message = words::until_before_since(until, since);
            self.fault(&within(&input.place, "until"), FaultCode::BadInput, message);
        }
        let kind = self.ground.model.link(input.kind);
        for property in kind.properties.iter().filter(|property| property.required) {
            if record.properties.iter().all(|(id, _)| *id != property.id) {
                let message = words::required(&kind.name, &property.name);
                self.fault(&within(&input.place, &property.name), FaultCode::Required, message);
            }
        }
        let same = before.map(|before| LinkRecord { recorded: record.recorded.clone(), ..before });
        self.put_link(same.as_ref(), record, &input.place);
        link
    }

    /// Removes the links of a field that has one node, but for the one that was given.
    fn leave_others(&mut self, node: &Arc<str>, given: &GivenLinks, kept: Option<&LinkRef>) {
        let GivenLinks { kind, forward, far, place, .. } = given;
        let is_of = |link: &LinkRef| {
            link.kind == *kind && *(if *forward { &link.from } else { &link.to }) == *node
        };
        let mut others: Vec<LinkRef> = Vec::new();
        if matches!(self.ground.known.nodes.get(node), Some(Some(_))) {
            let fan = Fan { node: node.clone(), kind: *kind, forward: *forward, far: *far };
            match self.ground.known.fans.get(&fan) {
                Some(links) => others.extend(links.iter().map(|one| one.link.clone())),
                None => drop(self.missing.fans.insert(fan)),
            }
        }
        for link in self.touched_links() {
            let end = if *forward { &link.to } else { &link.from };
            if is_of(&link)
                && !others.contains(&link)
                && self.node_now(end).is_some_and(|node| far.has(node.kind))
            {
                others.push(link);
            }
        }
        for link in others.iter().filter(|link| Some(*link) != kept) {
            if self.link_now(link).is_some() {
                self.remove_link(link, place);
            }
        }
    }
}
