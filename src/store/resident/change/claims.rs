//! Whose each claim is: what no two nodes may share.

use std::collections::HashMap;

use crate::model::Model;
use crate::store::claim::Claim;
use crate::store::resident::facts::{NodeFacts, owned, owned_identifiers};
use crate::store::resident::snapshot::{NodeRow, Snapshot};

/// Whose each claim is.
#[derive(Default, Debug)]
pub(super) struct Claims {
    owners: HashMap<Claim, u32>,
}

impl Claims {
    /// The claims of all nodes of a state.
    pub(super) fn of(state: &Snapshot) -> Self {
        let mut claims = Self::default();
        for (node, row) in state.nodes.iter() {
            claims.add(node, row, &state.model);
        }
        claims
    }

    pub(super) fn owner(&self, claim: &Claim) -> Option<u32> {
        self.owners.get(claim).copied()
    }

    pub(super) fn add(&mut self, node: u32, row: &NodeRow, model: &Model) {
        for claim in of_row(row, model) {
            self.owners.insert(claim, node);
        }
    }

    pub(super) fn remove(&mut self, node: u32, row: &NodeRow, model: &Model) {
        for claim in of_row(row, model) {
            // Within one batch a claim may have moved on before its old owner gives it up.
            if self.owners.get(&claim) == Some(&node) {
                self.owners.remove(&claim);
            }
        }
    }
}

/// The claims of a row.
pub(super) fn of_row(row: &NodeRow, model: &Model) -> Vec<Claim> {
    let Some(parts) = NodeFacts(&row.facts).parts() else { return Vec::new() };
    let mut claims: Vec<Claim> = owned_identifiers(&parts.identifiers)
        .into_iter()
        .map(|one| Claim::Identifier((*one.scheme).into(), (*one.value).into()))
        .collect();
    let Some(kind) = model.kinds.get(usize::from(row.kind.0)) else { return claims };
    if kind.properties.iter().any(|property| property.unique) {
        for (id, value) in owned(&parts.properties) {
            if kind.property(id).is_some_and(|property| property.unique) {
                claims.push(Claim::of_value(row.kind, id, &value));
            }
        }
    }
    claims
}
