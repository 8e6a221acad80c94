//! The links of one kind in one direction at every node, by the far node's id, then tag.
//!
//! 64 nodes share a page that holds their short lists end to end; a long list is a sequence of chunks of
//! its own, so that a change at a hub copies a chunk and not the list.

use super::chunks::Chunks;
use super::pages::Pages;

/// Nodes on a page.
const NODES: usize = 64;
/// A longer list leaves its page.
const LONG: usize = 512;

/// A link met at a node, without its direction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::store::resident) struct Arm {
    /// The node at the other end.
    pub(in crate::store::resident) far: u32,
    /// The link.
    pub(in crate::store::resident) link: u32,
}

/// The links of a kind in a direction.
#[derive(Clone, Default, Debug)]
pub(in crate::store::resident) struct Adjacency {
    pages: Pages<Page>,
}

#[derive(Clone, Default, Debug)]
struct Page {
    /// Where the list of each node ends in `arms`; as long as the page's last node with a list.
    ends: Vec<u16>,
    arms: Vec<Arm>,
    /// The lists of hubs, with their place on the page.
    hubs: Vec<(u8, Chunks<Arm>)>,
}

/// The links at one node.
#[derive(Clone, Copy, Debug)]
pub(in crate::store::resident) enum Arms<'a> {
    /// A short list.
    Few(&'a [Arm]),
    /// A hub's list.
    Many(&'a Chunks<Arm>),
}

impl Page {
    fn range(&self, slot: usize) -> std::ops::Range<usize> {
        let end =
            |slot: usize| self.ends.get(slot).map_or(self.arms.len(), |end| usize::from(*end));
        let start = if slot == 0 { 0 } else { end(slot - 1) };
        start..end(slot)
    }

    fn hub(&self, slot: usize) -> Option<usize> {
        if self.hubs.is_empty() {
            return None;
        }
        self.hubs.iter().position(|(of, _)| usize::from(*of) == slot)
    }

    /// Notes where the list of a node ends, even when it is empty.
    fn reach(&mut self, slot: usize) {
        if self.ends.len() <= slot {
            self.ends.resize(slot + 1, u16::try_from(self.arms.len()).unwrap_or(u16::MAX));
        }
    }

    /// Lengthens or shortens the list of a node by one.
    fn shift(&mut self, slot: usize, longer: bool) {
        for end in &mut self.ends[slot..] {
            *end = if longer { *end + 1 } else { *end - 1 };
        }
    }

    /// Moves a list that became long out of the page.
    fn move_out(&mut self, slot: usize) {
        let range = self.range(slot);
        let length = u16::try_from(range.len()).unwrap_or(u16::MAX);
        let list = self.arms.drain(range).collect();
        for end in &mut self.ends[slot..] {
            *end -= length;
        }
        self.hubs.push((u8::try_from(slot).unwrap_or(u8::MAX), list));
    }
}

impl Adjacency {
    /// The links at a node.
    #[inline]
    pub(in crate::store::resident) fn at(&self, node: u32) -> Arms<'_> {
        let slot = node as usize % NODES;
        let Some(page) = self.pages.get(node as usize / NODES) else { return Arms::Few(&[]) };
        match page.hub(slot) {
            Some(hub) => Arms::Many(&page.hubs[hub].1),
            None => Arms::Few(page.arms.get(page.range(slot)).unwrap_or_default()),
        }
    }

    /// Inserts a link at a position of a node's list, which keeps the list's order.
    pub(in crate::store::resident) fn insert(&mut self, node: u32, at: usize, arm: Arm) {
        let slot = node as usize % NODES;
        let page = self.pages.get_mut(node as usize / NODES);
        if let Some(hub) = page.hub(slot) {
            return page.hubs[hub].1.insert(at, arm);
        }
        page.reach(slot);
        let range = page.range(slot);
        page.arms.insert(range.start + at, arm);
        page.shift(slot, true);
        if range.len() >= LONG {
            page.move_out(slot);
        }
    }

    /// Removes the link at a position of a node's list.
    pub(in crate::store::resident) fn remove(&mut self, node: u32, at: usize) {
        let slot = node as usize % NODES;
        let page = self.pages.get_mut(node as usize / NODES);
        if let Some(hub) = page.hub(slot) {
            page.hubs[hub].1.remove(at);
            // An emptied hub is an ordinary node again.
            if page.hubs[hub].1.len() == 0 {
                page.hubs.swap_remove(hub);
            }
            return;
        }
        let start = page.range(slot).start;
        page.arms.remove(start + at);
        page.shift(slot, false);
    }

    /// Writes the whole lists of a page's nodes at once, as `(node, arm)` by rising node; for building.
    pub(in crate::store::resident) fn fill(&mut self, sorted: &[(u32, Arm)]) {
        for of_page in sorted.chunk_by(|a, b| a.0 as usize / NODES == b.0 as usize / NODES) {
            let page = self.pages.get_mut(of_page[0].0 as usize / NODES);
            *page = Page {
                ends: Vec::new(),
                arms: Vec::with_capacity(of_page.len()),
                hubs: Vec::new(),
            };
            for of_node in of_page.chunk_by(|a, b| a.0 == b.0) {
                let slot = of_node[0].0 as usize % NODES;
                page.reach(slot);
                let arms = of_node.iter().map(|(_, arm)| *arm);
                if of_node.len() > LONG {
                    page.hubs.push((u8::try_from(slot).unwrap_or(u8::MAX), arms.collect()));
                } else {
                    page.arms.extend(arms);
                    page.ends[slot] = u16::try_from(page.arms.len()).unwrap_or(u16::MAX);
                }
            }
            page.arms.shrink_to_fit();
            page.ends.shrink_to_fit();
        }
    }
}

impl<'a> Arms<'a> {
    /// How many links there are.
    #[inline]
    pub(in crate::store::resident) fn len(self) -> usize {
        match self {
            Self::Few(arms) => arms.len(),
            Self::Many(arms) => arms.len(),
        }
    }

    /// The link at a position.
    pub(in crate::store::resident) fn get(self, at: usize) -> Option<Arm> {
        match self {
            Self::Few(arms) => arms.get(at).copied(),
            Self::Many(arms) => arms.get(at),
        }
    }

    /// The links from a position on.
    pub(in crate::store::resident) fn from(self, at: usize) -> impl Iterator<Item = Arm> + use<'a> {
        let (few, many) = match self {
            Self::Few(arms) => (arms.get(at..).unwrap_or_default(), None),
            Self::Many(arms) => (&[][..], Some(arms.from(at))),
        };
        few.iter().copied().chain(many.into_iter().flatten())
    }

    /// As [`Chunks::partition_point`].
    pub(in crate::store::resident) fn partition_point(
        self,
        mut before: impl FnMut(Arm) -> bool,
    ) -> usize {
        match self {
            Self::Few(arms) => arms.partition_point(|arm| before(*arm)),
            Self::Many(arms) => arms.partition_point(before),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_keep_their_order_from_few_to_many_and_back() {
        let mut adjacency = Adjacency::default();
        let mut plain = std::collections::BTreeMap::<u32, Vec<u32>>::new();
        // Node 3 becomes a hub between neighbours that do not.
        for step in 0..3_000_u32 {
            let node = if step % 3 == 0 { step % 130 } else { 3 };
            let list = plain.entry(node).or_default();
            let at = (step as usize * 7) % (list.len() + 1);
            list.insert(at, step);
            adjacency.insert(node, at, Arm { far: step, link: step });
        }
        let old = adjacency.clone();
        let before = plain.clone();
        for (node, list) in &mut plain {
            while list.len() > 1 {
                let at = list.len() / 2;
                list.remove(at);
                adjacency.remove(*node, at);
            }
        }
        for (node, list) in before {
            assert_eq!(old.at(node).from(0).map(|arm| arm.far).collect::<Vec<_>>(), list);
            let kept: Vec<u32> = adjacency.at(node).from(0).map(|arm| arm.far).collect();
            assert_eq!(kept, plain[&node]);
        }
        assert_eq!(old.at(500).len(), 0);
    }

    #[test]
    fn filling_equals_inserting() {
        let mut sorted = Vec::new();
        let mut inserted = Adjacency::default();
        for node in [0, 1, 5, 63, 64, 200] {
            for n in 0..(if node == 5 { 1_300 } else { node + 1 }) {
                let arm = Arm { far: n, link: n };
                sorted.push((node, arm));
                inserted.insert(node, n as usize, arm);
            }
        }
        let mut filled = Adjacency::default();
        filled.fill(&sorted);
        for node in 0..210 {
            let (a, b) = (filled.at(node), inserted.at(node));
            assert_eq!(a.from(0).collect::<Vec<_>>(), b.from(0).collect::<Vec<_>>(), "{node}");
        }
        filled.insert(2, 0, Arm { far: 9, link: 9 });
        assert_eq!((filled.at(1).len(), filled.at(2).len(), filled.at(63).len()), (2, 1, 64));
    }
}
