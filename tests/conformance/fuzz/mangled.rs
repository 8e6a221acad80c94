//! Documents that were valid once: pieces of them are lost, doubled, repeated hundreds of times or replaced.

use super::choices::{Choices, for_all, numbers};
use super::mangle::mangle;
use super::world::World;
use super::writer::write;

/// What is put into a text. Some of it opens what nothing closes.
const PIECES: [&str; 24] = [
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    ":",
    "!",
    "$",
    "@",
    "...",
    "\"",
    "\"\"\"",
    "\\u",
    "#",
    "|",
    "&",
    "0",
    "1e",
    "-",
    "\u{feff}",
    "\u{0}",
    "ž",
    " fragment on query ",
];

#[test]
fn whatever_text_is_sent_is_answered() {
    let world = World::new();
    for_all(4_000, &numbers(500), |numbers| {
        // From its end, so that both are made of their own numbers.
        let (first, last) = numbers.split_at(numbers.len() / 2);
        let written = write(&world, &mut Choices::new(first));
        let choices = &mut Choices::new(last);
        let mut text = written.text;
        mangle(&mut text, &PIECES, choices);
        world.judge(&text, written.variables).map(drop)
    });
}
