//! Applies changes to a copy of the network, which replaces the old one when nothing was wrong.

use std::collections::BTreeSet;

use super::network::Network;
use crate::fault::words::misfit::{self as words, End};
use crate::fault::words::write::taken;
use crate::model::{KindId, KindSet, Model};
use crate::store::batch::{Batch, Conflict, Submitted};
use crate::store::claim::Claim;
use crate::store::history::{Fields, Record};
use crate::store::receipts::Kept;
use crate::store::records::{
    Action, Change, Changed, LinkRecord, LinkRef, NodeRecord, Recorded, Subject,
};
use crate::store::{Applied, Refused, StoreError, fit};
use crate::text::Sentence;

/// The network after a batch, unless it stays as it is, and what became of the batch.
pub(super) fn submit(
    model: &Model,
    network: &Network,
    batch: &Batch<'_>,
) -> Result<(Option<Network>, Submitted), StoreError> {
    let now = batch.recorded.at;
    if let Some(receipt) = batch.receipt
        && let Some(repeated) = network.receipts.find(receipt, now)?
    {
        return Ok((None, repeated));
    }
    let conflicts = Conflict::of(batch.expected, |expected| network.found(expected));
    if !conflicts.is_empty() {
        return Err(StoreError::Conflict(conflicts));
    }
    let (mut next, changed) = apply(model, network, batch.changes, batch.recorded)?;
    if batch.rehearsal {
        let applied = Applied { sequence: network.sequence(), changed: 0 };
        return Ok((None, Submitted::Applied(applied)));
    }
    let applied = Applied { sequence: next.sequence(), changed };
    if let Some(receipt) = batch.receipt {
        next.receipts.keep(Kept { receipt: receipt.clone(), at: now, applied });
    }
    Ok((Some(next), Submitted::Applied(applied)))
}

/// The network after the changes, and how many of them changed something.
fn apply(
    model: &Model,
    network: &Network,
    changes: &[Change],
    recorded: &Recorded,
) -> Result<(Network, usize), StoreError> {
    let mut apply = Apply { model, recorded, network: network.clone(), faults: Vec::new() };
    let mut count = 0;
    for (at, change) in changes.iter().enumerate() {
        if let Some((action, subject, fields)) = apply.one(at, change) {
            count += 1;
            let sequence = apply.network.sequence() + 1;
            let recorded = recorded.clone();
            apply.network.changes.push(Changed { sequence, recorded, action, subject, fields });
        }
    }
    if apply.faults.is_empty() {
        Ok((apply.network, count))
    } else {
        Err(StoreError::Refused(apply.faults))
    }
}

struct Apply<'a> {
    model: &'a Model,
    recorded: &'a Recorded,
    network: Network,
    faults: Vec<Refused>,
}

/// What a change did, to what, and what it made different.
type Done = (Action, Subject, Fields);

impl Apply<'_> {
    /// Applies one change; what it did, unless nothing changed.
    fn one(&mut self, at: usize, change: &Change) -> Option<Done> {
        match change {
            Change::PutNode(node) => {
                let faults = self.faults_of_node(node);
                self.refuse(at, faults);
                self.put_node(node)
            }
            Change::RemoveNode(id) => {
                let node = self.network.nodes.remove(id)?;
                let is_at = |link: &LinkRef| link.from == *id || link.to == *id;
                self.network.links.retain(|link, _| !is_at(link));
                self.network.replaced.retain(|_, old| match old {
                    Record::Node(old) => old.id != *id,
                    Record::Link(old) => !is_at(&old.link),
                });
                let subject = Subject::Node { id: node.id, kind: node.kind };
                Some((Action::Removed, subject, Fields::NONE))
            }
            Change::PutLink(link) => {
                let faults = self.faults_of_link(link);
                self.refuse(at, faults);
                self.put_link(link)
            }
            Change::RemoveLink(link) => {
                self.network.links.remove(link)?;
                self.network
                    .replaced
                    .retain(|_, old| !matches!(old, Record::Link(old) if old.link == *link));
                Some((Action::Removed, self.link_subject(link)?, Fields::NONE))
            }
            Change::Forget(by) => {
                self.network.replaced.retain(|_, old| old.recorded().by != *by);
                None
            }
        }
    }

    fn refuse(&mut self, at: usize, faults: Vec<Sentence>) {
        self.faults.extend(faults.into_iter().map(|why| Refused { at, why }));
    }

    fn put_node(&mut self, node: &NodeRecord) -> Option<Done> {
        let old = self.network.nodes.get(&node.id);
        let version = old.map_or(0, |old| old.version);
        if old.is_some_and(|old| {
            old.recorded.by == self.recorded.by
                && *old == NodeRecord { recorded: old.recorded.clone(), version, ..node.clone() }
        }) {
            return None;
        }
        let recorded = self.recorded.clone();
        let new = NodeRecord { recorded, version: version.saturating_add(1), ..node.clone() };
        let subject = Subject::Node { id: node.id.clone(), kind: node.kind };
        let fields = old.map(|old| Fields::of_nodes(old, &new, &new.recorded.by));
        let old = self.network.nodes.insert(node.id.clone(), new);
        Some(self.put(subject, fields, old.map(Record::Node)))
    }

    fn put_link(&mut self, link: &LinkRecord) -> Option<Done> {
        let old = self.network.links.get(&link.link);
        let version = old.map_or(0, |old| old.version);
        if old.is_some_and(|old| {
            old.recorded.by == self.recorded.by
                && *old == LinkRecord { recorded: old.recorded.clone(), version, ..link.clone() }
        }) {
            return None;
        }
        let recorded = self.recorded.clone();
        let new = LinkRecord { recorded, version: version.saturating_add(1), ..link.clone() };
        let fields = old.map(|old| Fields::of_links(old, &new, &new.recorded.by));
        let old = self.network.links.insert(link.link.clone(), new);
        let subject = self.link_subject(&link.link)?;
        Some(self.put(subject, fields, old.map(Record::Link)))
    }

    /// What a put did, which may have replaced something that now differs in some fields.
    fn put(&mut self, subject: Subject, fields: Option<Fields>, old: Option<Record>) -> Done {
        let Some((fields, old)) = fields.zip(old) else {
            return (Action::Added, subject, Fields::NONE);
        };
        self.network.replaced.insert(self.network.sequence() + 1, old);
        (Action::Updated, subject, fields)
    }

    fn link_subject(&self, link: &LinkRef) -> Option<Subject> {
        let (from, to) = (self.network.kind(&link.from)?, self.network.kind(&link.to)?);
        Some(Subject::Link { link: link.clone(), from, to })
    }

    fn faults_of_node(&self, node: &NodeRecord) -> Vec<Sentence> {
        let mut faults = fit::node(self.model, node);
        let Some(kind) = self.model.kinds.get(usize::from(node.kind.0)) else { return faults };
        if let Some(was) = self.network.kind(&node.id).filter(|was| *was != node.kind) {
            let was = self.kind_name(was);
            faults.push(words::other_kind(&node.id, was, &kind.name));
        }
        let others = || self.network.nodes.values().filter(|other| other.id != node.id);
        for identifier in &node.identifiers {
            for other in others().filter(|other| other.identifiers.contains(identifier)) {
                let (scheme, value) = (&identifier.scheme, &identifier.value);
                let claim = Claim::Identifier((**scheme).into(), (**value).into());
                let taken = taken(&other.id, &claim, &format!("the {scheme} `{value}`"));
                faults.push(words::of(&node.id, &taken));
            }
        }
        for property in kind.properties.iter().filter(|property| property.unique) {
            let Some(value) = node.value(property.id) else { continue };
            let same_kind = others().filter(|other| other.kind == node.kind);
            for other in same_kind.filter(|other| other.value(property.id) == Some(value)) {
                let claim = Claim::of_value(node.kind, property.id, value);
                let taken = taken(&other.id, &claim, &format!("the same `{}`", property.name));
                faults.push(words::of(&node.id, &taken));
            }
        }
        faults
    }

    fn faults_of_link(&self, link: &LinkRecord) -> Vec<Sentence> {
        let mut faults = fit::link(self.model, link);
        let Some(kind) = self.model.links.get(usize::from(link.link.kind.0)) else { return faults };
        let name = link.link.id(self.model);
        for (id, expected, end) in
            [(&link.link.from, kind.from, "from"), (&link.link.to, kind.to, "to")]
        {
            match self.network.kind(id) {
                None => faults.push(words::of(&name, &words::no_node(id))),
                Some(found) if !expected.has(found) => {
                    let kinds = self.kind_names(expected);
                    let end = End { link: &kind.name, name: end, kinds: &kinds };
                    faults
                        .push(words::of(&name, &words::wrong_end(&end, id, self.kind_name(found))));
                }
                Some(_) => {}
            }
        }
        faults
    }

    fn kind_name(&self, kind: KindId) -> &str {
        self.model.kinds.get(usize::from(kind.0)).map_or("", |kind| &kind.name)
    }

    fn kind_names(&self, kinds: KindSet) -> Vec<&str> {
        let names: BTreeSet<&str> = kinds.iter().map(|kind| self.kind_name(kind)).collect();
        names.into_iter().collect()
    }
}
