//! What no two nodes may share: identifiers, and the values of `@unique` properties.

use std::collections::HashMap;

use crate::model::{Model, PropertyId};
use crate::store::records::NodeRecord;
use crate::store::resident::facts::{NodeFacts, owned, owned_identifiers};
use crate::store::resident::snapshot::{NodeRow, Snapshot};
use crate::store::resident::value_view::put_value;

/// Something that only one node may have.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(super) enum Claim {
    /// An identifier, by the bytes of scheme and value.
    Identifier(Box<str>, Box<str>),
    /// The value of a property of a kind.
    Value(u8, PropertyId, Box<[u8]>),
}

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
                claims.push(of_value(row.kind.0, id, &value));
            }
        }
    }
    claims
}

/// The claim of a value.
pub(super) fn of_value(kind: u8, property: PropertyId, value: &crate::model::Value) -> Claim {
    let mut bytes = Vec::new();
    put_value(value, &mut bytes);
    Claim::Value(kind, property, bytes.into())
}

/// The claims of a record with words for each, as in "already has the ORCID `0000-...`".
pub(super) fn of_record(record: &NodeRecord, model: &Model) -> Vec<(Claim, String)> {
    let mut claims: Vec<(Claim, String)> = record
        .identifiers
        .iter()
        .map(|one| {
            let claim = Claim::Identifier((*one.scheme).into(), (*one.value).into());
            (claim, format!("the {} `{}`", one.scheme, one.value))
        })
        .collect();
    let Some(kind) = model.kinds.get(usize::from(record.kind.0)) else { return claims };
    for property in kind.properties.iter().filter(|property| property.unique) {
        let found = record.properties.iter().find(|(id, _)| *id == property.id);
        claims.extend(found.map(|(id, value)| {
            (of_value(record.kind.0, *id, value), format!("the same `{}`", property.name))
        }));
    }
    claims
}
