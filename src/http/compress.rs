//! Compresses answers for clients that can take it.
//!
//! Short answers are left alone: below [`LEAST`] the headers and the processor's time cost more than is saved, and a
//! look-up by id stays as quick as it was. A stream is left alone too: nothing of it may wait for the rest.

use std::io::Write as _;

use axum::body::{Body, Bytes, HttpBody as _};
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;

use super::accept;

/// The shortest answer in bytes that is compressed: what is shorter goes in one packet anyway.
const LEAST: u64 = 1_400;

/// From how many bytes on compressing takes long enough to be left to a thread that serves nobody meanwhile.
const LONG: usize = 64 * 1024;

/// A way to compress, by its name in `Accept-Encoding`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Coding {
    /// `zstd`
    Zstd,
    /// `br`
    Brotli,
    /// `gzip`
    Gzip,
}

impl Coding {
    /// All of them; among those that a client likes alike the first is taken.
    const ALL: [Self; 3] = [Self::Zstd, Self::Brotli, Self::Gzip];

    fn name(self) -> &'static str {
        match self {
            Self::Zstd => "zstd",
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    /// The one that the client likes best; none when it takes none, or likes the plain answer better.
    fn wanted(header: &HeaderValue) -> Option<Self> {
        let ranges: Vec<(&str, f32)> = accept::weighted_values(Some(header)).collect();
        let quality = |name: &str| {
            [name, "*"].into_iter().find_map(|range| {
                ranges.iter().find(|(given, _)| given.eq_ignore_ascii_case(range)).map(|one| one.1)
            })
        };
        let mut best: Option<(Self, f32)> = None;
        for coding in Self::ALL {
            let Some(liked) = quality(coding.name()).filter(|quality| *quality > 0.0) else {
                continue;
            };
            if best.is_none_or(|(_, most)| liked > most) {
                best = Some((coding, liked));
            }
        }
        // What is not named is taken as it is; named, it may be liked better.
        let plain = ranges.iter().find(|(given, _)| given.eq_ignore_ascii_case("identity"));
        best.filter(|(_, liked)| plain.is_none_or(|(_, plain)| plain <= liked))
            .map(|(coding, _)| coding)
    }

    /// The bytes, compressed; none where that fails, which writing to memory does not.
    fn compress(self, bytes: &[u8]) -> Option<Vec<u8>> {
        // Levels that answer about as fast as the answer was made.
        match self {
            Self::Zstd => zstd::bulk::compress(bytes, 3).ok(),
            Self::Brotli => {
                let mut out = Vec::with_capacity(bytes.len() / 4);
                let mut writer = brotli::CompressorWriter::new(&mut out, 4096, 4, 20);
                writer.write_all(bytes).ok()?;
                drop(writer);
                Some(out)
            }
            Self::Gzip => {
                let out = Vec::with_capacity(bytes.len() / 4);
                let mut writer = flate2::write::GzEncoder::new(out, flate2::Compression::new(5));
                writer.write_all(bytes).ok()?;
                writer.finish().ok()
            }
        }
    }
}

/// Whether an answer is long enough to be compressed, and can be.
pub(super) fn is_worth(response: &Response) -> bool {
    let long = response.body().size_hint().exact().is_some_and(|size| size >= LEAST);
    long && !response.headers().contains_key(CONTENT_ENCODING) && is_text(response.headers())
}

/// Compresses the body of an answer that is worth it, as the client's `Accept-Encoding` says.
pub(super) async fn compress(response: Response, codings: &HeaderValue) -> Response {
    let Some(coding) = Coding::wanted(codings) else { return response };
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, usize::MAX).await else {
        // A body of known size that cannot be read: the connection is about to end.
        return Response::from_parts(parts, Body::empty());
    };
    match packed(bytes.clone(), coding).await {
        Some(packed) if packed.len() < bytes.len() => {
            parts.headers.insert(CONTENT_ENCODING, HeaderValue::from_static(coding.name()));
            parts.headers.remove(CONTENT_LENGTH);
            Response::from_parts(parts, Body::from(packed))
        }
        _ => Response::from_parts(parts, Body::from(bytes)),
    }
}

async fn packed(bytes: Bytes, coding: Coding) -> Option<Vec<u8>> {
    if bytes.len() < LONG {
        return coding.compress(&bytes);
    }
    tokio::task::spawn_blocking(move || coding.compress(&bytes)).await.ok().flatten()
}

/// Whether the answer is text, which everything is that we write but pictures.
fn is_text(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    ["text/", "application/", "image/svg"].iter().any(|start| kind.starts_with(start))
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    fn wanted(header: &str) -> Option<Coding> {
        Coding::wanted(&header.parse().expect("a header"))
    }

    #[test]
    fn the_coding_is_the_one_that_the_client_likes_best() {
        for (header, expected) in [
            ("gzip", Some(Coding::Gzip)),
            ("gzip, deflate, br, zstd", Some(Coding::Zstd)),
            ("gzip;q=1.0, br;q=0.5", Some(Coding::Gzip)),
            ("GZIP", Some(Coding::Gzip)),
            ("*", Some(Coding::Zstd)),
            ("*;q=0.5, zstd;q=0", Some(Coding::Brotli)),
            ("identity, gzip;q=0.5", None),
            ("deflate", None),
            ("gzip;q=0", None),
            ("", None),
        ] {
            assert_eq!(wanted(header), expected, "{header}");
        }
    }

    #[test]
    fn what_is_compressed_can_be_read_again() {
        let text = "Žuvėdra, ".repeat(1_000);
        for coding in Coding::ALL {
            let packed = coding.compress(text.as_bytes()).expect("bytes");
            assert!(packed.len() < text.len() / 10, "{coding:?}: {}", packed.len());
            let mut read = String::new();
            let mut from: Box<dyn std::io::Read> = match coding {
                Coding::Zstd => Box::new(zstd::Decoder::new(&packed[..]).expect("a decoder")),
                Coding::Brotli => Box::new(brotli::Decompressor::new(&packed[..], 4096)),
                Coding::Gzip => Box::new(flate2::read::GzDecoder::new(&packed[..])),
            };
            from.read_to_string(&mut read).expect("text");
            assert_eq!(read, text);
        }
    }
}
