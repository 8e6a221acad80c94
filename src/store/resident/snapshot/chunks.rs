//! A sorted sequence in chunks that states share until one changes its own.

use std::sync::Arc;

/// A chunk that grows beyond this is split in half.
const MOST: usize = 512;

/// A sequence by position. The order of its items is the caller's.
#[derive(Debug)]
pub(in crate::store::resident) struct Chunks<T> {
    spine: Arc<Spine<T>>,
}

#[derive(Debug)]
struct Spine<T> {
    chunks: Vec<Arc<Vec<T>>>,
    /// The position of each chunk's first item.
    starts: Vec<usize>,
    len: usize,
}

impl<T> Clone for Spine<T> {
    fn clone(&self) -> Self {
        Self { chunks: self.chunks.clone(), starts: self.starts.clone(), len: self.len }
    }
}

impl<T> Clone for Chunks<T> {
    fn clone(&self) -> Self {
        Self { spine: self.spine.clone() }
    }
}

impl<T> Default for Chunks<T> {
    fn default() -> Self {
        Self { spine: Arc::new(Spine { chunks: Vec::new(), starts: Vec::new(), len: 0 }) }
    }
}

impl<T: Copy> FromIterator<T> for Chunks<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut items = items.into_iter();
        let mut chunks = Vec::new();
        loop {
            // Half full, so that the first insertions need not split.
            let chunk: Vec<T> = items.by_ref().take(MOST / 2).collect();
            if chunk.is_empty() {
                break;
            }
            chunks.push(Arc::new(chunk));
        }
        let mut spine = Spine { chunks, starts: Vec::new(), len: 0 };
        spine.recount();
        Self { spine: Arc::new(spine) }
    }
}

impl<T> Spine<T> {
    fn recount(&mut self) {
        self.starts.clear();
        self.len = 0;
        for chunk in &self.chunks {
            self.starts.push(self.len);
            self.len += chunk.len();
        }
    }

    /// The chunk that has a position, which must be less than the length.
    fn chunk_of(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).saturating_sub(1)
    }
}

impl<T: Copy> Chunks<T> {
    /// How many items there are.
    pub(in crate::store::resident) fn len(&self) -> usize {
        self.spine.len
    }

    /// The item at a position.
    pub(in crate::store::resident) fn get(&self, at: usize) -> Option<T> {
        if at >= self.spine.len {
            return None;
        }
        let chunk = self.spine.chunk_of(at);
        self.spine.chunks[chunk].get(at - self.spine.starts[chunk]).copied()
    }

    /// The items from a position on.
    pub(in crate::store::resident) fn from(&self, at: usize) -> impl DoubleEndedIterator<Item = T> {
        let first =
            if at >= self.spine.len { self.spine.chunks.len() } else { self.spine.chunk_of(at) };
        let skip = self.spine.starts.get(first).map_or(0, |start| at - start);
        let (head, tail) = match self.spine.chunks.get(first..) {
            Some([head, tail @ ..]) => (&head[skip..], tail),
            _ => (&[][..], &[][..]),
        };
        head.iter().copied().chain(tail.iter().flat_map(|chunk| chunk.iter().copied()))
    }

    /// All items.
    pub(in crate::store::resident) fn iter(&self) -> impl DoubleEndedIterator<Item = T> {
        self.spine.chunks.iter().flat_map(|chunk| chunk.iter().copied())
    }

    /// The position of the first item that `before` is false for; it must be true for all items before
    /// that one and false for all after.
    pub(in crate::store::resident) fn partition_point(
        &self,
        mut before: impl FnMut(T) -> bool,
    ) -> usize {
        let chunk = self
            .spine
            .chunks
            .partition_point(|chunk| chunk.last().is_some_and(|last| before(*last)));
        match self.spine.chunks.get(chunk) {
            None => self.spine.len,
            Some(items) => self.spine.starts[chunk] + items.partition_point(|item| before(*item)),
        }
    }

    /// Inserts an item at a position, at most the length.
    pub(in crate::store::resident) fn insert(&mut self, at: usize, item: T) {
        let spine = Arc::make_mut(&mut self.spine);
        if spine.chunks.is_empty() {
            spine.chunks.push(Arc::new(vec![item]));
            return spine.recount();
        }
        let chunk = spine.chunk_of(at.min(spine.len - 1));
        let inside = at - spine.starts[chunk];
        let items = Arc::make_mut(&mut spine.chunks[chunk]);
        items.insert(inside, item);
        if items.len() > MOST {
            let rest = items.split_off(MOST / 2);
            spine.chunks.insert(chunk + 1, Arc::new(rest));
            return spine.recount();
        }
        spine.len += 1;
        for start in &mut spine.starts[chunk + 1..] {
            *start += 1;
        }
    }

    /// Removes the item at a position, if there is one.
    pub(in crate::store::resident) fn remove(&mut self, at: usize) {
        if at >= self.spine.len {
            return;
        }
        let spine = Arc::make_mut(&mut self.spine);
        let chunk = spine.chunk_of(at);
        let items = Arc::make_mut(&mut spine.chunks[chunk]);
        items.remove(at - spine.starts[chunk]);
        if items.is_empty() {
            spine.chunks.remove(chunk);
            return spine.recount();
        }
        spine.len -= 1;
        for start in &mut spine.starts[chunk + 1..] {
            *start -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Chunks;

    #[test]
    fn it_keeps_an_order_through_insertions_and_removals() {
        let mut chunks: Chunks<u32> = (0..1_000).map(|n| n * 2).collect();
        let old = chunks.clone();
        let mut plain: Vec<u32> = chunks.iter().collect();
        for n in (1..4_000).step_by(2).rev() {
            let at = chunks.partition_point(|one| one < n);
            assert_eq!(at, plain.partition_point(|one| *one < n));
            chunks.insert(at, n);
            plain.insert(at, n);
        }
        for at in [0, 5, 700, 1_999, 9_999] {
            chunks.remove(at);
            if at < plain.len() {
                plain.remove(at);
            }
        }
        assert_eq!(chunks.iter().collect::<Vec<_>>(), plain);
        for at in [0, 1, 511, 512, 900, plain.len(), plain.len() + 1] {
            assert_eq!(chunks.get(at), plain.get(at).copied());
            let rest: Vec<u32> = chunks.from(at).collect();
            assert_eq!(rest, plain.get(at..).unwrap_or_default());
        }
        assert_eq!(old.iter().collect::<Vec<_>>(), (0..1_000).map(|n| n * 2).collect::<Vec<_>>());
    }

    #[test]
    fn it_can_be_emptied() {
        let mut chunks: Chunks<u8> = [1].into_iter().collect();
        chunks.remove(0);
        assert_eq!((chunks.len(), chunks.get(0), chunks.from(0).count()), (0, None, 0));
        chunks.insert(0, 2);
        assert_eq!(chunks.get(0), Some(2));
    }
}
