//! The file formats of graph tools.

use std::fmt;
use std::str::FromStr;

use crate::text::nearest;

/// A file format of a graph tool.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Format {
    /// GEXF 1.3, Gephi's own: with dates, colours and sizes.
    Gexf,
    /// GraphML, for Gephi, Cytoscape, yEd, igraph and networkx.
    GraphMl,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Gexf, Self::GraphMl];

    /// Its name in URLs and on the command line. In capitals it is its value in the API's `ExportFormat`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Gexf => "gexf",
            Self::GraphMl => "graphml",
        }
    }

    /// The media type of its files.
    #[must_use]
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Gexf => "application/gexf+xml; charset=utf-8",
            Self::GraphMl => "application/graphml+xml; charset=utf-8",
        }
    }

    /// The extension of its files, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        self.name()
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The text names no format.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("`{given}` is not a format; expected one of `gexf`, `graphml`{}", did_you_mean(.given))]
pub struct NotAFormat {
    /// The text.
    given: String,
}

fn did_you_mean(given: &str) -> String {
    nearest(given, Format::ALL.map(Format::name))
        .map_or_else(String::new, |name| format!("; did you mean `{name}`?"))
}

impl FromStr for Format {
    type Err = NotAFormat;

    /// The format of a name in any case.
    fn from_str(text: &str) -> Result<Self, NotAFormat> {
        Self::ALL
            .into_iter()
            .find(|format| format.name().eq_ignore_ascii_case(text))
            .ok_or_else(|| NotAFormat { given: text.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_in_any_case() {
        assert_eq!("GEXF".parse(), Ok(Format::Gexf));
        assert_eq!("GraphML".parse(), Ok(Format::GraphMl));
    }

    #[test]
    fn a_mistyped_name_gets_the_nearest() {
        let message = "graphlm".parse::<Format>().expect_err("no format").to_string();
        assert_eq!(
            message,
            "`graphlm` is not a format; expected one of `gexf`, `graphml`; did you mean `graphml`?"
        );
    }
}
