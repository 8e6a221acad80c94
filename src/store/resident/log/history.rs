//! The changes as rows of the file.
//!
//! ```text
//! entries = at (zigzag), by, count, then for each:
//!           action 0 added 1 updated 2 removed 3 updated, and what differs:
//!             count, properties, bits of what differs beside them
//!           0 kind id, or 1 kind from to tag kind-of-from kind-of-to
//! ```

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

use super::checksum::checksum;
use super::error::OpenError;
use super::open::File;
use super::past;
use super::terms::{NotKnown, Terms};
use crate::model::{KindId, LinkId, PropertyId, PropertySet};
use crate::store::error::Said;
use crate::store::history::{Fields, Values};
use crate::store::records::{Action, Changed, LinkRef, Recorded, Subject};
use crate::store::resident::bytes::{Reader, put_number, put_signed, put_text};
use crate::store::resident::past::{Past, values};
use crate::store::resident::snapshot::Snapshot;
use crate::store::{Damaged, LogQuery, StoreError, Unavailable};

/// The changes that a file tells, read from a connection of their own.
#[derive(Debug)]
pub(in crate::store::resident) struct History {
    connection: Mutex<Connection>,
    inward: Terms,
}

impl History {
    /// The history of a file.
    pub(in crate::store::resident) fn of(file: &File) -> Result<Self, OpenError> {
        Ok(Self { connection: Mutex::new(file.reader()?), inward: file.inward.clone() })
    }

    /// A part of the log up to a newest change.
    pub(in crate::store::resident) fn log(
        &self,
        query: &LogQuery,
        newest: u64,
    ) -> Result<Vec<Changed>, StoreError> {
        let connection = self.connection();
        let told = |error: rusqlite::Error| Unavailable::NotRead(Said::of(error));
        let until = query.until.min(newest);
        let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        // A row is named by its last change: the one that holds `until` may be named by a later one.
        let sql = if query.newest_first {
            "SELECT last, entries, crc FROM change WHERE last > ?1 AND last <= coalesce(
               (SELECT min(last) FROM change WHERE last >= ?2), ?2) ORDER BY last DESC"
        } else {
            "SELECT last, entries, crc FROM change WHERE last > ?1 AND last <= coalesce(
               (SELECT min(last) FROM change WHERE last >= ?2), ?2) ORDER BY last"
        };
        let mut statement = connection.prepare_cached(sql).map_err(told)?;
        let mut rows = statement.query([number(query.after), number(until)]).map_err(told)?;
        let mut changes: Vec<Changed> = Vec::new();
        while changes.len() < query.limit
            && let Some(row) = rows.next().map_err(told)?
        {
            let last: u64 = row.get(0).map_err(told)?;
            let entries = row.get_ref(1).map_err(told)?.as_blob().unwrap_or_default();
            if !may_name(entries, query.ids.as_deref()) {
                continue;
            }
            let crc: u32 = row.get(2).map_err(told)?;
            let whole = crc == checksum(last, entries);
            let read = read(entries, last, &self.inward).filter(|_| whole);
            let read = read.ok_or(Damaged::Changes { last })?;
            let read = read.into_iter().filter(|one| one.sequence <= newest && query.has(one));
            if query.newest_first {
                changes.extend(read.rev());
            } else {
                changes.extend(read);
            }
        }
        changes.truncate(query.limit);
        Ok(changes)
    }

    /// What changes found and left.
    pub(in crate::store::resident) fn values(
        &self,
        state: &Snapshot,
        changes: &[Changed],
    ) -> Result<Vec<Values>, StoreError> {
        let connection = self.connection();
        let values = |change: &Changed| {
            let Some(whose) = Past::of(state, &change.subject) else {
                return Ok(Values::default());
            };
            let replaced = past::from(&connection, &self.inward, whose, change.sequence)?;
            Ok(values(state, change, replaced))
        };
        changes.iter().map(values).collect()
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether the entries of a row may name one of some ids: ids stand in them as they are. Many are not looked for.
fn may_name(entries: &[u8], ids: Option<&[Arc<str>]>) -> bool {
    ids.is_none_or(|ids| {
        ids.len() > 8 || ids.iter().any(|id| memchr::memmem::find(entries, id.as_bytes()).is_some())
    })
}

/// The most changes of a row.
const ROW: usize = 1_000;

/// Changes in runs that one row can tell.
pub(super) fn in_rows(changes: &[Changed]) -> impl Iterator<Item = &[Changed]> {
    changes.chunk_by(|a, b| a.recorded == b.recorded).flat_map(|run| run.chunks(ROW))
}

/// The entries of a row, in the numbers of the file.
pub(super) fn write(changes: &[Changed], outward: &Terms) -> Result<Vec<u8>, NotKnown> {
    let mut bytes = Vec::with_capacity(changes.len() * 32);
    if let Some(first) = changes.first() {
        put_signed(first.recorded.at, &mut bytes);
        put_text(&first.recorded.by, &mut bytes);
    }
    put_number(changes.len() as u64, &mut bytes);
    for change in changes {
        match change.action {
            Action::Added => bytes.push(0),
            Action::Updated if change.fields == Fields::UNKNOWN => bytes.push(1),
            Action::Updated => {
                bytes.push(3);
                put_number(change.fields.properties.len() as u64, &mut bytes);
                for property in change.fields.properties.iter() {
                    bytes.push(outward.property(property.0)?);
                }
                bytes.push(change.fields.others());
            }
            Action::Removed => bytes.push(2),
        }
        match &change.subject {
            Subject::Node { id, kind } => {
                bytes.extend([0, outward.kind(kind.0)?]);
                put_text(id, &mut bytes);
            }
            Subject::Link { link, from, to } => {
                bytes.extend([1, outward.link(link.kind.0)?]);
                put_text(&link.from, &mut bytes);
                put_text(&link.to, &mut bytes);
                put_number(link.tag.into(), &mut bytes);
                bytes.extend([outward.kind(from.0)?, outward.kind(to.0)?]);
            }
        }
    }
    Ok(bytes)
}

/// The changes of a row whose last has a sequence number; none when the bytes do not tell changes.
///
/// A change of something that the model no longer has is left out.
fn read(entries: &[u8], last: u64, inward: &Terms) -> Option<Vec<Changed>> {
    let mut reader = Reader::new(entries);
    let at = reader.signed()?;
    let recorded = Recorded { by: reader.text()?.into(), at };
    let count = reader.number()?;
    let first = (last + 1).checked_sub(count)?;
    let mut changes = Vec::new();
    for sequence in first..=last {
        let (action, fields) = match reader.byte()? {
            0 => (Action::Added, Fields::NONE),
            1 => (Action::Updated, Fields::UNKNOWN),
            2 => (Action::Removed, Fields::NONE),
            3 => (Action::Updated, read_fields(&mut reader, inward)?),
            _ => return None,
        };
        if let Some(subject) = read_subject(&mut reader, inward)? {
            changes.push(Changed { sequence, recorded: recorded.clone(), action, subject, fields });
        }
    }
    reader.rest().is_empty().then_some(changes)
}

/// What an update made different. A property that the model no longer has is one that nobody knows who may see.
fn read_fields(reader: &mut Reader<'_>, inward: &Terms) -> Option<Fields> {
    let mut properties = PropertySet::EMPTY;
    let mut is_known = true;
    for _ in 0..reader.number()? {
        match inward.property(reader.byte()?) {
            Ok(property) => properties = properties.with(PropertyId(property)),
            Err(_) => is_known = false,
        }
    }
    let fields = Fields::new(properties, reader.byte()?);
    Some(if is_known { fields } else { Fields::UNKNOWN })
}

#[expect(clippy::option_option, reason = "the outer one says whether it could be read")]
fn read_subject(reader: &mut Reader<'_>, inward: &Terms) -> Option<Option<Subject>> {
    let is_link = match reader.byte()? {
        0 => false,
        1 => true,
        _ => return None,
    };
    let kind = reader.byte()?;
    if !is_link {
        let id: Arc<str> = reader.text()?.into();
        return Some(inward.kind(kind).ok().map(|kind| Subject::Node { id, kind: KindId(kind) }));
    }
    let (from, to): (Arc<str>, Arc<str>) = (reader.text()?.into(), reader.text()?.into());
    let tag = u32::try_from(reader.number()?).ok()?;
    let ends = (inward.kind(reader.byte()?), inward.kind(reader.byte()?));
    let (Ok(kind), (Ok(from_kind), Ok(to_kind))) = (inward.link(kind), ends) else {
        return Some(None);
    };
    let link = LinkRef { kind: LinkId(kind), from, to, tag };
    Some(Some(Subject::Link { link, from: KindId(from_kind), to: KindId(to_kind) }))
}
