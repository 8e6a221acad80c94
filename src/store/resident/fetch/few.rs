//! The nodes that a condition can hold for, found without asking of every node of a kind.

use std::ops::Range;

use smallvec::{SmallVec, smallvec};

use super::condition::Condition;
use super::links::LinksCondition;
use super::value_test::ValueTest;
use super::{Entry, Fetch};
use crate::model::{Direction, KindSet, PropertyId, Value};
use crate::plan::filter::{Comparison, Letters, Part, Place};
use crate::store::resident::index::KindIndex;
use crate::store::resident::index::key::SortKey;
use crate::store::resident::index::order::Order;
use crate::store::resident::snapshot::adjacency::Arms;
use crate::text::folded_words;

/// Walking back from a node at the far end of links costs so many times what asking of one does.
const WALKING_BACK: usize = 4;

/// Where the nodes stand that a condition can hold for: all of them, and perhaps others.
pub(super) enum Few<'a> {
    /// These.
    Nodes(&'a [u32]),
    /// In parts of an order.
    Runs(&'a Order, SmallVec<[Range<usize>; 1]>),
    /// In a part of the dictionary.
    Words(Range<usize>),
    /// At the other end of links.
    Linked(Vec<Arms<'a>>),
    /// In any of these.
    Each(Vec<Few<'a>>),
}

impl<'a> Fetch<'a> {
    /// The condition with the fewest nodes, where that can be told without asking of any: how many those are at
    /// most, and where.
    pub(super) fn rarest<'c>(
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
            Condition::Property(property, test) => self.few_of_values(index, *property, test),
            Condition::Linked(follow, far) => Some(self.back(far, follow.link, follow.direction)),
            Condition::Links(links) if links.is_some() => {
                let far = self.far(index, links)?;
                Some(self.back(far, links.links.follow.link, links.links.follow.direction))
            }
            Condition::Any(parts) => {
                let each: Vec<(usize, Few<'c>)> =
                    parts.iter().map(|part| self.rarest(index, part)).collect::<Option<_>>()?;
                let many = each.iter().map(|(many, _)| many).sum();
                Some((many, Few::Each(each.into_iter().map(|(_, few)| few).collect())))
            }
            Condition::All(_) | Condition::Not(_) | Condition::Links(_) => None,
        }
    }

    fn few_of_values<'c>(
        &self,
        index: &'c KindIndex,
        property: PropertyId,
        test: &ValueTest<'_>,
    ) -> Option<(usize, Few<'c>)> {
        let (order, runs): (_, SmallVec<_>) = match test {
            ValueTest::Present => {
                let order = index.order(property, None)?;
                (order, smallvec![0..order.len()])
            }
            ValueTest::Equals(values) => {
                // Localised text may equal in a language that it is not ordered by.
                let order = index.order(property, None).filter(|order| order.language.is_none())?;
                let keys = values.iter().filter_map(SortKey::of);
                (order, keys.map(|key| order.run(&key, &self.state.nodes)).collect())
            }
            ValueTest::Part(part, _) => {
                let word = first_word(part).filter(|_| index.is_searched(property))?;
                let range = index.words.range(word);
                return Some((range.len(), Few::Words(range)));
            }
            ValueTest::Compare(comparison, value) => {
                let order = index.order(property, None)?;
                (order, smallvec![self.bounded(order, *comparison, value)?])
            }
            ValueTest::CompareText(comparison, key, language) => {
                let order = index.order(property, *language)?;
                (order, smallvec![self.side(order, *comparison, &SortKey::Text(key.clone()))])
            }
        };
        Some((runs.iter().map(ExactSizeIterator::len).sum(), Few::Runs(order, runs)))
    }

    /// The part of an order whose values can stand like this to a value.
    fn bounded(
        &self,
        order: &Order,
        comparison: Comparison,
        value: &Value,
    ) -> Option<Range<usize>> {
        let Value::Date(date) = value else {
            return Some(self.side(order, comparison, &SortKey::of(value)?));
        };
        // Dates stand by their first day; the last one, which is no earlier, is asked of each.
        Some(match comparison {
            Comparison::Less => {
                self.side(order, Comparison::Less, &SortKey::of_day(date.first_day()))
            }
            Comparison::AtMost => {
                self.side(order, Comparison::Less, &SortKey::of_day(date.last_day() + 1))
            }
            Comparison::Greater => {
                self.side(order, Comparison::AtLeast, &SortKey::of_day(date.last_day() + 1))
            }
            Comparison::AtLeast => {
                self.side(order, Comparison::AtLeast, &SortKey::of_day(date.first_day()))
            }
        })
    }

    /// The part of an order on a side of a key.
    fn side(&self, order: &Order, comparison: Comparison, key: &SortKey) -> Range<usize> {
        let run = order.run(key, &self.state.nodes);
        match comparison {
            Comparison::Less => 0..run.start,
            Comparison::AtMost => 0..run.end,
            Comparison::Greater => run.end..order.len(),
            Comparison::AtLeast => run.start..order.len(),
        }
    }

    /// What is met by walking links back from their far nodes.
    fn back<'c>(
        &self,
        far: &[u32],
        link: crate::model::LinkId,
        direction: Direction,
    ) -> (usize, Few<'c>)
    where
        'a: 'c,
    {
        let ways: &[bool] = match direction {
            Direction::Out => &[false],
            Direction::In => &[true],
            Direction::Both => &[false, true],
        };
        let arms: Vec<Arms<'c>> = far
            .iter()
            .flat_map(|node| ways.iter().map(|way| self.state.arms(*node, link, *way)))
            .collect();
        (arms.iter().map(|arms| arms.len()).sum(), Few::Linked(arms))
    }

    /// The far nodes that satisfy what a condition asks of them, if they are few beside the nodes of a kind.
    fn far<'c>(&self, near: &KindIndex, links: &'c LinksCondition<'_>) -> Option<&'c [u32]> {
        let find = || {
            let kinds = links.links.follow.far;
            let indexes = kinds.iter().filter_map(|kind| self.state.kinds.get(usize::from(kind.0)));
            let anything = Condition::All(Vec::new());
            let mut best = Vec::new();
            let mut many = 0;
            for index in indexes {
                let rarest = links
                    .matching
                    .of_far()
                    .filter_map(|one| Some((self.rarest(index, one)?.0, one)))
                    .min_by_key(|(many, _)| *many)
                    .unwrap_or((index.ids.len(), &anything));
                many += rarest.0.min(index.ids.len());
                best.push((index, rarest.1));
            }
            if many.saturating_mul(WALKING_BACK) > near.ids.len() {
                return None;
            }
            let mut entries = Vec::new();
            for (index, condition) in best {
                self.gather(index, condition, kinds, &mut entries);
            }
            Some(entries.into_iter().map(|entry| entry.node).collect())
        };
        links.far.get_or_init(find).as_deref()
    }

    /// The nodes of a kind that have the one value that is all a condition asks for, by id. Nothing is read of them.
    pub(super) fn of_one_value<'c>(
        &self,
        index: &'c KindIndex,
        condition: &Condition<'_>,
    ) -> Option<impl Iterator<Item = u32> + use<'c>> {
        let [Condition::Property(property, ValueTest::Equals(values))] = condition.parts() else {
            return None;
        };
        let [value] = &**values else { return None };
        let order = index.order(*property, None).filter(|order| order.language.is_none())?;
        // What names are sorted by can be the same for two of them.
        let key = SortKey::of(value).filter(SortKey::is_short)?;
        let run = order.run(&key, &self.state.nodes);
        Some(order.from(run.start).take(run.len()))
    }

    /// Adds the nodes of a kind that count.
    pub(super) fn gather(
        &self,
        index: &KindIndex,
        condition: &Condition<'_>,
        kinds: KindSet,
        entries: &mut Vec<Entry>,
    ) {
        let mut nodes = Vec::new();
        match self.rarest(index, condition) {
            Some((many, few)) if many < index.ids.len() => few.list(index, &mut nodes),
            _ => nodes.extend(index.ids.iter()),
        }
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

impl Few<'_> {
    /// Lists the nodes, perhaps repeated and of other kinds.
    fn list(&self, index: &KindIndex, nodes: &mut Vec<u32>) {
        match self {
            Self::Nodes(these) => nodes.extend_from_slice(these),
            Self::Runs(order, runs) => {
                for run in runs {
                    nodes.extend(order.from(run.start).take(run.len()));
                }
            }
            Self::Words(range) => nodes.extend(index.words.nodes(range.clone())),
            Self::Linked(arms) => {
                nodes.extend(arms.iter().flat_map(|arms| arms.from(0)).map(|arm| arm.far));
            }
            Self::Each(all) => all.iter().for_each(|few| few.list(index, nodes)),
        }
    }
}

/// The start of a word that every text with the part has, if there is one.
fn first_word(part: &Part) -> Option<&str> {
    let starts = part.place == Place::Start && part.letters == Letters::Folded;
    let word = folded_words(&part.text).next().filter(|_| starts)?;
    part.text.starts_with(word).then_some(word)
}
