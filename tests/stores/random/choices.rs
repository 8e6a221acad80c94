//! Numbers that something random is built from: fewer and smaller ones build simpler things. So a failure shrinks by
//! shrinking numbers, whatever they built.

use std::fmt::Debug;
use std::time::{SystemTime, UNIX_EPOCH};

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};

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

/// Checks a property for many values. `PROPTEST_CASES` says for how many, in place of `cases`; with `TINKLAS_SOAK` they
/// are twenty times as many. `PROPTEST_RNG_SEED` repeats a run: the seed is printed when the property fails, after
/// shrinking.
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
    let cases = if given("TINKLAS_SOAK").is_some() { cases * 20 } else { cases };
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
