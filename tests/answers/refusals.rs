//! Arguments that are valid GraphQL and yet cannot be used.

use serde_json::{Value as Json, json};
use tinklas::model::Audience;

use super::world::{ask, ask_as, viewer};

fn errors(answer: &Json) -> Vec<&str> {
    answer["errors"].as_array().into_iter().flatten().filter_map(Json::as_str).collect()
}

#[test]
fn every_mistake_is_told_at_its_field_with_a_code() {
    for (query, expected) in [
        (
            "{ clusters(first: 501) { totalCount } }",
            "BAD_INPUT clusters: `first` is `501`; expected 0 to 500",
        ),
        (
            "{ clusters(last: -1) { totalCount } }",
            "BAD_INPUT clusters: `last` is `-1`; expected 0 to 500",
        ),
        (
            "{ c: clusters(first: 1, last: 1) { totalCount } }",
            "BAD_INPUT c: give `first` or `last`, not both",
        ),
        (
            r#"{ cluster(id: "cl-a") { members { nodes { p: projects(first: 900) { totalCount } } } } }"#,
            "BAD_INPUT cluster.members.nodes.p: `first` is `900`; expected 0 to 500",
        ),
        (
            "{ clusters(filter: { name: { eq: null } }) { totalCount } }",
            "BAD_INPUT clusters: `name.eq` of the filter is null; leave it out to accept any value",
        ),
        (
            "{ clusters(filter: { name: null }) { totalCount } }",
            "BAD_INPUT clusters: `name` of the filter is null; leave it out to accept any value",
        ),
        (
            "{ clusters(orderBy: [{ link: { since: ASC } }]) { totalCount } }",
            "BAD_INPUT clusters: `link` of `orderBy` orders nodes that links lead to; no link leads to these",
        ),
        (
            r#"{ cluster(id: "cl-a") { members(orderBy: [{ link: { level: ASC } }]) { totalCount } } }"#,
            "BAD_INPUT cluster.members: `MEMBER_OF` links have no `level`; \
             expected one of `since`, `until`, `seen`, `role`",
        ),
        (
            r#"{ clusters(after: "made up") { totalCount } }"#,
            "BAD_CURSOR clusters: `after` is `made up`: not a cursor of this list in this order; \
             use a cursor that an answer gave",
        ),
        (
            r#"{ search(text: "a", after: "") { totalCount } }"#,
            "BAD_CURSOR search: `after` is ``: not a cursor of this list in this order; \
             use a cursor that an answer gave",
        ),
    ] {
        let answer = ask(query);
        assert_eq!(errors(&answer), [expected], "{query}");
    }
}

#[test]
fn all_mistakes_are_told_at_once_and_other_roots_answered() {
    let answer = ask(
        r#"{ bad: cluster(id: "cl-a") { members(first: 501, after: "x") { totalCount } people(last: 999) { totalCount } }
             good: cluster(id: "cl-b") { id } }"#,
    );
    assert_eq!(answer["data"], json!({ "bad": null, "good": { "id": "cl-b" } }));
    assert_eq!(errors(&answer).len(), 3, "{answer}");
}

#[test]
fn a_mistake_that_several_kinds_share_is_told_once() {
    let answer = ask(r#"{ cluster(id: "cl-a") { members { nodes {
            ... on Company { employees } ... on Cluster { label } people(first: 999) { totalCount } } } } }"#);
    assert_eq!(errors(&answer).len(), 1, "{answer}");
}

#[test]
fn a_filter_that_is_null_from_a_variable_is_refused_and_one_left_out_is_not() {
    let query = "query($n: String) { clusters(filter: { name: { eq: $n } }) { totalCount } }";
    let viewer = viewer(Audience::Public);
    assert_eq!(ask_as(query, json!({}), &viewer)["clusters"]["totalCount"], 2);
    assert_eq!(errors(&ask_as(query, json!({ "n": null }), &viewer)).len(), 1);
}

#[test]
fn at_most_500_nodes_are_looked_up_at_once() {
    let query = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";
    let viewer = viewer(Audience::Public);
    let ids = |count: usize| json!({ "ids": vec!["cl-a"; count] });
    assert_eq!(ask_as(query, ids(500), &viewer)["nodes"].as_array().map(Vec::len), Some(500));
    let refused = ask_as(query, ids(501), &viewer);
    assert_eq!(errors(&refused), ["BAD_INPUT nodes: `ids` has 501 ids; expected at most 500"]);
}

#[test]
fn a_small_document_does_not_become_a_huge_plan() {
    // Each level tells three classes of actors apart and repeats the rest for each of them.
    let mut query = "id".to_owned();
    for at in 0..11 {
        query = format!(
            "__typename ... on Cluster {{ a{at}: id }} ... on Company {{ b{at}: id }}
             partners {{ nodes {{ {query} }} }}"
        );
    }
    let query = format!("{{ cluster(id: \"cl-a\") {{ partners {{ nodes {{ {query} }} }} }} }}");
    let started = std::time::Instant::now();
    let answer = ask(&query);
    assert!(started.elapsed() < std::time::Duration::from_secs(2), "{:?}", started.elapsed());
    let all = errors(&answer);
    assert_eq!(all.len(), 1, "{all:?}");
    assert!(all[0].starts_with("TOO_COSTLY cluster.partners.nodes."), "{all:?}");
}
