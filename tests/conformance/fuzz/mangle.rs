//! Spoils a text: pieces of it are lost, doubled, moved, repeated hundreds of times or replaced.

use std::ops::Range;

use super::choices::Choices;

/// How long a text may become.
const LONGEST: usize = 60_000;

/// Spoils a text in one to four places. `pieces` are put into it.
pub(crate) fn mangle(text: &mut String, pieces: &[&str], choices: &mut Choices<'_>) {
    for _ in 0..=choices.below(4) {
        once(text, pieces, choices);
    }
}

fn once(text: &mut String, pieces: &[&str], choices: &mut Choices<'_>) {
    let range = piece(text, choices);
    let cut = text[range.clone()].to_owned();
    let other = *choices.pick(pieces);
    match choices.below(5) {
        0 => text.replace_range(range, ""),
        1 => text.insert_str(range.start, other),
        2 => text.replace_range(range, other),
        3 => {
            let elsewhere = piece(text, choices).start;
            text.insert_str(elsewhere, &cut);
        }
        _ => {
            let times =
                choices.below(2_000).min(LONGEST.saturating_sub(text.len()) / (cut.len() + 1));
            text.insert_str(range.start, &cut.repeat(times));
        }
    }
}

/// A range between letters, most often short.
fn piece(text: &str, choices: &mut Choices<'_>) -> Range<usize> {
    let on_letter = |at: usize| (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let start = on_letter(choices.below(text.len() + 1));
    let length = if choices.chance(20) { choices.below(text.len()) } else { choices.below(12) };
    start..on_letter((start + length).min(text.len())).max(start)
}
