//! Random networks, plans and changes, and how to run a property over them.
//!
//! Everything random is built from [`Choices`], a list of numbers: fewer and smaller numbers build simpler
//! things. So a failure shrinks by shrinking numbers, whatever they built.

pub(crate) mod changes;
pub(crate) mod days;
pub(crate) mod filters;
pub(crate) mod numbers;
pub(crate) mod plans;
pub(crate) mod prune;
pub(crate) mod questions;
pub(crate) mod records;

use std::fmt::Debug;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};
use tinklas::model::{Model, read_model};

/// Numbers that decide what something random looks like; zeros when there are no more.
pub(crate) struct Choices<'a> {
    left: &'a [u16],
}

impl<'a> Choices<'a> {
    /// Decides by these numbers.
    pub(crate) fn new(numbers: &'a [u16]) -> Self {
        Self { left: numbers }
    }

    /// A number below `bound`; 0 is the simplest.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let Some((first, left)) = self.left.split_first() else { return 0 };
        self.left = left;
        usize::from(*first) % bound.max(1)
    }

    /// One of some things; the first is the simplest.
    pub(crate) fn pick<'t, T>(&mut self, things: &'t [T]) -> &'t T {
        &things[self.below(things.len())]
    }

    /// Yes in so many of a hundred cases; no is the simplest.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) >= 100 - percent
    }

    /// Between none and `most` of something.
    pub(crate) fn several<T>(
        &mut self,
        most: usize,
        mut one: impl FnMut(&mut Self) -> T,
    ) -> Vec<T> {
        (0..self.below(most + 1)).map(|_| one(self)).collect()
    }
}

/// Numbers to choose by, at most so many.
pub(crate) fn numbers(most: usize) -> impl Strategy<Value = Vec<u16>> {
    proptest::collection::vec(0..u16::MAX, most / 4..most)
}

/// Numbers that look random and are the same in every run.
pub(crate) fn the_same(seed: u32, many: usize) -> Vec<u16> {
    let mut state = seed;
    let next = |_| {
        state = state.wrapping_mul(747_796_405).wrapping_add(2_891_336_453);
        // The upper half: the lower bits of such a sequence repeat soon.
        u16::try_from(state >> 16).unwrap_or(0)
    };
    (0..many).map(next).collect()
}

/// The model of `models/small.graphql`.
pub(crate) fn small_model() -> Arc<Model> {
    model("small.graphql", include_str!("../models/small.graphql"))
}

/// The model of `models/asked.graphql`.
pub(crate) fn asked_model() -> Arc<Model> {
    model("asked.graphql", include_str!("../models/asked.graphql"))
}

fn model(name: &str, text: &str) -> Arc<Model> {
    match read_model(&[(name, text)]) {
        Ok(model) => Arc::new(model),
        Err(faults) => panic!("{faults:#?}"),
    }
}

/// Checks a property for many values. `PROPTEST_CASES` says for how many, in place of `cases`;
/// `PROPTEST_RNG_SEED` repeats a run: the seed is printed when the property fails, after shrinking.
pub(crate) fn for_all<V: Debug>(
    cases: u32,
    strategy: &impl Strategy<Value = V>,
    property: impl Fn(V) -> Result<(), TestCaseError>,
) {
    let given = |name| std::env::var(name).ok();
    let seed = given("PROPTEST_RNG_SEED").and_then(|seed| seed.parse().ok()).unwrap_or_else(|| {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        now.as_secs() << 20 | u64::from(now.subsec_micros())
    });
    let config = Config {
        cases: given("PROPTEST_CASES").and_then(|cases| cases.parse().ok()).unwrap_or(cases),
        rng_seed: RngSeed::Fixed(seed),
        // The seed repeats a failure; one worth keeping becomes a case of its own.
        failure_persistence: None,
        max_shrink_iters: 2_000,
        ..Config::default()
    };
    if let Err(failure) = TestRunner::new(config).run(strategy, property) {
        panic!("PROPTEST_RNG_SEED={seed}: {failure}");
    }
}
