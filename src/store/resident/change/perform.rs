//! Carries out changes that were checked.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::claims::Claims;
use crate::model::{LinkId, PartialDate};
use crate::store::history::Fields;
use crate::store::records::{
    Action, Change, Changed, LinkRecord, LinkRef, NodeRecord, Recorded, Subject,
};
use crate::store::resident::facts::{body, link_body, node_body, seal, trailer};
use crate::store::resident::index::KindIndex;
use crate::store::resident::log::Touched;
use crate::store::resident::past::{OldFacts, Past};
use crate::store::resident::snapshot::adjacency::{Adjacency, Arm};
use crate::store::resident::snapshot::{LinkRow, NodeRow, SharedFacts, Snapshot};

/// From how many changes on a batch has the touched indexes built anew rather than kept up one by one.
const MANY: usize = 4_096;

/// What a change did, to what, and what it made different.
type Done = (Action, Subject, Fields);

/// The next state, while it is made.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) state: Snapshot,
    pub(super) claims: Claims,
    /// How many links were seen on each day that any was.
    seen: BTreeMap<PartialDate, usize>,
    free_nodes: Vec<u32>,
    free_links: Vec<u32>,
    /// What was touched since it was last taken.
    pub(super) touched: Touched,
    /// What becomes of old values, since it was last taken.
    pub(super) past: Past,
    /// Facts that many links of a batch share.
    shared: HashMap<Box<[u8]>, Arc<SharedFacts>>,
    /// Kinds whose indexes are built anew at the end of the batch.
    stale: Option<BTreeSet<usize>>,
}

impl Draft {
    /// A draft that continues a state.
    pub(super) fn new(state: Snapshot) -> Self {
        let free = |bound: u32, is_free: &dyn Fn(u32) -> bool| -> Vec<u32> {
            (0..bound).rev().filter(|number| is_free(*number)).collect()
        };
        let free_nodes = free(state.nodes.bound(), &|number| state.nodes.get(number).is_none());
        let free_links = free(state.links.bound(), &|number| state.links.get(number).is_none());
        let mut seen = BTreeMap::new();
        for (_, row) in state.links.iter() {
            if let Some(date) = row.facts().dates().seen
                && state.is_now(row.from, row.to, row.kind)
            {
                *seen.entry(date).or_default() += 1;
            }
        }
        let claims = Claims::of(&state);
        Self {
            state,
            claims,
            seen,
            free_nodes,
            free_links,
            touched: Touched::default(),
            past: Past::default(),
            shared: HashMap::new(),
            stale: None,
        }
    }

    /// Carries out a checked batch; what it did.
    pub(super) fn perform(&mut self, changes: &[Change], recorded: &Recorded) -> Vec<Changed> {
        self.stale = (changes.len() >= MANY).then(BTreeSet::new);
        let mut done = Vec::new();
        for change in changes {
            if let Some((action, subject, fields)) = self.one(change, recorded) {
                self.state.stamp.sequence += 1;
                let sequence = self.state.stamp.sequence;
                let recorded = recorded.clone();
                done.push(Changed { sequence, recorded, action, subject, fields });
            }
        }
        self.rebuild_stale();
        self.shared.clear();
        self.state.stamp.newest_seen = self.seen.last_key_value().map(|(date, _)| *date);
        done
    }

    fn rebuild_stale(&mut self) {
        for kind in self.stale.take().unwrap_or_default() {
            let members = self
                .state
                .nodes
                .iter()
                .filter(|(_, row)| usize::from(row.kind.0) == kind)
                .map(|(node, _)| node)
                .collect();
            Arc::make_mut(&mut self.state.kinds[kind]).rebuild(members, &self.state.nodes);
        }
    }

    fn one(&mut self, change: &Change, recorded: &Recorded) -> Option<Done> {
        match change {
            Change::PutNode(node) => self.put_node(node, recorded),
            Change::RemoveNode(id) => self.remove_node(id),
            Change::PutLink(link) => self.put_link(link, recorded),
            Change::RemoveLink(link) => {
                let number = self.state.find_link(link)?;
                let subject = self.link_subject(link)?;
                self.remove_link(number);
                Some((Action::Removed, subject, Fields::NONE))
            }
            Change::Forget(by) => {
                self.past.forget(by.clone());
                None
            }
        }
    }

    /// Forgets a node in the indexes of its kind, before it gets its next row or none.
    fn unindex(&mut self, kind: usize, node: u32, next: Option<&NodeRow>) {
        match &mut self.stale {
            Some(stale) => _ = stale.insert(kind),
            None => index_mut(&mut self.state.kinds, kind).remove(node, next, &self.state.nodes),
        }
    }

    /// Notes a node in the indexes of its kind, after it got its row; it may have had another.
    fn index(&mut self, kind: usize, node: u32, last: Option<&NodeRow>) {
        match &mut self.stale {
            Some(stale) => _ = stale.insert(kind),
            None => index_mut(&mut self.state.kinds, kind).insert(node, last, &self.state.nodes),
        }
    }

    fn put_node(&mut self, record: &NodeRecord, recorded: &Recorded) -> Option<Done> {
        let new = node_body(record);
        let found = self.state.find(&record.id);
        let old = found.and_then(|node| self.state.nodes.get(node)).cloned();
        if old.as_ref().is_some_and(|old| is_so(&old.facts, &new, recorded)) {
            return None;
        }
        let version =
            old.as_ref().and_then(|old| trailer(&old.facts)).map_or(0, |last| last.version);
        let facts = seal(&new, version.saturating_add(1), recorded).into();
        let kind = usize::from(record.kind.0);
        let node = found
            .unwrap_or_else(|| self.free_nodes.pop().unwrap_or_else(|| self.state.nodes.bound()));
        let id = old.as_ref().map_or_else(|| record.id.clone(), |old| old.id.clone());
        let row = NodeRow { id, facts, kind: record.kind };
        if let Some(old) = &old {
            self.unindex(kind, node, Some(&row));
            self.claims.remove(node, old, &self.state.model);
        }
        self.claims.add(node, &row, &self.state.model);
        self.state.nodes.set(node, Some(row));
        if old.is_none() {
            self.state.ids.insert(&record.id, node, &self.state.nodes);
            self.state.stamp.nodes += 1;
        }
        self.index(kind, node, old.as_ref());
        self.touched.node(node);
        let subject = Subject::Node { id: record.id.clone(), kind: record.kind };
        let Some(old) = old else { return Some((Action::Added, subject, Fields::NONE)) };
        let was = old.facts().record(old.id.clone(), old.kind);
        let fields =
            was.map_or(Fields::UNKNOWN, |was| Fields::of_nodes(&was, record, &recorded.by));
        self.past.keep(Past::node(node), self.state.stamp.sequence + 1, OldFacts::Node(old.facts));
        Some((Action::Updated, subject, fields))
    }

    fn remove_node(&mut self, id: &str) -> Option<Done> {
        let node = self.state.find(id)?;
        let row = self.state.nodes.get(node)?.clone();
        for kind in (0..self.state.model.links.len()).filter_map(|kind| u8::try_from(kind).ok()) {
            for forward in [true, false] {
                let arms = self.state.arms(node, LinkId(kind), forward);
                let links: Vec<u32> = arms.from(0).map(|arm| arm.link).collect();
                for link in links {
                    self.remove_link(link);
                }
            }
        }
        self.unindex(usize::from(row.kind.0), node, None);
        self.claims.remove(node, &row, &self.state.model);
        self.state.ids.remove(id, node);
        self.state.nodes.set(node, None);
        self.free_nodes.push(node);
        self.state.stamp.nodes -= 1;
        self.touched.node(node);
        self.past.erase(Past::node(node));
        Some((Action::Removed, Subject::Node { id: row.id, kind: row.kind }, Fields::NONE))
    }

    fn link_subject(&self, link: &LinkRef) -> Option<Subject> {
        let kind = |id| Some(self.state.nodes.get(self.state.find(id)?)?.kind);
        Some(Subject::Link { link: link.clone(), from: kind(&link.from)?, to: kind(&link.to)? })
    }

    fn put_link(&mut self, record: &LinkRecord, recorded: &Recorded) -> Option<Done> {
        let new = link_body(record);
        let identity = &record.link;
        let (from, to) = (self.state.find(&identity.from)?, self.state.find(&identity.to)?);
        let arms = self.state.arms(from, identity.kind, true);
        let (at, found) = self.state.seek(arms, &identity.to, identity.tag);
        let old = found.and_then(|arm| self.state.links.get(arm.link)).cloned();
        if old.as_ref().is_some_and(|old| is_so(&old.facts.0, &new, recorded)) {
            return None;
        }
        let last = old.as_ref().and_then(|old| trailer(&old.facts.0));
        let version = last.map_or(0, |last| last.version);
        let was_seen = old.as_ref().and_then(|old| old.facts().dates().seen);
        let is_now = self.state.is_now(from, to, identity.kind);
        let facts = self.share(seal(&new, version.saturating_add(1), recorded));
        let link = match found {
            Some(arm) => arm.link,
            None => self.free_links.pop().unwrap_or_else(|| self.state.links.bound()),
        };
        let row = LinkRow { from, to, tag: identity.tag, kind: identity.kind, facts };
        self.state.links.set(link, Some(row));
        if found.is_none() {
            let kind = usize::from(identity.kind.0);
            self.state.out[kind].insert(from, at, Arm { far: to, link });
            let back = self.state.arms(to, identity.kind, false);
            let (at, _) = self.state.seek(back, &identity.from, identity.tag);
            self.state.into[kind].insert(to, at, Arm { far: from, link });
            self.state.stamp.links += 1;
        }
        if is_now {
            self.see(was_seen, record.seen);
        }
        self.touched.link(link);
        let subject = self.link_subject(identity)?;
        let Some(old) = old else { return Some((Action::Added, subject, Fields::NONE)) };
        let was = old.facts().record(identity.clone());
        let fields =
            was.map_or(Fields::UNKNOWN, |was| Fields::of_links(&was, record, &recorded.by));
        self.past.keep(Past::link(link), self.state.stamp.sequence + 1, OldFacts::Link(old.facts));
        Some((Action::Updated, subject, fields))
    }

    fn remove_link(&mut self, link: u32) {
        let Some(row) = self.state.links.get(link).cloned() else { return };
        let kind = usize::from(row.kind.0);
        for (node, far, forward) in [(row.from, row.to, true), (row.to, row.from, false)] {
            let arms = self.state.arms(node, row.kind, forward);
            let (at, found) = self.state.seek(arms, self.state.id_of(far), row.tag);
            if found.is_some() {
                let all: &mut Vec<Adjacency> =
                    if forward { &mut self.state.out } else { &mut self.state.into };
                all[kind].remove(node, at);
            }
        }
        if self.state.is_now(row.from, row.to, row.kind) {
            self.see(row.facts().dates().seen, None);
        }
        self.state.links.set(link, None);
        self.free_links.push(link);
        self.state.stamp.links -= 1;
        self.touched.link(link);
        self.past.erase(Past::link(link));
    }

    /// Counts the days on which links were seen.
    fn see(&mut self, before: Option<PartialDate>, now: Option<PartialDate>) {
        if let Some(date) = now {
            *self.seen.entry(date).or_default() += 1;
        }
        if let Some(date) = before
            && let Some(count) = self.seen.get_mut(&date)
        {
            *count -= 1;
            if *count == 0 {
                self.seen.remove(&date);
            }
        }
    }

    fn share(&mut self, facts: Vec<u8>) -> Arc<SharedFacts> {
        let facts = facts.into_boxed_slice();
        if let Some(shared) = self.shared.get(&facts) {
            return shared.clone();
        }
        let shared = Arc::new(SharedFacts(facts.clone()));
        self.shared.insert(facts, shared.clone());
        shared
    }
}

fn index_mut(kinds: &mut [Arc<KindIndex>], kind: usize) -> &mut KindIndex {
    Arc::make_mut(&mut kinds[kind])
}

/// Whether facts already say a body, recorded by the same.
fn is_so(facts: &[u8], new: &[u8], recorded: &Recorded) -> bool {
    body(facts) == new && trailer(facts).is_some_and(|last| last.by == &*recorded.by)
}
