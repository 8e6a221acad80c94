//! What keeps a request from being executed.

use crate::fault::Code;
use crate::text::Sentence;

/// How long a message may be. Names in it come from the request, which must not be sent back whole.
const MESSAGE_LIMIT: usize = 400;

/// A mistake in a request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct RequestFault {
    /// A stable name of the kind of mistake.
    pub(crate) code: Code,
    /// The mistake in words.
    pub(crate) message: Sentence,
    /// Where in the document, in line and column from 1.
    pub(crate) at: Option<(usize, usize)>,
    /// The response keys down to the field, where one field is at fault.
    pub(crate) path: Vec<String>,
}

impl RequestFault {
    /// A mistake that is at no one place.
    pub(crate) fn new(code: Code, message: Sentence) -> Self {
        let message = Sentence::new(short(message.en), short(message.lt));
        Self { code, message, at: None, path: Vec::new() }
    }

    /// A mistake at a byte of the text.
    pub(crate) fn at_byte(code: Code, message: Sentence, text: &str, byte: usize) -> Self {
        Self { at: Some(line_and_column(text, byte)), ..Self::new(code, message) }
    }
}

/// The line and column of a byte of a text, from 1, counted in characters.
pub(crate) fn line_and_column(text: &str, byte: usize) -> (usize, usize) {
    let before = &text[..text.floor_char_boundary(byte)];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

fn short(mut message: String) -> String {
    if message.len() > MESSAGE_LIMIT {
        message.truncate(message.floor_char_boundary(MESSAGE_LIMIT));
        message.push('…');
    }
    message
}
