//! Whether a batch of changes can be applied, before anything of it is.
//!
//! Each change is judged on the state that the changes before it lead to. That state is not built: what the
//! batch has touched so far is noted over the state that there is.

use std::collections::HashMap;
use std::sync::Arc;

use super::claim::{Claim, of_record};
use super::records::{Change, LinkRecord, NodeRecord};
use super::{Refused, fit};
use crate::fault::words::misfit::{self as words, End};
use crate::fault::words::write::taken;
use crate::model::{KindId, KindSet, Model};
use crate::text::Sentence;

/// What a check asks of the network before the changes.
pub trait Before {
    /// The kind of a node, if it is there.
    fn kind(&self, id: &str) -> Option<KindId>;

    /// The node that has what a claim names, if one has.
    fn owner(&self, claim: &Claim) -> Option<Arc<str>>;

    /// What a node claims; nothing when it is not there.
    fn claims(&self, id: &str) -> Vec<Claim>;
}

/// All that is wrong with the changes, in their order.
pub fn check(model: &Model, before: &impl Before, changes: &[Change]) -> Vec<Refused> {
    let mut check = Check {
        model,
        before,
        nodes: HashMap::new(),
        owners: HashMap::new(),
        held: HashMap::new(),
    };
    let mut refused = Vec::new();
    for (at, change) in changes.iter().enumerate() {
        let faults = match change {
            Change::PutNode(node) => check.put_node(node),
            Change::RemoveNode(id) => {
                check.give_up(id);
                check.nodes.insert(id.clone(), None);
                Vec::new()
            }
            Change::PutLink(link) => check.link(link),
            Change::RemoveLink(_) | Change::Forget(_) => Vec::new(),
        };
        refused.extend(faults.into_iter().map(|why| Refused { at, why }));
    }
    refused
}

struct Check<'a, B> {
    model: &'a Model,
    before: &'a B,
    /// Nodes that the batch has touched: their kind, none where removed.
    nodes: HashMap<Arc<str>, Option<KindId>>,
    /// The owners of the claims that the batch has touched.
    owners: HashMap<Claim, Vec<Arc<str>>>,
    /// The claims of the nodes that the batch has put.
    held: HashMap<Arc<str>, Vec<Claim>>,
}

impl<B: Before> Check<'_, B> {
    fn kind(&self, id: &str) -> Option<KindId> {
        match self.nodes.get(id) {
            Some(touched) => *touched,
            None => self.before.kind(id),
        }
    }

    fn owners_mut(&mut self, claim: &Claim) -> &mut Vec<Arc<str>> {
        self.owners
            .entry(claim.clone())
            .or_insert_with(|| self.before.owner(claim).into_iter().collect())
    }

    /// Takes all claims from a node.
    fn give_up(&mut self, id: &Arc<str>) {
        let held = match (self.held.remove(id), self.nodes.contains_key(id)) {
            (Some(held), _) => held,
            (None, true) => Vec::new(),
            (None, false) => self.before.claims(id),
        };
        for claim in held {
            self.owners_mut(&claim).retain(|owner| owner != id);
        }
    }

    fn put_node(&mut self, node: &NodeRecord) -> Vec<Sentence> {
        let model = self.model;
        let mut faults = fit::node(model, node);
        let was = self.kind(&node.id).filter(|was| *was != node.kind);
        if let (Some(was), Some(kind)) = (was, model.kinds.get(usize::from(node.kind.0))) {
            let was = self.kind_name(was);
            faults.push(words::other_kind(&node.id, was, &kind.name));
        }
        let claims = of_record(node, model);
        let is_known = model.kinds.len() > usize::from(node.kind.0);
        if !claims.is_empty()
            || self.held.contains_key(&node.id)
            || self.before.kind(&node.id).is_some()
        {
            self.give_up(&node.id);
        }
        for (claim, named) in &claims {
            let owners = self.owners_mut(claim);
            let mut others: Vec<&Arc<str>> = owners.iter().filter(|one| **one != node.id).collect();
            others.sort();
            let taken = |other: &&Arc<str>| words::of(&node.id, &taken(other, claim, named));
            // Of a kind that there is not, nothing more is told.
            faults.extend(others.iter().map(taken).filter(|_| is_known));
            if !owners.contains(&node.id) {
                owners.push(node.id.clone());
            }
        }
        if !claims.is_empty() {
            let claims = claims.into_iter().map(|(claim, _)| claim).collect();
            self.held.insert(node.id.clone(), claims);
        }
        self.nodes.insert(node.id.clone(), Some(node.kind));
        faults
    }

    fn link(&self, link: &LinkRecord) -> Vec<Sentence> {
        let mut faults = fit::link(self.model, link);
        let Some(kind) = self.model.links.get(usize::from(link.link.kind.0)) else {
            return faults;
        };
        for (id, expected, end) in
            [(&link.link.from, kind.from, "from"), (&link.link.to, kind.to, "to")]
        {
            let name = || link.link.id(self.model);
            match self.kind(id) {
                None => faults.push(words::of(&name(), &words::no_node(id))),
                Some(found) if !expected.has(found) => {
                    let kinds = self.kind_names(expected);
                    let end = End { link: &kind.name, name: end, kinds: &kinds };
                    faults.push(words::of(
                        &name(),
                        &words::wrong_end(&end, id, self.kind_name(found)),
                    ));
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
        let mut names: Vec<&str> = kinds.iter().map(|kind| self.kind_name(kind)).collect();
        names.sort_unstable();
        names
    }
}
