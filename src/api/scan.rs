//! A first look at a request's text, before anything recursive reads it.
//!
//! Parsers follow nesting with the stack: a list 1,500 deep, in 3 KB, would overflow it and end the
//! process. This look has no recursion and stops at the first limit.

use super::fault::RequestFault;
use super::limits::Limits;
use crate::fault::Code;
use crate::fault::words::request as words;

/// Refuses a text that nests too deep or has too many tokens.
///
/// # Errors
/// The limit that was passed and where.
pub(crate) fn scan(text: &str, limits: &Limits) -> Result<(), RequestFault> {
    let bytes = text.as_bytes();
    let (mut at, mut tokens, mut depth) = (0, 0_usize, 0_usize);
    while let Some(byte) = bytes.get(at) {
        let start = at;
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' | b',' => {
                at += 1;
                continue;
            }
            b'#' => {
                at += memchr::memchr2(b'\n', b'\r', &bytes[at..]).unwrap_or(bytes.len() - at);
                continue;
            }
            b'"' => at = end_of_string(bytes, at),
            b'{' | b'[' | b'(' => {
                at += 1;
                depth += 1;
                if depth > limits.nesting {
                    let message = words::nests(limits.nesting);
                    return Err(RequestFault::at_byte(Code::TooDeep, message, text, start));
                }
            }
            b'}' | b']' | b')' => {
                at += 1;
                depth = depth.saturating_sub(1);
            }
            byte if is_word(*byte) => {
                at += bytes[at..].iter().take_while(|byte| is_word(**byte)).count();
            }
            _ => at += 1,
        }
        tokens += 1;
        if tokens > limits.tokens {
            let message = words::long(limits.tokens);
            return Err(RequestFault::at_byte(Code::TooLarge, message, text, start));
        }
    }
    Ok(())
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')
}

/// The byte after the string that starts at `at`; the text's end when it has no end.
fn end_of_string(bytes: &[u8], at: usize) -> usize {
    let block = bytes[at..].starts_with(br#"""""#);
    let mut here = at + if block { 3 } else { 1 };
    while let Some(byte) = bytes.get(here) {
        match byte {
            b'\\' if !block => here += 2,
            b'\\' if bytes[here..].starts_with(br#"\""""#) => here += 4,
            b'"' if !block => return here + 1,
            b'"' if bytes[here..].starts_with(br#"""""#) => return here + 3,
            b'\n' | b'\r' if !block => return here,
            _ => here += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> Option<Code> {
        scan(text, &Limits::default()).err().map(|fault| fault.code)
    }

    #[test]
    fn nesting_is_bounded_in_every_bracket() {
        for (open, close) in [("{a", "}"), ("{a(b:[", "])}"), ("[", "]"), ("(", ")")] {
            let deep = |n: usize| open.repeat(n) + &close.repeat(n);
            assert_eq!(refusal(&deep(20)), None, "{open}");
            assert_eq!(refusal(&deep(100_000)), Some(Code::TooDeep), "{open}");
        }
    }

    #[test]
    fn the_limits_are_exact() {
        let nested = |n: usize| "{a".repeat(n) + &"}".repeat(n);
        assert_eq!(refusal(&nested(64)), None);
        assert_eq!(refusal(&nested(65)), Some(Code::TooDeep));
        let long = |n: usize| format!("{{{}}}", "a ".repeat(n));
        assert_eq!(refusal(&long(19_998)), None);
        assert_eq!(refusal(&long(19_999)), Some(Code::TooLarge));
    }

    #[test]
    fn brackets_in_strings_and_comments_do_not_count() {
        let many = "[".repeat(100);
        for text in [
            format!("{{a(b: \"{many}\")}}"),
            format!("{{a(b: \"\\\"{many}\")}}"),
            format!("{{a(b: \"\"\"{many} \\\"\"\" {many}\"\"\")}}"),
            format!("# {many}\n{{a}}"),
        ] {
            assert_eq!(refusal(&text), None, "{text}");
        }
        assert_eq!(refusal(&format!("# x\n{many}")), Some(Code::TooDeep));
        assert_eq!(refusal(&format!("\"x\n{many}")), Some(Code::TooDeep), "a line ends a string");
    }

    #[test]
    fn texts_that_end_in_the_middle_are_read_to_their_end() {
        for text in ["\"", "\"\\", "\"\"\"", "\"\"\"\\", "#", "{ a(b: \"ą", "ž{"] {
            assert_eq!(refusal(text), None, "{text}");
        }
    }
}
