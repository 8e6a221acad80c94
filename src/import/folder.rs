//! A folder of files in memory: from the disk or from the binary. The only I/O of importing.

use std::borrow::Cow;
use std::path::Path;

use super::fault::Fault;

/// The files of a folder that could belong to a network, and the names of all others.
#[derive(Debug, Default)]
pub struct Folder {
    /// What messages call it.
    pub name: String,
    /// CSV files and `dataset.toml`, by name.
    pub files: Vec<(String, Cow<'static, [u8]>)>,
    /// Names of what else is there, apart from notes (`*.md`, `*.txt`, licences) and hidden files.
    pub strays: Vec<String>,
}

/// What a file of a folder is to a network, by its name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
    /// Read.
    Data,
    /// Left alone.
    Note,
    /// Nothing that belongs here.
    Stray,
}

impl Part {
    fn of(name: &str) -> Self {
        let lower = name.to_ascii_lowercase();
        let ends = |endings: &[&str]| endings.iter().any(|ending| lower.ends_with(ending));
        if name.starts_with('.') || ends(&[".md", ".txt"]) {
            Self::Note
        } else if ends(&[".csv"]) || lower == "dataset.toml" {
            Self::Data
        } else if ["license", "licence", "notice", "copying", "readme"]
            .iter()
            .any(|start| lower.starts_with(start))
        {
            Self::Note
        } else {
            Self::Stray
        }
    }
}

impl Folder {
    /// The largest file that is read, in bytes.
    const LARGEST: u64 = 1 << 30;

    /// Reads the folder at `path`; folders within it are not entered.
    ///
    /// # Errors
    /// What could not be read, and why.
    pub fn open(path: &Path) -> Result<Self, Vec<Fault>> {
        Self::open_as(path, &path.display().to_string())
    }

    /// Reads the folder at `path`, which faults call `name`.
    ///
    /// # Errors
    /// What could not be read, and why.
    pub fn open_as(path: &Path, name: &str) -> Result<Self, Vec<Fault>> {
        let mut folder = Self { name: name.to_owned(), ..Self::default() };
        let mut faults = Vec::new();
        if path.is_file() {
            let message = format!("`{}` is a file; expected a folder of CSV files", folder.name);
            return Err(vec![Fault::whole("", message)]);
        }
        let entries = std::fs::read_dir(path).map_err(|error| {
            vec![Fault::whole("", format!("cannot read the folder `{}`: {error}", folder.name))]
        })?;
        let mut names: Vec<String> = entries
            .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
            .collect();
        names.sort();
        for name in names {
            match Part::of(&name) {
                Part::Note => {}
                Part::Stray => folder.strays.push(name),
                Part::Data => match read(&path.join(&name)) {
                    Ok(bytes) => folder.files.push((name, Cow::Owned(bytes))),
                    Err(why) => faults.push(Fault::whole(&name, why)),
                },
            }
        }
        if faults.is_empty() { Ok(folder) } else { Err(faults) }
    }

    /// A folder of files that are in memory already, notes left out.
    pub fn of_files(
        name: &str,
        files: impl IntoIterator<Item = (String, Cow<'static, [u8]>)>,
    ) -> Self {
        let mut folder = Self { name: name.to_owned(), ..Self::default() };
        for (name, bytes) in files {
            match Part::of(&name) {
                Part::Note => {}
                Part::Stray => folder.strays.push(name),
                Part::Data => folder.files.push((name, bytes)),
            }
        }
        folder
    }

    /// The content of a file, if there is one of the name.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<&[u8]> {
        self.files.iter().find(|(one, _)| one == name).map(|(_, bytes)| bytes.as_ref())
    }
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    let cannot = |error: std::io::Error| format!("cannot be read: {error}");
    let about = std::fs::metadata(path).map_err(cannot)?;
    if !about.is_file() {
        return Err("is not a file".to_owned());
    }
    if about.len() > Folder::LARGEST {
        return Err(format!("has {} bytes; a file can have {}", about.len(), Folder::LARGEST));
    }
    std::fs::read(path).map_err(cannot)
}
