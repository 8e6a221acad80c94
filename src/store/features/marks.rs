//! A small number for each node, forgotten all at once.
//!
//! A walk marks what it met. A table for all nodes is the quickest way to ask, but making one costs more than a short walk:
//! so tables are kept for the next walks, and older marks are told by their epoch.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// How many tables are kept at most, of four bytes a node: a walk for paths needs five, and few walk at a time.
const MOST_KEPT: usize = 12;

static KEPT: Mutex<Vec<Table>> = Mutex::new(Vec::new());

/// A table of marks and when they were made.
#[derive(Default)]
struct Table {
    marks: Vec<u32>,
    epoch: u32,
}

/// Marks of nodes, none yet or those made since they were last cleared.
#[derive(Default)]
pub(super) struct Marks(Table);

/// The bits of a mark that hold its number.
const NUMBER_BITS: u32 = 8;

impl Marks {
    /// No marks, for nodes of numbers below `bound`.
    pub(super) fn new(bound: u32) -> Self {
        let mut table = kept().pop().unwrap_or_default();
        if table.marks.len() < bound as usize {
            table.marks.resize(bound as usize, 0);
        }
        let mut marks = Self(table);
        marks.clear();
        marks
    }

    /// Forgets all marks.
    pub(super) fn clear(&mut self) {
        let Table { marks, epoch } = &mut self.0;
        if *epoch == u32::MAX >> NUMBER_BITS {
            marks.fill(0);
            *epoch = 0;
        }
        *epoch += 1;
    }

    /// The mark of a node.
    pub(super) fn get(&self, node: u32) -> Option<u8> {
        let [number, epoch @ ..] = self.0.marks[node as usize].to_le_bytes();
        let epoch = u32::from_le_bytes([epoch[0], epoch[1], epoch[2], 0]);
        (epoch == self.0.epoch).then_some(number)
    }

    /// Marks a node; false when it was marked, and keeps that mark.
    pub(super) fn put(&mut self, node: u32, number: u8) -> bool {
        let is_new = self.get(node).is_none();
        if is_new {
            self.set(node, number);
        }
        is_new
    }

    /// Marks a node, whether it was marked or not.
    pub(super) fn set(&mut self, node: u32, number: u8) {
        self.0.marks[node as usize] = self.0.epoch << NUMBER_BITS | u32::from(number);
    }
}

impl Drop for Marks {
    fn drop(&mut self) {
        let table = std::mem::take(&mut self.0);
        let mut kept = kept();
        if !table.marks.is_empty() && kept.len() < MOST_KEPT {
            kept.push(table);
        }
    }
}

/// The tables that nobody uses. They are whole whatever became of who used them.
fn kept() -> MutexGuard<'static, Vec<Table>> {
    KEPT.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_that_was_used_before_has_no_marks() {
        let mut marks = Marks::new(3);
        assert!(marks.put(1, 7) && !marks.put(1, 8));
        assert_eq!((marks.get(0), marks.get(1)), (None, Some(7)));
        marks.set(1, 9);
        assert_eq!(marks.get(1), Some(9));
        drop(marks);
        // Of a larger network.
        let again = Marks::new(5);
        assert!((0..5).all(|node| again.get(node).is_none()));
    }

    #[test]
    fn marks_are_forgotten_when_epochs_run_out() {
        let mut marks = Marks::new(1);
        marks.0.epoch = (u32::MAX >> NUMBER_BITS) - 1;
        marks.clear();
        marks.put(0, 1);
        marks.clear();
        assert_eq!(marks.get(0), None);
        assert_eq!(marks.0.epoch, 1);
    }
}
