//! Values in messages.

/// How much of a wrong value is told, in characters.
const TOLD: usize = 60;

/// A value as a message quotes it: on one line and not too long.
pub(crate) fn quoted(text: &str) -> String {
    let line: String =
        text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(TOLD).collect();
    if text.chars().count() > TOLD { format!("`{line}...`") } else { format!("`{line}`") }
}
