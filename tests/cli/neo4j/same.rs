//! The same network in a file and in a Neo4j: what is printed and what is sent is the same, byte for byte.

use std::net::SocketAddr;
use std::process::Command;

use tinklas::model::network;

use super::emptied::emptied;
use super::{sample, serve, shared};
use crate::support::{Place, Run};

/// The three questions, as `tinklas ask` takes them.
const ASKED: [&[&str]; 3] = [
    &["expertsConnecting", "AGRI", "ICT"],
    &["partnershipPaths", "cl-litek", "cl-slovak-plastic"],
    &["expertsForChallenge", "--challenge", "ch-consortia"],
];

/// The same over GraphQL, with all that explains an answer; and what is read without a question.
const SENT: [&str; 5] = [
    "{ expertsConnecting(sectorA: \"AGRI\", sectorB: \"ICT\") { items { expert { id name version } score \
        a { strength direct links { id kind } } reasons { part text value share } \
        evidence { nodes { id name } links { id sources { url } } } } } }",
    "{ partnershipPaths(from: \"cl-litek\", to: \"cl-slovak-plastic\") { items { length strength nodes { id name } \
        steps { strength ties { kind through { id } since until text sources { url } } } reasons { text } } } }",
    "{ expertsForChallenge(challenge: \"ch-consortia\") { items { expert { id name } coverage score \
        covered { competence { name } level share } uncovered { id } conflicts { text } reasons { text } } } }",
    "{ clusters(first: 5, orderBy: [{ name: ASC }]) { totalCount pageInfo { endCursor } nodes { name members(first: 3) { nodes { name } } } } }",
    "{ search(text: \"lazer\", first: 10) { totalCount nodes { __typename id name } } nobody: cluster(id: \"cl-nobody\") { id } }",
];

/// What curl prints: the answer, its status and its media type.
fn curl(server: SocketAddr, query: &str, language: &str) -> String {
    let body = serde_json::json!({ "query": query }).to_string();
    let done = Command::new("curl")
        .args([
            "-s",
            "-w",
            "\n%{http_code} %{content_type}",
            "-H",
            "Content-Type: application/json",
        ])
        .args(["-H", &format!("Accept-Language: {language}"), "-d", &body])
        .arg(format!("http://{server}/graphql"))
        .output()
        .expect("curl starts");
    String::from_utf8(done.stdout).expect("text")
}

fn ended_well(run: &Run) {
    assert_eq!(run.code, 0, "{}", run.err);
}

#[tokio::test]
async fn a_file_and_a_neo4j_give_the_same_bytes() {
    let shared = shared::take();
    drop(emptied(&shared, network()).await);
    let places = [Place::new(), Place::over(&shared.address, &shared.password)];
    let folder = sample();
    for place in &places {
        ended_well(&place.run(&["import", folder.to_str().expect("UTF-8"), "--empty"]));
    }
    for asked in ASKED {
        for further in
            [&[][..], &["--json"], &["--language", "lt"], &["--json", "--language", "lt"]]
        {
            let words = [&["ask"], asked, further].concat();
            let [one, other] = [0, 1].map(|at: usize| places[at].run(&words));
            ended_well(&one);
            assert!(one.out.len() > 300, "{words:?} tells next to nothing: {}", one.out);
            assert_eq!((other.code, &other.out, &other.err), (0, &one.out, &one.err), "{words:?}");
        }
    }
    let [one, other] = [0, 1].map(|at: usize| serve(&places[at]));
    for query in SENT {
        for language in ["en", "lt"] {
            let [one, other] = [one.1, other.1].map(|server| curl(server, query, language));
            assert!(one.ends_with("\n200 application/json; charset=utf-8"), "{query}\n{one}");
            assert!(!one.contains("\"errors\""), "{query}\n{one}");
            assert_eq!(other, one, "{query} in {language}");
        }
    }
}
