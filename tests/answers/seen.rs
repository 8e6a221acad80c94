//! What the viewer may not see is neither read, counted, filtered by, ordered by nor followed.

use serde_json::{Value as Json, json};
use tinklas::model::Audience;

use super::world::{ask_as, viewer};

/// The answers to everybody and to staff.
fn both(query: &str) -> (Json, Json) {
    let ask = |audience| ask_as(query, json!({}), &viewer(audience));
    (ask(Audience::Public), ask(Audience::Staff))
}

#[test]
fn properties() {
    let (public, staff) = both(
        r#"{ cluster(id: "cl-a") { id note members { nodes { note } } }
             node(id: "p-1") { ... on Person { note } } }"#,
    );
    assert_eq!(
        public,
        json!({
            "cluster": { "id": "cl-a", "note": null, "members": { "nodes": [
                { "note": null }, { "note": null }, { "note": null },
            ] } },
            "node": { "note": null },
        })
    );
    assert_eq!(
        staff,
        json!({
            "cluster": { "id": "cl-a", "note": "secret", "members": { "nodes": [
                { "note": null }, { "note": "asked twice" }, { "note": null },
            ] } },
            "node": { "note": "call before noon" },
        })
    );
}

#[test]
fn filters_and_orders() {
    let (public, staff) = both(
        r#"{ a: clusters(filter: { note: { contains: "s" } }) { totalCount nodes { id } }
             b: companies(orderBy: [{ note: ASC }]) { nodes { id } }
             c: cluster(id: "cl-a") { members(filter: { note: { eq: "asked twice" } }) { totalCount } } }"#,
    );
    assert_eq!(public["a"], json!({ "totalCount": 0, "nodes": [] }));
    assert_eq!(staff["a"], json!({ "totalCount": 1, "nodes": [{ "id": "cl-a" }] }));
    assert_eq!(public["b"]["nodes"], json!([{ "id": "co-x" }, { "id": "co-y" }]));
    assert_eq!(staff["b"]["nodes"], json!([{ "id": "co-y" }, { "id": "co-x" }]));
    assert_eq!(public["c"]["members"]["totalCount"], 0);
    assert_eq!(staff["c"]["members"]["totalCount"], 1);
}

#[test]
fn kinds() {
    let (public, staff) = both(
        r#"{ proposal(id: "prop-1") { name } proposals { totalCount nodes { id } } node(id: "prop-1") { id }
             nodes(ids: ["prop-1", "cl-a"]) { id } search(text: "secret plan") { totalCount nodes { id } }
             one: search(text: "secret", kinds: [PROPOSAL]) { totalCount } }"#,
    );
    assert_eq!(
        public,
        json!({
            "proposal": null, "proposals": { "totalCount": 0, "nodes": [] }, "node": null,
            "nodes": [null, { "id": "cl-a" }], "search": { "totalCount": 0, "nodes": [] },
            "one": { "totalCount": 0 },
        })
    );
    assert_eq!(
        staff,
        json!({
            "proposal": { "name": "Secret plan" },
            "proposals": { "totalCount": 1, "nodes": [{ "id": "prop-1" }] },
            "node": { "id": "prop-1" }, "nodes": [{ "id": "prop-1" }, { "id": "cl-a" }],
            "search": { "totalCount": 1, "nodes": [{ "id": "prop-1" }] }, "one": { "totalCount": 1 },
        })
    );
}

#[test]
fn an_unknown_id_and_one_that_may_not_be_seen_answer_alike() {
    let unknown = both(r#"{ x: node(id: "nobody") { id } y: proposal(id: "nobody") { id } }"#).0;
    let unseen = both(r#"{ x: node(id: "prop-1") { id } y: proposal(id: "prop-1") { id } }"#).0;
    assert_eq!(unknown, unseen);
}
