//! Writing definitions in the schema definition language.

use std::fmt::Write as _;

/// A document of definitions that grows.
#[derive(Default)]
pub(super) struct Text(String);

impl Text {
    /// A description, quoted; nothing when there are no words.
    pub(super) fn describe(&mut self, words: &str) {
        if !words.is_empty() {
            self.0.push_str(&quoted(words));
            self.0.push('\n');
        }
    }

    /// A line as it is.
    pub(super) fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    /// A described line: a field, a value, an argument.
    pub(super) fn item(&mut self, words: &str, line: &str) {
        self.describe(words);
        self.line(line);
    }

    /// A described definition with a body: `head { items }`.
    pub(super) fn block(&mut self, words: &str, head: &str, body: impl FnOnce(&mut Self)) {
        self.describe(words);
        // Writing to a String cannot fail.
        let _ = writeln!(self.0, "{head} {{");
        body(self);
        self.line("}");
    }

    /// The document.
    pub(super) fn finish(self) -> String {
        self.0
    }
}

/// Words as a GraphQL string: JSON's escapes are a subset of its own.
pub(super) fn quoted(words: &str) -> String {
    serde_json::Value::from(words).to_string()
}
