//! `tinklas config`: every setting, its value and where it came from.

use super::exit::Failure;
use super::run::print;
use crate::config::{DEFINITIONS, Layers, Origin, Settings};

/// Prints the settings as lines that `tinklas.toml` accepts, with the origin as a comment.
pub(super) fn config(layers: &Layers, settings: &Settings) -> Result<(), Failure> {
    let lines: Vec<(String, String)> = DEFINITIONS
        .iter()
        .map(|one| {
            let (raw, origin) = layers.value(one);
            // The store's default depends on the machine: show the one that is used.
            let value = match (one.name, &origin) {
                ("store", Origin::BuiltIn) => settings.store.to_string(),
                _ if one.is_secret() && !raw.is_empty() => "(not shown)".to_owned(),
                _ => raw,
            };
            (format!("{} = {}", one.name, toml::Value::String(value)), origin.to_string())
        })
        .collect();
    let width = lines.iter().map(|(line, _)| line.chars().count()).max().unwrap_or(0);
    let lines: Vec<String> =
        lines.iter().map(|(line, origin)| format!("{line:<width$}  # {origin}\n")).collect();
    print(&lines.concat())
}
