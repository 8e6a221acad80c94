//! What requests become: collecting, kinds, links, pages, languages.

use serde_json::{Value as Json, json};
use tinklas::model::{Audience, Language};
use tinklas::plan::viewer::Viewer;

use super::world::{ask, ask_as, viewer};

fn check(cases: &[(&str, Json)]) {
    for (query, expected) in cases {
        let answer = ask(query);
        // As text, so that the order of keys counts.
        assert_eq!(answer.to_string(), expected.to_string(), "{query}");
    }
}

#[test]
fn scalars_of_nodes() {
    check(&[
        (
            r#"{ cluster(id: "cl-a") { __typename id kind code name founded label website version
                identifiers { __typename scheme value } sources { __typename url retrieved }
                recordedAt recordedBy description nameLanguage descriptionLanguage } }"#,
            json!({ "cluster": {
                "__typename": "Cluster", "id": "cl-a", "kind": "CLUSTER", "code": null,
                "name": "Žuvėdra", "founded": "2014-10", "label": "GOLD", "website": "https://a.example",
                "version": 1,
                "identifiers": [{ "__typename": "Identifier", "scheme": "code", "value": "301" }],
                "sources": [{ "__typename": "Source", "url": "https://cl-a.example", "retrieved": null }],
                "recordedAt": "1970-01-01T00:00:00Z", "recordedBy": "test",
                "description": "Fish \"food\"\n", "nameLanguage": null, "descriptionLanguage": "EN",
            } }),
        ),
        (
            r#"{ person(id: "p-1") { areas languages expertLevel suggestable role } project(id: "pr-1") { budget } }"#,
            json!({
                "person": {
                    "areas": ["export", "design"], "languages": null, "expertLevel": "NATIONAL",
                    "suggestable": "CONSENTED", "role": null,
                },
                "project": { "budget": 1.5e6 },
            }),
        ),
    ]);
}

#[test]
fn duplicate_fields_are_merged_and_aliases_kept_apart() {
    check(&[
        (
            r#"{ cluster(id: "cl-a") { id } cluster(id: "cl-a") { name } }"#,
            json!({ "cluster": { "id": "cl-a", "name": "Žuvėdra" } }),
        ),
        (
            r#"{ b: cluster(id: "cl-b") { n: name name i: id } a: cluster(id: "cl-a") { id } __typename }"#,
            json!({
                "b": { "n": "Beta", "name": "Beta", "i": "cl-b" }, "a": { "id": "cl-a" },
                "__typename": "Query",
            }),
        ),
        (
            r#"{ cluster(id: "cl-a") { members { nodes { id } } name members { nodes { __typename } totalCount } } }"#,
            json!({ "cluster": {
                "members": {
                    "nodes": [
                        { "id": "co-x", "__typename": "Company" },
                        { "id": "co-y", "__typename": "Company" },
                        { "id": "or-z", "__typename": "Organisation" },
                    ],
                    "totalCount": 3,
                },
                "name": "Žuvėdra",
            } }),
        ),
    ]);
}

#[test]
fn fragments_are_opened_where_their_type_fits() {
    check(&[
        (
            r#"{ cluster(id: "cl-a") { members { nodes {
                ... on Company { employees } ...N ... on Organisation { type ...N } ... on Body { members { totalCount } } } } } }
               fragment N on Node { name ... on Company { employees } }"#,
            json!({ "cluster": { "members": { "nodes": [
                { "employees": 12, "name": "Xenon" },
                { "employees": 7, "name": "Ypsilon" },
                { "name": "Zeta", "type": "agency", "members": { "totalCount": 0 } },
            ] } } }),
        ),
        (r#"{ node(id: "p-1") { ... on Actor { website } } }"#, json!({ "node": {} })),
        (
            r#"{ ...Q ...Q } fragment Q on Query { node(id: "co-x") { ... on Node { ... on Actor { ... on Company { id } } } } }"#,
            json!({ "node": { "id": "co-x" } }),
        ),
        (
            r#"{ person(id: "p-1") { roles { nodes { __typename ... on Actor { sectors { code } } ... on Project { budget } } } } }"#,
            json!({ "person": { "roles": { "nodes": [
                { "__typename": "Cluster", "sectors": [{ "code": "AGRI" }] },
                { "__typename": "Project", "budget": 1.5e6 },
                { "__typename": "WorkingGroup" },
            ] } } }),
        ),
        (
            r#"{ clusters(filter: { id: { eq: "cl-b" } }) { ... on ClusterConnection { edges { ...E } } } }
               fragment E on ClusterEdge { __typename node { ... { id } } }"#,
            json!({ "clusters": { "edges": [{ "__typename": "ClusterEdge", "node": { "id": "cl-b" } }] } }),
        ),
    ]);
}

#[test]
fn one_field_name_reads_what_each_kind_means_by_it() {
    // `people` are holders of roles for a cluster and participants for an event.
    let answer = ask(r#"{ nodes(ids: ["cl-a", "wg-1", "sector:AGRI"]) {
            ... on Actor { people { nodes { id } } }
            ... on WorkingGroup { people { nodes { id } } }
            ... on Sector { people { nodes { id } } } } }"#);
    assert_eq!(
        answer,
        json!({ "nodes": [
            { "people": { "nodes": [{ "id": "p-1" }] } },
            { "people": { "nodes": [{ "id": "p-1" }] } },
            { "people": { "nodes": [] } },
        ] })
    );
}

#[test]
fn conditions_leave_fields_and_fragments_out() {
    let query = r#"query($yes: Boolean!, $no: Boolean!) { cluster(id: "cl-a") {
        id @include(if: $yes) name @include(if: $no) founded @skip(if: $yes) label @skip(if: $no)
        ... @include(if: $no) { website } ...F @skip(if: $yes) ... on Cluster @include(if: $yes) @skip(if: $no) { kind } } }
        fragment F on Cluster { version }"#;
    let variables = json!({ "yes": true, "no": false });
    let answer = ask_as(query, variables, &viewer(Audience::Public));
    assert_eq!(answer, json!({ "cluster": { "id": "cl-a", "label": "GOLD", "kind": "CLUSTER" } }));
    check(&[(
        r#"{ a: node(id: "cl-a") @skip(if: true) { id } __typename }"#,
        json!({ "__typename": "Query" }),
    )]);
}

#[test]
fn edges_have_what_their_kind_of_link_has() {
    check(&[
        (
            r#"{ cluster(id: "cl-a") { members(first: 1) { __typename edges { __typename id role since until seen sources { url } node { name } } } } }"#,
            json!({ "cluster": { "members": { "__typename": "MemberOfActorConnection", "edges": [{
                "__typename": "MemberOfActorEdge", "id": "MEMBER_OF/co-x/cl-a", "role": "founder",
                "since": "2015", "until": null, "seen": null, "sources": [], "node": { "name": "Xenon" },
            }] } } }),
        ),
        (
            r#"{ project(id: "pr-1") { participants { edges { contribution node { id } } } people { edges { title } } } }"#,
            json!({ "project": {
                "participants": { "edges": [{ "contribution": 0.5, "node": { "id": "co-x" } }] },
                "people": { "edges": [{ "title": "lead" }] },
            } }),
        ),
    ]);
}

#[test]
fn one_and_list_links_have_no_pages_around_them() {
    check(&[(
        r#"{ nodes(ids: ["cl-a", "cl-b"]) { ... on Cluster { country { name code } sectors { name } } } }"#,
        json!({ "nodes": [
            { "country": { "name": "Lithuania", "code": "LT" }, "sectors": [{ "name": "Agriculture" }] },
            { "country": null, "sectors": [{ "name": "Information technology" }] },
        ] }),
    )]);
}

#[test]
fn nodes_are_looked_up_by_id_and_by_bare_code_where_the_kind_is_known() {
    check(&[
        (
            r#"{ a: sector(id: "AGRI") { id } b: sector(id: "sector:AGRI") { id } c: sector(id: "NONE") { id }
                 d: cluster(id: "co-x") { id } e: node(id: "AGRI") { id } f: node(id: "no/such id") { id } }"#,
            json!({
                "a": { "id": "sector:AGRI" }, "b": { "id": "sector:AGRI" }, "c": null, "d": null,
                "e": null, "f": null,
            }),
        ),
        (
            r#"{ nodes(ids: ["cl-b", "no id", "nobody", "cl-b"]) { id } }"#,
            json!({ "nodes": [{ "id": "cl-b" }, null, null, { "id": "cl-b" }] }),
        ),
        (
            r#"{ a: expert(id: "p-1") { name } b: expert(id: "p-2") { name } experts { nodes { id } totalCount } people { totalCount } }"#,
            json!({
                "a": { "name": "Jonas" }, "b": null,
                "experts": { "nodes": [{ "id": "p-1" }], "totalCount": 1 }, "people": { "totalCount": 2 },
            }),
        ),
    ]);
}

#[test]
fn lists_are_filtered_by_properties_links_and_ids() {
    let ids = |filter: &str| {
        let answer =
            ask(&format!("{{ clusters(filter: {filter}) {{ nodes {{ id }} totalCount }} }}"));
        let nodes = answer["clusters"]["nodes"].as_array().cloned().unwrap_or_default();
        assert_eq!(answer["clusters"]["totalCount"], nodes.len(), "{answer}");
        nodes.iter().filter_map(|node| node["id"].as_str()).collect::<Vec<_>>().join(" ")
    };
    for (filter, expected) in [
        ("{}", "cl-a cl-b"),
        (r#"{ name: { eq: "Beta" } }"#, "cl-b"),
        (r#"{ name: { contains: "zuve" } }"#, "cl-a"),
        (r#"{ name: { eq: "beta" } }"#, ""),
        (r#"{ name: { in: ["Beta", "Žuvėdra"], contains: "b" } }"#, "cl-b"),
        ("{ name: { in: [] } }", ""),
        (r#"{ founded: { eq: "2014-10" } }"#, "cl-a"),
        (r#"{ founded: { eq: "2014" } }"#, ""),
        ("{ label: { in: [GOLD, SILVER] } }", "cl-a"),
        (r#"{ country: { eq: "LT" } }"#, "cl-a"),
        (r#"{ country: { in: ["country:LT", "country:LV"] } }"#, "cl-a"),
        (r#"{ country: { eq: "not an id" } }"#, ""),
        (r#"{ id: { in: ["cl-b", "co-x"] } }"#, "cl-b"),
        (r#"{ id: { eq: "cl-b" }, name: { contains: "z" } }"#, ""),
        (r#"{ description: { contains: "ŽUVIS" } }"#, "cl-a"),
        // Folded only where `search` finds it.
        (r#"{ description: { contains: "zuvis" } }"#, ""),
        (r#"{ name: { startsWith: "bet" } }"#, "cl-b"),
        (r#"{ name: { startsWithExact: "bet" } }"#, ""),
        (r#"{ not: { name: { eq: "Beta" } } }"#, "cl-a"),
        (r#"{ or: [{ id: { eq: "cl-a" } }, { name: { ne: "x" } }] }"#, "cl-a cl-b"),
        (r#"{ founded: { gt: "2012-05" } }"#, "cl-a"),
        ("{ founded: { isNull: true } }", ""),
        ("{ country: { count: { eq: 0 } } }", "cl-b"),
    ] {
        assert_eq!(ids(filter), expected, "{filter}");
    }
    check(&[(
        r#"{ sectors(filter: { id: { eq: "ICT" } }) { nodes { id } }
            cluster(id: "cl-a") { members(filter: { name: { contains: "x" } }) { nodes { id } } }
            companies(filter: { employees: { in: [7, 8] } }) { nodes { id } }
            people(filter: { areas: { eq: "design" } }) { nodes { id } }
            projects(filter: { budget: { eq: 1500000 } }) { totalCount } }"#,
        json!({
            "sectors": { "nodes": [{ "id": "sector:ICT" }] },
            "cluster": { "members": { "nodes": [{ "id": "co-x" }] } },
            "companies": { "nodes": [{ "id": "co-y" }] },
            "people": { "nodes": [{ "id": "p-1" }] },
            "projects": { "totalCount": 1 },
        }),
    )]);
}

#[test]
fn filters_come_from_variables_too() {
    let query = "query($f: ClusterFilter, $o: [ClusterOrder!], $n: String, $m: String) {
        a: clusters(filter: $f, orderBy: $o) { nodes { id } }
        b: clusters(filter: { name: { eq: $n, contains: $m } }) { totalCount } }";
    let variables = json!({
        "f": { "id": { "in": ["cl-a", "cl-b"] } }, "o": [{ "founded": "ASC" }], "n": "Beta",
    });
    let answer = ask_as(query, variables, &viewer(Audience::Public));
    let expected = json!({
        "a": { "nodes": [{ "id": "cl-b" }, { "id": "cl-a" }] }, "b": { "totalCount": 1 },
    });
    assert_eq!(answer, expected, "a variable without a value is as if it were not there");
}

/// Names stand as in the Lithuanian alphabet: Y with I.
#[test]
fn lists_are_ordered_by_any_key_and_then_by_id() {
    check(&[(
        r#"{ a: clusters(orderBy: [{ name: DESC }]) { nodes { id } }
             b: clusters(orderBy: { founded: ASC }) { nodes { id } }
             c: clusters(orderBy: [{ label: ASC }, { id: DESC }]) { nodes { id } }
             d: companies(orderBy: [{ employees: ASC }]) { nodes { id } }
             e: cluster(id: "cl-a") { members(orderBy: { name: DESC }) { nodes { id } } } }"#,
        json!({
            "a": { "nodes": [{ "id": "cl-a" }, { "id": "cl-b" }] },
            "b": { "nodes": [{ "id": "cl-b" }, { "id": "cl-a" }] },
            "c": { "nodes": [{ "id": "cl-a" }, { "id": "cl-b" }] },
            "d": { "nodes": [{ "id": "co-y" }, { "id": "co-x" }] },
            "e": { "members": { "nodes": [{ "id": "or-z" }, { "id": "co-x" }, { "id": "co-y" }] } },
        }),
    )]);
}

#[test]
fn text_is_read_in_the_language_asked_for_then_in_the_readers() {
    let query = r#"{ cluster(id: "cl-a") { d: description lt: description(language: LT) en: description(language: EN)
        l: descriptionLanguage(language: LT) } sector(id: "ICT") { name(language: LT) nameLanguage(language: LT) }
        sectors(orderBy: { name: ASC }) { nodes { code } } }"#;
    let reader = |languages: &[Language]| Viewer {
        audience: Audience::Public,
        languages: languages.to_vec(),
    };
    let english = ask_as(query, json!({}), &reader(&[Language::En]));
    let lithuanian = ask_as(query, json!({}), &reader(&[Language::Lt, Language::En]));
    for (answer, own) in [(&english, "Fish \"food\"\n"), (&lithuanian, "Žuvis")] {
        let expected = json!({ "d": own, "lt": "Žuvis", "en": "Fish \"food\"\n", "l": "LT" });
        assert_eq!(answer["cluster"], expected);
        let expected = json!({ "name": "Information technology", "nameLanguage": "EN" });
        assert_eq!(answer["sector"], expected);
    }
    assert_eq!(english["sectors"]["nodes"], json!([{ "code": "AGRI" }, { "code": "ICT" }]));
    // `Žemės ūkis` stands after `Information technology`.
    assert_eq!(lithuanian["sectors"]["nodes"], json!([{ "code": "ICT" }, { "code": "AGRI" }]));
}

#[test]
fn searches_find_by_words_and_nothing_by_signs() {
    check(&[
        (
            r#"{ search(text: "zuve") { nodes { id } totalCount pageInfo { __typename hasNextPage endCursor @skip(if: true) } } }"#,
            json!({ "search": {
                "nodes": [{ "id": "cl-a" }], "totalCount": 1,
                "pageInfo": { "__typename": "PageInfo", "hasNextPage": false },
            } }),
        ),
        (
            r#"{ a: search(text: "x", kinds: [PERSON]) { nodes { id } } b: search(text: "…", first: 0) { nodes { id } totalCount }
                 c: search(text: "", kinds: []) { edges { node { id } } } }"#,
            json!({ "a": { "nodes": [] }, "b": { "nodes": [], "totalCount": 0 }, "c": { "edges": [] } }),
        ),
    ]);
}
