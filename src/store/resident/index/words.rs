//! The dictionary of a kind: the folded words of its texts, and whose they are.

use std::ops::Range;

use crate::model::PropertyId;
use crate::store::resident::facts::NodeFacts;
use crate::store::resident::snapshot::chunks::Chunks;
use crate::store::resident::value_view::ValueView;
use crate::text::{fold, folded_words};

/// Letters kept of a word. What begins a longer one is looked up in the node's own text.
const LETTERS: usize = 12;

/// The start of a word in the upper bytes, and a node that has it in the lower four: one number to compare.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Entry(u128);

impl Entry {
    fn new(word: &str, node: u32) -> Self {
        let mut bytes = [0; LETTERS + 4];
        let taken = word.len().min(LETTERS);
        bytes[..taken].copy_from_slice(&word.as_bytes()[..taken]);
        bytes[LETTERS..].copy_from_slice(&node.to_be_bytes());
        Self(u128::from_be_bytes(bytes))
    }

    /// Its first bytes, all others zero.
    fn head(self, length: usize) -> u128 {
        let rest = u128::MAX.checked_shr(8 * u32::try_from(length).unwrap_or(0)).unwrap_or(0);
        self.0 & !rest
    }

    fn node(self) -> u32 {
        let [.., a, b, c, d] = self.0.to_be_bytes();
        u32::from_be_bytes([a, b, c, d])
    }
}

/// Every word of a kind's texts, by its letters, then node.
#[derive(Clone, Default, Debug)]
pub(in crate::store::resident) struct Words {
    entries: Chunks<Entry>,
}

impl FromIterator<Entry> for Words {
    fn from_iter<I: IntoIterator<Item = Entry>>(entries: I) -> Self {
        let mut entries: Vec<Entry> = entries.into_iter().collect();
        entries.sort_unstable();
        Self { entries: entries.into_iter().collect() }
    }
}

impl Words {
    pub(super) fn insert(&mut self, entry: Entry) {
        let at = self.entries.partition_point(|one| one < entry);
        self.entries.insert(at, entry);
    }

    pub(super) fn remove(&mut self, entry: Entry) {
        let at = self.entries.partition_point(|one| one < entry);
        if self.entries.get(at) == Some(entry) {
            self.entries.remove(at);
        }
    }

    /// Where the words stand that may begin like this.
    pub(in crate::store::resident) fn range(&self, start: &str) -> Range<usize> {
        let length = start.len().min(LETTERS);
        let wanted = Entry::new(start, 0).head(length);
        let first = self.entries.partition_point(|entry| entry.head(length) < wanted);
        first..self.entries.partition_point(|entry| entry.head(length) <= wanted)
    }

    /// The nodes of a range, perhaps repeated.
    pub(in crate::store::resident) fn nodes(
        &self,
        range: Range<usize>,
    ) -> impl Iterator<Item = u32> {
        self.entries.from(range.start).take(range.len()).map(Entry::node)
    }
}

/// The folded texts of a value, in every language.
pub(in crate::store::resident) fn folded_texts(value: ValueView<'_>, into: &mut Vec<String>) {
    match value {
        ValueView::Text(text) => into.push(fold(text)),
        ValueView::Localized(texts) => into.extend(texts.texts().map(fold)),
        ValueView::List(items) => items.items().for_each(|item| folded_texts(item, into)),
        _ => {}
    }
}

/// The entries of a node, each once, sorted.
pub(super) fn entries_of(node: u32, facts: NodeFacts<'_>, searched: &[PropertyId]) -> Vec<Entry> {
    let mut texts = Vec::new();
    for value in searched.iter().filter_map(|property| facts.property(*property)) {
        folded_texts(value, &mut texts);
    }
    let mut entries: Vec<Entry> = texts
        .iter()
        .flat_map(|text| folded_words(text))
        .map(|word| Entry::new(word, node))
        .collect();
    entries.sort_unstable();
    entries.dedup();
    entries
}
