//! The questions: what a store knows, ranked and explained. Pure: no I/O, no clock.
//!
//! [`question`] holds what is asked and [`answer`] what comes back; the [`error`]s say why not.

pub mod answer;
pub mod error;
pub mod question;
pub mod score;
