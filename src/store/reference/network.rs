//! The records, and how to find one's neighbours by looking at all of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Direction, KindId, Model, PartialDate, Value};
use crate::plan::filter::LinkDate;
use crate::plan::selection::Follow;
use crate::store::batch::{Expected, Key, Known};
use crate::store::claim::of_record;
use crate::store::history::{Record, Values};
use crate::store::receipts::Receipts;
use crate::store::records::{Changed, LinkRecord, LinkRef, NodeRecord, Subject};
use crate::store::{LogQuery, Stamp};

/// A state of the network.
#[derive(Clone, Default, Debug)]
pub(super) struct Network {
    /// The nodes by id.
    pub(super) nodes: BTreeMap<Arc<str>, NodeRecord>,
    /// The links by what they join. Both ends of each are among the nodes.
    pub(super) links: BTreeMap<LinkRef, LinkRecord>,
    /// Every change that ever took place, by rising sequence.
    pub(super) changes: Vec<Changed>,
    /// What updates replaced, by the sequence number of the update.
    pub(super) replaced: BTreeMap<u64, Record>,
    /// The receipts of batches.
    pub(super) receipts: Receipts,
}

impl Network {
    /// The sequence number of the newest change.
    pub(super) fn sequence(&self) -> u64 {
        self.changes.last().map_or(0, |change| change.sequence)
    }

    /// A part of the log.
    pub(super) fn log(&self, query: &LogQuery) -> Vec<Changed> {
        let all = self.changes.iter().filter(|change| query.has(change));
        if query.newest_first {
            all.rev().take(query.limit).cloned().collect()
        } else {
            all.take(query.limit).cloned().collect()
        }
    }

    /// What a change found and left.
    pub(super) fn values(&self, change: &Changed) -> Values {
        let is_it = |record: &Record| match (&change.subject, record) {
            (Subject::Node { id, .. }, Record::Node(node)) => node.id == *id,
            (Subject::Link { link, .. }, Record::Link(record)) => record.link == *link,
            _ => false,
        };
        let later = self.replaced.range(change.sequence..).filter(|(_, record)| is_it(record));
        let later = later.take(2).map(|(sequence, record)| (*sequence, record.clone()));
        let now = match &change.subject {
            Subject::Node { id, .. } => self.nodes.get(id).cloned().map(Record::Node),
            Subject::Link { link, .. } => self.links.get(link).cloned().map(Record::Link),
        };
        Values::of(change, later.collect(), now)
    }

    /// How far it is and how large.
    pub(super) fn stamp(&self, model: &Model) -> Stamp {
        let is_now = |link: &&LinkRecord| {
            let (from, to) = (self.kind(&link.link.from), self.kind(&link.link.to));
            from.zip(to).is_some_and(|(from, to)| model.is_public_link(link.link.kind, from, to))
        };
        Stamp {
            sequence: self.sequence(),
            nodes: self.nodes.len() as u64,
            links: self.links.len() as u64,
            newest_seen: self.links.values().filter(is_now).filter_map(|link| link.seen).max(),
        }
    }

    /// The kind of the node of an id.
    pub(super) fn kind(&self, id: &str) -> Option<KindId> {
        self.nodes.get(id).map(|node| node.kind)
    }

    /// The node of a key as it is now.
    pub(super) fn known(&self, model: &Model, key: &Key) -> Option<Known> {
        let has = |node: &&NodeRecord| match key {
            Key::Id(id) => node.id == *id,
            Key::Claim(claim) => of_record(node, model).iter().any(|(one, _)| one == claim),
        };
        let record = self.nodes.values().find(has)?.clone();
        let links = self.links_at(&record.id);
        Some(Known { record, links })
    }

    /// The version or the count that something is expected of.
    pub(super) fn found(&self, expected: &Expected) -> u64 {
        match expected {
            Expected::Node { id, .. } => self.nodes.get(id).map_or(0, |node| node.version.into()),
            Expected::Link { link, .. } => {
                self.links.get(link).map_or(0, |link| link.version.into())
            }
            Expected::Links { id, .. } => self.links_at(id),
        }
    }

    fn links_at(&self, id: &str) -> u64 {
        let at = |link: &&LinkRef| *link.from == *id || *link.to == *id;
        self.links.keys().filter(at).count() as u64
    }

    /// The links to follow from a node and the nodes at their far ends, by link.
    pub(super) fn hops<'a>(
        &'a self,
        node: &'a NodeRecord,
        follow: Follow,
    ) -> impl Iterator<Item = (&'a LinkRecord, &'a NodeRecord)> {
        self.links
            .values()
            .filter(move |link| link.link.kind == follow.link)
            .filter_map(move |link| {
                let (from, to) = (&link.link.from, &link.link.to);
                let far = match follow.direction {
                    Direction::Out | Direction::Both if *from == node.id => to,
                    Direction::In | Direction::Both if *to == node.id => from,
                    _ => return None,
                };
                Some((link, self.nodes.get(far)?))
            })
            .filter(move |(_, far)| follow.far.has(far.kind))
            .filter(move |(link, far)| {
                follow.as_of.is_none_or(|as_of| {
                    as_of.allows(link.dates())
                        && [node, far].iter().all(|end| as_of.is_there(|date| end.date(date)))
                })
            })
    }
}

impl LinkRecord {
    /// A date, if it is stated.
    pub(super) fn date(&self, date: LinkDate) -> Option<PartialDate> {
        match date {
            LinkDate::Since => self.since,
            LinkDate::Until => self.until,
            LinkDate::Seen => self.seen,
        }
    }

    /// The value of a property, if it is there.
    pub(super) fn value(&self, property: crate::model::PropertyId) -> Option<&Value> {
        self.properties.iter().find(|(id, _)| *id == property).map(|(_, value)| value)
    }
}
