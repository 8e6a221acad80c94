//! Checks any [`Store`] against its written contract.
//!
//! [`check`] builds a small network of its own in an empty store, changes it, reads it in every way, and tells
//! every rule that was broken. It says what a store must do in examples that a person can follow; that two
//! stores agree on everything else is for random plans to find.

mod batches;
mod changes;
mod history;
mod network;
mod reads;

use std::fmt;

use super::Store;
use network::Names;

/// A rule of the contract that a store broke.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Violation {
    /// The rule.
    pub rule: String,
    /// What the store did instead.
    pub found: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.rule, self.found)
    }
}

/// Every rule that a store breaks; none when it keeps the contract.
///
/// The store must be empty and follow [`crate::model::network`]; it is not empty afterwards.
pub async fn check(store: &dyn Store) -> Vec<Violation> {
    let mut check = Check { store, names: Names::of(store.model()), violations: Vec::new() };
    check.empty().await;
    check.first_changes().await;
    check.refusals().await;
    check.nodes_by_id().await;
    check.orders().await;
    check.pages().await;
    check.filters().await;
    check.links().await;
    check.search().await;
    check.text_and_sources().await;
    check.bounds().await;
    check.later_changes().await;
    check.removals().await;
    check.old_values().await;
    check.expectations().await;
    check.rehearsals().await;
    check.receipts().await;
    check.look_ups().await;
    check.violations
}

/// A check under way.
struct Check<'a> {
    store: &'a dyn Store,
    names: Names<'a>,
    violations: Vec<Violation>,
}

impl Check<'_> {
    /// Notes a violation unless what was found is what the rule says.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "a rule reads better without borrowed literals"
    )]
    fn same<T: PartialEq + fmt::Debug>(&mut self, rule: &str, found: T, expected: T) {
        if found != expected {
            let found = format!("found {found:?}, expected {expected:?}");
            self.violations.push(Violation { rule: rule.to_owned(), found });
        }
    }
}
