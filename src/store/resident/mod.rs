//! The resident store: the network in memory, over a durable log.
//!
//! - [`snapshot`]: a state of the network, shared page by page with the states before it
//! - [`index`]: what finds nodes without looking at all of them
//! - [`fetch`]: executes plans over a state
//! - [`change`]: applies changes, one writer for all
//! - [`log`]: the file
//! - [`past`]: what becomes of old values
//! - [`walks`]: where the walks of the questions and the reading of the log run, few at a time
//! - [`facts`], [`value_view`], [`bytes`]: records as bytes, read in place
//!
//! Readers take the newest state and keep it as long as they like; publishing the next one replaces a
//! pointer and waits for nobody.

mod bytes;
mod change;
mod facts;
mod fetch;
mod index;
mod log;
mod past;
mod snapshot;
mod value_view;
mod walks;

use std::path::Path;
use std::sync::{Arc, PoisonError};

use tokio::sync::watch;

use super::batch::{Batch, Key, Known, Submitted};
use super::features::{
    self, BridgeQuery, BridgeRows, CoverageQuery, CoverageRows, PathQuery, PathRows, StarQuery,
    Subgraph, SubgraphQuery,
};
use super::history::Values;
use super::receipts::Receipts;
use super::records::Changed;
use super::{LogQuery, Reading, Stamp, Store, StoreError, Unavailable};
use crate::model::Model;
use crate::plan::Plan;
use crate::plan::tree::Tree;
use change::writer::{Published, Writer};
pub use log::OpenError;
use log::{Access, File, History, Log};
pub use snapshot::Snapshot;
use walks::Walks;

/// A network in memory, with or without a file that it outlives the process in.
#[derive(Debug)]
pub struct Resident {
    model: Arc<Model>,
    published: Arc<Published>,
    walks: Walks,
    /// None for a network without a file. Closed before the writer, so that the writer's connection is the last one
    /// and leaves everything in the database itself. Where the log is still being read then, the next start does so.
    history: Option<Arc<History>>,
    /// None for a network that was opened for reading only.
    writer: Option<Writer>,
}

impl Resident {
    /// An empty network that lives as long as the process.
    ///
    /// # Errors
    /// The operating system gives no thread for the writer.
    pub fn in_memory(model: Arc<Model>) -> std::io::Result<Self> {
        let published = Arc::new(Published::new(Snapshot::empty(&model)));
        let writer = Some(Writer::start(published.clone(), None, Receipts::default())?);
        Ok(Self { model, published, walks: Walks::new(), writer, history: None })
    }

    /// The network of a file, which is made when it is not there. No other process can write to it meanwhile.
    ///
    /// Reads all of it: this takes a while for a large network.
    pub fn open(model: Arc<Model>, path: &Path) -> Result<Self, OpenError> {
        let file = File::open(path, &model, Access::Write)?;
        let state = log::load(&file, &model)?;
        let history = Arc::new(History::of(&file)?);
        let receipts = log::load_receipts(&file)?;
        let log = Log::new(file, state.stamp.sequence);
        let published = Arc::new(Published::new(state));
        let writer = Writer::start(published.clone(), Some(log), receipts).map_err(|error| {
            OpenError::Unavailable { path: path.to_owned(), why: error.to_string() }
        })?;
        Ok(Self {
            model,
            published,
            walks: Walks::new(),
            writer: Some(writer),
            history: Some(history),
        })
    }

    /// The network of a file as it is now, also while another process writes to it. It cannot be changed, and
    /// later changes by others are not seen.
    pub fn open_read_only(model: Arc<Model>, path: &Path) -> Result<Self, OpenError> {
        let file = File::open(path, &model, Access::Read)?;
        let state = log::load(&file, &model)?;
        let history = Arc::new(History::of(&file)?);
        Ok(Self {
            model,
            published: Arc::new(Published::new(state)),
            walks: Walks::new(),
            writer: None,
            history: Some(history),
        })
    }

    /// The newest state.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.published.state.load_full()
    }

    fn writer(&self) -> Result<&Writer, StoreError> {
        self.writer.as_ref().ok_or_else(|| Unavailable::ReadOnly.into())
    }

    /// Walks the newest state, on a thread where a long walk keeps no quick request waiting.
    fn walk<Q, R>(&self, query: &Q, walk: fn(&Snapshot, &Q) -> R) -> Reading<'_, R>
    where
        Q: Clone + Send + 'static,
        R: Send + 'static,
    {
        let (published, query) = (self.published.clone(), query.clone());
        self.walks.run(move || walk(&published.state.load_full(), &query))
    }
}

impl Store for Resident {
    fn model(&self) -> &Arc<Model> {
        &self.model
    }

    fn fetch<'a>(&'a self, plan: &'a Plan) -> Reading<'a, Tree> {
        Box::pin(async move { Ok(fetch::fetch(&self.published.state.load(), plan)) })
    }

    fn bridges<'a>(&'a self, query: &'a BridgeQuery) -> Reading<'a, BridgeRows> {
        self.walk(query, features::bridges)
    }

    fn coverage<'a>(&'a self, query: &'a CoverageQuery) -> Reading<'a, CoverageRows> {
        self.walk(query, features::coverage)
    }

    fn paths<'a>(&'a self, query: &'a PathQuery) -> Reading<'a, PathRows> {
        self.walk(query, |state, query| features::paths(state, query, state.stamp.newest_seen))
    }

    fn star<'a>(&'a self, query: &'a StarQuery) -> Reading<'a, Subgraph> {
        self.walk(query, features::star)
    }

    fn subgraph<'a>(&'a self, query: &'a SubgraphQuery) -> Reading<'a, Subgraph> {
        self.walk(query, features::subgraph)
    }

    fn submit<'a>(&'a self, batch: &'a Batch<'a>) -> Reading<'a, Submitted> {
        Box::pin(async move { self.writer()?.submit(batch).await })
    }

    fn look_up<'a>(&'a self, keys: &'a [Key]) -> Reading<'a, Vec<Option<Known>>> {
        Box::pin(async move {
            let owners = self.writer()?.owners(keys).await?;
            let state = self.published.state.load();
            let known = |(key, owner): (&Key, Option<Arc<str>>)| match key {
                Key::Id(id) => change::known(&state, id),
                Key::Claim(_) => change::known(&state, &owner?),
            };
            Ok(keys.iter().zip(owners).map(known).collect())
        })
    }

    fn log<'a>(&'a self, query: &'a LogQuery) -> Reading<'a, Vec<Changed>> {
        Box::pin(async move {
            if let Some(history) = self.history.clone() {
                let (query, newest) = (query.clone(), self.published.state.load().stamp.sequence);
                return self.walks.run(move || history.log(&query, newest)).await?;
            }
            let unfiled = self.published.unfiled.lock().unwrap_or_else(PoisonError::into_inner);
            let (changes, _) = &*unfiled;
            let wanted = changes.iter().filter(|change| query.has(change));
            Ok(if query.newest_first {
                wanted.rev().take(query.limit).cloned().collect()
            } else {
                wanted.take(query.limit).cloned().collect()
            })
        })
    }

    fn values<'a>(&'a self, changes: &'a [Changed]) -> Reading<'a, Vec<Values>> {
        Box::pin(async move {
            let state = self.published.state.load_full();
            if let Some(history) = self.history.clone() {
                let changes = changes.to_vec();
                return self.walks.run(move || history.values(&state, &changes)).await?;
            }
            let unfiled = self.published.unfiled.lock().unwrap_or_else(PoisonError::into_inner);
            let values = |change: &Changed| {
                let whose = past::Past::of(&state, &change.subject);
                let replaced = whose.map(|whose| unfiled.1.from(whose, change.sequence));
                past::values(&state, change, replaced.unwrap_or_default())
            };
            Ok(changes.iter().map(values).collect())
        })
    }

    fn stamp(&self) -> Reading<'_, Stamp> {
        Box::pin(async move { Ok(self.published.state.load().stamp) })
    }

    fn follow(&self) -> watch::Receiver<u64> {
        self.published.newest.subscribe()
    }
}
