//! The checksums of rows.

/// The CRC-32 of a row: of its number and its content.
pub(super) fn checksum(number: u64, content: &[u8]) -> u32 {
    let mut hash = crc32fast::Hasher::new();
    hash.update(&number.to_le_bytes());
    hash.update(content);
    hash.finalize()
}
