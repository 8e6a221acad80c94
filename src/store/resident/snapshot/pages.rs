//! A table by dense number, in pages of 64 that states share until one changes its own.

use std::sync::Arc;

/// Pages in a branch, and rows in a page.
const WIDTH: usize = 64;

/// A sparse sequence of pages in two levels, so that a changed page costs the copy of itself, of one
/// branch and of a short spine.
#[derive(Debug)]
pub(in crate::store::resident) struct Pages<P> {
    spine: Vec<Option<Arc<Branch<P>>>>,
}

type Branch<P> = Vec<Option<Arc<P>>>;

impl<P> Clone for Pages<P> {
    fn clone(&self) -> Self {
        Self { spine: self.spine.clone() }
    }
}

impl<P> Default for Pages<P> {
    fn default() -> Self {
        Self { spine: Vec::new() }
    }
}

impl<P: Clone + Default> Pages<P> {
    /// The page at a position, if anything was ever written there.
    #[inline]
    pub(in crate::store::resident) fn get(&self, at: usize) -> Option<&P> {
        self.spine.get(at / WIDTH)?.as_ref()?.get(at % WIDTH)?.as_deref()
    }

    /// The page at a position, for changing it; other states keep theirs.
    pub(in crate::store::resident) fn get_mut(&mut self, at: usize) -> &mut P {
        if self.spine.len() <= at / WIDTH {
            self.spine.resize_with(at / WIDTH + 1, || None);
        }
        let branch = Arc::make_mut(self.spine[at / WIDTH].get_or_insert_default());
        if branch.len() <= at % WIDTH {
            branch.resize_with(at % WIDTH + 1, || None);
        }
        Arc::make_mut(branch[at % WIDTH].get_or_insert_default())
    }
}

/// A table of rows by dense number, some of which may be free.
#[derive(Debug)]
pub(in crate::store::resident) struct Rows<T> {
    pages: Pages<Vec<Option<T>>>,
    bound: u32,
}

impl<T> Clone for Rows<T> {
    fn clone(&self) -> Self {
        Self { pages: self.pages.clone(), bound: self.bound }
    }
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self { pages: Pages::default(), bound: 0 }
    }
}

impl<T: Clone> Rows<T> {
    /// The row of a number.
    #[inline]
    pub(in crate::store::resident) fn get(&self, number: u32) -> Option<&T> {
        self.pages.get(number as usize / WIDTH)?.get(number as usize % WIDTH)?.as_ref()
    }

    /// Writes or frees the row of a number.
    pub(in crate::store::resident) fn set(&mut self, number: u32, row: Option<T>) {
        let page = self.pages.get_mut(number as usize / WIDTH);
        let at = number as usize % WIDTH;
        if page.len() <= at {
            page.reserve_exact(WIDTH - page.len());
            page.resize_with(at + 1, || None);
        }
        page[at] = row;
        self.bound = self.bound.max(number + 1);
    }

    /// One more than the greatest number ever written.
    pub(in crate::store::resident) fn bound(&self) -> u32 {
        self.bound
    }

    /// The rows with their numbers, by rising number.
    pub(in crate::store::resident) fn iter(&self) -> impl Iterator<Item = (u32, &T)> {
        (0..self.bound).filter_map(|number| Some((number, self.get(number)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::Rows;

    #[test]
    fn an_old_state_keeps_its_rows() {
        let mut rows = Rows::default();
        for number in 0..5_000_u32 {
            rows.set(number, Some(number));
        }
        let old = rows.clone();
        rows.set(4_097, Some(0));
        rows.set(64, None);
        assert_eq!((rows.get(4_097), rows.get(64)), (Some(&0), None));
        assert_eq!((old.get(4_097), old.get(64)), (Some(&4_097), Some(&64)));
        assert_eq!(rows.get(5_000), None);
        assert_eq!(old.iter().count(), 5_000);
    }
}
