//! The feeds of changes as they arrive.

use std::sync::Arc;

use serde_json::{Value, json};
use tinklas::config::Secret;
use tinklas::model::network;
use tinklas::store::reference::Reference;

use super::client::{get, post};
use super::sample::serve_sample;
use super::server::Server;

const TOKEN: &str = "a-token-for-these-tests";

/// Serves a company and a cluster that it is a member of.
pub(crate) fn serve_network() -> Server {
    let server = Server::with(Arc::new(Reference::new(network())), |settings| {
        settings.admin_token = Some(Secret::new(TOKEN));
    });
    let source = "source: { url: \"https://a.example/?b=1&c=2\" }";
    write(
        &server,
        &format!(
            "createCluster(input: {{ id: \"cl-1\", name: {{ text: \"Šviesa <&> Co\" }} }}, {source})"
        ),
    );
    write(
        &server,
        &format!(
            "createCompany(input: {{ id: \"co-1\", name: {{ text: \"Žalgiris\" }}, memberships: [{{ id: \"cl-1\", role: \"member\" }}] }}, {source})"
        ),
    );
    server
}

fn write(server: &Server, mutation: &str) {
    let body = json!({ "query": format!("mutation {{ {mutation} {{ sequence }} }}") }).to_string();
    let bearer = format!("Authorization: Bearer {TOKEN}");
    let headers = ["Content-Type: application/json", &bearer];
    let answer = post(server.address, "/graphql", &headers, body.as_bytes()).json();
    assert_eq!(answer.get("errors"), None, "{answer}");
}

fn items(server: &Server, query: &str) -> Vec<Value> {
    let answer = get(server.address, &format!("/feed.json{query}"), &[]);
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()["items"].as_array().cloned().expect("items")
}

fn of<'a>(items: &'a [Value], member: &str) -> Vec<&'a str> {
    items.iter().map(|item| item[member].as_str().unwrap_or_default()).collect()
}

#[test]
fn changes_are_told_newest_first_in_both_languages_under_the_same_ids() {
    let server = serve_network();
    let english = items(&server, "?lang=en");
    let titles = [
        "Added: Žalgiris → Šviesa <&> Co (membership)",
        "Added: Žalgiris (company)",
        "Added: Šviesa <&> Co (cluster)",
    ];
    assert_eq!(of(&english, "title"), titles);
    let lithuanian = items(&server, "?lang=lt");
    assert_eq!(of(&lithuanian, "title")[2], "Pridėta: Šviesa <&> Co (klasteris)");
    assert_eq!(of(&lithuanian, "id"), of(&english, "id"));
    assert_eq!(english[2]["url"], "http://localhost/?q=node&id=cl-1&lang=en");
    let page = get(server.address, "/?q=node&id=cl-1&lang=en", &["Accept: text/html"]);
    assert!(page.status == 200 && page.body.contains("/feed.atom?lang=en"), "{}", page.body);
    let by_header = get(server.address, "/feed.json", &["Accept-Language: lt"]).json();
    assert_eq!((&by_header["language"], &by_header["items"]), (&json!("lt"), &json!(lithuanian)));
    assert_eq!(by_header["version"], "https://jsonfeed.org/version/1.1");
    // What is changed later moves nothing that was told.
    write(&server, "delete(id: \"cl-1\", cascade: true)");
    let later = items(&server, "?lang=en");
    assert_eq!(of(&later, "title")[0], "Removed: cl-1 (cluster)");
    assert_eq!(of(&later, "url")[0], "http://localhost/?lang=en");
    assert_eq!(of(&later, "id")[1..], of(&english, "id"));
    assert!(!later[0].to_string().contains("Šviesa"), "what is removed takes its name along");
}

#[test]
fn a_feed_is_narrowed_and_bounded() {
    let server = serve_network();
    assert_eq!(items(&server, "?kinds=CLUSTER").len(), 2, "the cluster and the membership");
    assert_eq!(items(&server, "?kinds=CLUSTER,COMPANY&limit=1").len(), 1);
    assert_eq!(items(&server, "?kinds=PERSON").len(), 0);
    let wrong = "/feed.atom?kinds=CLUSTERS&lang=xx&limit=201&kind=CLUSTER";
    let answer = get(server.address, wrong, &[]);
    assert_eq!((answer.status, answer.code().as_str()), (400, "BAD_REQUEST"));
    for told in ["`CLUSTERS`; did you mean `CLUSTER`?", "`xx`", "`201`", "`kind`"] {
        assert!(answer.body.contains(told), "{told}: {}", answer.body);
    }
    let answer = get(server.address, wrong, &["Accept-Language: lt"]);
    assert!(answer.body.contains("gal turėta omenyje `CLUSTER`"), "{}", answer.body);
}

#[test]
fn what_only_staff_see_is_in_no_feed() {
    let server = serve_network();
    let before = ["/feed.atom", "/feed.json"].map(|path| get(server.address, path, &[]).body);
    write(
        &server,
        "updateCompany(id: \"co-1\", input: { note: \"A secret\" }, source: { url: \"a secret letter\" })",
    );
    // Not even to staff: a feed is handed on.
    let bearer = format!("Authorization: Bearer {TOKEN}");
    for headers in [vec![], vec![bearer.as_str()]] {
        let after = ["/feed.atom", "/feed.json"].map(|path| get(server.address, path, &headers));
        let after = after.map(|answer| answer.body);
        assert!(!after.concat().contains("secret"), "{after:?}");
        assert_eq!(
            after.map(|body| body.matches("urn:").count()),
            before.each_ref().map(|body| body.matches("urn:").count())
        );
    }
}

#[test]
fn a_reader_that_has_the_newest_is_told_so() {
    let server = serve_sample();
    for (path, kind) in
        [("/feed.atom", "application/atom+xml"), ("/feed.json", "application/feed+json")]
    {
        let first = get(server.address, path, &[]);
        assert!(first.header("content-type").starts_with(kind), "{}", first.head);
        assert_eq!(first.body.matches("urn:x-tinklas:change:").count(), 50);
        let tag = format!("If-None-Match: {}", first.header("etag").replace("w/", "W/"));
        let again = get(server.address, path, &[&tag]);
        assert_eq!((again.status, again.body.as_str()), (304, ""));
    }
    let secure = get(server.address, "/feed.json", &["X-Forwarded-Proto: https"]).json();
    assert_eq!(secure["feed_url"], "https://localhost/feed.json");
}
