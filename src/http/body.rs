//! Reads the body of a request, up to a limit.

use axum::body::{Bytes, HttpBody};
use http_body_util::BodyExt as _;

use super::problem::Problem;
use crate::fault::words::http as words;

/// How much of a body that is too large is read and thrown away, in limits. A client that is still sending
/// would otherwise meet a closed connection instead of the answer that says why.
const DRAINED: usize = 100;

/// The whole body.
///
/// # Errors
/// It is larger than `limit` bytes, or the client stopped sending.
pub(super) async fn read(
    mut body: impl HttpBody<Data = Bytes> + Unpin,
    limit: usize,
) -> Result<Bytes, Problem> {
    let mut kept: Vec<u8> = Vec::new();
    let mut first: Option<Bytes> = None;
    let mut size = 0_usize;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Problem::BadRequest(words::body_ended()))?;
        let Ok(data) = frame.into_data() else { continue };
        size = size.saturating_add(data.len());
        if size > limit {
            kept = Vec::new();
            first = None;
            if size > limit.saturating_mul(DRAINED) {
                break;
            }
        } else if first.is_none() && kept.is_empty() {
            // Most bodies come in one piece: no copy then.
            first = Some(data);
        } else {
            kept.extend_from_slice(first.take().as_deref().unwrap_or_default());
            kept.extend_from_slice(&data);
        }
    }
    if size > limit {
        return Err(Problem::TooLarge(limit));
    }
    Ok(first.unwrap_or_else(|| kept.into()))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn pieces(all: &[&'static str]) -> Body {
        let all: Vec<Result<Bytes, std::io::Error>> =
            all.iter().map(|piece| Ok(Bytes::from_static(piece.as_bytes()))).collect();
        Body::from_stream(futures_util::stream::iter(all))
    }

    #[tokio::test]
    async fn pieces_are_put_together_up_to_the_limit() {
        for all in [&["abcdef"][..], &["abc", "def"], &["a", "b", "cd", "ef"]] {
            assert_eq!(read(pieces(all), 6).await.expect("a body"), "abcdef");
            assert!(matches!(read(pieces(all), 5).await, Err(Problem::TooLarge(5))));
        }
        assert_eq!(read(Body::empty(), 5).await.expect("a body"), "");
    }
}
