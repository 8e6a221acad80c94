//! The part of the network that a batch of changes touches: as it is, and as the changes leave it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use indexmap::IndexMap;

use super::past::Past;
use crate::model::{KindId, Model, PartialDate};
use crate::store::batch::Expected;
use crate::store::check::Before;
use crate::store::claim::{Claim, of_record};
use crate::store::history::{Fields, Record};
use crate::store::records::{
    Action, Change, Changed, LinkRecord, LinkRef, NodeRecord, Recorded, Subject,
};

/// A node or link that is touched.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Spot<R> {
    /// What the database has.
    pub(super) was: Option<R>,
    /// What the changes so far lead to.
    pub(super) now: Option<R>,
    /// Whether what the database has goes in any case: a node was removed, with its links. What stands there
    /// now is then another one.
    pub(super) is_gone: bool,
}

impl<R: Clone> Spot<R> {
    /// What the database has, untouched.
    pub(super) fn of(was: Option<R>) -> Self {
        Self { now: was.clone(), was, is_gone: false }
    }
}

/// What a change did, to what, and what it made different.
type Done = (Action, Subject, Fields);

/// What a batch touches.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) model: Arc<Model>,
    /// Nodes that are put or removed, found or not.
    pub(super) nodes: IndexMap<Arc<str>, Spot<NodeRecord>>,
    /// Links that are put or removed, and all links of nodes that are removed.
    pub(super) links: IndexMap<LinkRef, Spot<LinkRecord>>,
    /// What nodes are that are only ends of links.
    pub(super) ends: HashMap<Arc<str>, KindId>,
    /// The links of each node that is removed or whose links are counted, as they are now.
    pub(super) arms: HashMap<Arc<str>, BTreeSet<LinkRef>>,
    /// Who has what the nodes of the batch claim.
    pub(super) owners: HashMap<Claim, Arc<str>>,
    /// How many more links that everybody may see there are by the day on which they were seen.
    pub(super) days: BTreeMap<PartialDate, i64>,
    /// The changes that took place.
    pub(super) log: Vec<Changed>,
    /// What becomes of old values.
    pub(super) past: Past,
    /// The newest sequence number.
    pub(super) sequence: u64,
    pub(super) node_count: u64,
    pub(super) link_count: u64,
}

impl Draft {
    /// A draft that nothing is known of yet.
    pub(super) fn new(model: Arc<Model>, sequence: u64, node_count: u64, link_count: u64) -> Self {
        Self {
            model,
            nodes: IndexMap::new(),
            links: IndexMap::new(),
            ends: HashMap::new(),
            arms: HashMap::new(),
            owners: HashMap::new(),
            days: BTreeMap::new(),
            log: Vec::new(),
            past: Past::default(),
            sequence,
            node_count,
            link_count,
        }
    }

    /// Carries out changes that were checked; how many of them changed something.
    pub(super) fn perform(&mut self, changes: &[Change], recorded: &Recorded) -> usize {
        let before = self.log.len();
        for change in changes {
            if let Some((action, subject, fields)) = self.one(change, recorded) {
                self.sequence += 1;
                let (sequence, recorded) = (self.sequence, recorded.clone());
                self.log.push(Changed { sequence, recorded, action, subject, fields });
            }
        }
        self.log.len() - before
    }

    /// The version or the count that something is expected of.
    pub(super) fn found(&self, expected: &Expected) -> u64 {
        match expected {
            Expected::Node { id, .. } => {
                let node = self.nodes.get(id).and_then(|spot| spot.now.as_ref());
                node.map_or(0, |node| node.version.into())
            }
            Expected::Link { link, .. } => {
                let link = self.links.get(link).and_then(|spot| spot.now.as_ref());
                link.map_or(0, |link| link.version.into())
            }
            Expected::Links { id, .. } => self.arms.get(id).map_or(0, |arms| arms.len() as u64),
        }
    }

    fn one(&mut self, change: &Change, recorded: &Recorded) -> Option<Done> {
        match change {
            Change::PutNode(node) => self.put_node(node, recorded),
            Change::RemoveNode(id) => self.remove_node(id),
            Change::PutLink(link) => self.put_link(link, recorded),
            Change::RemoveLink(link) => {
                let subject = self.subject(link)?;
                self.take_link(link)?;
                Some((Action::Removed, subject, Fields::NONE))
            }
            Change::Forget(by) => {
                self.past.forget(by);
                None
            }
        }
    }

    fn put_node(&mut self, node: &NodeRecord, recorded: &Recorded) -> Option<Done> {
        let spot = self.nodes.get_mut(&node.id)?;
        let version = spot.now.as_ref().map_or(0, |old| old.version);
        if spot.now.as_ref().is_some_and(|old| {
            old.recorded.by == recorded.by
                && *old == NodeRecord { recorded: old.recorded.clone(), version, ..node.clone() }
        }) {
            return None;
        }
        let version = version.saturating_add(1);
        let new = NodeRecord { recorded: recorded.clone(), version, ..node.clone() };
        let old = spot.now.replace(new);
        if let Some(old) = &old {
            self.disown(old);
        }
        for (claim, _) in of_record(node, &self.model) {
            self.owners.insert(claim, node.id.clone());
        }
        self.node_count += u64::from(old.is_none());
        let subject = Subject::Node { id: node.id.clone(), kind: node.kind };
        let Some(old) = old else { return Some((Action::Added, subject, Fields::NONE)) };
        let fields = Fields::of_nodes(&old, node, &recorded.by);
        self.past.keep(old.id.clone(), self.sequence + 1, Record::Node(old));
        Some((Action::Updated, subject, fields))
    }

    fn remove_node(&mut self, id: &Arc<str>) -> Option<Done> {
        let old = self.nodes.get(id)?.now.clone()?;
        for link in self.arms.get(id).cloned().unwrap_or_default() {
            self.take_link(&link);
            if let Some(spot) = self.links.get_mut(&link) {
                spot.is_gone = true;
            }
        }
        self.disown(&old);
        let spot = self.nodes.get_mut(id)?;
        spot.now = None;
        spot.is_gone = true;
        self.node_count -= 1;
        self.past.erase(old.id.clone());
        Some((Action::Removed, Subject::Node { id: old.id, kind: old.kind }, Fields::NONE))
    }

    fn disown(&mut self, node: &NodeRecord) {
        for (claim, _) in of_record(node, &self.model) {
            // Within one batch a claim may have moved on before its old owner gives it up.
            if self.owners.get(&claim) == Some(&node.id) {
                self.owners.remove(&claim);
            }
        }
    }

    fn put_link(&mut self, link: &LinkRecord, recorded: &Recorded) -> Option<Done> {
        let subject = self.subject(&link.link)?;
        let spot = self.links.get_mut(&link.link)?;
        let version = spot.now.as_ref().map_or(0, |old| old.version);
        if spot.now.as_ref().is_some_and(|old| {
            old.recorded.by == recorded.by
                && *old == LinkRecord { recorded: old.recorded.clone(), version, ..link.clone() }
        }) {
            return None;
        }
        let version = version.saturating_add(1);
        let new = LinkRecord { recorded: recorded.clone(), version, ..link.clone() };
        let old = spot.now.replace(new);
        for end in [&link.link.from, &link.link.to] {
            if let Some(arms) = self.arms.get_mut(end) {
                arms.insert(link.link.clone());
            }
        }
        self.see(&link.link, old.as_ref().and_then(|old| old.seen), link.seen);
        self.link_count += u64::from(old.is_none());
        let Some(old) = old else { return Some((Action::Added, subject, Fields::NONE)) };
        let fields = Fields::of_links(&old, link, &recorded.by);
        let whose = link.link.id(&self.model).into();
        self.past.keep(whose, self.sequence + 1, Record::Link(old));
        Some((Action::Updated, subject, fields))
    }

    fn take_link(&mut self, link: &LinkRef) -> Option<LinkRecord> {
        let old = self.links.get_mut(link)?.now.take()?;
        for end in [&link.from, &link.to] {
            if let Some(arms) = self.arms.get_mut(end) {
                arms.remove(link);
            }
        }
        self.see(link, old.seen, None);
        self.link_count -= 1;
        self.past.erase(link.id(&self.model).into());
        Some(old)
    }

    /// Counts the days on which links were seen.
    fn see(&mut self, link: &LinkRef, was: Option<PartialDate>, now: Option<PartialDate>) {
        let ends = (self.kind(&link.from), self.kind(&link.to));
        let is_public = |(from, to)| self.model.is_public_link(link.kind, from, to);
        if was != now && ends.0.zip(ends.1).is_some_and(is_public) {
            for (day, more) in [(was, -1), (now, 1)] {
                if let Some(day) = day {
                    *self.days.entry(day).or_default() += more;
                }
            }
        }
    }

    fn subject(&self, link: &LinkRef) -> Option<Subject> {
        let (from, to) = (self.kind(&link.from)?, self.kind(&link.to)?);
        Some(Subject::Link { link: link.clone(), from, to })
    }
}

impl Before for Draft {
    fn kind(&self, id: &str) -> Option<KindId> {
        match self.nodes.get(id) {
            Some(spot) => spot.now.as_ref().map(|node| node.kind),
            None => self.ends.get(id).copied(),
        }
    }

    fn owner(&self, claim: &Claim) -> Option<Arc<str>> {
        self.owners.get(claim).cloned()
    }

    fn claims(&self, id: &str) -> Vec<Claim> {
        let node = self.nodes.get(id).and_then(|spot| spot.now.as_ref());
        let claims = node.map(|node| of_record(node, &self.model)).unwrap_or_default();
        claims.into_iter().map(|(claim, _)| claim).collect()
    }
}
