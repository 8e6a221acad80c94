//! Nodes and links as rows of the file, many to a row.
//!
//! A block is 16 nodes or 64 links whose numbers follow one another. Stepping through rows is what starting from the
//! file would spend its time on, were each node and link a row; and facts that links share stand once in a block. A
//! change writes the blocks that it touches anew, each a page or two of the file, which is what a row of its own costs.
//!
//! ```text
//! nodes = for each: place in the block, kind, id, length of facts, facts
//! links = count, then for each: length of facts, facts;
//!         then for each link: place in the block, kind, source, target, tag, position of its facts
//! ```
//!
//! Numbers are LEB128, places and kinds a byte.

use super::terms::{NotKnown, Terms};
use crate::store::resident::bytes::{Reader, put_number, put_text};
use crate::store::resident::snapshot::pages::Rows;
use crate::store::resident::snapshot::{LinkRow, NodeRow};

/// Nodes in a block.
pub(super) const NODES: u32 = 16;
/// Links in a block.
pub(super) const LINKS: u32 = 64;

/// A node of a block, in the numbers of the file.
pub(super) struct StoredNode<'a> {
    pub(super) n: u32,
    pub(super) kind: u8,
    pub(super) id: &'a str,
    pub(super) facts: &'a [u8],
}

/// A link of a block, in the numbers of the file.
pub(super) struct StoredLink {
    pub(super) n: u32,
    pub(super) kind: u8,
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) tag: u32,
    /// The position of its facts among those of the block.
    pub(super) facts: usize,
}

/// The nodes of a block as bytes, in the numbers of the file; empty when there are none.
pub(super) fn of_nodes(
    rows: &Rows<NodeRow>,
    block: u32,
    outward: &Terms,
) -> Result<Vec<u8>, NotKnown> {
    let mut bytes = Vec::with_capacity(2_048);
    for (place, n) in (0_u8..).zip(block * NODES..(block + 1) * NODES) {
        let Some(row) = rows.get(n) else { continue };
        bytes.extend([place, outward.kind(row.kind.0)?]);
        put_text(&row.id, &mut bytes);
        let translated = outward.node(&row.facts)?;
        put_sized(translated.as_deref().unwrap_or(&row.facts), &mut bytes);
    }
    Ok(bytes)
}

/// The links of a block as bytes, in the numbers of the file; empty when there are none.
pub(super) fn of_links(
    rows: &Rows<LinkRow>,
    block: u32,
    outward: &Terms,
) -> Result<Vec<u8>, NotKnown> {
    let mut facts: Vec<&[u8]> = Vec::new();
    let mut links = Vec::with_capacity(1_024);
    for (place, n) in (0_u8..).zip(block * LINKS..(block + 1) * LINKS) {
        let Some(row) = rows.get(n) else { continue };
        let own = &*row.facts.0;
        let known = facts.iter().position(|other| std::ptr::eq(*other, own) || **other == *own);
        let at = known.unwrap_or(facts.len());
        if known.is_none() {
            facts.push(own);
        }
        links.extend([place, outward.link(row.kind.0)?]);
        for number in [row.from, row.to, row.tag] {
            put_number(number.into(), &mut links);
        }
        put_number(at as u64, &mut links);
    }
    if links.is_empty() {
        return Ok(links);
    }
    let mut bytes = Vec::with_capacity(links.len() + facts.len() * 64);
    put_number(facts.len() as u64, &mut bytes);
    for own in facts {
        let translated = outward.link_facts(own)?;
        put_sized(translated.as_deref().unwrap_or(own), &mut bytes);
    }
    bytes.extend(links);
    Ok(bytes)
}

fn put_sized(content: &[u8], bytes: &mut Vec<u8>) {
    put_number(content.len() as u64, bytes);
    bytes.extend(content);
}

/// The nodes of a block. None in place of one that cannot be read, which is the last.
pub(super) fn nodes_in<'a>(
    block: u32,
    bytes: &'a [u8],
) -> impl Iterator<Item = Option<StoredNode<'a>>> {
    let node = move |reader: &mut Reader<'a>| {
        let n = number(block, NODES, reader.byte()?)?;
        Some(StoredNode { n, kind: reader.byte()?, id: reader.text()?, facts: reader.sized()? })
    };
    until_the_end(bytes, node)
}

/// The facts that the links of a block share, and the rest of its bytes, which are the links.
pub(super) fn facts_in(bytes: &[u8]) -> Option<(Vec<&[u8]>, &[u8])> {
    let mut reader = Reader::new(bytes);
    let count = reader.number()?;
    let facts = (0..count).map(|_| reader.sized()).collect::<Option<_>>()?;
    Some((facts, reader.rest()))
}

/// The links of a block. None in place of one that cannot be read, which is the last.
pub(super) fn links_in(block: u32, bytes: &[u8]) -> impl Iterator<Item = Option<StoredLink>> {
    let link = move |reader: &mut Reader<'_>| {
        let n = number(block, LINKS, reader.byte()?)?;
        let kind = reader.byte()?;
        let mut next = || u32::try_from(reader.number()?).ok();
        let (from, to, tag) = (next()?, next()?, next()?);
        Some(StoredLink { n, kind, from, to, tag, facts: next()? as usize })
    };
    until_the_end(bytes, link)
}

/// The number of what stands at a place of a block.
fn number(block: u32, width: u32, place: u8) -> Option<u32> {
    let place = u32::from(place);
    block.checked_mul(width)?.checked_add(place).filter(|_| place < width)
}

fn until_the_end<'a, T>(
    bytes: &'a [u8],
    read: impl Fn(&mut Reader<'a>) -> Option<T>,
) -> impl Iterator<Item = Option<T>> {
    let mut reader = Reader::new(bytes);
    std::iter::from_fn(move || {
        if reader.rest().is_empty() {
            return None;
        }
        let one = read(&mut reader);
        if one.is_none() {
            reader = Reader::new(&[]);
        }
        Some(one)
    })
}
