//! Numbers, texts and dates as bytes, and reading them back without trust.

use crate::model::PartialDate;

/// Adds a number in LEB128.
pub(super) fn put_number(mut number: u64, bytes: &mut Vec<u8>) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push((number & 0x7f) as u8);
}

/// Adds a number that may be negative: small ones of either sign are short.
pub(super) fn put_signed(number: i64, bytes: &mut Vec<u8>) {
    put_number((number << 1 ^ number >> 63).cast_unsigned(), bytes);
}

/// Adds a text with its length.
pub(super) fn put_text(text: &str, bytes: &mut Vec<u8>) {
    put_number(text.len() as u64, bytes);
    bytes.extend(text.as_bytes());
}

/// Adds a date in 4 bytes.
pub(super) fn put_date(date: PartialDate, bytes: &mut Vec<u8>) {
    let parts = date.parts();
    bytes.extend(parts.0.to_le_bytes());
    bytes.extend([parts.1, parts.2]);
}

/// Adds a date that may be absent.
pub(super) fn put_optional_date(date: Option<PartialDate>, bytes: &mut Vec<u8>) {
    bytes.push(u8::from(date.is_some()));
    if let Some(date) = date {
        put_date(date, bytes);
    }
}

/// Reads what the functions above wrote. Every method is none when the bytes do not say such a thing.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// What was not read yet.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    #[inline]
    pub(super) fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    #[inline]
    pub(super) fn number(&mut self) -> Option<u64> {
        let first = self.byte()?;
        if first < 0x80 {
            return Some(u64::from(first));
        }
        let mut number = u64::from(first & 0x7f);
        for shift in (7..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    pub(super) fn signed(&mut self) -> Option<i64> {
        let number = self.number()?;
        Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    /// Bytes preceded by their length.
    #[inline]
    pub(super) fn sized(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.number()?).ok()?;
        let (head, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(head)
    }

    #[inline]
    pub(super) fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.sized()?).ok()
    }

    pub(super) fn skip(&mut self, count: usize) -> Option<()> {
        self.rest = self.rest.get(count..)?;
        Some(())
    }

    pub(super) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.rest.split_first_chunk::<N>()?;
        self.rest = rest;
        Some(*head)
    }

    pub(super) fn date(&mut self) -> Option<PartialDate> {
        let [low, high, month, day] = self.array::<4>()?;
        PartialDate::new(u16::from_le_bytes([low, high]), month, day)
    }

    #[expect(clippy::option_option, reason = "the outer one says whether it could be read")]
    pub(super) fn optional_date(&mut self) -> Option<Option<PartialDate>> {
        match self.byte()? {
            0 => Some(None),
            1 => self.date().map(Some),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        for number in [0, 1, -1, 63, 64, -64, -65, i64::MAX, i64::MIN] {
            let mut bytes = Vec::new();
            put_signed(number, &mut bytes);
            assert_eq!(Reader::new(&bytes).signed(), Some(number));
        }
        let mut bytes = Vec::new();
        put_number(u64::MAX, &mut bytes);
        assert_eq!(Reader::new(&bytes).number(), Some(u64::MAX));
    }

    #[test]
    fn what_was_cut_is_not_read() {
        let mut bytes = Vec::new();
        put_text("Žalgiris", &mut bytes);
        for cut in 0..bytes.len() {
            assert_eq!(Reader::new(&bytes[..cut]).text(), None);
        }
        assert_eq!(Reader::new(&[0xff; 12]).number(), None);
    }
}
