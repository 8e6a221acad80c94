//! What the API says when something cannot be done: a stable code, and a message in English and Lithuanian.
//!
//! - [`code`]: the codes; `docs/ERRORS.md` has them all, and a test compares it
//! - [`words`]: the messages, one function each, by what they are about
//!
//! Whoever finds a fault names it here and keeps the message in both languages; which of them is read is known
//! only where the answer is written.

mod code;
pub(crate) mod words;

pub use code::Code;
