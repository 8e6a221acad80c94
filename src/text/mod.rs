//! Text as people search, sort and mistype it. Pure.

mod collation;
mod fold;
mod nearest;

pub use collation::{CollationKey, collation_key};
pub use fold::{fold, folded_words};
pub use nearest::nearest;
