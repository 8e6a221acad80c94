//! The questions: what a store knows, ranked and explained. Pure: no I/O, no clock.

pub mod answer;
