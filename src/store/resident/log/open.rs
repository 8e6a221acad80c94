//! Opening the file, and every reason not to.

use std::fmt::Write as _;
use std::fs::TryLockError;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::error::OpenError;
use super::mark::Mark;
use super::migrate;
use super::past;
use super::receipts;
use super::terms::{Names, Terms};
use crate::model::Model;

/// "Tnkl": tells our files from other `SQLite` files.
const APPLICATION: u32 = 0x546e_6b6c;
/// The layout of the tables in `sql/`.
pub(super) const LAYOUT: u32 = 3;

pub(super) const NODE_TABLE: &str = include_str!("../../../../sql/node.sql");
pub(super) const LINK_TABLE: &str = include_str!("../../../../sql/link.sql");

/// The tables, in the order of their making.
const TABLES: [&str; 7] = [
    include_str!("../../../../sql/term.sql"),
    include_str!("../../../../sql/state.sql"),
    NODE_TABLE,
    LINK_TABLE,
    include_str!("../../../../sql/change.sql"),
    receipts::TABLE,
    past::TABLE,
];

/// What is to be done with a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::store::resident) enum Access {
    /// Reading only, beside whoever writes.
    Read,
    /// Reading and writing, as the only process that writes. The file is made when it is not there.
    Write,
}

/// A file that was found to be ours.
#[derive(Debug)]
pub(in crate::store::resident) struct File {
    pub(super) path: PathBuf,
    pub(super) connection: Connection,
    /// Held as long as this process may write.
    pub(super) lock: Option<std::fs::File>,
    /// From the numbers of the file to those of the model.
    pub(super) inward: Terms,
    /// From the numbers of the model to those of the file.
    pub(super) outward: Terms,
    /// What the mark beside it says.
    acknowledged: u64,
}

/// A file beside the database: its name with an ending.
pub(super) fn beside(database: &Path, ending: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

impl File {
    /// Opens a file.
    pub(in crate::store::resident) fn open(
        path: &Path,
        model: &Model,
        access: Access,
    ) -> Result<Self, OpenError> {
        let lock = match access {
            Access::Read => None,
            Access::Write => Some(lock(path)?),
        };
        // Before the database is read: it can only be further than this.
        let acknowledged = Mark::read(path);
        let mut connection = match access {
            Access::Read => reader_on_any_disk(path)?,
            Access::Write => writer(path)?,
        };
        let names = Names::of(model);
        let in_file = prepare(path, &mut connection, access, model)?;
        Ok(Self {
            path: path.to_owned(),
            connection,
            lock,
            inward: Terms::between(&in_file, &names, model),
            outward: Terms::between(&names, &in_file, model),
            acknowledged,
        })
    }

    /// Another connection to the file, for reading beside this one.
    pub(super) fn reader(&self) -> Result<Connection, OpenError> {
        match self.lock {
            // This process keeps what SQLite needs beside the file.
            Some(_) => reader(&self.path),
            None => reader_on_any_disk(&self.path),
        }
    }

    /// Refuses a file that lacks acknowledged changes.
    pub(super) fn check_mark(&self, found: u64) -> Result<(), OpenError> {
        if found >= self.acknowledged {
            return Ok(());
        }
        Err(OpenError::Behind {
            path: self.path.clone(),
            wal: beside(&self.path, "-wal"),
            mark: Mark::path_of(&self.path),
            found,
            acknowledged: self.acknowledged,
        })
    }
}

/// Takes the lock that every writing process holds.
fn lock(path: &Path) -> Result<std::fs::File, OpenError> {
    let refused = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
            OpenError::ReadOnly { path: path.to_owned() }
        }
        _ => OpenError::Unavailable { path: path.to_owned(), why: error.to_string() },
    };
    let file = std::fs::File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(beside(path, ".lock"))
        .map_err(refused)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::Locked { path: path.to_owned() }),
        Err(TryLockError::Error(error)) => Err(refused(error)),
    }
}

// One thread uses a connection at a time, so SQLite's own locks are not needed.
const READING: OpenFlags = OpenFlags::SQLITE_OPEN_NO_MUTEX.union(OpenFlags::SQLITE_OPEN_READ_ONLY);
const WRITING: OpenFlags = OpenFlags::SQLITE_OPEN_NO_MUTEX
    .union(OpenFlags::SQLITE_OPEN_READ_WRITE)
    .union(OpenFlags::SQLITE_OPEN_CREATE);

fn writer(path: &Path) -> Result<Connection, OpenError> {
    let connection =
        Connection::open_with_flags(path, WRITING).map_err(|error| told(path, &error))?;
    if connection.is_readonly(rusqlite::MAIN_DB).unwrap_or(true) {
        return Err(OpenError::ReadOnly { path: path.to_owned() });
    }
    Ok(connection)
}

fn reader(path: &Path) -> Result<Connection, OpenError> {
    Connection::open_with_flags(path, READING).map_err(|error| told(path, &error))
}

/// A connection for reading, also where `SQLite` cannot keep its files beside the database, as on a disk that may only
/// be read. When its log is not there, nobody writes, and the database is read as it stands.
fn reader_on_any_disk(path: &Path) -> Result<Connection, OpenError> {
    let connection = reader(path)?;
    let read = connection.query_row("PRAGMA schema_version", [], |row| row.get::<_, i64>(0));
    let code = read.err().and_then(|error| error.sqlite_error_code());
    let barred = matches!(code, Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly));
    match path.to_str().filter(|_| barred && !beside(path, "-wal").exists()) {
        None => Ok(connection),
        Some(text) => {
            let uri = format!("file:{}?immutable=1", percent_encoded(text));
            Connection::open_with_flags(uri, READING | OpenFlags::SQLITE_OPEN_URI)
                .map_err(|error| told(path, &error))
        }
    }
}

/// A path as part of a URI.
fn percent_encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
            encoded.push(byte.into());
        } else {
            // Writing to a String cannot fail.
            _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// Finds out what a file is, makes the tables of a new one, and reads or adds the model's names.
fn prepare(
    path: &Path,
    connection: &mut Connection,
    access: Access,
    model: &Model,
) -> Result<Names, OpenError> {
    let refused = |error: rusqlite::Error| told(path, &error);
    let number = |connection: &Connection, sql| -> Result<u32, OpenError> {
        connection.query_row(sql, [], |row| row.get(0)).map_err(refused)
    };
    let application = number(connection, "PRAGMA application_id")?;
    let objects = number(connection, "SELECT count(*) FROM sqlite_schema")?;
    if application != APPLICATION && (application != 0 || objects != 0 || access == Access::Read) {
        return Err(OpenError::NotTinklas { path: path.to_owned() });
    }
    if objects == 0 {
        make(connection).map_err(refused)?;
    }
    let found = number(connection, "PRAGMA user_version")?;
    if found > LAYOUT {
        return Err(OpenError::Newer { path: path.to_owned(), found, known: LAYOUT });
    }
    if access == Access::Write {
        // The writer checkpoints between batches: SQLite's own checkpoints never get to reset the log
        // while changes keep coming.
        let settings = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 0;";
        connection.execute_batch(settings).map_err(refused)?;
    }
    let mut names = read_names(connection).map_err(refused)?.ok_or_else(|| OpenError::Damaged {
        path: path.to_owned(),
        what: "table `term` has gaps".to_owned(),
    })?;
    if found < LAYOUT {
        if access == Access::Read {
            return Err(OpenError::Older { path: path.to_owned(), found, known: LAYOUT });
        }
        check(path, connection)?;
        tracing::info!(path = %path.display(), found, known = LAYOUT, "bringing the file to this version's layout");
        if found < 2 {
            migrate::from_layout_1(path, connection, &Terms::between(&names, &names, model))?;
        }
        migrate::from_layout_2(path, connection)?;
    }
    if access == Access::Write && names.add(&Names::of(model)) {
        check(path, connection)?;
        write_names(connection, &names).map_err(refused)?;
    }
    Ok(names)
}

/// Has `SQLite` look over the whole file. Nothing may be written to one that was not looked over.
pub(super) fn check(path: &Path, connection: &Connection) -> Result<(), OpenError> {
    let told: String = connection
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .map_err(|error| told(path, &error))?;
    if told == "ok" {
        return Ok(());
    }
    Err(OpenError::damaged(path, told))
}

/// Makes the tables, all or none.
fn make(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", LAYOUT)?;
    for table in TABLES {
        transaction.execute_batch(table)?;
    }
    transaction.execute("INSERT INTO state VALUES (1, 0, 0, 0)", [])?;
    transaction.commit()
}

fn read_names(connection: &Connection) -> rusqlite::Result<Option<Names>> {
    let mut names = Names::default();
    let mut statement = connection.prepare("SELECT area, n, name FROM term ORDER BY area, n")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (area, name): (String, String) = (row.get(0)?, row.get(2)?);
        if names.take(&area, row.get(1)?, name).is_none() {
            return Ok(None);
        }
    }
    Ok(Some(names))
}

fn write_names(connection: &mut Connection, names: &Names) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    {
        let mut insert = transaction.prepare("INSERT OR REPLACE INTO term VALUES (?1, ?2, ?3)")?;
        for row in names.rows() {
            insert.execute(row)?;
        }
    }
    transaction.commit()
}

/// What an error of `SQLite` means for whoever opens the file.
pub(super) fn told(path: &Path, error: &rusqlite::Error) -> OpenError {
    let path = path.to_owned();
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => OpenError::NotTinklas { path },
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => OpenError::ReadOnly { path },
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => OpenError::Locked { path },
        // With no code, SQLite itself found nothing wrong: a column has another type than ours have.
        Some(ErrorCode::DatabaseCorrupt) | None => {
            OpenError::Damaged { path, what: error.to_string() }
        }
        Some(_) => OpenError::Unavailable { path, why: error.to_string() },
    }
}
