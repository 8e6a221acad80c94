//! Questions from their text to their answer: arguments, selections, nodes and links of answers.

use serde_json::{Value as Json, json};
use tinklas::model::{Audience, Language};
use tinklas::plan::lower::Work;
use tinklas::plan::viewer::Viewer;

use super::world::{WORLD, ask, ask_as, viewer};

fn as_text(query: &str) -> String {
    let roots = WORLD.roots(query, json!({}), &viewer(Audience::Public));
    match &roots[0].work {
        Work::Ask(asking) => format!("{:?}", asking.question),
        other => panic!("{other:?}"),
    }
}

#[test]
fn defaults_and_nulls_of_arguments_are_those_of_the_schema() {
    let given = as_text(
        r#"{ partnershipPaths(from: "cl-a", to: "cl-b", via: [PARTNERS_WITH, PARTY_TO, PARTICIPATES_IN, MEMBER_OF, HOLDS_ROLE],
             maxLength: 6, first: 3) { items { length } } }"#,
    );
    let left_out =
        as_text(r#"{ partnershipPaths(from: "cl-a", to: "cl-b") { items { length } } }"#);
    let null = as_text(
        r#"{ partnershipPaths(from: "cl-a", to: "cl-b", via: null, maxLength: null, first: null, avoid: null) { items { length } } }"#,
    );
    assert_eq!(given.replace("Some([])", "None"), left_out);
    assert_eq!(left_out, null);
    let needs = as_text(
        r#"{ expertsForChallenge(needs: [{ competence: "AI" }, { competence: "competence:AI", weight: 2.5 }]) { items { score } } }"#,
    );
    assert!(needs.contains("weight: 1.0") && needs.contains("weight: 2.5"), "{needs}");
    assert!(needs.contains("first: 10") && needs.contains("challenge: None"), "{needs}");
}

#[test]
fn a_piece_of_the_network_has_its_nodes_and_links_in_place() {
    let answer = ask(
        r#"{ network(center: ["cl-a"], kinds: [CLUSTER, COMPANY], links: [MEMBER_OF]) {
            __typename nodes { id ... on Company { employees } } cut { limit }
            links { __typename id kind role since from { id } to { ... on Actor { name } } sources { url } }
            exportUrl(format: GEXF) g: exportUrl(format: GRAPHML) } }"#,
    );
    let network = &answer["network"];
    assert_eq!(network["__typename"], "Network", "{answer}");
    let mut nodes = network["nodes"].as_array().cloned().unwrap_or_default();
    nodes.sort_by_key(ToString::to_string);
    let expected = [
        json!({ "id": "cl-a" }),
        json!({ "id": "co-x", "employees": 12 }),
        json!({ "id": "co-y", "employees": 7 }),
    ];
    assert_eq!(nodes, expected);
    let founder = json!({
        "__typename": "Link", "id": "MEMBER_OF/co-x/cl-a", "kind": "MEMBER_OF", "role": "founder",
        "since": "2015", "from": { "id": "co-x" }, "to": { "name": "Žuvėdra" }, "sources": [],
    });
    let links = network["links"].as_array().cloned().unwrap_or_default();
    assert_eq!(links.len(), 2);
    assert!(links.contains(&founder), "{links:?}");
    assert_eq!(network["cut"], Json::Null);
    let url = network["exportUrl"].as_str().unwrap_or_default();
    assert!(url.starts_with("/export?format=gexf&center=cl-a"), "{url}");
    assert!(network["g"].as_str().is_some_and(|url| url.contains("format=graphml")), "{answer}");
}

#[test]
fn a_node_in_several_places_is_read_as_each_place_asks() {
    let answer = ask(r#"{ expertsForChallenge(needs: [{ competence: "AI" }]) {
            needs { competence { c: code } } uncovered { name kind } items { expert { id } } } }"#);
    let expected = json!({ "expertsForChallenge": {
        "needs": [{ "competence": { "c": "AI" } }],
        "uncovered": [{ "name": "Machine learning", "kind": "COMPETENCE" }],
        "items": [],
    } });
    assert_eq!(answer, expected);
}

#[test]
fn sentences_are_read_in_the_language_asked_for_then_in_the_readers() {
    let query = r#"{ partnershipPaths(from: "cl-a", to: "cl-b") { items { length }
        whyNot { own: text en: text(language: EN) lt: text(language: LT) relax } } }"#;
    let reader = |language| Viewer { audience: Audience::Public, languages: vec![language] };
    for (language, same) in [(Language::En, "en"), (Language::Lt, "lt")] {
        let answer = ask_as(query, json!({}), &reader(language));
        let why = &answer["partnershipPaths"]["whyNot"];
        assert!(why["own"].is_string(), "{answer}");
        assert_eq!(why["own"], why[same]);
        assert_ne!(why["en"], why["lt"]);
    }
}

#[test]
fn mistakes_are_told_with_their_codes() {
    for (query, code) in [
        (r#"{ claims(subject: "nobody") { recorded } }"#, "UNKNOWN_ID claims: "),
        ("{ x: network(depth: 9) { nodes { id } } }", "BAD_INPUT x: "),
        ("{ expertsForChallenge { items { score } } }", "BAD_INPUT expertsForChallenge: "),
        (
            r#"{ expertsConnecting(sectorA: "AGRI", sectorB: "ICT", filter: { name: { eq: null } }) { items { score } } }"#,
            "BAD_INPUT expertsConnecting: ",
        ),
    ] {
        let answer = ask(query);
        assert_eq!(answer["data"], Json::Null, "{answer}");
        let message = answer["errors"][0].as_str().unwrap_or_default();
        assert!(message.starts_with(code), "{query}: {answer}");
    }
}

#[test]
fn what_may_not_be_seen_is_in_no_answer() {
    let query = r#"{ network(center: ["cl-a"]) { nodes { id } links { kind } } }"#;
    let told = |audience| ask_as(query, json!({}), &viewer(audience)).to_string();
    let (public, staff) = (told(Audience::Public), told(Audience::Staff));
    for hidden in ["prop-1", "SAME_AS", "ABOUT"] {
        assert!(!public.contains(hidden), "{public}");
        assert!(staff.contains(hidden), "{staff}");
    }
}
