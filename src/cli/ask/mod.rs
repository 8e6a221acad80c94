//! `tinklas ask`: a question from the command line, its answer as a table.
//!
//! | file | what it does |
//! | --- | --- |
//! | `catalog` | the questions of the public schema, their arguments and answers |
//! | `words` | from the words of the command line to a question and its variables |
//! | `document` | the GraphQL document that asks for all of an answer |
//! | `table` | an answer as text for a person |
//! | `labels` | the names of its fields, in both languages |
//!
//! All of it follows from the schema: a new question needs nothing here but Lithuanian names of its fields.

mod catalog;
mod document;
mod labels;
mod table;
mod words;

use std::ffi::OsString;
use std::sync::Arc;

use serde_json::Value;

use super::exit::Failure;
use super::run::print;
use super::store;
use crate::api::{self, Face, Limits};
use crate::config::Settings;
use crate::model::{Audience, Language, network};
use crate::plan::viewer::Viewer;
use catalog::Catalog;
use labels::Labels;
use words::Asked;
pub(super) use words::take_settings;

/// Asks the question that the words name, and prints the answer.
pub(super) async fn ask(words: Vec<OsString>, settings: &Settings) -> Result<(), Failure> {
    let catalog = Catalog::new(&network());
    let asked = match words::read(&catalog, words).map_err(Failure::usage)? {
        words::Wanted::Help(text) => return print(&text),
        words::Wanted::Answer(asked) => asked,
    };
    let store = store::open_to_read(settings).await?;
    let face = Face::new(Arc::clone(&store), Limits::default());
    let answer = execute(&face, &catalog, &asked).await?;
    if asked.json {
        let text = serde_json::to_string_pretty(&answer).unwrap_or_default();
        return print(&(text + "\n"));
    }
    let labels = Labels(asked.language.unwrap_or(Language::En));
    print(&table::table(labels, &answer))
}

/// The answer to a question as its root field gives it.
async fn execute(face: &Face, catalog: &Catalog, asked: &Asked) -> Result<Value, Failure> {
    let request = api::Request {
        query: document::document(catalog, asked),
        variables: asked.variables.clone(),
        ..api::Request::default()
    };
    let viewer =
        Viewer { audience: Audience::Public, languages: asked.language.into_iter().collect() };
    let response = face.execute(request, viewer).await;
    let mut body: Value = serde_json::from_slice(&response.body)
        .map_err(|error| Failure::outside(format!("the answer is not JSON: {error}")))?;
    let errors: Vec<String> = body["errors"]
        .as_array()
        .map(|errors| errors.iter().map(told).collect())
        .unwrap_or_default();
    if errors.is_empty() {
        Ok(body["data"]["answer"].take())
    } else {
        Err(Failure::faults(errors.join("\n")))
    }
}

/// An error with its code, which scripts can rely on.
fn told(error: &Value) -> String {
    let message = error["message"].as_str().unwrap_or("the question failed");
    match error["extensions"]["code"].as_str() {
        Some(code) => format!("{message} ({code})"),
        None => message.to_owned(),
    }
}
