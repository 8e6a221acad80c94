//! The checksums of rows.

/// The CRC-32 of a node's row.
pub(super) fn of_node(n: u32, kind: u8, id: &str, facts: &[u8]) -> u32 {
    let mut hash = crc32fast::Hasher::new();
    hash.update(&n.to_le_bytes());
    hash.update(&[kind]);
    hash.update(id.as_bytes());
    hash.update(&[0]);
    hash.update(facts);
    hash.finalize()
}

/// The CRC-32 of a link's row.
pub(super) fn of_link(n: u32, kind: u8, ends: [u32; 2], tag: u32, facts: &[u8]) -> u32 {
    let mut fixed = [0; 17];
    let numbers = [n, ends[0], ends[1], tag];
    for (bytes, number) in fixed.chunks_exact_mut(4).zip(numbers) {
        bytes.copy_from_slice(&number.to_le_bytes());
    }
    fixed[16] = kind;
    let mut hash = crc32fast::Hasher::new();
    hash.update(&fixed);
    hash.update(facts);
    hash.finalize()
}

/// The CRC-32 of a row of changes.
pub(super) fn of_changes(last: u64, entries: &[u8]) -> u32 {
    let mut hash = crc32fast::Hasher::new();
    hash.update(&last.to_le_bytes());
    hash.update(entries);
    hash.finalize()
}
