//! The newest state as a check of changes asks about it.

use std::sync::Arc;

use super::claims::{Claims, of_row};
use crate::model::KindId;
use crate::store::check::Before;
use crate::store::claim::Claim;
use crate::store::resident::snapshot::{NodeRow, Snapshot};

/// A state, and whose each claim is in it.
pub(super) struct Newest<'a> {
    pub(super) state: &'a Snapshot,
    pub(super) claims: &'a Claims,
}

impl Newest<'_> {
    fn row(&self, id: &str) -> Option<&NodeRow> {
        self.state.nodes.get(self.state.find(id)?)
    }
}

impl Before for Newest<'_> {
    fn kind(&self, id: &str) -> Option<KindId> {
        self.row(id).map(|row| row.kind)
    }

    fn owner(&self, claim: &Claim) -> Option<Arc<str>> {
        let row = self.claims.owner(claim).and_then(|node| self.state.nodes.get(node));
        row.map(|row| row.id.clone())
    }

    fn claims(&self, id: &str) -> Vec<Claim> {
        self.row(id).map(|row| of_row(row, &self.state.model)).unwrap_or_default()
    }
}
