//! What is known of the network while a mutation is drafted, and what must be read before it can be.
//!
//! A draft says what it missed; that is read in few calls, and the draft is made again. So the drafting needs
//! to know nothing of reading, and nothing is read one by one.

use std::sync::Arc;

use hashbrown::{HashMap, HashSet};

use crate::model::{Audience, KindSet, LinkId};
use crate::plan::viewer::Sight;
use crate::store::batch::{Key, Known as Node};
use crate::store::claim::Claim;
use crate::store::features::{Piece, SubgraphQuery};
use crate::store::records::{LinkRecord, LinkRef};
use crate::store::{Store, StoreError};

/// The most links of one kind that are looked at when a field that has one node gets another.
const MOST_ONES: usize = 1_000;

/// What was read. Each is none where it is known not to be there.
#[derive(Default, Debug)]
pub(super) struct Known {
    pub(super) nodes: HashMap<Arc<str>, Option<Node>>,
    pub(super) owners: HashMap<Claim, Option<Arc<str>>>,
    pub(super) links: HashMap<LinkRef, Option<LinkRecord>>,
    pub(super) fans: HashMap<Fan, Vec<LinkRecord>>,
}

/// The links of a kind between a node and others of some kinds.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Fan {
    pub(super) node: Arc<str>,
    pub(super) kind: LinkId,
    pub(super) forward: bool,
    pub(super) far: KindSet,
}

/// What must be read.
#[derive(Default, Debug)]
pub(super) struct Missing {
    pub(super) nodes: HashSet<Arc<str>>,
    pub(super) owners: HashSet<Claim>,
    pub(super) links: HashSet<LinkRef>,
    pub(super) fans: HashSet<Fan>,
}

impl Missing {
    pub(super) fn is_empty(&self) -> bool {
        self.nodes.is_empty()
            && self.owners.is_empty()
            && self.links.is_empty()
            && self.fans.is_empty()
    }
}

impl Known {
    /// Reads what is missing.
    pub(super) async fn read(
        &mut self,
        store: &dyn Store,
        missing: Missing,
    ) -> Result<(), StoreError> {
        let ids = missing.nodes.into_iter().map(Key::Id);
        let keys: Vec<Key> = ids.chain(missing.owners.into_iter().map(Key::Claim)).collect();
        if !keys.is_empty() {
            let found = store.look_up(&keys).await?;
            for (key, found) in keys.into_iter().zip(found) {
                match key {
                    Key::Id(id) => {
                        self.nodes.insert(id, found);
                    }
                    Key::Claim(claim) => {
                        let owner = found.as_ref().map(|node| node.record.id.clone());
                        self.owners.insert(claim, owner);
                        // Whoever has it is probably what is to be changed.
                        if let Some(node) = found {
                            self.nodes.insert(node.record.id.clone(), Some(node));
                        }
                    }
                }
            }
        }
        if !missing.links.is_empty() {
            let links: Vec<LinkRef> = missing.links.into_iter().collect();
            let found = piece(store, Piece::Exactly { nodes: Vec::new(), links: links.clone() });
            for link in found.await? {
                self.links.insert(link.link.clone(), Some(link));
            }
            for link in links {
                self.links.entry(link).or_insert(None);
            }
        }
        for fan in missing.fans {
            let around = Piece::Around {
                center: vec![fan.node.clone()],
                depth: 1,
                kinds: fan.far,
                links: [fan.kind].into_iter().collect(),
                limit: MOST_ONES,
            };
            let mut links = piece(store, around).await?;
            links.retain(|one| {
                let near = if fan.forward { &one.link.from } else { &one.link.to };
                *near == fan.node
            });
            for link in &links {
                self.links.insert(link.link.clone(), Some(link.clone()));
            }
            self.fans.insert(fan, links);
        }
        Ok(())
    }
}

/// The links of a piece of the network, with all that is known of them.
async fn piece(store: &dyn Store, shape: Piece) -> Result<Vec<LinkRecord>, StoreError> {
    let sight = Sight::new(store.model(), Audience::Staff);
    Ok(store.subgraph(&SubgraphQuery { sight, shape }).await?.links)
}
