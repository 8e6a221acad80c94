//! The nodes of kinds, in order.

use super::condition::Condition;
use super::lines::ByIndex;
use super::sorted::Ranking;
use super::{Entry, Fetch};
use crate::model::KindSet;
use crate::plan::filter::Filter;
use crate::plan::selection::Connection;
use crate::store::resident::index::KindIndex;

impl<'a> Fetch<'a> {
    /// A page of all nodes of some kinds.
    pub(super) fn scan(&mut self, kinds: KindSet, fixed: &Filter, wanted: &Connection) {
        let parts = [fixed, &wanted.filter].map(|filter| Condition::new(self.state, filter));
        let condition = match parts {
            [Condition::All(fixed), other] if fixed.is_empty() => other,
            [one, Condition::All(wanted)] if wanted.is_empty() => one,
            both => Condition::All(both.into()),
        };
        let ranking = Ranking::Keys(&wanted.order);
        let indexes: Vec<&'a KindIndex> = kinds
            .iter()
            .filter_map(|kind| self.state.kinds.get(usize::from(kind.0)))
            .map(|index| &**index)
            .collect();
        if let ([index], []) = (indexes.as_slice(), wanted.order.as_slice()) {
            return self.connection(wanted, ranking, &ByIndex(&index.ids), &condition);
        }
        let mut entries: Vec<Entry> = indexes
            .iter()
            .flat_map(|index| index.ids.iter())
            .filter(|node| {
                self.state
                    .nodes
                    .get(*node)
                    .is_some_and(|row| condition.holds(self.state, *node, row))
            })
            .map(|node| Entry { node, link: None })
            .collect();
        let sorted = self.sort(ranking, &mut entries, true);
        self.connection(wanted, ranking, &sorted, &Condition::All(Vec::new()));
    }
}
