//! The texts of one property, to look for a part in all of them at once.
//!
//! A part in the middle of a word is in no dictionary. Asking node after node means fetching and folding the text of each;
//! here all stand behind each other, folded once.

use memchr::memmem::Finder;

use crate::text::fold;

/// Stands between texts, which do not have it in them.
const MARK: char = '\u{1f}';

/// The texts that the nodes of a kind have in a property, as their letters fold.
#[derive(Default, Debug)]
pub(in crate::store::resident) struct Texts {
    folded: String,
    /// For each node in order: where its texts end.
    nodes: Vec<(usize, u32)>,
}

impl Texts {
    /// Adds the texts of the next node.
    pub(super) fn add<'t>(&mut self, node: u32, texts: impl Iterator<Item = &'t str>) {
        for text in texts {
            self.folded.push_str(&fold(text));
            self.folded.push(MARK);
        }
        self.nodes.push((self.folded.len(), node));
    }

    /// The nodes that have a part in a text, in order; none where this cannot tell.
    pub(in crate::store::resident) fn nodes_with(&self, part: &Finder<'_>) -> Option<Vec<u32>> {
        let mark = MARK as u32;
        if part.needle().is_empty() || part.needle().iter().any(|byte| u32::from(*byte) == mark) {
            return None;
        }
        let mut found = Vec::new();
        let (mut at, mut start) = (0, 0);
        while let Some(hit) = part.find(&self.folded.as_bytes()[start..]) {
            // The first that ends behind the hit; most hits are near the last one.
            while self.nodes[at].0 <= start + hit {
                at += 1;
            }
            let (end, node) = self.nodes[at];
            found.push(node);
            start = end;
        }
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(texts: &Texts, part: &str) -> Option<Vec<u32>> {
        texts.nodes_with(&Finder::new(part))
    }

    #[test]
    fn a_part_is_found_within_a_text_of_a_node_and_each_node_once() {
        let mut texts = Texts::default();
        texts.add(7, ["Ąžuolas", "Oak oak"].into_iter());
        texts.add(3, [].into_iter());
        texts.add(5, ["Soak"].into_iter());
        assert_eq!(with(&texts, "oak"), Some(vec![7, 5]));
        assert_eq!(with(&texts, "azuo"), Some(vec![7]));
        assert_eq!(with(&texts, "elm"), Some(vec![]));
        assert_eq!(with(&texts, "oaksoak"), Some(vec![]), "parts do not reach over texts");
        assert_eq!(with(&texts, ""), None);
        assert_eq!(with(&texts, "oak\u{1f}"), None);
    }
}
