//! A file of a folder as rows of cells, with what is wrong with it as a file.

use csv::{ReaderBuilder, StringRecord};

use super::columns::{self, Column, Gives};
use super::fault::{Fault, Faults};
use super::files::File;

/// A file whose header was understood, or not.
pub(super) struct Table<'f> {
    /// What its rows become.
    pub(super) file: &'f File,
    /// Its content, without a byte order mark.
    text: &'f [u8],
    /// The columns it has: where in a row, and what it gives; properties by rising number.
    /// None when the header has a fault, and the rows cannot be read.
    pub(super) columns: Option<Vec<(usize, Column)>>,
    /// Where the id stands, whatever else the header has.
    pub(super) id: Option<usize>,
    /// How many columns the header has.
    width: usize,
}

impl<'f> Table<'f> {
    /// Reads the header of a file; none when the file is not CSV in UTF-8 at all.
    pub(super) fn open(
        file: &'f File,
        possible: Vec<Column>,
        bytes: &'f [u8],
        has_default_source: bool,
        faults: &mut Faults,
    ) -> Option<Self> {
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        if let Err(fault) = check(&file.name, text) {
            faults.push(fault);
            return None;
        }
        let mut header = StringRecord::new();
        // The text is UTF-8 and in memory, so that reading cannot fail.
        if !reader(text).read_record(&mut header).unwrap_or(false) {
            let names: Vec<&str> = possible.iter().map(|column| column.name.as_str()).collect();
            let message =
                format!("is empty; expected a header of columns such as `{}`", names.join(","));
            faults.push(Fault::whole(&file.name, message));
            return None;
        }
        let found = columns::of_header(file, &possible, &header, has_default_source, faults);
        let id = possible
            .iter()
            .find(|column| matches!(column.gives, Gives::Id))
            .and_then(|column| header.iter().position(|cell| cell.trim() == column.name));
        let columns = found.map(|found| {
            let mut possible: Vec<Option<Column>> = possible.into_iter().map(Some).collect();
            let mut columns: Vec<(usize, Column)> = found
                .into_iter()
                .enumerate()
                .filter_map(|(at, which)| Some((at, possible.get_mut(which)?.take()?)))
                .collect();
            columns.sort_by_key(|(_, column)| column.rank());
            columns
        });
        Some(Self { file, text, columns, id, width: header.len() })
    }

    /// Calls `each` with every row that is not blank and its line, and with the bytes read so far.
    /// A row with another number of cells than the header goes to `uneven` instead.
    pub(super) fn rows(
        &self,
        mut each: impl FnMut(&StringRecord, u64, u64),
        mut uneven: impl FnMut(String, u64),
    ) {
        let mut reader = reader(self.text);
        let mut row = StringRecord::new();
        let mut is_header = true;
        while reader.read_record(&mut row).unwrap_or(false) {
            if std::mem::take(&mut is_header) || row.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let line = row.position().map_or(0, csv::Position::line);
            if row.len() == self.width {
                each(&row, line, reader.position().byte());
            } else {
                let told = format!(
                    "{} cells; expected {} as in the header (a cell with a comma in it needs quotes)",
                    row.len(),
                    self.width
                );
                uneven(told, line);
            }
        }
    }

    /// How long it is.
    pub(super) fn bytes(&self) -> u64 {
        self.text.len() as u64
    }
}

fn reader(text: &[u8]) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text)
}

/// Finds what no reading of cells could make sense of.
fn check(name: &str, text: &[u8]) -> Result<(), Fault> {
    let line_of =
        |at: usize| 1 + memchr::memchr_iter(b'\n', &text[..at.min(text.len())]).count() as u64;
    if text.starts_with(b"\xff\xfe") || text.starts_with(b"\xfe\xff") {
        return Err(Fault::whole(name, "is UTF-16; expected UTF-8"));
    }
    if let Err(error) = std::str::from_utf8(text) {
        let line = line_of(error.valid_up_to());
        return Err(Fault::at(name, line, "", "is not UTF-8 here; save the file as UTF-8"));
    }
    let forbidden = |byte: &u8| *byte < 0x20 && !b"\t\r\n".contains(byte) || *byte == 0x7f;
    if let Some(at) = text.iter().position(forbidden) {
        let message = format!("there is a control character (U+{:04X}) here", text[at]);
        return Err(Fault::at(name, line_of(at), "", message));
    }
    if !memchr::memchr_iter(b'"', text).count().is_multiple_of(2) {
        let mut reader = reader(text);
        let mut row = StringRecord::new();
        let mut last = 0;
        // The unclosed quote swallows the rest of the file into one row: the last.
        while reader.read_record(&mut row).unwrap_or(false) {
            last = row.position().map_or(last, csv::Position::line);
        }
        let message = "a quote is opened and never closed, probably in this row (a quote within a cell is written twice)";
        return Err(Fault::at(name, last, "", message));
    }
    Ok(())
}
