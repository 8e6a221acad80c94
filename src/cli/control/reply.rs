//! What the server says to a command, and lines of JSON as both sides send them.

use std::io::{Error, ErrorKind};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tokio::io::{
    AsyncBufRead, AsyncBufReadExt as _, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _,
};

use crate::cli::exit::Exit;

/// A line from the server. Any number of the first two come before the last.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Reply {
    /// How far an import is.
    Progress {
        /// The file being read, or that what was read is written.
        doing: String,
        /// Bytes read, of all files, or changes written.
        done: u64,
        /// Bytes or changes there are.
        of: u64,
    },
    /// A piece of what the command prints; a long text has many.
    Text(String),
    /// It is over, and this is how the command ends: the pieces are its output or, in an end other than
    /// [`Exit::Done`], its message.
    Ended(Exit),
}

/// The longest line in bytes, its end included.
const LONGEST: usize = 256 * 1024;
/// The most characters of a piece of text. One takes up to 12 bytes in JSON.
const PIECE: usize = 16 * 1024;

/// A text in pieces that fit in a line.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = Reply> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = rest.char_indices().nth(PIECE).map_or(rest.len(), |(at, _)| at);
        let (piece, after) = rest.split_at(end);
        rest = after;
        (!piece.is_empty()).then(|| Reply::Text(piece.to_owned()))
    })
}

/// Sends a line.
pub(super) async fn send<T: Serialize>(
    to: &mut (impl AsyncWrite + Unpin),
    what: &T,
) -> Result<(), Error> {
    let mut line = serde_json::to_vec(what)?;
    line.push(b'\n');
    to.write_all(&line).await
}

/// Receives a line; an error when it is too long, cut, missing, or not what is expected.
pub(super) async fn receive<T: DeserializeOwned>(
    from: &mut (impl AsyncBufRead + Unpin),
) -> Result<T, Error> {
    let mut line = Vec::new();
    from.take(LONGEST as u64).read_until(b'\n', &mut line).await?;
    if line.len() == LONGEST && !line.ends_with(b"\n") {
        let message = format!("a line has more than {LONGEST} bytes");
        return Err(Error::new(ErrorKind::InvalidData, message));
    }
    if !line.ends_with(b"\n") {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    Ok(serde_json::from_slice(&line)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_long_text_arrives_whole_in_lines_that_fit() {
        let text = "Šaltis \u{1}\u{10ffff}\n".repeat(20_000);
        let mut line = Vec::new();
        for piece in pieces(&text) {
            send(&mut line, &piece).await.expect("sent");
        }
        let (mut from, mut got) = (line.as_slice(), String::new());
        while !from.is_empty() {
            match receive(&mut from).await.expect("a line that fits") {
                Reply::Text(piece) => got.push_str(&piece),
                other => panic!("expected text, got {other:?}"),
            }
        }
        assert_eq!(got, text);
        assert!(pieces("").next().is_none());
    }

    #[tokio::test]
    async fn a_line_too_long_or_cut_is_refused() {
        let long = [b"\"".as_slice(), &vec![b'a'; LONGEST], b"\"\n"].concat();
        let refused = receive::<String>(&mut long.as_slice()).await.expect_err("too long");
        assert_eq!(refused.kind(), ErrorKind::InvalidData);
        let refused = receive::<String>(&mut b"\"a\"".as_slice()).await.expect_err("cut");
        assert_eq!(refused.kind(), ErrorKind::UnexpectedEof);
    }
}
