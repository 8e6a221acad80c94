//! Text as people search, sort, count and mistype it. Pure.

mod collation;
mod fold;
mod hexadecimal;
mod nearest;
pub mod plural;
mod quoted;
mod rank;
mod search;
mod sentence;

pub use collation::{CollationKey, collation_key};
pub use fold::{fold, folded_words, slug};
pub use hexadecimal::hexadecimal;
pub use nearest::{did_you_mean, meant, nearest};
pub(crate) use quoted::quoted;
pub use rank::search_rank;
pub use search::{SearchWord, search_words};
pub use sentence::Sentence;
