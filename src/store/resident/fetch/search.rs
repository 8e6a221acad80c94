//! The nodes that words find, best first.

use super::condition::Condition;
use super::lines::{ByIndex, Line, Listed};
use super::ordered::Ordered;
use super::sorted::{Keys, Ranking};
use super::{Entry, Fetch};
use crate::model::{KindId, KindSet, PropertyId};
use crate::plan::selection::{Connection, OrderBy, OrderKey, Page};
use crate::store::resident::index::KindIndex;
use crate::store::resident::index::words::folded_texts;
use crate::store::resident::snapshot::NodeRow;
use crate::text::{SearchWord, search_rank};

/// Sorting a node costs so many times what meeting one in the order of names does.
const SORTING: usize = 16;

/// What a node ranks that is not found.
const UNFOUND: u8 = u8::MAX;

/// The best of a list that is not merged yet, with its keys, and the rest.
struct Head {
    keys: Keys,
    best: Entry,
    rest: std::vec::IntoIter<Entry>,
}

impl<'a> Fetch<'a> {
    /// A page of what a search finds.
    pub(super) fn search(&mut self, words: &[SearchWord], kinds: KindSet, wanted: &Connection) {
        let ranking = Ranking::Search(words);
        let condition = Condition::new(self.state, &wanted.filter);
        let mut lists = Vec::new();
        for index in kinds.iter().filter_map(|kind| self.state.kinds.get(usize::from(kind.0))) {
            let found = self.met(index, words, &condition);
            lists.push(self.best_first(index, found, ranking));
        }
        let merged = self.merge(lists, ranking, in_order(&wanted.page));
        self.connection(wanted, ranking, &merged, &Condition::All(Vec::new()));
    }

    /// The nodes of a kind that are found and count, with their ranks.
    fn met(
        &self,
        index: &KindIndex,
        words: &[SearchWord],
        condition: &Condition<'_>,
    ) -> Vec<(u32, u8)> {
        // The rarest word leads; the others are looked for in the texts of what it finds.
        let ranges = words.iter().map(|word| index.words.range(word.shortest()));
        let Some(range) = ranges.min_by_key(ExactSizeIterator::len) else { return Vec::new() };
        let mut nodes: Vec<u32> = index.words.nodes(range).collect();
        nodes.sort_unstable();
        nodes.dedup();
        let rank = |node| {
            let row = self.state.nodes.get(node)?;
            let rank = self.rank(row, words)?;
            condition.holds(self.state, node, row).then_some((node, rank))
        };
        nodes.into_iter().filter_map(rank).collect()
    }

    /// Puts what is found of a kind in order. Where that is much of the kind, it is met in order in the
    /// index, and no name need be compared.
    fn best_first(
        &self,
        index: &'a KindIndex,
        found: Vec<(u32, u8)>,
        ranking: Ranking<'_>,
    ) -> Vec<Entry> {
        // Most kinds have nothing of a search; they must not pay for a table of ranks.
        if found.is_empty() {
            return Vec::new();
        }
        if found.len().saturating_mul(SORTING) < index.ids.len() {
            let mut entries =
                found.into_iter().map(|(node, _)| Entry { node, link: None }).collect();
            return self.sort(ranking, &mut entries, true).entries;
        }
        let mut ranks = vec![UNFOUND; self.state.nodes.bound() as usize];
        for (node, rank) in found {
            ranks[node as usize] = rank;
        }
        let name = self.name_property(index.kind);
        match name.and_then(|name| index.order(name, None)) {
            Some(order) => {
                let by = OrderBy { key: OrderKey::Id, descending: false, absent_first: false };
                by_rank(&Ordered::new(self.state, index, order, &by), &ranks)
            }
            None => by_rank(&ByIndex(&index.ids), &ranks),
        }
    }

    /// Merges lists that are in order. Only so many entries as `wanted` need stand in order.
    fn merge(&self, lists: Vec<Vec<Entry>>, ranking: Ranking<'_>, wanted: usize) -> Listed {
        let head = |mut rest: std::vec::IntoIter<Entry>| {
            let best = rest.next()?;
            Some(Head { keys: self.keys(ranking, best), best, rest })
        };
        let id = |entry: Entry| self.state.id_of(entry.node).as_bytes();
        let mut entries = Vec::with_capacity(lists.iter().map(Vec::len).sum());
        let mut heads: Vec<Head> =
            lists.into_iter().filter_map(|list| head(list.into_iter())).collect();
        while entries.len() < wanted && heads.len() > 1 {
            let best = (0..heads.len()).min_by(|a, b| {
                let (a, b) = (&heads[*a], &heads[*b]);
                ranking.compare(&a.keys, &b.keys).then_with(|| id(a.best).cmp(id(b.best)))
            });
            let Some(best) = best else { break };
            let Head { best, rest, .. } = heads.swap_remove(best);
            entries.push(best);
            heads.extend(head(rest));
        }
        for head in heads {
            entries.push(head.best);
            entries.extend(head.rest);
        }
        Listed { entries }
    }

    /// The name of a kind, if it may be seen.
    pub(super) fn name_property(&self, kind: KindId) -> Option<PropertyId> {
        self.state.name.filter(|name| self.sight.of_kind(kind).has(*name))
    }

    /// How well a node meets the words.
    pub(super) fn rank(&self, row: &NodeRow, words: &[SearchWord]) -> Option<u8> {
        let (mut names, mut others) = (Vec::new(), Vec::new());
        let seen = self.sight.of_kind(row.kind);
        for property in &self.state.model.kind(row.kind).properties {
            if property.search && seen.has(property.id) {
                let into =
                    if Some(property.id) == self.state.name { &mut names } else { &mut others };
                if let Some(value) = row.facts().property(property.id) {
                    folded_texts(value, into);
                }
            }
        }
        search_rank(words, &names, &others)
    }
}

/// How many entries of a list have to stand in order for a page of it: a first page needs no more than
/// itself, any other is looked up in the whole list.
fn in_order(page: &Page) -> usize {
    let first = page.after.is_none() && page.before.is_none() && !page.backward;
    if first { page.size } else { usize::MAX }
}

/// The nodes of a line that have a rank, by rank; those of one rank stay as they stand.
fn by_rank(line: &impl Line, ranks: &[u8]) -> Vec<Entry> {
    let rank = |entry: &Entry| ranks[entry.node as usize];
    let mut entries: Vec<Entry> = line.from(0).filter(|entry| rank(entry) != UNFOUND).collect();
    entries.sort_by_key(rank);
    entries
}
