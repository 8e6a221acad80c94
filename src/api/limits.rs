//! What one request may cost, and how much may be followed at a time.

use std::time::Duration;

/// The limits of requests. `docs/API.md` says why each is there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// How deep braces, brackets and parentheses may nest in the text.
    pub nesting: usize,
    /// How many tokens the text may have.
    pub tokens: usize,
    /// How deep the fields of an answer may nest.
    pub depth: usize,
    /// How many fields a request may select, fragments counted where they are spread.
    pub fields: usize,
    /// How many of its fields may have an alias.
    pub aliases: usize,
    /// How many directives it may use.
    pub directives: usize,
    /// How many conditions its filters may have, and values in their lists: each may be asked of every node.
    pub conditions: usize,
    /// How many values the answer may have: rows times the page sizes, down the tree.
    pub cells: u64,
    /// How many questions a request may ask: each walks the network before it answers, however little of the
    /// answer is wanted.
    pub questions: usize,
    /// How many operations one WebSocket may have under way.
    pub operations: usize,
    /// How many subscriptions may be followed at a time, by all clients together.
    pub subscriptions: usize,
    /// How many changes a subscription may be behind while its client keeps it waiting for `patience`; then it is ended.
    pub behind: u64,
    /// How long, in all since it was told everything last, a client may keep a subscription waiting that is so far behind.
    pub patience: Duration,
    /// How long a followed answer stands at least before it is made anew.
    pub pause: Duration,
    /// How many followed answers are made anew at a time: each walks the network.
    pub answers: usize,
    /// How many parsed documents are kept.
    pub cached_documents: usize,
    /// How many bytes of text the kept documents may have together.
    pub cached_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            nesting: 64,
            tokens: 20_000,
            depth: 20,
            fields: 2_000,
            aliases: 200,
            directives: 200,
            conditions: 1_000,
            cells: 1_000_000,
            questions: 10,
            operations: 100,
            subscriptions: 10_000,
            behind: 10_000,
            patience: Duration::from_secs(20),
            pause: Duration::from_secs(1),
            answers: 2,
            cached_documents: 1_000,
            cached_bytes: 1024 * 1024,
        }
    }
}
