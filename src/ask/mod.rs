//! The questions: what a store knows, ranked and explained. Pure but for [`answer()`], which asks the store: no clock.
//!
//! [`question`] holds what is asked, [`answer`](mod@answer) what comes back, the [`error`]s say why not. Each question has a
//! file of its own; all rank by the vocabulary of [`score`], choose by `best` and explain in the sentences of `words`.

pub mod answer;
mod best;
mod bridge;
mod challenge;
mod check;
mod claims;
pub mod error;
mod facts;
mod piece;
pub mod question;
mod reasons;
mod route;
mod run;
pub mod score;
mod why_not;
mod words;

pub use run::answer;
