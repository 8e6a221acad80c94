//! The dictionary of a kind: the folded words of its texts, and whose they are.

use std::ops::Range;

use crate::model::PropertyId;
use crate::store::resident::facts::NodeFacts;
use crate::store::resident::snapshot::chunks::Chunks;
use crate::store::resident::value_view::ValueView;
use crate::text::{fold, folded_words};

/// Letters kept of a word. What begins a longer one is looked up in the node's own text.
const LETTERS: usize = 12;

/// The start of a word, with a node that has it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Entry {
    start: [u8; LETTERS],
    node: u32,
}

/// Every word of a kind's texts, by its letters, then node.
#[derive(Clone, Default, Debug)]
pub(in crate::store::resident) struct Words {
    entries: Chunks<Entry>,
}

impl Words {
    /// Collects the words anew.
    pub(super) fn rebuild(&mut self, mut entries: Vec<Entry>) {
        entries.sort_unstable();
        self.entries = entries.into_iter().collect();
    }

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
        let start = &start.as_bytes()[..start.len().min(LETTERS)];
        let head = |entry: &Entry| -> [u8; LETTERS] {
            let mut head = [0; LETTERS];
            head[..start.len()].copy_from_slice(&entry.start[..start.len()]);
            head
        };
        let mut wanted = [0; LETTERS];
        wanted[..start.len()].copy_from_slice(start);
        let first = self.entries.partition_point(|entry| head(&entry) < wanted);
        first..self.entries.partition_point(|entry| head(&entry) <= wanted)
    }

    /// The nodes of a range, perhaps repeated.
    pub(in crate::store::resident) fn nodes(
        &self,
        range: Range<usize>,
    ) -> impl Iterator<Item = u32> {
        self.entries.from(range.start).take(range.len()).map(|entry| entry.node)
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
        .map(|word| {
            let mut start = [0; LETTERS];
            let taken = word.len().min(LETTERS);
            start[..taken].copy_from_slice(&word.as_bytes()[..taken]);
            Entry { start, node }
        })
        .collect();
    entries.sort_unstable();
    entries.dedup();
    entries
}
