//! Documents by their text, bounded by number and by bytes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Keeps what was lately asked for.
///
/// There are two generations. What is asked for is in the young one; when that has half of what is
/// allowed, it becomes the old one, and what was old and not asked for again is forgotten.
pub(crate) struct Cache<T: ?Sized> {
    generations: Mutex<Generations<T>>,
    most_entries: usize,
    most_bytes: usize,
}

struct Generations<T: ?Sized> {
    young: HashMap<Arc<str>, Kept<T>, foldhash::fast::RandomState>,
    young_bytes: usize,
    old: HashMap<Arc<str>, Kept<T>, foldhash::fast::RandomState>,
}

/// What is kept, and how many bytes it counts for.
type Kept<T> = (Arc<T>, usize);

impl<T: ?Sized> Cache<T> {
    /// An empty cache for so many entries with so many bytes of text together.
    pub(crate) fn new(most_entries: usize, most_bytes: usize) -> Self {
        let generations =
            Generations { young: HashMap::default(), young_bytes: 0, old: HashMap::default() };
        Self { generations: Mutex::new(generations), most_entries, most_bytes }
    }

    /// What was kept for a text.
    pub(crate) fn get(&self, text: &str) -> Option<Arc<T>> {
        let mut all = self.generations.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((found, _)) = all.young.get(text) {
            return Some(found.clone());
        }
        let (key, (found, size)) = all.old.remove_entry(text)?;
        self.put(&mut all, key, (found.clone(), size));
        Some(found)
    }

    /// Keeps something for a text, unless the text alone is an eighth of all that may be kept.
    pub(crate) fn insert(&self, text: &str, what: Arc<T>) {
        self.insert_sized(text, what, text.len());
    }

    /// Keeps something for a text, which counts for so many bytes.
    pub(crate) fn insert_sized(&self, text: &str, what: Arc<T>, size: usize) {
        if size <= self.most_bytes / 8 {
            let mut all = self.generations.lock().unwrap_or_else(PoisonError::into_inner);
            self.put(&mut all, text.into(), (what, size));
        }
    }

    fn put(&self, all: &mut Generations<T>, text: Arc<str>, what: Kept<T>) {
        let size = what.1;
        let full = all.young.len() + 1 > self.most_entries / 2
            || all.young_bytes + size > self.most_bytes / 2;
        if full {
            all.old = std::mem::take(&mut all.young);
            all.young_bytes = 0;
        }
        if all.young.insert(text, what).is_none() {
            all.young_bytes += size;
        }
    }

    #[cfg(test)]
    fn size(&self) -> (usize, usize) {
        let all = self.generations.lock().unwrap_or_else(PoisonError::into_inner);
        let keys = all.young.keys().chain(all.old.keys());
        keys.fold((0, 0), |(count, bytes), key| (count + 1, bytes + key.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cache_is_bounded_by_number_and_by_bytes() {
        let few = Cache::new(10, 1_000_000);
        let small = Cache::new(1_000_000, 1_000);
        for n in 0..1_000 {
            let text = format!("{n:0>50}");
            few.insert(&text, Arc::new(n));
            small.insert(&text, Arc::new(n));
            assert!(few.size().0 <= 10, "{:?}", few.size());
            assert!(small.size().1 <= 1_000, "{:?}", small.size());
            assert_eq!(few.get(&text).as_deref(), Some(&n));
        }
        small.insert(&"x".repeat(126), Arc::new(1));
        assert!(small.get(&"x".repeat(126)).is_none(), "one text must not push out all others");
    }

    #[test]
    fn what_is_asked_for_stays() {
        let cache = Cache::new(10, 1_000);
        cache.insert("often", Arc::new(0));
        for n in 1..100 {
            cache.insert(&n.to_string(), Arc::new(n));
            assert!(cache.get("often").is_some(), "after {n} others");
        }
        assert!(cache.get("1").is_none());
    }
}
