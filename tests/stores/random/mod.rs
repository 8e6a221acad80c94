//! Random networks, plans and changes, and how to run a property over them.
//!
//! Everything random is built from [`Choices`].

pub(crate) mod changes;
mod choices;
pub(crate) mod days;
pub(crate) mod filters;
pub(crate) mod numbers;
pub(crate) mod plans;
pub(crate) mod prune;
pub(crate) mod questions;
pub(crate) mod records;

use std::sync::Arc;

use tinklas::model::{Model, read_model};

pub(crate) use choices::{Choices, for_all, numbers};

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
