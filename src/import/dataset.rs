//! `dataset.toml`: what holds for a whole folder.

use std::sync::Arc;

use serde::Deserialize;

use super::fault::Fault;
use crate::model::PartialDate;
use crate::store::records::Source;

/// The name of the file.
pub(super) const FILE: &str = "dataset.toml";

/// What holds for every row of a folder that does not say otherwise.
#[derive(Default, Debug)]
pub(super) struct Dataset {
    /// Where rows without a source are known from.
    pub(super) source: Option<Source>,
}

impl Dataset {
    /// For a file that has a fault: as if it gave a source, so that rows without one are not told as well.
    pub(super) fn unknown() -> Self {
        Self { source: Some(Source { url: Arc::from(FILE), retrieved: None }) }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    /// An address, or a few words.
    source: Option<String>,
    /// When it was read.
    retrieved: Option<String>,
}

/// Reads the file.
pub(super) fn read(text: &[u8]) -> Result<Dataset, Fault> {
    let text = std::str::from_utf8(text).map_err(|_| Fault::whole(FILE, "is not UTF-8"))?;
    let written: Written = toml::from_str(text).map_err(|error| {
        let line = error
            .span()
            .map_or(0, |span| 1 + text.bytes().take(span.start).filter(|b| *b == b'\n').count());
        Fault::at(FILE, line as u64, "", error.message().to_owned())
    })?;
    let retrieved = match &written.retrieved {
        None => None,
        Some(date) => Some(date.parse::<PartialDate>().map_err(|error| {
            Fault::at(FILE, 0, "retrieved", format!("{} is {error}", super::fault::quoted(date)))
        })?),
    };
    let source = written
        .source
        .filter(|source| !source.trim().is_empty())
        .map(|source| Source { url: Arc::from(source.trim()), retrieved });
    Ok(Dataset { source })
}
