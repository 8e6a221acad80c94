//! Our verdicts beside those of graphql-js, on every case in `cases/`.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Map, Value, json};
use tinklas::api::{Outcome, Request};

use super::support::{ask, empty, request, with_variables};

/// A case: a request, and whether it would be executed.
struct Case {
    name: String,
    accepted: bool,
    /// Why graphql-js says otherwise, where it does.
    differs: Option<String>,
    request: Request,
}

/// Every case of every file. A case starts with `#### accept NAME` or `#### reject NAME`; lines that
/// start with `#### variables`, `#### operation` and `#### differs` belong to it; the rest is the text.
fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance/cases");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder of cases")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    let mut all = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a file of cases");
        for part in format!("\n{text}").split("\n#### ").skip(1) {
            let (head, body) = part.split_once('\n').unwrap_or((part, ""));
            read(&mut all, head, body, &file);
        }
    }
    all
}

fn read(all: &mut Vec<Case>, head: &str, body: &str, file: &Path) {
    let (word, rest) = head.split_once(' ').expect("a word and its rest");
    let place = file.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into());
    if word == "accept" || word == "reject" {
        let name = format!("{place}: {head}");
        let accepted = word == "accept";
        all.push(Case { name, accepted, differs: None, request: request(body.trim_matches('\n')) });
        return;
    }
    let case = all.last_mut().expect("a case before what belongs to it");
    match word {
        "variables" => case.request.variables = serde_json::from_str(rest).expect("JSON"),
        "operation" => case.request.operation_name = Some(rest.to_owned()),
        "differs" => {
            case.differs = Some(rest.to_owned());
            body.trim_matches('\n').clone_into(&mut case.request.query);
        }
        _ => panic!("{place}: `{word}` is not accept, reject, variables, operation or differs"),
    }
}

/// Where the scripts are, with the packages that they need.
pub(crate) fn scripts() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/js");
    let packages = folder.join("node_modules");
    assert!(packages.exists(), "{} is missing; `./test` installs it", packages.display());
    folder
}

/// Runs a script of `tests/js` with something on its standard input.
pub(crate) fn node(script: &[&str], input: &Value) -> String {
    let mut child = Command::new("node")
        .args(script)
        .current_dir(scripts())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node starts");
    let mut to = child.stdin.take().expect("its standard input");
    to.write_all(input.to_string().as_bytes()).expect("it reads");
    drop(to);
    let done = child.wait_with_output().expect("it ends");
    assert!(done.status.success(), "{script:?} failed");
    String::from_utf8(done.stdout).expect("UTF-8")
}

#[tokio::test]
async fn the_same_requests_are_accepted_as_by_graphql_js() {
    let (face, cases) = (empty(), cases());
    assert!(cases.len() >= 150, "{} cases", cases.len());
    let requests: Vec<Value> = cases
        .iter()
        .map(|case| {
            let Request { query, operation_name, variables, .. } = &case.request;
            json!({"query": query, "operationName": operation_name, "variables": variables})
        })
        .collect();
    let input = json!({"schema": face.sdl(), "requests": requests});
    let verdicts: Vec<Option<String>> =
        serde_json::from_str(&node(&["conformance.mjs"], &input)).expect("verdicts");

    let mut wrong = Vec::new();
    for (case, verdict) in cases.iter().zip(verdicts) {
        let theirs = verdict.is_none();
        if theirs == case.accepted && case.differs.is_some() {
            wrong.push(format!("{}: graphql-js no longer differs", case.name));
        }
        if theirs != case.accepted && case.differs.is_none() {
            wrong.push(format!("{}: graphql-js says {verdict:?}", case.name));
        }
        // A subscription that is refused for its transport alone was found valid.
        let (outcome, answer) = ask(&face, case.request.clone()).await;
        let only_transport = answer["errors"][0]["extensions"]["code"] == "NEEDS_WEBSOCKET";
        if (outcome == Outcome::Data || only_transport) != case.accepted {
            wrong.push(format!("{}: we say {answer}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[tokio::test]
async fn introspection_tells_the_schema_that_is_printed() {
    let face = empty();
    let query = node(&["introspection.mjs", "query"], &Value::Null);
    let (outcome, answer) = ask(&face, request(&query)).await;
    assert_eq!(outcome, Outcome::Data, "{answer}");
    let input = json!({"schema": face.sdl(), "introspection": answer["data"]});
    let built: Map<String, Value> =
        serde_json::from_str(&node(&["introspection.mjs"], &input)).expect("both schemas");
    assert_eq!(built["faults"], json!([]));
    let (printed, asked) = (built["printed"].as_str(), built["asked"].as_str());
    let difference = printed
        .into_iter()
        .flat_map(str::lines)
        .zip(asked.into_iter().flat_map(str::lines))
        .find(|(printed, asked)| printed != asked);
    assert_eq!(difference, None, "the first line that differs");
    assert_eq!(printed, asked);
    assert_eq!(built["printedDirectives"], built["askedDirectives"]);
}

/// What is executed, field by field: an explicit null where only a default lets a variable stand, and roots that fail
/// beside others.
#[tokio::test]
async fn what_fails_while_a_request_is_executed_fails_as_in_graphql_js() {
    let face = empty();
    let null = json!({"x": null});
    let cases = [
        ("query ($x: ID = \"a\") { cluster(id: $x) { id } clusters { totalCount } }", null.clone()),
        ("query ($x: ID = \"a\") { cluster(id: $x) { id } clusters { totalCount } }", json!({})),
        ("query ($x: String = \"a\") { search(text: $x) { totalCount } }", null.clone()),
        (
            "query ($x: ID = \"a\") { nodes(ids: [\"b\", $x]) { id } clusters { totalCount } }",
            null.clone(),
        ),
        (
            "query ($x: ID = \"a\") { expertsForChallenge(needs: [{competence: $x}]) { items { score } } }",
            null.clone(),
        ),
        (
            "query ($x: ID = \"a\") { ...F } fragment F on Query { a: cluster(id: $x) { id } b: cluster(id: \"b\") { id } }",
            null.clone(),
        ),
        (
            "query ($x: ID = \"a\") { cluster(id: $x) @skip(if: true) { id } clusters { totalCount } }",
            null.clone(),
        ),
        // One that may be null fails beside one that may not, which stands before it and behind it.
        (
            "query ($x: ID = \"a\") { claims(subject: \"no\") { text } cluster(id: $x) { id } }",
            null.clone(),
        ),
        (
            "query ($x: ID = \"a\") { cluster(id: $x) { id } claims(subject: \"no\") { text } }",
            null,
        ),
        (
            "{ clusters { totalCount } claims(subject: \"no\") { text } cluster(id: \"b\") { id } }",
            json!({}),
        ),
    ];
    let requests: Vec<Value> =
        cases.iter().map(|(query, of)| json!({"query": query, "variables": of})).collect();
    let roots = json!({"cluster": null, "clusters": {"totalCount": 0}, "claims": "fails"});
    let input = json!({"schema": face.sdl(), "requests": requests, "roots": roots});
    let theirs: Vec<Value> =
        serde_json::from_str(&node(&["execution.mjs"], &input)).expect("answers");
    for ((query, of), theirs) in cases.iter().zip(theirs) {
        let variables = of.as_object().cloned().expect("an object");
        let (outcome, answer) = ask(&face, with_variables(query, variables)).await;
        assert_eq!(outcome, Outcome::Data, "{query}: {answer}");
        assert_eq!(answer["data"], theirs["data"], "{query} with {of}: {answer}");
        let paths = |all: Vec<&Value>| {
            let mut paths: Vec<String> = all.iter().map(ToString::to_string).collect();
            paths.sort();
            paths
        };
        let errors = answer["errors"].as_array().into_iter().flatten();
        let ours = paths(errors.map(|error| &error["path"]).collect());
        let theirs = paths(theirs["paths"].as_array().into_iter().flatten().collect());
        assert_eq!(ours, theirs, "{query} with {of}: {answer}");
    }
}
