//! Messages of Bolt, as far as they are needed to overhear statements and to have them profiled.

use std::io::{self, Read, Write};

use serde_json::{Map, Value as Json};

/// Reads one message: its chunks put together. Chunks that only keep the connection alive are passed over.
pub(super) fn receive(stream: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut message = Vec::new();
    loop {
        let mut size = [0; 2];
        stream.read_exact(&mut size)?;
        let size = usize::from(u16::from_be_bytes(size));
        if size == 0 && !message.is_empty() {
            return Ok(message);
        }
        let from = message.len();
        message.resize(from + size, 0);
        stream.read_exact(&mut message[from..])?;
    }
}

/// Sends one message.
pub(super) fn send(stream: &mut impl Write, message: &[u8]) -> io::Result<()> {
    let mut bytes = Vec::new();
    for chunk in message.chunks(usize::from(u16::MAX)) {
        bytes.extend(u16::try_from(chunk.len()).unwrap_or(u16::MAX).to_be_bytes());
        bytes.extend(chunk);
    }
    bytes.extend([0, 0]);
    stream.write_all(&bytes)
}

/// A text as a message holds it.
pub(super) fn text(text: &str) -> Vec<u8> {
    let length = u32::try_from(text.len()).expect("a short text");
    let mut bytes = vec![0xd2];
    bytes.extend(length.to_be_bytes());
    bytes.extend(text.as_bytes());
    bytes
}

/// Named texts, fewer than 16.
pub(super) fn map(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut bytes = vec![0xa0 + u8::try_from(entries.len()).expect("few entries")];
    for (name, value) in entries {
        bytes.extend(text(name));
        bytes.extend(text(value));
    }
    bytes
}

/// Reads the values of a message from its bytes.
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl Reader<'_> {
    /// The next value. A structure is a list of its kind and its fields.
    pub(super) fn value(&mut self) -> Json {
        let marker = self.byte();
        match marker {
            0x00..=0x7f | 0xf0..=0xff => i64::from(marker.cast_signed()).into(),
            0x80..=0x8f => self.text(u64::from(marker & 15)),
            0x90..=0x9f => self.list(u64::from(marker & 15)),
            0xa0..=0xaf => self.map(u64::from(marker & 15)),
            0xb0..=0xbf => {
                let kind = self.byte();
                let Json::Array(mut fields) = self.list(u64::from(marker & 15)) else {
                    unreachable!()
                };
                fields.insert(0, kind.into());
                Json::Array(fields)
            }
            0xc1 => f64::from_bits(self.number(8)).into(),
            0xc2 | 0xc3 => (marker == 0xc3).into(),
            0xc8 => i64::from(self.byte().cast_signed()).into(),
            0xc9 => i64::from(u16::try_from(self.number(2)).unwrap_or(0).cast_signed()).into(),
            0xca => i64::from(u32::try_from(self.number(4)).unwrap_or(0).cast_signed()).into(),
            0xcb => self.number(8).cast_signed().into(),
            0xd0..=0xd2 => {
                let size = self.number(1 << (marker - 0xd0));
                self.text(size)
            }
            0xd4..=0xd6 => {
                let size = self.number(1 << (marker - 0xd4));
                self.list(size)
            }
            0xd8..=0xda => {
                let size = self.number(1 << (marker - 0xd8));
                self.map(size)
            }
            0xc0 => Json::Null,
            other => panic!("a value that begins with {other:#x}"),
        }
    }

    fn byte(&mut self) -> u8 {
        u8::try_from(self.number(1)).expect("a byte")
    }

    /// A number of so many bytes, without its sign.
    fn number(&mut self, size: usize) -> u64 {
        self.take(size).iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
    }

    fn take(&mut self, size: usize) -> &[u8] {
        let (taken, rest) = self.0.split_at(size);
        self.0 = rest;
        taken
    }

    fn text(&mut self, size: u64) -> Json {
        let size = usize::try_from(size).expect("a text that fits");
        String::from_utf8_lossy(self.take(size)).into()
    }

    fn list(&mut self, size: u64) -> Json {
        (0..size).map(|_| self.value()).collect()
    }

    fn map(&mut self, size: u64) -> Json {
        let mut map = Map::new();
        for _ in 0..size {
            let name = self.value();
            map.insert(name.as_str().unwrap_or_default().to_owned(), self.value());
        }
        Json::Object(map)
    }
}
