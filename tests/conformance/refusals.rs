//! Requests that are refused: each with a stable code, at its place, without sending the text back.

use futures_util::StreamExt as _;
use serde_json::{Map, Value, json};
use tinklas::api::{Outcome, Request, Told, Writes};

use super::support::{ask, empty, request, visitor, with_variables};

fn variables(of: Value) -> Map<String, Value> {
    match of {
        Value::Object(of) => of,
        other => panic!("{other} is no object"),
    }
}

async fn refusal(request: Request) -> Value {
    let (outcome, answer) = ask(&empty(), request).await;
    assert_eq!(outcome, Outcome::RequestError, "{answer}");
    assert!(answer.get("data").is_none(), "{answer}");
    answer["errors"].clone()
}

#[tokio::test]
async fn every_kind_of_mistake_has_its_code_and_place() {
    for (text, code, line, column) in [
        ("{ clusters {", "GRAPHQL_PARSE_FAILED", 1, 13),
        ("{ ?", "GRAPHQL_PARSE_FAILED", 1, 3),
        ("{\n  clustrs { totalCount }\n}", "GRAPHQL_VALIDATION_FAILED", 2, 3),
        (
            "{ clusters(filter: {name: {eq: \"a\",\n eq: \"b\"}}) { totalCount } }",
            "GRAPHQL_VALIDATION_FAILED",
            2,
            6,
        ),
        ("query ($n: Int!) {\n clusters(first: $n) { totalCount } }", "BAD_INPUT", 1, 8),
    ] {
        let errors = refusal(request(text)).await;
        assert_eq!(errors[0]["extensions"]["code"], code, "{text}: {errors}");
        assert_eq!(
            errors[0]["locations"],
            json!([{"line": line, "column": column}]),
            "{text}: {errors}"
        );
    }
    let errors = refusal(request("query A { __typename } query B { __typename }")).await;
    assert_eq!(errors[0]["extensions"]["code"], "OPERATION_RESOLUTION_FAILURE");
}

/// The sentences of apollo-compiler that names are read from: an upgrade must keep them.
#[tokio::test]
async fn unknown_names_come_with_the_nearest_known_one() {
    for (text, near) in [
        ("{ clustrs { totalCount } }", "clusters"),
        ("{ clusters { nodes { nme } } }", "name"),
        ("{ node(id: \"a\") { nme } }", "name"),
        ("{ clusters(frst: 1) { totalCount } }", "first"),
        ("{ clusters(filter: {nme: {eq: \"a\"}}) { totalCount } }", "name"),
        ("{ search(text: \"a\", kinds: [CLUSTR]) { totalCount } }", "CLUSTER"),
        ("query ($f: ClusterFiltr) { clusters(filter: $f) { totalCount } }", "ClusterFilter"),
        ("{ node(id: \"a\") { ... on Clustr { id } } }", "Cluster"),
        ("{ clusters { nodes { ...Names } } } fragment Name on Cluster { id }", "Name"),
        ("{ clusters @skipp(if: true) { totalCount } }", "skip"),
        ("{ clusters @skip(iff: true) { totalCount } }", "if"),
    ] {
        let errors = refusal(request(text)).await;
        let wanted = format!("; did you mean `{near}`?");
        let told =
            |error: &Value| error["message"].as_str().is_some_and(|one| one.ends_with(&wanted));
        assert!(errors.as_array().is_some_and(|all| all.iter().any(told)), "{text}: {errors}");
    }
    let errors = refusal(Request {
        operation_name: Some("Clustrs".to_owned()),
        ..request("query Clusters { __typename }")
    });
    assert!(errors.await[0]["message"].as_str().is_some_and(|one| one.ends_with("`Clusters`?")));
}

#[tokio::test]
async fn every_wrong_variable_is_told_with_its_place() {
    let text = "query ($f: ClusterFilter, $o: [ClusterOrder!], $l: Language, $id: ID!) {
        clusters(filter: $f, orderBy: $o) { nodes { name(language: $l) } } cluster(id: $id) { id } }";
    let sent = json!({
        "f": {"name": {"in": ["a", 2]}, "nme": {}},
        "o": [{"name": "ASC", "id": "ASC"}, {"name": "UP"}],
        "l": "LTU",
    });
    let errors = refusal(with_variables(text, variables(sent))).await;
    let messages: Vec<&str> =
        errors.as_array().into_iter().flatten().filter_map(|one| one["message"].as_str()).collect();
    assert_eq!(
        messages,
        [
            "`$f.name.in[1]`: expected a value of type `String!`, found `2`",
            "`$f`: `ClusterFilter` has no field `nme`; did you mean `name`?",
            "`$o[0]`: `ClusterOrder` takes exactly one field, which is not null",
            "`$o[1].name`: expected a value of `SortDirection`, found `\"UP\"`",
            "`$l`: expected a value of `Language`, found `\"LTU\"`; did you mean `LT`?",
            "variable `$id` of type `ID!` was not given",
        ]
    );
}

#[tokio::test]
async fn attacks_are_refused_at_once_and_not_sent_back() {
    let attacks = [
        ("100,000 nested braces", "{a".repeat(100_000) + &"}".repeat(100_000), "TOO_DEEP"),
        (
            "a list 1,500 deep",
            format!("{{ nodes(ids: {}{}) {{ id }} }}", "[".repeat(1_500), "]".repeat(1_500)),
            "TOO_DEEP",
        ),
        (
            "a type 1,500 deep",
            format!("query ($a: {}Int{}) {{ __typename }}", "[".repeat(1_500), "]".repeat(1_500)),
            "TOO_DEEP",
        ),
        (
            "an object 1,500 deep",
            format!(
                "{{ clusters(filter: {} 1 {}) {{ totalCount }} }}",
                "{a:".repeat(1_500),
                "}".repeat(1_500)
            ),
            "TOO_DEEP",
        ),
        ("a million tokens", "{".to_owned() + &"a ".repeat(1_000_000) + "}", "TOO_LARGE"),
        (
            "one name of a megabyte",
            format!("{{ {} }}", "a".repeat(1_000_000)),
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            "a string of a megabyte",
            format!("{{ clusters(first: \"{}\") {{ totalCount }} }}", "a".repeat(1_000_000)),
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            "ten thousand unknown fields",
            ["{ ", &(0..10_000).map(|at| format!("a{at}")).collect::<Vec<_>>().join(" "), " }"]
                .concat(),
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            "nested introspection",
            "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }"
                .to_owned(),
            "TOO_DEEP",
        ),
        (
            "a circle of fragments",
            "{ clusters { nodes { ...X } } } fragment X on Cluster { ...X }".to_owned(),
            "GRAPHQL_VALIDATION_FAILED",
        ),
    ];
    for (name, text, code) in attacks {
        let errors = refusal(request(&text)).await;
        assert_eq!(errors[0]["extensions"]["code"], code, "{name}: {:.300}", errors.to_string());
        let length = errors.to_string().len();
        assert!(length < 50_000, "{name}: {length} bytes were sent back");
        assert!(length < 1_500 || length < text.len(), "{name}: {length} bytes were sent back");
    }
    let long = "x".repeat(1_000_000);
    let errors = refusal(with_variables(
        "query ($n: Int) { clusters(first: $n) { totalCount } }",
        variables(json!({"n": long})),
    ));
    assert!(errors.await.to_string().len() < 1_000);
}

/// Fragments of which each spreads the next ones: 24 of two each, in 900 bytes, are 16 million fields; and a
/// long chain of one each must not be followed by the stack.
#[tokio::test]
async fn fragments_cost_no_more_than_their_text() {
    let chain = |count: usize, spreads: &str| {
        let link = |at: usize| {
            let next = format!("...F{}", at + 1);
            format!("fragment F{at} on Cluster {{ {} }}", spreads.replace("...", &next))
        };
        let links: Vec<String> = (0..count).map(link).collect();
        let links = links.join(" ");
        format!(
            "{{ clusters {{ nodes {{ ...F0 }} }} }} {links} fragment F{count} on Cluster {{ id }}"
        )
    };
    for (count, spreads, code) in [
        (24, "... ...", "TOO_COSTLY"),
        (24, "id ... website ...", "TOO_COSTLY"),
        (2_000, "...", "GRAPHQL_VALIDATION_FAILED"),
    ] {
        let began = std::time::Instant::now();
        let errors = refusal(request(&chain(count, spreads))).await;
        assert_eq!(errors[0]["extensions"]["code"], code, "{count} of `{spreads}`: {errors}");
        assert!(began.elapsed().as_secs() < 5, "it took {:?}", began.elapsed());
    }
}

#[tokio::test]
async fn few_questions_fit_in_one_request() {
    let questions = |count: usize| {
        let one = |at: usize| format!("q{at}: network(limit: 1) {{ cut {{ found }} }}");
        format!("{{ {} }}", (0..count).map(one).collect::<Vec<_>>().join(" "))
    };
    let errors = refusal(request(&questions(11))).await;
    assert_eq!(errors[0]["extensions"]["code"], "TOO_COSTLY", "{errors}");
    let (outcome, answer) = ask(&empty(), request(&questions(10))).await;
    assert_eq!(outcome, Outcome::Data, "{answer}");
}

#[tokio::test]
async fn a_long_list_of_wrong_values_has_a_short_answer() {
    let text = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";
    let values = serde_json::json!({ "ids": vec![true; 10_000] });
    let request =
        Request { variables: values.as_object().cloned().expect("an object"), ..request(text) };
    let errors = refusal(request).await;
    assert_eq!(errors.as_array().map(Vec::len), Some(50));
}

#[tokio::test]
async fn only_queries_are_executed_where_only_queries_may_be() {
    let face = empty();
    for (text, expected) in [
        ("mutation { __typename }", Outcome::MethodNotAllowed),
        // It changes nothing, and there is a way to ask it in an address: as server-sent events.
        ("subscription { changed { id } }", Outcome::RequestError),
        ("query A { __typename } mutation { x }", Outcome::RequestError),
    ] {
        let request = Request { queries_only: true, ..request(text) };
        let (outcome, answer) = ask(&face, request).await;
        assert!(answer.get("data").is_none());
        assert_eq!(outcome, expected, "{text}: {answer}");
    }
    let request = Request { queries_only: true, ..request("{ __typename }") };
    assert_eq!(
        ask(&face, request).await,
        (Outcome::Data, json!({"data": {"__typename": "Query"}}))
    );
}

/// A default lets a variable stand where null may not; an explicit null replaces the default.
#[tokio::test]
async fn an_explicit_null_fails_the_field_that_takes_none() {
    for (text, data, path) in [
        (
            "query ($x: ID = \"a\") { one: cluster(id: $x) { id } }",
            json!({"one": null}),
            json!(["one"]),
        ),
        (
            "query ($x: String = \"a\") { search(text: $x) { totalCount } }",
            Value::Null,
            json!(["search"]),
        ),
        (
            "query ($x: ExportFormat = GEXF) { network { exportUrl(format: $x) } }",
            Value::Null,
            json!(["network", "exportUrl"]),
        ),
    ] {
        let (_, answer) = ask(&empty(), with_variables(text, variables(json!({"x": null})))).await;
        assert_eq!(answer["data"], data, "{text}: {answer}");
        let error = &answer["errors"][0];
        assert_eq!((&error["path"], &error["extensions"]["code"]), (&path, &json!("BAD_INPUT")));
        assert!(
            error["message"].as_str().is_some_and(|one| one.contains("`$x` is null")),
            "{answer}"
        );
    }
    // Whether something is selected at all cannot fail at a field.
    let text = "query ($x: Boolean = true) { clusters @include(if: $x) { totalCount } }";
    let errors = refusal(with_variables(text, variables(json!({"x": null})))).await;
    assert_eq!(errors[0]["extensions"]["code"], "BAD_INPUT", "{errors}");
}

#[tokio::test]
async fn a_variable_that_is_no_date_is_refused_before_anything_is_executed() {
    let text = "query ($f: ClusterFilter, $d: PartialDate) {
        clusters(filter: $f) { totalCount } companies(filter: {founded: {eq: $d}}) { totalCount } }";
    let sent = json!({"f": {"founded": {"in": ["2014-13"]}}, "d": 2014});
    let errors = refusal(with_variables(text, variables(sent))).await;
    let messages: Vec<&str> =
        errors.as_array().into_iter().flatten().filter_map(|one| one["message"].as_str()).collect();
    let expected = "not a date; expected `2014`, `2014-10` or `2014-10-20`";
    assert_eq!(
        messages,
        [
            format!("`$f.founded.in[0]`: `\"2014-13\"` is {expected}"),
            format!("`$d`: `2014` is {expected}"),
        ]
    );
}

/// What else went wrong is told too when a root that may not be null empties the answer.
#[tokio::test]
async fn every_root_tells_its_errors() {
    let text = "{ first: claims(subject: \"a\") { text } c: cluster(id: \"x\") { members(first: 999) { totalCount } }
        last: claims(subject: \"b\") { text } }";
    let (_, answer) = ask(&empty(), request(text)).await;
    assert_eq!(answer["data"], Value::Null);
    let told: Vec<&Value> =
        answer["errors"].as_array().into_iter().flatten().map(|one| &one["path"][0]).collect();
    assert_eq!(told, ["first", "c", "last"], "{answer}");
}

#[tokio::test]
async fn a_mutation_is_not_executed_over_a_websocket() {
    let face = empty();
    let text = "mutation { delete(id: \"a\") { sequence } }";
    let request = Request { writes: Writes::default(), ..request(text) };
    let told: Vec<Told> = face.follow(&request, &visitor()).await.collect().await;
    let [Told::Refused(refused)] = told.as_slice() else { panic!("{told:?}") };
    let errors: Value = serde_json::from_slice(refused).expect("JSON");
    assert_eq!(errors[0]["extensions"]["code"], "METHOD_NOT_ALLOWED");
}
