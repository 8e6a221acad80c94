//! Stores: where the network is kept and how plans are executed.
//!
//! [`Store`] is the seam. Its doc comments are the contract: what the caller guarantees and what every
//! implementation keeps. [`contract`] checks any implementation against it.

pub mod batch;
pub mod check;
pub mod claim;
pub mod contract;
pub mod counted;
pub mod error;
pub mod features;
pub mod fit;
pub mod fragment;
pub mod graph;
pub mod history;
pub(crate) mod identity;
pub mod neo4j;
mod numbers;
pub mod place;
mod receipts;
pub mod records;
pub mod reference;
pub mod resident;
pub mod trace;

use std::num::NonZeroUsize;
use std::sync::Arc;

use futures_util::future::BoxFuture;

use crate::model::{Model, PartialDate};
use crate::plan::Plan;
use crate::plan::tree::Tree;
use batch::{Batch, Key, Known, Submitted};
pub use error::{Damaged, Refused, StoreError, Unavailable};
use features::{
    BridgeQuery, BridgeRows, CoverageQuery, CoverageRows, PathQuery, PathRows, StarQuery, Subgraph,
    SubgraphQuery,
};
pub use history::LogQuery;
use records::{Change, Changed, Recorded};

/// A network that can be read and changed.
///
/// **Reads** see one consistent state each: all changes up to some sequence, none after. They never wait
/// for a writer. Lists come in the order that the plan or query gives, ties by id (bytes, rising); absent
/// values last; every list is bounded and says when it was cut.
///
/// **The caller guarantees** that a plan was made for this store's model, and that ids have the form of
/// [`records::NodeId`].
pub trait Store: Send + Sync + 'static {
    /// The model that the network follows.
    fn model(&self) -> &Arc<Model>;

    /// Executes a plan. The tree has the cells that the plan's types promise, in their order.
    fn fetch<'a>(&'a self, plan: &'a Plan) -> Reading<'a, Tree>;

    /// For `expertsConnecting`: a row for every candidate, complete, by rising id.
    fn bridges<'a>(&'a self, query: &'a BridgeQuery) -> Reading<'a, BridgeRows>;

    /// For `expertsForChallenge`: a row for every candidate, complete, by rising id.
    fn coverage<'a>(&'a self, query: &'a CoverageQuery) -> Reading<'a, CoverageRows>;

    /// For `partnershipPaths`: the best paths, in the order that `ask::paths` defines.
    fn paths<'a>(&'a self, query: &'a PathQuery) -> Reading<'a, PathRows>;

    /// A node, its links, and who is at their far ends, with some of what is known of them.
    fn star<'a>(&'a self, query: &'a StarQuery) -> Reading<'a, Subgraph>;

    /// A bounded piece of the network, with the records of its nodes and links.
    fn subgraph<'a>(&'a self, query: &'a SubgraphQuery) -> Reading<'a, Subgraph>;

    /// Applies changes in their order: all of them, or none and an error that names each fault.
    /// When it returns, they are durable, and every later read sees them.
    ///
    /// Each change is judged on the state that the changes before it lead to, and takes one sequence number:
    /// the links that go with a removed node are not told one by one. A change that changes nothing is not
    /// recorded and takes no sequence number; who recorded it and its version make no difference.
    /// `recorded` is kept with each record in place of what the record says.
    ///
    /// Refused is what does not fit the model (see [`fit`]), a node whose kind would change, an identifier or
    /// a `@unique` value that another node has, and a link whose ends are missing or of the wrong kind.
    /// The changes after a refused one are judged as if it had been applied.
    fn apply<'a>(&'a self, changes: &'a [Change], recorded: &'a Recorded) -> Reading<'a, Applied> {
        Box::pin(async move {
            match self.submit(&Batch::new(changes, recorded)).await? {
                Submitted::Applied(applied) | Submitted::Repeated { applied, .. } => Ok(applied),
            }
        })
    }

    /// Applies a batch as [`Store::apply`] says, under its conditions, in this order:
    ///
    /// 1. When its receipt's key is that of a receipt still kept (see [`batch::Receipt`]), nothing is applied:
    ///    it is [`Submitted::Repeated`] where the requests are equal, else [`StoreError::KeyUsed`].
    /// 2. Its expectations are judged on the state before the batch, wherever their changes stand. Those that do
    ///    not hold are told all at once as [`StoreError::Conflict`]; no change is looked at then.
    /// 3. Its changes are judged. A rehearsal ends here: nothing is applied or kept, and its [`Applied`] has the
    ///    sequence number of the state it was judged on, with `changed` 0.
    /// 4. Its changes are applied and its receipt is kept, both or neither, also where nothing changed.
    ///
    /// No other batch comes between these steps.
    fn submit<'a>(&'a self, batch: &'a Batch<'a>) -> Reading<'a, Submitted>;

    /// How many changes a batch should have at most, where the store holds a whole batch in a memory that is
    /// bounded: a larger one may be refused as [`StoreError::Unavailable`]. None where there is no such bound.
    fn batch_limit(&self) -> Option<NonZeroUsize> {
        None
    }

    /// The nodes that have these keys, in the order of the keys; none where no node has it. It sees every
    /// batch that was applied before it was called. For those who are about to change the network: what it
    /// tells is not narrowed to a viewer, and unlike other reads it may wait for a writer.
    fn look_up<'a>(&'a self, keys: &'a [Key]) -> Reading<'a, Vec<Option<Known>>>;

    /// The changes after a sequence number, at most `limit`, by rising sequence.
    fn changes(&self, after: u64, limit: usize) -> Reading<'_, Vec<Changed>> {
        Box::pin(async move {
            let query = LogQuery { after, until: u64::MAX, newest_first: false, ids: None, limit };
            self.log(&query).await
        })
    }

    /// A part of the log. Changes of what the model no longer knows are left out.
    fn log<'a>(&'a self, query: &'a LogQuery) -> Reading<'a, Vec<Changed>>;

    /// What changes of the log found and left, in their order, whoever asks; see [`history::Values::of`].
    ///
    /// What an update replaced is kept as long as the node or link is there. When it is removed, nothing of its
    /// old values remains, and nothing of those of the links that go with it.
    fn values<'a>(&'a self, changes: &'a [Changed]) -> Reading<'a, Vec<history::Values>>;

    /// The newest state: how far it is and how large.
    fn stamp(&self) -> Reading<'_, Stamp>;

    /// A receiver that is told the sequence number of each state as it becomes readable.
    fn follow(&self) -> tokio::sync::watch::Receiver<u64>;
}

/// The future of a store's method.
pub type Reading<'a, T> = BoxFuture<'a, Result<T, StoreError>>;

/// What applying changes did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Applied {
    /// The sequence number of the state that has them.
    pub sequence: u64,
    /// How many of them changed something.
    pub changed: usize,
}

/// A state of the network.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stamp {
    /// The sequence number of its last change; 0 for a network that never changed.
    pub sequence: u64,
    /// How many nodes it has.
    pub nodes: u64,
    /// How many links it has.
    pub links: u64,
    /// The newest `seen` of the links that everybody may see: "now", where a question needs one. It is
    /// the same for all viewers, so that what is hidden moves nobody's score.
    pub newest_seen: Option<PartialDate>,
}
