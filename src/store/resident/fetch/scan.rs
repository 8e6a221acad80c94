//! The nodes of kinds, in order.
//!
//! There are two ways: walking an index that stands in the wanted order and asking of each node whether it
//! counts, or gathering the nodes of the rarest condition and sorting them. What is cheaper depends on how
//! rare that condition is.

use super::condition::Condition;
use super::lines::{ByIndex, Counted, Line};
use super::ordered::Ordered;
use super::sorted::Ranking;
use super::{Entry, Fetch};
use crate::model::{Direction, KindSet};
use crate::plan::filter::Filter;
use crate::plan::selection::{Connection, ConnectionGet, Field, OrderKey};
use crate::store::resident::index::KindIndex;
use crate::store::resident::index::key::SortKey;
use crate::store::resident::index::order::Order;
use crate::store::resident::snapshot::adjacency::Arms;

/// Sorting a node costs so many times what asking of one does.
const SORTING: usize = 4;

/// The nodes that a condition can hold for, without asking of any.
enum Few<'a> {
    Nodes(&'a [u32]),
    Runs(&'a Order, Vec<std::ops::Range<usize>>),
    Linked(Vec<Arms<'a>>),
}

impl<'a> Fetch<'a> {
    /// A page of all nodes of some kinds.
    pub(super) fn scan(&mut self, kinds: KindSet, fixed: &Filter, wanted: &Connection) {
        let both = [fixed, &wanted.filter].map(|filter| Condition::new(self.state, filter));
        let condition = Condition::both(both);
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
            let by_id = ByIndex(&index.ids);
            match wanted.order.as_slice() {
                [] => return self.walk(index, by_id, &condition, wanted),
                [by] => match by.key {
                    OrderKey::Id if !by.descending => {
                        return self.walk(index, by_id, &condition, wanted);
                    }
                    OrderKey::Property { property, language } => {
                        if let Some(order) = index.order(property, language) {
                            let line = Ordered::new(self.state, index, order, by.descending);
                            return self.walk(index, line, &condition, wanted);
                        }
                    }
                    OrderKey::Id => {}
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

    /// A page of a line that has the nodes of a kind in the wanted order.
    fn walk(
        &mut self,
        index: &KindIndex,
        line: impl Line,
        condition: &Condition<'_>,
        wanted: &Connection,
    ) {
        let is_total = |field: &Field<_>| matches!(field.get, ConnectionGet::TotalCount);
        let total =
            if wanted.fields.iter().any(is_total) { self.count(index, condition) } else { None };
        let ranking = Ranking::Keys(&wanted.order);
        self.connection(wanted, ranking, &Counted { line, total }, condition);
    }

    /// How many nodes of a kind count, where that can be told without asking of every one.
    fn count(&self, index: &KindIndex, condition: &Condition<'_>) -> Option<usize> {
        let (rarest, _) = self.rarest(index, condition)?;
        (rarest < index.ids.len()).then(|| {
            let mut entries = Vec::new();
            self.gather(index, condition, KindSet::one(index.kind), &mut entries);
            entries.len()
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

    /// The condition with the fewest nodes, where that can be told without asking of any.
    fn rarest<'c>(
        &self,
        index: &'c KindIndex,
        condition: &'c Condition<'_>,
    ) -> Option<(usize, Few<'c>)>
    where
        'a: 'c,
    {
        condition
            .parts()
            .iter()
            .filter_map(|part| self.few(index, part))
            .min_by_key(|(many, _)| *many)
    }

    fn few<'c>(&self, index: &'c KindIndex, part: &'c Condition<'_>) -> Option<(usize, Few<'c>)>
    where
        'a: 'c,
    {
        match part {
            Condition::Nodes(nodes) => Some((nodes.len(), Few::Nodes(nodes))),
            Condition::Equals(property, values) => {
                // Localised text may equal in a language that it is not ordered by.
                let order =
                    index.order(*property, None).filter(|order| order.language.is_none())?;
                let keys = values.iter().filter_map(SortKey::of);
                let runs: Vec<_> = keys.map(|key| order.run(&key, &self.state.nodes)).collect();
                Some((runs.iter().map(ExactSizeIterator::len).sum(), Few::Runs(order, runs)))
            }
            Condition::Linked(follow, far) => {
                let ways: &[bool] = match follow.direction {
                    Direction::Out => &[false],
                    Direction::In => &[true],
                    Direction::Both => &[false, true],
                };
                let arms: Vec<Arms<'c>> = far
                    .iter()
                    .flat_map(|node| {
                        ways.iter().map(|way| self.state.arms(*node, follow.link, *way))
                    })
                    .collect();
                Some((arms.iter().map(|arms| arms.len()).sum(), Few::Linked(arms)))
            }
            Condition::All(_) | Condition::Contains(..) => None,
        }
    }

    /// Adds the nodes of a kind that count.
    fn gather(
        &self,
        index: &KindIndex,
        condition: &Condition<'_>,
        kinds: KindSet,
        entries: &mut Vec<Entry>,
    ) {
        let mut nodes: Vec<u32> = match self.rarest(index, condition) {
            Some((many, few)) if many < index.ids.len() => match few {
                Few::Nodes(nodes) => nodes.to_vec(),
                Few::Runs(order, runs) => {
                    runs.into_iter().flat_map(|run| order.from(run.start).take(run.len())).collect()
                }
                Few::Linked(arms) => {
                    arms.into_iter().flat_map(|arms| arms.from(0)).map(|arm| arm.far).collect()
                }
            },
            _ => index.ids.iter().collect(),
        };
        nodes.sort_unstable();
        nodes.dedup();
        let kind = index.kind;
        entries.extend(nodes.into_iter().filter_map(|node| {
            let row =
                self.state.nodes.get(node).filter(|row| row.kind == kind && kinds.has(kind))?;
            condition.holds(self.state, node, row).then_some(Entry { node, link: None })
        }));
    }
}
