//! The order of names: Lithuanian collation, the same in every store.

/// A name's place in the order of names: bytes that compare as the names do.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CollationKey(pub Box<[u8]>);

/// The key of a name.
///
/// Letters are ordered as in the Lithuanian alphabet (Ą with A but after it, Č a letter of its own after C,
/// Y with I, Š after S, Ž after Z); case and accents decide only between names that are otherwise equal.
/// Digits stand before letters, spaces and signs before digits.
#[must_use]
pub fn collation_key(name: &str) -> CollationKey {
    let mut primary = Vec::with_capacity(name.len() + 2);
    let mut secondary = Vec::new();
    for letter in name.chars() {
        weigh(letter, &mut primary, &mut secondary);
    }
    primary.push(0);
    primary.extend(secondary);
    CollationKey(primary.into())
}

/// Adds a letter's weight in the alphabet, and the accent and case that decide between equals.
fn weigh(letter: char, primary: &mut Vec<u8>, secondary: &mut Vec<u8>) {
    let lower = letter.to_lowercase().next().unwrap_or(letter);
    let capital = u8::from(lower != letter);
    let (weight, accent) = match lower {
        'ą' => (base(b'a'), 1),
        'č' => (base(b'c') + 1, 0),
        'ę' => (base(b'e'), 1),
        'ė' => (base(b'e'), 2),
        'į' => (base(b'i'), 1),
        'y' => (base(b'i'), 2),
        'š' => (base(b's') + 1, 0),
        'ų' => (base(b'u'), 1),
        'ū' => (base(b'u'), 2),
        'ž' => (base(b'z') + 1, 0),
        c if c.is_ascii_lowercase() => (base(c as u8), 0),
        c if c.is_ascii_digit() => (20 + c as u8 - b'0', 0),
        c if c.is_ascii() => (2, 0),
        other => {
            for folded in super::fold(&other.to_string()).bytes() {
                if folded.is_ascii_lowercase() {
                    primary.push(base(folded));
                    secondary.push(8);
                } else {
                    primary.push(2);
                    secondary.push(2);
                }
            }
            return;
        }
    };
    primary.push(weight);
    secondary.push(2 + accent * 2 + capital);
}

/// The weight of an ASCII letter, with a place after it for a letter of its own.
fn base(letter: u8) -> u8 {
    40 + (letter - b'a') * 2
}
