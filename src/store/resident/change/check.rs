//! Whether a batch of changes can be applied, before anything of it is.
//!
//! Each change is judged on the state that the changes before it lead to. That state is not built: what the
//! batch has touched so far is noted over the state that there is.

use std::collections::HashMap;
use std::sync::Arc;

use super::claims::{Claim, Claims, of_record, of_row};
use crate::model::{KindId, KindSet};
use crate::store::records::{Change, LinkRecord, NodeRecord};
use crate::store::resident::snapshot::Snapshot;
use crate::store::{Refused, fit};

/// All that is wrong with the changes, in their order.
pub(super) fn check(state: &Snapshot, claims: &Claims, changes: &[Change]) -> Vec<Refused> {
    let mut check = Check {
        state,
        claims,
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
            Change::RemoveLink(_) => Vec::new(),
        };
        refused.extend(faults.into_iter().map(|why| Refused { at, why }));
    }
    refused
}

struct Check<'a> {
    state: &'a Snapshot,
    claims: &'a Claims,
    /// Nodes that the batch has touched: their kind, none where removed.
    nodes: HashMap<Arc<str>, Option<KindId>>,
    /// The owners of the claims that the batch has touched.
    owners: HashMap<Claim, Vec<Arc<str>>>,
    /// The claims of the nodes that the batch has put.
    held: HashMap<Arc<str>, Vec<Claim>>,
}

impl Check<'_> {
    fn kind(&self, id: &str) -> Option<KindId> {
        match self.nodes.get(id) {
            Some(touched) => *touched,
            None => Some(self.state.nodes.get(self.state.find(id)?)?.kind),
        }
    }

    fn owners_mut(&mut self, claim: &Claim) -> &mut Vec<Arc<str>> {
        self.owners.entry(claim.clone()).or_insert_with(|| {
            let row = self.claims.owner(claim).and_then(|node| self.state.nodes.get(node));
            row.map(|row| row.id.clone()).into_iter().collect()
        })
    }

    /// Takes all claims from a node.
    fn give_up(&mut self, id: &Arc<str>) {
        let held = match (self.held.remove(id), self.nodes.contains_key(id)) {
            (Some(held), _) => held,
            (None, true) => Vec::new(),
            (None, false) => {
                let row = self.state.find(id).and_then(|node| self.state.nodes.get(node));
                row.map(|row| of_row(row, &self.state.model)).unwrap_or_default()
            }
        };
        for claim in held {
            self.owners_mut(&claim).retain(|owner| owner != id);
        }
    }

    fn put_node(&mut self, node: &NodeRecord) -> Vec<String> {
        let model = &self.state.model;
        let mut faults = fit::node(model, node);
        let was = self.kind(&node.id).filter(|was| *was != node.kind);
        if let (Some(was), Some(kind)) = (was, model.kinds.get(usize::from(node.kind.0))) {
            let was = self.kind_name(was);
            faults.push(format!("`{}` is a {was} and cannot become a {}", node.id, kind.name));
        }
        let claims = of_record(node, model);
        if !claims.is_empty()
            || self.held.contains_key(&node.id)
            || self.state.find(&node.id).is_some()
        {
            self.give_up(&node.id);
        }
        for (claim, words) in &claims {
            let owners = self.owners_mut(claim);
            let mut others: Vec<&Arc<str>> = owners.iter().filter(|one| **one != node.id).collect();
            others.sort();
            let taken =
                others.iter().map(|other| format!("`{}`: `{other}` already has {words}", node.id));
            faults.extend(taken);
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

    fn link(&self, link: &LinkRecord) -> Vec<String> {
        let mut faults = fit::link(&self.state.model, link);
        let Some(kind) = self.state.model.links.get(usize::from(link.link.kind.0)) else {
            return faults;
        };
        for (id, expected, end) in
            [(&link.link.from, kind.from, "from"), (&link.link.to, kind.to, "to")]
        {
            let name = || link.link.id(&self.state.model);
            match self.kind(id) {
                None => faults.push(format!("`{}`: there is no node `{id}`", name())),
                Some(found) if !expected.has(found) => faults.push(format!(
                    "`{}`: {} goes {end} {}, and `{id}` is a {}",
                    name(),
                    kind.name,
                    self.kind_names(expected),
                    self.kind_name(found)
                )),
                Some(_) => {}
            }
        }
        faults
    }

    fn kind_name(&self, kind: KindId) -> &str {
        self.state.model.kinds.get(usize::from(kind.0)).map_or("", |kind| &kind.name)
    }

    fn kind_names(&self, kinds: KindSet) -> String {
        let mut names: Vec<&str> = kinds.iter().map(|kind| self.kind_name(kind)).collect();
        names.sort_unstable();
        names.join(" or ")
    }
}
