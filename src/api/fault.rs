//! What keeps a request from being executed, and the codes that clients can rely on.

use crate::text::nearest;

/// Stable names of what can be wrong, in `extensions.code`. `docs/API.md` explains each.
pub(crate) mod code {
    /// The text is not GraphQL.
    pub(crate) const PARSE_FAILED: &str = "GRAPHQL_PARSE_FAILED";
    /// It is GraphQL, but not for this schema.
    pub(crate) const VALIDATION_FAILED: &str = "GRAPHQL_VALIDATION_FAILED";
    /// The operation to execute is not there, or not said.
    pub(crate) const OPERATION: &str = "OPERATION_RESOLUTION_FAILURE";
    /// The value of a variable does not fit its type.
    pub(crate) const BAD_INPUT: &str = "BAD_INPUT";
    /// The text, or the fields it selects, nest too deep.
    pub(crate) const TOO_DEEP: &str = "TOO_DEEP";
    /// The text has too many tokens.
    pub(crate) const TOO_LARGE: &str = "TOO_LARGE";
    /// The answer would be too deep, too wide or too long.
    pub(crate) const TOO_COSTLY: &str = "TOO_COSTLY";
    /// Something else than a query over a transport that only takes queries.
    pub(crate) const METHOD_NOT_ALLOWED: &str = "METHOD_NOT_ALLOWED";
    /// A subscription over a transport that gives one answer.
    pub(crate) const NEEDS_WEBSOCKET: &str = "NEEDS_WEBSOCKET";
    /// A mutation where nobody may write.
    pub(crate) const WRITES_DISABLED: &str = "WRITES_DISABLED";
    /// A mutation of somebody who does not say who they are.
    pub(crate) const UNAUTHENTICATED: &str = "UNAUTHENTICATED";
    /// A mutation that a page of another site sends.
    pub(crate) const WRONG_ORIGIN: &str = "WRONG_ORIGIN";
    /// It took too long.
    pub(crate) const TIMEOUT: &str = "TIMEOUT";
    /// A mistake of the server's own.
    pub(crate) const INTERNAL: &str = "INTERNAL";
}

/// How long a message may be. Names in it come from the request, which must not be sent back whole.
const MESSAGE_LIMIT: usize = 400;

/// A mistake in a request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct RequestFault {
    /// A stable name of the kind of mistake.
    pub(crate) code: &'static str,
    /// The mistake in words.
    pub(crate) message: String,
    /// Where in the document, in line and column from 1.
    pub(crate) at: Option<(usize, usize)>,
    /// The response keys down to the field, where one field is at fault.
    pub(crate) path: Vec<String>,
}

impl RequestFault {
    /// A mistake that is at no one place.
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: short(message.into()), at: None, path: Vec::new() }
    }

    /// A mistake at a byte of the text.
    pub(crate) fn at_byte(
        code: &'static str,
        message: impl Into<String>,
        text: &str,
        byte: usize,
    ) -> Self {
        Self { at: Some(line_and_column(text, byte)), ..Self::new(code, message) }
    }
}

/// The line and column of a byte of a text, from 1, counted in characters.
pub(crate) fn line_and_column(text: &str, byte: usize) -> (usize, usize) {
    let before = &text[..text.floor_char_boundary(byte)];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// `; did you mean `X`?` when a known name is near, else nothing.
pub(crate) fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(name, known).map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}

fn short(mut message: String) -> String {
    if message.len() > MESSAGE_LIMIT {
        message.truncate(message.floor_char_boundary(MESSAGE_LIMIT));
        message.push('…');
    }
    message
}
