//! From an id to its node.

use std::hash::BuildHasher;
use std::sync::Arc;

use hashbrown::HashTable;

use super::NodeRow;
use super::pages::Rows;

/// Enough that a shard of a large network is copied in microseconds, few enough that the list of them is.
const SHARDS: usize = 256;

/// Nodes by id, as a hash table in shards that states share until one changes its own.
#[derive(Clone, Debug)]
pub(in crate::store::resident) struct Ids {
    shards: Arc<Vec<Arc<HashTable<u32>>>>,
    hasher: foldhash::fast::FixedState,
}

impl Default for Ids {
    fn default() -> Self {
        Self::with_room(0)
    }
}

impl Ids {
    /// An empty table with room for so many nodes.
    pub(in crate::store::resident) fn with_room(count: usize) -> Self {
        // Ids do not fall into shards quite evenly.
        let room = (count + count / 4).div_ceil(SHARDS);
        let shards = (0..SHARDS).map(|_| Arc::new(HashTable::with_capacity(room))).collect();
        Self { shards: Arc::new(shards), hasher: foldhash::fast::FixedState::default() }
    }

    /// The node of an id.
    #[inline]
    pub(in crate::store::resident) fn get(&self, id: &str, nodes: &Rows<NodeRow>) -> Option<u32> {
        let hash = self.hasher.hash_one(id);
        let same = |node: &u32| nodes.get(*node).is_some_and(|row| *row.id == *id);
        self.shards[shard(hash)].find(hash, same).copied()
    }

    /// Adds a node whose id is not there and whose row is.
    pub(in crate::store::resident) fn insert(
        &mut self,
        id: &str,
        node: u32,
        nodes: &Rows<NodeRow>,
    ) {
        let hash = self.hasher.hash_one(id);
        let hasher = self.hasher.clone();
        let again = |node: &u32| nodes.get(*node).map_or(0, |row| hasher.hash_one(&*row.id));
        self.shard_mut(hash).insert_unique(hash, node, again);
    }

    /// Removes a node.
    pub(in crate::store::resident) fn remove(&mut self, id: &str, node: u32) {
        let hash = self.hasher.hash_one(id);
        if let Ok(found) = self.shard_mut(hash).find_entry(hash, |one| *one == node) {
            found.remove();
        }
    }

    fn shard_mut(&mut self, hash: u64) -> &mut HashTable<u32> {
        Arc::make_mut(&mut Arc::make_mut(&mut self.shards)[shard(hash)])
    }
}

/// The table itself uses the lowest and the highest bits of a hash, a shard those between.
fn shard(hash: u64) -> usize {
    (hash >> 40) as usize % SHARDS
}
