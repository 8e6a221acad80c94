//! What can be given on the command line.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Arg, ArgMatches, Args, Command, FromArgMatches, Parser, Subcommand};

use crate::config::DEFINITIONS;
use crate::model::Language;

/// What the program is asked to do.
#[derive(Debug, Parser)]
#[command(name = "tinklas", version, about = ABOUT, after_help = AFTER_HELP, max_term_width = 100)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Task>,
    /// The settings file; `tinklas.toml` of the working folder when left out.
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Settings given as flags.
    #[command(flatten)]
    pub settings: SettingFlags,
}

const ABOUT: &str = "\
Tinklas: a knowledge graph of industrial clusters that answers questions and says why.
Without a command it serves: open http://127.0.0.1:8080/ afterwards.";

const AFTER_HELP: &str = "\
Examples:
  tinklas                                          serve the network on http://127.0.0.1:8080/
  tinklas ask expertsConnecting AGRI HEAL          ask a question, read the answer as a table
  tinklas ask partnershipPaths cl-litek cl-slovak-plastic --json
  tinklas import my-network --store my.db          load a folder of CSV files
  tinklas export --format graphml --out net.graphml

Settings come from flags, then TINKLAS_* variables, then tinklas.toml: see `tinklas config`.

Exit codes: 0 done, 1 faults in the data or the question (nothing was changed), 2 wrong usage or
settings, 3 the store cannot be used, 4 something outside failed (a port in use, a full disk).";

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Serve the network over HTTP (the default)
    Serve,
    /// Load a folder of CSV files into the store
    ///
    /// All faults of all files are told at once, and nothing is loaded if there is one. Loading the same
    /// folder again changes nothing.
    Import {
        /// The folder; data/lithuania/README.md says what its files hold
        folder: PathBuf,
        /// Remove the built-in sample first, if it is still in
        #[arg(long)]
        replace_sample: bool,
    },
    /// Write the network, or a piece of it, for a graph tool
    Export(Export),
    /// Ask a question and read the answer
    ///
    /// `tinklas ask` lists the questions, `tinklas ask QUESTION --help` says what one takes. Required
    /// arguments come in their order; the others are flags, such as --max-length 4.
    #[command(disable_help_flag = true)]
    Ask {
        /// The question, its arguments, and --language lt|en, --json
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "QUESTION ARGS")]
        words: Vec<OsString>,
    },
    /// Print the public GraphQL schema
    Schema,
    /// Ask the server on this machine whether it is ready
    Health,
    /// Open the store, verify what is kept in it, and count it
    Check,
    /// Print every setting, its value and where it came from
    Config,
    /// The built-in Lithuanian sample
    #[command(subcommand)]
    Sample(Sample),
}

/// What to write for a graph tool.
#[derive(Clone, Debug, Args)]
pub struct Export {
    /// The file's format: gexf (for Gephi) or graphml (for Gephi, Cytoscape, yEd and igraph)
    #[arg(long, default_value = "gexf")]
    pub format: String,
    /// Where to write; to the standard output when left out
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Ids of the nodes at the centre; without any, and without --limit, everything is written
    #[arg(long, value_name = "ID", value_delimiter = ',', num_args = 1..)]
    pub center: Vec<String>,
    /// How many links away from the centre, 0 to 4
    #[arg(long, value_name = "STEPS")]
    pub depth: Option<usize>,
    /// Kinds of node to keep, such as `CLUSTER,COMPANY`; all when left out
    #[arg(long, value_name = "KIND", value_delimiter = ',', num_args = 1..)]
    pub kinds: Vec<String>,
    /// Kinds of link to follow, such as `MEMBER_OF`; all when left out
    #[arg(long, value_name = "LINK", value_delimiter = ',', num_args = 1..)]
    pub links: Vec<String>,
    /// How many nodes at most, 1 to 5000
    #[arg(long, value_name = "COUNT")]
    pub limit: Option<usize>,
    /// The language of labels: lt or en
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    pub language: Option<Language>,
}

fn language(code: &str) -> Result<Language, String> {
    Language::from_code(code).ok_or_else(|| "expected `lt` or `en`".to_owned())
}

/// What to do with the sample.
#[derive(Debug, Subcommand)]
pub enum Sample {
    /// Remove the sample from the store; what else is in it stays
    Remove,
}

/// The settings that were given as flags, by name.
#[derive(Clone, Default, Debug)]
pub struct SettingFlags(pub BTreeMap<String, String>);

impl FromArgMatches for SettingFlags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut flags = Self::default();
        flags.update_from_arg_matches(matches)?;
        Ok(flags)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        for definition in DEFINITIONS.iter().filter(|one| !one.is_secret()) {
            if let Some(value) = matches.get_one::<String>(definition.name) {
                self.0.insert(definition.name.to_owned(), value.clone());
            }
        }
        Ok(())
    }
}

impl Args for SettingFlags {
    fn augment_args(command: Command) -> Command {
        command.args(DEFINITIONS.iter().filter(|one| !one.is_secret()).map(|one| {
            let help = match one.default {
                "" => one.doc.to_owned(),
                default => format!("{} [default: {default}]", one.doc),
            };
            let arg = Arg::new(one.name)
                .long(one.name)
                .global(true)
                .value_name(one.value)
                .help(help)
                .help_heading("Settings");
            // `--empty` alone means yes.
            if one.default == "false" {
                arg.num_args(0..=1).require_equals(true).default_missing_value("true")
            } else {
                arg
            }
        }))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn settings_can_stand_before_and_after_the_command() {
        let line = ["tinklas", "--store", "a.db", "serve", "--empty", "--listen", "127.0.0.1:1"];
        let flags = Arguments::try_parse_from(line).expect("arguments").settings.0;
        assert_eq!(flags.get("store").map(String::as_str), Some("a.db"));
        assert_eq!(flags.get("empty").map(String::as_str), Some("true"));
        assert_eq!(flags.get("listen").map(String::as_str), Some("127.0.0.1:1"));
    }
}
