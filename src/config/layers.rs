//! Where settings come from, and which of several sources wins.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use super::definitions::{DEFINITIONS, Definition};
use crate::text::nearest;

/// Where the value of a setting came from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
    /// A flag of the command line.
    Flag,
    /// An environment variable.
    Variable(String),
    /// The settings file.
    File(PathBuf),
    /// Nobody set it.
    BuiltIn,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag => f.write_str("flag"),
            Self::Variable(name) => f.write_str(name),
            Self::File(path) => write!(f, "{}", path.display()),
            Self::BuiltIn => f.write_str("built in"),
        }
    }
}

/// Everything that is wrong with the settings, one line each.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct SettingsFault(pub Vec<String>);

/// The raw values of settings by name, from every place where they can be set.
#[derive(Clone, Default, Debug)]
pub struct Layers {
    /// Values of flags.
    pub flags: BTreeMap<String, String>,
    /// Values of `TINKLAS_*` variables, by the variable's name.
    pub variables: BTreeMap<String, String>,
    /// The settings file and its values, if there is one.
    pub file: Option<(PathBuf, BTreeMap<String, String>)>,
}

impl Layers {
    /// The flags given, the environment, and the settings file: `named` (which must be there), or
    /// `tinklas.toml` of the working folder (which need not).
    ///
    /// # Errors
    /// Every mistake in the file, and every unknown `TINKLAS_*` variable.
    pub fn gather(
        flags: BTreeMap<String, String>,
        named: Option<&Path>,
    ) -> Result<Self, SettingsFault> {
        let variables: BTreeMap<String, String> = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .filter(|(name, _)| name.starts_with("TINKLAS_"))
            .collect();
        let named = named
            .map(Path::to_path_buf)
            .or_else(|| variables.get("TINKLAS_CONFIG").map(PathBuf::from));
        let path = named.clone().unwrap_or_else(|| PathBuf::from("tinklas.toml"));
        let file = match std::fs::read_to_string(&path) {
            Ok(text) => {
                let values = read_file(&path, &text)?;
                Some((path, values))
            }
            Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => {
                return Err(SettingsFault(vec![format!(
                    "the settings file `{}` cannot be read: {error}",
                    path.display()
                )]));
            }
        };
        Ok(Self { flags, variables, file })
    }

    /// The value of a setting and where it came from.
    #[must_use]
    pub fn value(&self, definition: &Definition) -> (String, Origin) {
        if let Some(value) = self.flags.get(definition.name) {
            return (value.clone(), Origin::Flag);
        }
        let variable = definition.variable();
        if let Some(value) = self.variables.get(&variable) {
            return (value.clone(), Origin::Variable(variable));
        }
        if let Some((path, values)) = &self.file
            && let Some(value) = values.get(definition.name)
        {
            return (value.clone(), Origin::File(path.clone()));
        }
        (definition.default.to_owned(), Origin::BuiltIn)
    }

    /// A sentence for every variable that starts with `TINKLAS_` and sets nothing. Those for the tests, which
    /// start with `TINKLAS_TEST_`, may be there.
    #[must_use]
    pub fn unknown_variables(&self) -> Vec<String> {
        let known: Vec<String> = DEFINITIONS.iter().map(Definition::variable).collect();
        self.variables
            .keys()
            .filter(|name| *name != "TINKLAS_CONFIG" && !name.starts_with("TINKLAS_TEST_"))
            .filter(|name| !known.contains(name))
            .map(|name| {
                format!(
                    "the variable `{name}` sets nothing{}",
                    suggest(name, known.iter().map(String::as_str))
                )
            })
            .collect()
    }
}

/// The values of a settings file.
fn read_file(path: &Path, text: &str) -> Result<BTreeMap<String, String>, SettingsFault> {
    let place = path.display();
    let table: toml::Table = text
        .parse()
        .map_err(|error: toml::de::Error| SettingsFault(vec![format!("{place}: {error}")]))?;
    let mut faults = Vec::new();
    let mut values = BTreeMap::new();
    for (name, value) in table {
        if !DEFINITIONS.iter().any(|one| one.name == name) {
            let hint = suggest(&name, DEFINITIONS.iter().map(|one| one.name));
            faults.push(format!("{place}: there is no setting `{name}`{hint}"));
            continue;
        }
        match plain(&value) {
            Some(text) => drop(values.insert(name, text)),
            None => faults.push(format!(
                "{place}: `{name}` is {}; expected a text, a number, true or false, or a list of texts",
                value.type_str()
            )),
        }
    }
    if faults.is_empty() { Ok(values) } else { Err(SettingsFault(faults)) }
}

/// A value of the file as a flag would write it.
fn plain(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Boolean(yes) => Some(yes.to_string()),
        toml::Value::Array(all) => {
            let texts: Option<Vec<&str>> = all.iter().map(toml::Value::as_str).collect();
            texts.map(|texts| texts.join(","))
        }
        _ => None,
    }
}

/// The end of a message that names what was probably meant.
fn suggest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(name, known).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn listen() -> &'static Definition {
        DEFINITIONS.iter().find(|one| one.name == "listen").expect("a setting")
    }

    #[test]
    fn flags_win_over_variables_over_the_file() {
        let file = PathBuf::from("tinklas.toml");
        let mut layers = Layers {
            flags: map(&[("listen", "127.0.0.1:1")]),
            variables: map(&[("TINKLAS_LISTEN", "127.0.0.1:2")]),
            file: Some((file.clone(), map(&[("listen", "127.0.0.1:3")]))),
        };
        assert_eq!(layers.value(listen()), ("127.0.0.1:1".to_owned(), Origin::Flag));
        layers.flags.clear();
        let variable = Origin::Variable("TINKLAS_LISTEN".to_owned());
        assert_eq!(layers.value(listen()), ("127.0.0.1:2".to_owned(), variable));
        layers.variables.clear();
        assert_eq!(layers.value(listen()), ("127.0.0.1:3".to_owned(), Origin::File(file)));
        layers.file = None;
        assert_eq!(layers.value(listen()), ("127.0.0.1:8080".to_owned(), Origin::BuiltIn));
    }

    #[test]
    fn every_mistake_of_a_file_is_told_at_once() {
        let text = "lisen = \"127.0.0.1:1\"\nlog = 1.5\nhosts = [\"a.lt\", \"b.lt\"]\n";
        let fault = read_file(Path::new("tinklas.toml"), text).expect_err("two mistakes");
        assert_eq!(
            fault.0,
            [
                "tinklas.toml: there is no setting `lisen`; did you mean `listen`?",
                "tinklas.toml: `log` is float; expected a text, a number, true or false, or a list of texts",
            ]
        );
    }

    #[test]
    fn a_list_is_written_as_a_flag_would_be() {
        let values = read_file(Path::new("t"), "hosts = [\"a.lt\", \"b.lt\"]\nempty = true")
            .expect("values");
        assert_eq!(values, map(&[("hosts", "a.lt,b.lt"), ("empty", "true")]));
    }

    #[test]
    fn an_unknown_variable_is_told() {
        let variables = map(&[("TINKLAS_LOGG", "x"), ("TINKLAS_TEST_NEO4J", "bolt://there")]);
        let layers = Layers { variables, ..Layers::default() };
        assert_eq!(
            layers.unknown_variables(),
            ["the variable `TINKLAS_LOGG` sets nothing; did you mean `TINKLAS_LOG`?"]
        );
    }
}
