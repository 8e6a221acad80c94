//! Text as people search, sort, count and mistype it. Pure.

mod collation;
mod fold;
mod nearest;
pub mod plural;
mod rank;
mod search;

pub use collation::{CollationKey, collation_key};
pub use fold::{fold, folded_words, slug};
pub use nearest::nearest;
pub use rank::search_rank;
pub use search::{SearchWord, search_words};
