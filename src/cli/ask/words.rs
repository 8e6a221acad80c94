//! From the words of the command line to a question and its variables.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::iter::Peekable;

use apollo_compiler::ast::{InputValueDefinition, Type};
use apollo_compiler::schema::ExtendedType;
use serde_json::{Map, Value};

use super::catalog::{Catalog, Question, kebab};
use crate::config::DEFINITIONS;
use crate::model::Language;
use crate::text::nearest;

/// Takes the settings out of the words: `--store PATH` stands behind a question as behind every command.
/// A setting without its value is left in, to be told.
pub(crate) fn take_settings(words: Vec<OsString>) -> (Vec<OsString>, BTreeMap<String, String>) {
    let (mut rest, mut settings) = (Vec::new(), BTreeMap::new());
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        let text = word.to_str().unwrap_or_default();
        let (name, value) = match text.strip_prefix("--").unwrap_or_default().split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
            None => (text.trim_start_matches('-').to_owned(), None),
        };
        let known = DEFINITIONS
            .iter()
            .any(|one| text.starts_with("--") && one.name == name && !one.is_secret());
        match value.or_else(|| known.then(|| words.next()?.into_string().ok()).flatten()) {
            Some(value) if known => drop(settings.insert(name, value)),
            _ => rest.push(word),
        }
    }
    (rest, settings)
}

/// What the words want.
pub(super) enum Wanted {
    /// A text about the questions.
    Help(String),
    /// An answer.
    Answer(Asked),
}

/// A question that is asked.
pub(super) struct Asked {
    /// Its name in the API.
    pub(super) question: String,
    /// The values of its arguments, by their names.
    pub(super) variables: Map<String, Value>,
    /// The language of its sentences.
    pub(super) language: Option<Language>,
    /// Whether the answer is printed as JSON.
    pub(super) json: bool,
}

/// Reads the words.
///
/// # Errors
/// Everything that is wrong with them, one line each.
pub(super) fn read(catalog: &Catalog, words: Vec<OsString>) -> Result<Wanted, String> {
    let mut texts = Vec::with_capacity(words.len());
    for word in words {
        let text = word.into_string();
        texts.push(text.map_err(|word| format!("`{}` is not UTF-8", word.display()))?);
    }
    let mut texts = texts.into_iter().peekable();
    let Some(name) = texts.next().filter(|name| !is_help(name)) else {
        return Ok(Wanted::Help(questions(catalog)));
    };
    let question = catalog.question(&name)?;
    let mut reader = Reader {
        catalog,
        question,
        asked: Asked {
            question: question.name().to_owned(),
            variables: Map::new(),
            language: None,
            json: false,
        },
        faults: Vec::new(),
    };
    let mut required = question.required();
    while let Some(word) = texts.next() {
        if is_help(&word) {
            return Ok(Wanted::Help(usage(catalog, question)));
        }
        if let Some(flag) = word.strip_prefix("--") {
            let (flag, value) = match flag.split_once('=') {
                Some((flag, value)) => (flag.to_owned(), Some(value.to_owned())),
                None => (flag.to_owned(), None),
            };
            reader.flag(&flag, value, &mut texts);
        } else if let Some(argument) = required.next() {
            reader.argument(argument, &word);
        } else {
            reader.faults.push(format!("`{word}` is one argument too many"));
        }
    }
    for missing in required {
        reader.faults.push(format!("`{}` is missing", missing.name));
    }
    if reader.faults.is_empty() {
        return Ok(Wanted::Answer(reader.asked));
    }
    reader.faults.push(format!("\n{}", usage(catalog, question).trim_end()));
    Err(reader.faults.join("\n"))
}

fn is_help(word: &str) -> bool {
    matches!(word, "-h" | "--help" | "help")
}

struct Reader<'a> {
    catalog: &'a Catalog,
    question: Question<'a>,
    asked: Asked,
    faults: Vec<String>,
}

impl Reader<'_> {
    /// Reads a flag; its value is behind a `=` or the next word.
    fn flag(
        &mut self,
        flag: &str,
        value: Option<String>,
        rest: &mut Peekable<impl Iterator<Item = String>>,
    ) {
        if flag == "json" {
            self.asked.json = true;
            return;
        }
        let question = self.question;
        let argument = question.optional().find(|one| kebab(&one.name) == flag);
        if argument.is_none() && flag != "language" {
            let names: Vec<String> = question.optional().map(|one| kebab(&one.name)).collect();
            let known = names.iter().map(String::as_str).chain(["language", "json"]);
            let hint = nearest(flag, known).map(|near| format!("; did you mean `--{near}`?"));
            self.faults.push(format!("there is no `--{flag}`{}", hint.unwrap_or_default()));
            if value.is_none() {
                // What follows was meant for it, and is no argument of the question.
                rest.next_if(|word| !word.starts_with("--"));
            }
            return;
        }
        let Some(value) = value.or_else(|| rest.next()) else {
            self.faults.push(format!("`--{flag}` needs a value"));
            return;
        };
        if let Some(argument) = argument {
            self.argument(argument, &value);
            return;
        }
        self.asked.language = Language::from_code(&value);
        if self.asked.language.is_none() {
            self.faults.push(format!("`--language` is `{value}`; expected `lt` or `en`"));
        }
    }

    fn argument(&mut self, argument: &InputValueDefinition, text: &str) {
        match value(self.catalog, &argument.ty, text) {
            Ok(value) => drop(self.asked.variables.insert(argument.name.to_string(), value)),
            Err(expected) => {
                self.faults.push(format!("`{}` is `{text}`; expected {expected}", argument.name));
            }
        }
    }
}

/// A text as a value of a type. Whether an enumeration or an id has it is left to the API to say.
///
/// # Errors
/// What was expected.
fn value(catalog: &Catalog, of: &Type, text: &str) -> Result<Value, String> {
    if of.is_list() && !text.trim_start().starts_with(['[', '{']) {
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        return parts.map(|part| value(catalog, of.item_type(), part)).collect();
    }
    let name = of.inner_named_type().as_str();
    match name {
        "Int" => text.parse::<i64>().map(Value::from).map_err(|_| "a whole number".to_owned()),
        "Float" => text.parse::<f64>().map(Value::from).map_err(|_| "a number".to_owned()),
        "Boolean" => text.parse::<bool>().map(Value::from).map_err(|_| "true or false".to_owned()),
        _ => match catalog.type_named(name) {
            Some(ExtendedType::InputObject(object)) => {
                if text.trim_start().starts_with(['[', '{']) {
                    return serde_json::from_str(text).map_err(|error| format!("JSON: {error}"));
                }
                // An object that needs only one field can be written as that field's value.
                let mut required = object.fields.values().filter(|field| field.is_required());
                match (required.next(), required.next()) {
                    (Some(field), None) => {
                        let inner = value(catalog, &field.ty, text)?;
                        Ok(Value::Object(Map::from_iter([(field.name.to_string(), inner)])))
                    }
                    _ => Err(format!("a `{name}` as JSON, such as `{{\"field\": {{}}}}`")),
                }
            }
            _ => Ok(Value::String(text.to_owned())),
        },
    }
}

/// All questions, one line each.
fn questions(catalog: &Catalog) -> String {
    let mut text = String::from("Questions:\n");
    for question in catalog.questions() {
        let required: Vec<String> = question.required().map(|one| place(&one.name)).collect();
        let call = format!("{} {}", question.name(), required.join(" "));
        // Writing to a String cannot fail.
        let _ = writeln!(text, "  {:<44} {}", call.trim_end(), first_line(question.doc()));
    }
    text.push_str("\n`tinklas ask QUESTION --help` says what a question takes.\n");
    text.push_str("Every question takes --language lt|en and --json.\n");
    text
}

/// What a question takes.
fn usage(catalog: &Catalog, question: Question<'_>) -> String {
    let required: Vec<String> = question.required().map(|one| place(&one.name)).collect();
    let mut text = format!(
        "{}\n\nUsage: tinklas ask {} {} [FLAGS]\n",
        question.doc(),
        question.name(),
        required.join(" ")
    );
    for one in question.arguments() {
        let doc = one.description.as_deref().unwrap_or_default();
        let default = one.default_value.as_ref().map(|value| {
            let value = value.serialize().no_indent().to_string();
            format!(" [default: {}]", value.trim_matches(['[', ']']))
        });
        let name = if one.is_required() {
            place(&one.name)
        } else {
            format!("--{} {}", kebab(&one.name), form(catalog, &one.ty))
        };
        let default = default.unwrap_or_default();
        let _ = writeln!(text, "  {name:<28} {}{default}", first_line(doc));
    }
    text.push_str("  --language lt|en             The language of names and sentences\n");
    text.push_str("  --json                       The answer as JSON\n");
    text
}

/// An argument's name as it stands in a usage line: `SECTOR_A`.
fn place(name: &str) -> String {
    if name.bytes().all(|letter| letter.is_ascii_uppercase()) {
        return name.to_owned();
    }
    kebab(name).trim_start_matches('-').replace('-', "_").to_ascii_uppercase()
}

/// What a value of a type looks like: `A,B`.
fn form(catalog: &Catalog, of: &Type) -> String {
    let name = of.inner_named_type().as_str();
    let one = match catalog.type_named(name) {
        Some(ExtendedType::InputObject(object))
            if object.fields.values().filter(|field| field.is_required()).count() != 1 =>
        {
            "JSON".to_owned()
        }
        Some(ExtendedType::InputObject(object)) => object
            .fields
            .values()
            .find(|field| field.is_required())
            .map_or_else(String::new, |field| place(&field.name)),
        _ => place(name),
    };
    if of.is_list() { format!("{one},...") } else { one }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::network;

    fn read_line(line: &str) -> Result<Asked, String> {
        let words = line.split(' ').map(OsString::from).collect();
        match read(&Catalog::new(&network()), words)? {
            Wanted::Answer(asked) => Ok(asked),
            Wanted::Help(text) => Err(text),
        }
    }

    #[test]
    fn required_arguments_come_in_order_and_the_others_are_flags() {
        let line =
            "experts-connecting AGRI HEAL --first 3 --via=HOLDS_ROLE,ADVISES --language lt --json";
        let asked = read_line(line).unwrap_or_else(|fault| panic!("{fault}"));
        assert_eq!(asked.question, "expertsConnecting");
        let expected = json!({
            "sectorA": "AGRI", "sectorB": "HEAL", "first": 3, "via": ["HOLDS_ROLE", "ADVISES"]
        });
        assert_eq!(Value::Object(asked.variables), expected);
        assert_eq!((asked.language, asked.json), (Some(Language::Lt), true));
    }

    #[test]
    fn settings_behind_a_question_are_not_its_arguments() {
        let words =
            ["claims", "--store", "a.db", "--json", "--log=debug", "cl-1"].map(OsString::from);
        let (rest, settings) = take_settings(words.to_vec());
        assert_eq!(rest, ["claims", "--json", "cl-1"]);
        let pairs = [("log", "debug"), ("store", "a.db")];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(settings, BTreeMap::from(pairs));
    }

    #[test]
    fn an_input_object_is_json_or_its_only_required_field() {
        let line = "expertsForChallenge --needs INFO,TRAIN --filter {\"role\":{\"eq\":\"x\"}}";
        let asked = read_line(line).unwrap_or_else(|fault| panic!("{fault}"));
        let expected = json!({
            "needs": [{ "competence": "INFO" }, { "competence": "TRAIN" }],
            "filter": { "role": { "eq": "x" } }
        });
        assert_eq!(Value::Object(asked.variables), expected);
    }

    #[test]
    fn every_fault_is_told_at_once_with_what_was_meant() {
        let fault =
            read_line("partnershipPaths a --maxlength 3 --first many").err().unwrap_or_default();
        assert!(fault.contains("did you mean `--max-length`?"), "{fault}");
        assert!(fault.contains("`first` is `many`; expected a whole number"), "{fault}");
        assert!(fault.contains("`to` is missing"), "{fault}");
        assert!(fault.contains("Usage: tinklas ask partnershipPaths FROM TO"), "{fault}");
        let fault = read_line("expertsConecting a b").err().unwrap_or_default();
        assert!(fault.contains("did you mean `expertsConnecting`?"), "{fault}");
    }
}
