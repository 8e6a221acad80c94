//! What is known of a node or link, as one run of bytes: the same in memory and in the file.
//!
//! Bytes are read in place: a text of an answer is copied once, from here. Layout, where numbers are
//! LEB128 and texts are preceded by their length:
//!
//! ```text
//! facts      = length of body, body, version, at (zigzag), by
//! body       = [dates of a link], properties, [identifiers of a node], sources
//! dates      = mask of since 1, until 2, seen 4; then 4 bytes for each
//! properties = count, then for each: property, length of value, value
//! value      = tag, content
//! ```
//!
//! Two records say the same exactly when their bodies are equal, because there is one way to write each.

use std::sync::Arc;

use super::bytes::{Reader, put_number, put_signed, put_text};
use super::value_view::{ValueView, put_value};
use crate::model::{KindId, PartialDate, PropertyId, Value};
use crate::store::graph::Dates;
use crate::store::records::{Identifier, LinkRecord, LinkRef, NodeRecord, Recorded, Source};

/// The facts of a node, to be read in place.
#[derive(Clone, Copy)]
pub(super) struct NodeFacts<'a>(pub(super) &'a [u8]);

/// The facts of a link, to be read in place.
#[derive(Clone, Copy)]
pub(super) struct LinkFacts<'a>(pub(super) &'a [u8]);

/// Who recorded it last, when, and how often it changed.
pub(super) struct Trailer<'a> {
    pub(super) version: u32,
    pub(super) at: i64,
    pub(super) by: &'a str,
}

/// Writes the body of a node's facts.
pub(super) fn node_body(record: &NodeRecord) -> Vec<u8> {
    let mut body = Vec::with_capacity(96);
    put_properties(&record.properties, &mut body);
    put_number(record.identifiers.len() as u64, &mut body);
    for one in &record.identifiers {
        put_text(&one.scheme, &mut body);
        put_text(&one.value, &mut body);
    }
    put_sources(&record.sources, &mut body);
    body
}

/// Writes the body of a link's facts.
pub(super) fn link_body(record: &LinkRecord) -> Vec<u8> {
    let mut body = Vec::with_capacity(48);
    put_dates(Dates { since: record.since, until: record.until, seen: record.seen }, &mut body);
    put_properties(&record.properties, &mut body);
    put_sources(&record.sources, &mut body);
    body
}

/// Puts a body together with who recorded it.
pub(super) fn seal(body: &[u8], version: u32, recorded: &Recorded) -> Vec<u8> {
    let mut facts = Vec::with_capacity(body.len() + recorded.by.len() + 12);
    put_number(body.len() as u64, &mut facts);
    facts.extend(body);
    put_number(u64::from(version), &mut facts);
    put_signed(recorded.at, &mut facts);
    put_text(&recorded.by, &mut facts);
    facts
}

/// The body of facts.
pub(super) fn body(facts: &[u8]) -> &[u8] {
    Reader::new(facts).sized().unwrap_or_default()
}

/// What follows the body.
pub(super) fn trailer(facts: &[u8]) -> Option<Trailer<'_>> {
    let mut reader = Reader::new(facts);
    reader.sized()?;
    let version = u32::try_from(reader.number()?).ok()?;
    let at = reader.signed()?;
    Some(Trailer { version, at, by: reader.text()? })
}

fn put_dates(dates: Dates, bytes: &mut Vec<u8>) {
    let all = [dates.since, dates.until, dates.seen];
    let mask =
        all.iter().enumerate().fold(0, |mask, (at, one)| mask | u8::from(one.is_some()) << at);
    bytes.push(mask);
    for date in all.into_iter().flatten() {
        super::bytes::put_date(date, bytes);
    }
}

fn put_properties(properties: &[(PropertyId, Value)], bytes: &mut Vec<u8>) {
    put_number(properties.len() as u64, bytes);
    let mut value = Vec::new();
    for (id, one) in properties {
        bytes.push(id.0);
        value.clear();
        put_value(one, &mut value);
        put_number(value.len() as u64, bytes);
        bytes.extend(&value);
    }
}

fn put_sources(sources: &[Source], bytes: &mut Vec<u8>) {
    put_number(sources.len() as u64, bytes);
    for source in sources {
        put_text(&source.url, bytes);
        super::bytes::put_optional_date(source.retrieved, bytes);
    }
}

/// The properties that a reader stands before, skipping all that is not wanted.
fn find(mut reader: Reader<'_>, wanted: PropertyId) -> Option<ValueView<'_>> {
    for _ in 0..reader.number()? {
        let id = reader.byte()?;
        let value = reader.sized()?;
        if id == wanted.0 {
            return ValueView::read(value);
        }
    }
    None
}

fn properties<'a>(reader: &mut Reader<'a>) -> Option<Vec<(PropertyId, ValueView<'a>)>> {
    let count = reader.number()?;
    // No pair takes fewer than three bytes, so a damaged count cannot ask for more memory than there are bytes.
    let mut all = Vec::with_capacity(reader.rest().len().min(usize::try_from(count).ok()?));
    for _ in 0..count {
        let id = PropertyId(reader.byte()?);
        all.push((id, ValueView::read(reader.sized()?)?));
    }
    Some(all)
}

fn sources<'a>(reader: &mut Reader<'a>) -> Option<Vec<SourceView<'a>>> {
    let count = reader.number()?;
    (0..count)
        .map(|_| Some(SourceView { url: reader.text()?, retrieved: reader.optional_date()? }))
        .collect()
}

/// A source, read in place.
#[derive(Clone, Copy)]
pub(super) struct SourceView<'a> {
    pub(super) url: &'a str,
    pub(super) retrieved: Option<PartialDate>,
}

impl SourceView<'_> {
    pub(super) fn owned(self) -> Source {
        Source { url: self.url.into(), retrieved: self.retrieved }
    }
}

/// An identifier, read in place.
#[derive(Clone, Copy)]
pub(super) struct IdentifierView<'a> {
    pub(super) scheme: &'a str,
    pub(super) value: &'a str,
}

/// Everything of a node's facts, read in place; the whole of it could be read.
pub(super) struct NodeParts<'a> {
    pub(super) properties: Vec<(PropertyId, ValueView<'a>)>,
    pub(super) identifiers: Vec<IdentifierView<'a>>,
    pub(super) sources: Vec<SourceView<'a>>,
    pub(super) trailer: Trailer<'a>,
}

impl<'a> NodeFacts<'a> {
    /// A property.
    #[inline]
    pub(super) fn property(self, id: PropertyId) -> Option<ValueView<'a>> {
        let mut reader = Reader::new(self.0);
        reader.number()?;
        find(reader, id)
    }

    /// Everything; none when the bytes are not facts of a node.
    pub(super) fn parts(self) -> Option<NodeParts<'a>> {
        let mut reader = Reader::new(body(self.0));
        let properties = properties(&mut reader)?;
        let count = reader.number()?;
        let identifiers = (0..count)
            .map(|_| Some(IdentifierView { scheme: reader.text()?, value: reader.text()? }))
            .collect::<Option<_>>()?;
        let sources = sources(&mut reader)?;
        let trailer = trailer(self.0)?;
        reader.rest().is_empty().then_some(NodeParts { properties, identifiers, sources, trailer })
    }
}

impl NodeFacts<'_> {
    /// The node of an id and kind that has these facts; none when they cannot be read.
    pub(super) fn record(self, id: Arc<str>, kind: KindId) -> Option<NodeRecord> {
        let parts = self.parts()?;
        Some(NodeRecord {
            id,
            kind,
            properties: owned(&parts.properties),
            identifiers: owned_identifiers(&parts.identifiers),
            sources: parts.sources.into_iter().map(SourceView::owned).collect(),
            recorded: parts.trailer.recorded(),
            version: parts.trailer.version,
        })
    }
}

impl LinkFacts<'_> {
    /// The link that has these facts; none when they cannot be read.
    pub(super) fn record(self, link: LinkRef) -> Option<LinkRecord> {
        let parts = self.parts()?;
        Some(LinkRecord {
            link,
            since: parts.dates.since,
            until: parts.dates.until,
            seen: parts.dates.seen,
            properties: owned(&parts.properties),
            sources: parts.sources.into_iter().map(SourceView::owned).collect(),
            recorded: parts.trailer.recorded(),
            version: parts.trailer.version,
        })
    }
}

/// Everything of a link's facts, read in place; the whole of it could be read.
pub(super) struct LinkParts<'a> {
    pub(super) dates: Dates,
    pub(super) properties: Vec<(PropertyId, ValueView<'a>)>,
    pub(super) sources: Vec<SourceView<'a>>,
    pub(super) trailer: Trailer<'a>,
}

impl<'a> LinkFacts<'a> {
    fn read_dates(reader: &mut Reader<'a>) -> Option<Dates> {
        let mask = reader.byte()?;
        let mut one = |bit: u8| if mask & bit == 0 { Some(None) } else { reader.date().map(Some) };
        let (since, until, seen) = (one(1)?, one(2)?, one(4)?);
        (mask < 8).then_some(Dates { since, until, seen })
    }

    /// When the link holds.
    pub(super) fn dates(self) -> Dates {
        let mut reader = Reader::new(self.0);
        reader.number().and_then(|_| Self::read_dates(&mut reader)).unwrap_or_default()
    }

    /// A property.
    #[inline]
    pub(super) fn property(self, id: PropertyId) -> Option<ValueView<'a>> {
        let mut reader = Reader::new(self.0);
        reader.number()?;
        let mask = reader.byte()?;
        reader.skip(4 * mask.count_ones() as usize)?;
        find(reader, id)
    }

    /// Everything; none when the bytes are not facts of a link.
    pub(super) fn parts(self) -> Option<LinkParts<'a>> {
        let mut reader = Reader::new(body(self.0));
        let dates = Self::read_dates(&mut reader)?;
        let properties = properties(&mut reader)?;
        let sources = sources(&mut reader)?;
        let trailer = trailer(self.0)?;
        reader.rest().is_empty().then_some(LinkParts { dates, properties, sources, trailer })
    }
}

impl Trailer<'_> {
    pub(super) fn recorded(&self) -> Recorded {
        Recorded { by: self.by.into(), at: self.at }
    }
}

/// The owned form of properties.
pub(super) fn owned(properties: &[(PropertyId, ValueView<'_>)]) -> Vec<(PropertyId, Value)> {
    properties.iter().map(|(id, value)| (*id, value.owned())).collect()
}

/// The owned form of identifiers.
pub(super) fn owned_identifiers(all: &[IdentifierView<'_>]) -> Vec<Identifier> {
    all.iter()
        .map(|one| Identifier { scheme: Arc::from(one.scheme), value: Arc::from(one.value) })
        .collect()
}
