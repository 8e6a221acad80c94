//! What can be wrong with a folder.

use std::collections::BTreeMap;
use std::fmt;

/// One mistake in a folder, with its place and what was expected instead.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// The file's name; empty when the folder as a whole is meant.
    pub file: String,
    /// The line where the row begins, from 1; 0 when the file as a whole is meant.
    pub line: u64,
    /// The column's name; empty when the row as a whole is meant.
    pub column: String,
    /// What is wrong, with the value in backticks, what was expected, and the nearest valid value.
    pub message: String,
}

impl Fault {
    /// A mistake of the whole folder or, with a name, of a whole file.
    pub(super) fn whole(file: &str, message: impl Into<String>) -> Self {
        Self::at(file, 0, "", message)
    }

    /// A mistake at a place.
    pub(super) fn at(file: &str, line: u64, column: &str, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, column: column.to_owned(), message: message.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.file.is_empty() {
            f.write_str(&self.file)?;
            if self.line > 0 {
                write!(f, ":{}", self.line)?;
            }
            f.write_str(": ")?;
        }
        if !self.column.is_empty() {
            write!(f, "{}: ", self.column)?;
        }
        f.write_str(&self.message)
    }
}

/// The faults of one reading. A file with a wrong column has one fault a row, so there is a limit for each file.
#[derive(Default, Debug)]
pub(super) struct Faults {
    /// By the file's name: the faults told, and how many more there are.
    files: BTreeMap<String, (Vec<Fault>, usize)>,
    /// How many names were compared in looking for the nearest ones.
    compared: usize,
}

impl Faults {
    /// The most faults that are told of one file.
    pub(super) const PER_FILE: usize = 1_000;

    /// The most names that are compared in looking for the nearest: some seconds' worth.
    const MOST_COMPARED: usize = 2_000_000;

    pub(super) fn push(&mut self, fault: Fault) {
        let (told, rest) = self.files.entry(fault.file.clone()).or_default();
        if told.len() < Self::PER_FILE {
            told.push(fault);
        } else {
            *rest += 1;
        }
    }

    /// Whether nothing is wrong so far.
    pub(super) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// `; did you mean `x`?` for the nearest of `known`, empty when nothing is near.
    pub(super) fn nearest<'k>(
        &mut self,
        name: &str,
        known: impl Iterator<Item = &'k str> + Clone,
    ) -> String {
        let count = known.clone().count();
        if self.compared + count > Self::MOST_COMPARED {
            return String::new();
        }
        self.compared += count;
        crate::text::nearest(name, known)
            .map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
    }

    /// All of them, by file and line; none when the folder is right.
    pub(super) fn finish(self) -> Vec<Fault> {
        let mut all = Vec::new();
        for (file, (mut told, rest)) in self.files {
            told.sort_by_key(|fault| fault.line);
            all.append(&mut told);
            if rest > 0 {
                all.push(Fault::whole(&file, format!("and {rest} more like these")));
            }
        }
        all
    }
}

/// A cell as a message quotes it: on one line and not too long.
pub(super) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    let line: String =
        text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST).collect();
    if text.chars().count() > LONGEST { format!("`{line}...`") } else { format!("`{line}`") }
}
