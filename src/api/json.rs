//! Scalars as JSON, written straight into bytes.

/// Writes a text with its quotes.
pub(crate) fn string(out: &mut Vec<u8>, text: &str) {
    out.reserve(text.len() + 2);
    out.push(b'"');
    let bytes = text.as_bytes();
    let mut written = 0;
    while let Some(found) = first_escaped(&bytes[written..]) {
        let at = written + found;
        out.extend_from_slice(&bytes[written..at]);
        escape(out, bytes[at]);
        written = at + 1;
    }
    out.extend_from_slice(&bytes[written..]);
    out.push(b'"');
}

/// Where the first byte stands that JSON does not take as it is.
fn first_escaped(bytes: &[u8]) -> Option<usize> {
    // Whole chunks are looked at without a branch, since almost no text has anything to escape.
    let (chunks, rest) = bytes.as_chunks::<16>();
    for (at, chunk) in chunks.iter().enumerate() {
        if chunk.iter().fold(false, |any, byte| any | is_escaped(*byte)) {
            let within = chunk.iter().position(|byte| is_escaped(*byte))?;
            return Some(at * 16 + within);
        }
    }
    let before = chunks.len() * 16;
    rest.iter().position(|byte| is_escaped(*byte)).map(|within| before + within)
}

fn is_escaped(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

#[cold]
fn escape(out: &mut Vec<u8>, byte: u8) {
    let short = match byte {
        b'"' | b'\\' => byte,
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        0x08 => b'b',
        0x0c => b'f',
        _ => {
            const DIGITS: &[u8; 16] = b"0123456789abcdef";
            let digit = |nibble: u8| DIGITS[usize::from(nibble & 15)];
            out.extend_from_slice(&[b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte)]);
            return;
        }
    };
    out.extend_from_slice(&[b'\\', short]);
}

/// Writes a whole number.
pub(crate) fn int(out: &mut Vec<u8>, number: i64) {
    out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
}

/// Writes a number, in as few digits as read back to the same; null when it is not finite.
pub(crate) fn float(out: &mut Vec<u8>, number: f64) {
    if number.is_finite() {
        out.extend_from_slice(zmij::Buffer::new().format_finite(number).as_bytes());
    } else {
        out.extend_from_slice(b"null");
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).expect("it is text")
    }

    proptest! {
        #[test]
        fn every_text_is_written_as_serde_writes_it(text in "(\\PC|[\u{0}-\u{1f}\"\\\\ąž]){0,80}") {
            prop_assert_eq!(
                written(|out| string(out, &text)),
                serde_json::to_string(&text).expect("a text has a form in JSON")
            );
        }

        #[test]
        fn every_number_reads_back_to_itself(number in proptest::num::f64::NORMAL | proptest::num::f64::ZERO) {
            let text = written(|out| float(out, number));
            let back: f64 = text.parse().expect("it is a number");
            prop_assert_eq!(back.to_bits(), number.to_bits());
        }
    }

    #[test]
    fn a_number_that_json_cannot_hold_is_null() {
        assert_eq!(written(|out| float(out, f64::NAN)), "null");
    }
}
