//! The nodes of kinds, in order.
//!
//! There are two ways: walking an index that stands in the wanted order and asking of each node whether it
//! counts, or gathering the nodes of the rarest condition and sorting them. What is cheaper depends on how
//! rare that condition is.

use super::condition::Condition;
use super::lines::{ByIndex, Counted, Found, Line, Listed};
use super::ordered::Ordered;
use super::sorted::Ranking;
use super::{Entry, Fetch};
use crate::model::KindSet;
use crate::plan::filter::Filter;
use crate::plan::selection::{Connection, ConnectionGet, Field, OrderBy, OrderKey};
use crate::store::resident::index::KindIndex;

/// Sorting a node costs so many times what asking of one does.
const SORTING: usize = 4;

impl<'a> Fetch<'a> {
    /// A page of all nodes of some kinds.
    pub(super) fn scan(&mut self, kinds: KindSet, fixed: &Filter, wanted: &Connection) {
        let both = [fixed, &wanted.filter].map(|filter| Condition::new(self.state, filter));
        let condition = Condition::all(both);
        let ranking = Ranking::Keys(&wanted.order);
        let indexes: Vec<&'a KindIndex> = kinds
            .iter()
            .filter_map(|kind| self.state.kinds.get(usize::from(kind.0)))
            .map(|index| &**index)
            .filter(|index| index.ids.len() > 0)
            .collect();
        if let [index] = indexes.as_slice()
            && !self.is_rare(index, &condition, wanted)
        {
            if let [by] = wanted.order.as_slice()
                && let Some(found) = self.with_part(index, by, &condition)
            {
                return self.connection(wanted, ranking, &found, &condition);
            }
            let by_id = ByIndex(&index.ids);
            match wanted.order.as_slice() {
                [] => return self.walk(index, by_id, &condition, wanted),
                [by] => match by.key {
                    OrderKey::Id if !by.descending => {
                        return self.walk(index, by_id, &condition, wanted);
                    }
                    OrderKey::Property { property, language } => {
                        if let Some(order) = index.order(property, language) {
                            let line = Ordered::new(self.state, index, order, by);
                            return self.walk(index, line, &condition, wanted);
                        }
                    }
                    OrderKey::Id
                    | OrderKey::Count(_)
                    | OrderKey::LinkDate(_)
                    | OrderKey::LinkProperty(_) => {}
                },
                _ => {}
            }
        }
        let mut entries = Vec::new();
        for index in indexes {
            self.gather(index, &condition, kinds, &mut entries);
        }
        let sorted = self.sort(ranking, &mut entries, true);
        self.connection(wanted, ranking, &sorted, &Condition::All(Vec::new()));
    }

    /// The nodes of a kind whose text has the part that a condition asks for, where the list is in the rising order of these
    /// texts.
    fn with_part(
        &self,
        index: &KindIndex,
        by: &OrderBy,
        condition: &Condition<'_>,
    ) -> Option<Listed> {
        let OrderKey::Property { property, language } = by.key else { return None };
        let part = condition.parts().iter().find_map(|one| match one {
            Condition::Property(of, test) if *of == property => test.part_of_word(),
            _ => None,
        });
        let part = part.filter(|_| !by.descending)?;
        let nodes = index.order(property, language)?.texts(&self.state.nodes).nodes_with(part)?;
        Some(Listed { entries: nodes.into_iter().map(|node| Entry { node, link: None }).collect() })
    }

    /// A page of a line that has the nodes of a kind in the wanted order.
    fn walk(
        &mut self,
        index: &KindIndex,
        line: impl Line,
        condition: &Condition<'_>,
        wanted: &Connection,
    ) {
        let tells_all = |field: &Field<_>| match field.get {
            ConnectionGet::Numbers(_) | ConnectionGet::Groups(_) => true,
            ConnectionGet::TotalCount => !condition.is_any(),
            _ => false,
        };
        let all = wanted.fields.iter().any(tells_all);
        let found = if all { self.found(index, condition) } else { None };
        let ranking = Ranking::Keys(&wanted.order);
        self.connection(wanted, ranking, &Counted { line, found }, condition);
    }

    /// The nodes of a kind that count, where they can be told without asking of every one.
    fn found<'i>(&self, index: &'i KindIndex, condition: &Condition<'_>) -> Option<Found<'i>> {
        if condition.is_any() {
            return Some(Found { index, nodes: index.ids.iter().collect(), by_id: true });
        }
        if let Some(nodes) = self.of_one_value(index, condition) {
            return Some(Found { index, nodes: nodes.collect(), by_id: true });
        }
        let (rarest, _) = self.rarest(index, condition)?;
        (rarest < index.ids.len()).then(|| {
            let mut entries = Vec::new();
            self.gather(index, condition, KindSet::one(index.kind), &mut entries);
            let nodes = entries.into_iter().map(|entry| entry.node).collect();
            Found { index, nodes, by_id: false }
        })
    }

    /// Whether gathering is cheaper than walking.
    fn is_rare(&self, index: &KindIndex, condition: &Condition<'_>, wanted: &Connection) -> bool {
        let Some((rarest, _)) = self.rarest(index, condition) else { return false };
        let all = index.ids.len();
        // If those that count stand evenly in the order.
        let walked = all.min((wanted.page.size + 1).saturating_mul(all) / rarest.max(1));
        rarest.saturating_mul(SORTING) <= walked
    }
}
