//! The nodes that words find, best first.

use super::condition::Condition;
use super::sorted::Ranking;
use super::{Entry, Fetch};
use crate::model::{KindId, KindSet, PropertyId};
use crate::plan::selection::Connection;
use crate::store::resident::index::words::folded_texts;
use crate::store::resident::snapshot::NodeRow;
use crate::text::{SearchWord, search_rank};

impl Fetch<'_> {
    /// A page of what a search finds.
    pub(super) fn search(&mut self, words: &[SearchWord], kinds: KindSet, wanted: &Connection) {
        let ranking = Ranking::Search(words);
        let condition = Condition::new(self.state, &wanted.filter);
        let mut found = Vec::new();
        for index in kinds.iter().filter_map(|kind| self.state.kinds.get(usize::from(kind.0))) {
            // The rarest word leads; the others are looked for in the texts of what it finds.
            let ranges = words.iter().map(|word| index.words.range(word.shortest()));
            let Some(range) = ranges.min_by_key(ExactSizeIterator::len) else { continue };
            let mut nodes: Vec<u32> = index.words.nodes(range).collect();
            nodes.sort_unstable();
            nodes.dedup();
            found.extend(nodes.into_iter().filter_map(|node| {
                let row = self.state.nodes.get(node)?;
                let counts =
                    self.rank(row, words).is_some() && condition.holds(self.state, node, row);
                counts.then_some(Entry { node, link: None })
            }));
        }
        let sorted = self.sort(ranking, &mut found, true);
        self.connection(wanted, ranking, &sorted, &Condition::All(Vec::new()));
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
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let others: Vec<&str> = others.iter().map(String::as_str).collect();
        search_rank(words, &names, &others)
    }
}
