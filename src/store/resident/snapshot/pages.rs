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

/// Fills a table by rising number, a page at a time.
#[derive(Debug)]
pub(in crate::store::resident) struct Filling<T> {
    rows: Rows<T>,
    /// The page that is being filled, and where it will stand.
    page: Vec<Option<T>>,
    at: usize,
}

impl<T> Default for Filling<T> {
    fn default() -> Self {
        Self { rows: Rows::default(), page: Vec::new(), at: 0 }
    }
}

impl<T: Clone> Filling<T> {
    /// Writes the row of a number, on the page of the last one or on a later page.
    pub(in crate::store::resident) fn push(&mut self, number: u32, row: T) {
        let (page, place) = (number as usize / WIDTH, number as usize % WIDTH);
        if page != self.at {
            self.turn();
            self.at = page;
        }
        if self.page.len() <= place {
            self.page.reserve_exact(WIDTH - self.page.len());
            self.page.resize_with(place + 1, || None);
        }
        self.page[place] = Some(row);
        self.rows.bound = self.rows.bound.max(number + 1);
    }

    /// The table.
    pub(in crate::store::resident) fn done(mut self) -> Rows<T> {
        self.turn();
        self.rows
    }

    fn turn(&mut self) {
        if !self.page.is_empty() {
            *self.rows.pages.get_mut(self.at) = std::mem::take(&mut self.page);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Filling, Rows};

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

    #[test]
    fn filling_equals_setting() {
        let mut set = Rows::default();
        let mut filling = Filling::default();
        for number in [3_u32, 5, 63, 64, 127, 4_096, 9_999] {
            set.set(number, Some(number));
            filling.push(number, number);
        }
        let filled = filling.done();
        assert_eq!(filled.bound(), set.bound());
        assert_eq!(filled.iter().collect::<Vec<_>>(), set.iter().collect::<Vec<_>>());
    }
}
