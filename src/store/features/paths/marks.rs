//! A number for each node, forgotten all at once.

/// Levels of nodes in one search. Starting the next search costs nothing: older marks are told by their epoch.
pub(super) struct Marks {
    marks: Vec<u32>,
    epoch: u32,
}

/// The bits of a mark that hold the level.
const LEVEL_BITS: u32 = 8;

impl Marks {
    pub(super) fn new(bound: u32) -> Self {
        Self { marks: vec![0; bound as usize], epoch: 0 }
    }

    /// Forgets all marks.
    pub(super) fn clear(&mut self) {
        if self.epoch == u32::MAX >> LEVEL_BITS {
            self.marks.fill(0);
            self.epoch = 0;
        }
        self.epoch += 1;
    }

    /// The level of a node.
    pub(super) fn get(&self, node: u32) -> Option<u8> {
        let [level, epoch @ ..] = self.marks[node as usize].to_le_bytes();
        let epoch = u32::from_le_bytes([epoch[0], epoch[1], epoch[2], 0]);
        (epoch == self.epoch).then_some(level)
    }

    /// Gives a node a level; false when it had one.
    pub(super) fn put(&mut self, node: u32, level: u8) -> bool {
        let fresh = self.get(node).is_none();
        if fresh {
            self.marks[node as usize] = self.epoch << LEVEL_BITS | u32::from(level);
        }
        fresh
    }
}
