//! Ends statements whose answers nobody waits for any more.
//!
//! A client that leaves drops the future that waits for its answer. Neo4j does not notice: it would go on until the
//! statement's time-out. So every statement carries the name of this server and a number, and what was given up is
//! ended by a statement of its own, one for all that were given up meanwhile.

use std::hash::{BuildHasher as _, RandomState};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use neo4rs::{BoltMap, BoltType, Graph};

use super::parameters;
use crate::store::neo4j::statement::Statement;

const END: &str = include_str!("../../../../cypher/end/given_up.cypher");

/// The statements of a server.
#[derive(Clone)]
pub(super) struct Watch(Arc<Shared>);

struct Shared {
    /// Connections that are free when those for reading are not.
    graph: Graph,
    /// Tells this server from others on the database.
    server: String,
    last: AtomicI64,
    given_up: Mutex<GivenUp>,
}

#[derive(Default)]
struct GivenUp {
    statements: Vec<i64>,
    /// Whether a task ends them.
    is_ending: bool,
}

/// A statement that somebody waits for. It is ended when this is dropped before it is [`over`](Self::over).
pub(super) struct UnderWay {
    watch: Watch,
    number: i64,
    is_over: bool,
}

impl Watch {
    pub(super) fn new(graph: Graph) -> Self {
        let server = format!("{:016x}", RandomState::new().hash_one(0));
        let (last, given_up) = (AtomicI64::new(0), Mutex::default());
        Self(Arc::new(Shared { graph, server, last, given_up }))
    }

    /// Begins with a statement.
    pub(super) fn begin(&self) -> UnderWay {
        let number = self.0.last.fetch_add(1, Ordering::Relaxed);
        UnderWay { watch: self.clone(), number, is_over: false }
    }

    fn given_up(&self) -> MutexGuard<'_, GivenUp> {
        self.0.given_up.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends what was given up, until nothing is left.
    async fn end(self) {
        loop {
            let statements = {
                let mut given_up = self.given_up();
                given_up.is_ending = !given_up.statements.is_empty();
                if !given_up.is_ending {
                    return;
                }
                std::mem::take(&mut given_up.statements)
            };
            let statement = Statement::new(END)
                .with("server", self.0.server.as_str())
                .with("statements", statements);
            // Their time-out ends them where this cannot.
            if let Err(error) = self.0.run(&statement).await {
                tracing::debug!(%error, "statements that were given up go on");
            }
        }
    }
}

impl Shared {
    /// Runs a statement. Neo4j does no more of one than is asked for: all its rows are.
    async fn run(&self, statement: &Statement) -> Result<(), neo4rs::Error> {
        let mut rows = self.graph.execute_read(parameters::query(statement)).await?;
        while rows.next().await?.is_some() {}
        Ok(())
    }
}

impl UnderWay {
    /// What goes with the statement, by which it is found.
    pub(super) fn metadata(&self) -> BoltType {
        let mut map = BoltMap::default();
        map.put("server".into(), self.watch.0.server.as_str().into());
        map.put("statement".into(), self.number.into());
        BoltType::Map(map)
    }

    /// Its answer came, or Neo4j ended it.
    pub(super) fn over(mut self) {
        self.is_over = true;
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        // Without a runtime the program ends, and with it the connection.
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        if self.is_over {
            return;
        }
        let mut given_up = self.watch.given_up();
        given_up.statements.push(self.number);
        if !std::mem::replace(&mut given_up.is_ending, true) {
            runtime.spawn(self.watch.clone().end());
        }
    }
}
