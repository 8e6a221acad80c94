//! The Neo4j that `./test` starts once for all tests.

use std::env;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Tests of one program take turns; the programs themselves are run one after another.
static TURN: Mutex<()> = Mutex::new(());

/// The shared Neo4j, for one test at a time.
pub(crate) struct Shared {
    /// `bolt://127.0.0.1:PORT`.
    pub(crate) address: String,
    /// Of the user `neo4j`.
    pub(crate) password: String,
    _turn: MutexGuard<'static, ()>,
}

/// Waits until no other test has the server. It holds what the test before left there.
pub(crate) fn take() -> Shared {
    let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    Shared {
        address: told("TINKLAS_TEST_NEO4J"),
        password: told("TINKLAS_TEST_NEO4J_PASSWORD"),
        _turn: turn,
    }
}

/// A variable that `./test` sets.
fn told(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| {
        panic!("`{name}` is not set: run ./test, or give the shell what `tests/neo4j/server start FOLDER` prints")
    })
}
