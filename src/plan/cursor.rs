//! A place in an ordered list, as an opaque text that stays right while the list changes.
//!
//! A cursor holds the values that its edge was ordered by (a keyset), the far node's id and the link's tag. It also holds a
//! fingerprint of the order, so that a cursor of another order is refused rather than misread.

use std::sync::Arc;

use super::selection::{OrderBy, OrderKey};
use crate::model::{PartialDate, Value};

/// A place in an ordered list.
#[derive(Clone, PartialEq, Debug)]
pub struct Cursor {
    /// The values of the order's keys there; none where absent. The id as a key is `Text`, and so is
    /// localised text, as read. A search has two: its rank as `Int`, and its name.
    pub keys: Vec<Option<Value>>,
    /// The far node's id.
    pub id: Arc<str>,
    /// The link's tag; 0 where there is no link.
    pub tag: u32,
}

/// The text is not a cursor of this list.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not a cursor of this list in this order; use a cursor that an answer gave")]
pub struct BadCursor;

/// The fingerprint of an order. A search has the order `[]` and the fingerprint of rank.
#[must_use]
pub fn fingerprint(order: &[OrderBy], search: bool) -> u32 {
    let mut hash = crc32fast::Hasher::new();
    hash.update(&[u8::from(search)]);
    for by in order {
        match &by.key {
            OrderKey::Id => hash.update(b"id"),
            OrderKey::Property { property, language } => {
                hash.update(&[property.0, language.map_or(9, |one| one as u8)]);
            }
            OrderKey::Count(follow) => hash.update(&[b'#', follow.link.0, follow.direction as u8]),
            OrderKey::LinkDate(date) => hash.update(&[b'@', *date as u8]),
            OrderKey::LinkProperty(property) => hash.update(&[b'@', b'p', property.0]),
        }
        hash.update(&[u8::from(by.descending) | u8::from(by.absent_first) << 1]);
    }
    hash.finalize()
}

/// Writes a cursor of a list with the fingerprint.
#[must_use]
pub fn encode(cursor: &Cursor, fingerprint: u32) -> String {
    let mut bytes = fingerprint.to_le_bytes().to_vec();
    bytes.extend(cursor.tag.to_le_bytes());
    for key in &cursor.keys {
        encode_value(key.as_ref(), &mut bytes);
    }
    bytes.push(b'.');
    bytes.extend(cursor.id.as_bytes());
    base64(&bytes)
}

fn encode_value(value: Option<&Value>, bytes: &mut Vec<u8>) {
    let mut sized = |mark: u8, content: &[u8]| {
        bytes.push(mark);
        bytes.extend(u32::try_from(content.len()).unwrap_or(u32::MAX).to_le_bytes());
        bytes.extend(content);
    };
    match value {
        Some(Value::Bool(one)) => sized(b'b', &[u8::from(*one)]),
        Some(Value::Int(one)) => sized(b'i', &one.to_le_bytes()),
        Some(Value::Float(one)) => sized(b'f', &one.to_le_bytes()),
        Some(Value::Text(one)) => sized(b't', one.as_bytes()),
        Some(Value::Date(one)) => sized(b'd', one.to_string().as_bytes()),
        Some(Value::Enum(one)) => sized(b'e', &[*one]),
        // Lists and localised texts are never sort keys: the key is the text that is read.
        Some(Value::Localized(_) | Value::List(_)) | None => sized(b'n', &[]),
    }
}

/// Reads a cursor of a list with the fingerprint.
///
/// # Errors
/// The text is not a cursor, or one of another list or order.
pub fn decode(text: &str, expected: u32) -> Result<Cursor, BadCursor> {
    let bytes = unbase64(text).ok_or(BadCursor)?;
    let mut rest = bytes.as_slice();
    let number = |rest: &mut &[u8]| -> Result<u32, BadCursor> {
        let (head, tail) = rest.split_first_chunk::<4>().ok_or(BadCursor)?;
        *rest = tail;
        Ok(u32::from_le_bytes(*head))
    };
    if number(&mut rest)? != expected {
        return Err(BadCursor);
    }
    let tag = number(&mut rest)?;
    let mut keys = Vec::new();
    loop {
        let (mark, tail) = rest.split_first().ok_or(BadCursor)?;
        rest = tail;
        if *mark == b'.' {
            break;
        }
        let length = number(&mut rest)? as usize;
        let (content, tail) = rest.split_at_checked(length).ok_or(BadCursor)?;
        rest = tail;
        keys.push(decode_value(*mark, content).ok_or(BadCursor)?);
    }
    let id = std::str::from_utf8(rest).map_err(|_| BadCursor)?.into();
    Ok(Cursor { keys, id, tag })
}

#[expect(clippy::option_option, reason = "the outer one says whether it could be read")]
fn decode_value(mark: u8, content: &[u8]) -> Option<Option<Value>> {
    let text = || std::str::from_utf8(content).ok();
    Some(Some(match mark {
        b'b' => Value::Bool(content == [1]),
        b'i' => Value::Int(i64::from_le_bytes(content.try_into().ok()?)),
        b'f' => {
            let number = f64::from_le_bytes(content.try_into().ok()?);
            Value::Float(number.is_finite().then_some(number)?)
        }
        b't' => Value::Text(text()?.into()),
        b'd' => Value::Date(text()?.parse::<PartialDate>().ok()?),
        b'e' => Value::Enum(*content.first()?),
        b'n' => return Some(None),
        _ => return None,
    }))
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Base 64 for addresses, without padding (RFC 4648, section 5).
pub(crate) fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word = chunk
            .iter()
            .enumerate()
            .fold(0_u32, |word, (at, byte)| word | u32::from(*byte) << (16 - 8 * at));
        for digit in 0..=chunk.len() {
            text.push(char::from(DIGITS[(word >> (18 - 6 * digit) & 63) as usize]));
        }
    }
    text
}

/// The bytes of a text that [`base64`] wrote.
pub(crate) fn unbase64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    for chunk in text.as_bytes().chunks(4) {
        let mut word = 0_u32;
        for (at, digit) in chunk.iter().enumerate() {
            let value = DIGITS.iter().position(|one| one == digit)?;
            word |= u32::try_from(value).ok()? << (18 - 6 * at);
        }
        if chunk.len() == 1 {
            return None;
        }
        bytes.extend(&word.to_be_bytes()[1..chunk.len()]);
    }
    Some(bytes)
}
