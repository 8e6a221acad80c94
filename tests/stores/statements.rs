//! The statements that requests become, as files: what changes in them is seen when they are reviewed.
//!
//! `UPDATE=1 cargo test --test stores statements` writes them anew.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use apollo_compiler::{ExecutableDocument, Schema};
use serde_json::Map;
use tinklas::model::{Audience, Language, network};
use tinklas::plan::Plan;
use tinklas::plan::lower::{Catalog, Request, Work};
use tinklas::plan::viewer::{Sight, Viewer};
use tinklas::store::neo4j::plan::write::compile;

/// The requests, beside which the statements stand.
pub(crate) fn requests() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stores/statements");
    let listed =
        fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("a file").path());
    let mut requests: Vec<PathBuf> =
        listed.filter(|path| path.extension().is_some_and(|kind| kind == "graphql")).collect();
    requests.sort();
    requests
}

/// The plans of a request's root fields, as everybody's.
pub(crate) fn plans(request: &str) -> Vec<Plan> {
    let model = network();
    let sdl = format!("directive @oneOf on INPUT_OBJECT {}", tinklas::api::sdl(&model));
    let schema = Schema::parse_and_validate(sdl, "api.graphql").expect("the schema is valid");
    let document = ExecutableDocument::parse_and_validate(&schema, request, "request");
    let document = document.unwrap_or_else(|broken| panic!("{}", broken.errors));
    let viewer = Viewer { audience: Audience::Public, languages: vec![Language::En] };
    let request = Request {
        catalog: &Catalog::new(&model),
        document: &document,
        operation: document.operations.get(None).expect("one operation"),
        variables: &Map::new(),
        nulls: &[],
        viewer: &viewer,
        sight: &Sight::new(&model, viewer.audience),
    };
    let works = request.roots().into_iter().map(|root| root.work);
    works
        .map(|work| match work {
            Work::Fetch(plan, _) => *plan,
            other => panic!("{other:?}"),
        })
        .collect()
}

/// The statements of a request, a clause to a line, with their parameters.
fn statements(request: &str) -> String {
    let mut told = String::new();
    for plan in plans(request) {
        let Some(statement) = compile(&network(), &plan) else { continue };
        for (name, value) in statement.parameters() {
            let _ = writeln!(told, "// ${name}: {value:?}");
        }
        let _ = writeln!(told, "{};", in_lines(statement.text()));
    }
    told
}

/// A statement with a line for each clause, further in the deeper it stands.
fn in_lines(text: &str) -> String {
    let (mut lines, mut depth) = (String::new(), 0_usize);
    for word in text.split(' ') {
        let begins = matches!(word, "MATCH" | "WITH" | "RETURN" | "UNWIND" | "CALL" | "UNION");
        // `STARTS WITH` and `ENDS WITH` are no clauses.
        let is_test = lines.ends_with("STARTS") || lines.ends_with("ENDS");
        depth = if word.starts_with('}') { depth.saturating_sub(1) } else { depth };
        if begins && !is_test && !lines.is_empty() {
            let _ = write!(lines, "\n{}", "  ".repeat(depth));
        } else if !lines.is_empty() {
            lines.push(' ');
        }
        depth += word.matches('{').count().saturating_sub(word.matches('}').count());
        lines.push_str(word);
    }
    lines
}

#[test]
fn statements_are_as_their_files_say() {
    let mut wrong = Vec::new();
    for request in requests() {
        let file = request.with_extension("txt");
        let now = statements(&fs::read_to_string(&request).expect("a request"));
        if std::env::var("UPDATE").is_ok_and(|update| update == "1") {
            fs::write(&file, &now).expect("a file");
        } else if fs::read_to_string(&file).unwrap_or_default() != now {
            wrong.push(format!("{}:\n{now}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "look at these and run with UPDATE=1:\n{}", wrong.join("\n"));
}

/// A message of the driver that is longer stalls.
#[test]
fn statements_are_short() {
    for request in requests() {
        for plan in plans(&fs::read_to_string(&request).expect("a request")) {
            let statement = compile(&network(), &plan).expect("a statement");
            assert!(statement.text().len() < 7_000, "{}", request.display());
        }
    }
}
