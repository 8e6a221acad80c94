//! The questions, asked of the sample: what `docs/QUESTIONS.md` shows, and what holds for every answer.

mod asking;
mod documented;
mod everyone;
mod refused;
mod told;
