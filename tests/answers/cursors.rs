//! Walking a list page by page.

use serde_json::{Value as Json, json};
use tinklas::model::{Audience, Value};
use tinklas::plan::cursor::{Cursor, encode, fingerprint};
use tinklas::plan::selection::{OrderBy, OrderKey};

use super::world::{WORLD, ask, ask_as, viewer};

/// The ids of a list, walked in pages of two.
fn walked(list: &str, arguments: &str, forward: bool) -> Vec<String> {
    let (size, place) = if forward { ("first", "after") } else { ("last", "before") };
    let query = format!(
        "query($at: String) {{ page: {list}({size}: 2, {place}: $at {arguments}) {{
            edges {{ cursor node {{ id }} }}
            pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} totalCount }} }}"
    );
    let mut at = Json::Null;
    let mut pages: Vec<Vec<String>> = Vec::new();
    loop {
        let answer = ask_as(&query, json!({ "at": at }), &viewer(Audience::Public));
        let page = &answer["page"];
        let edges = page["edges"].as_array().unwrap_or_else(|| panic!("{answer}"));
        let id = |edge: &Json| edge["node"]["id"].as_str().map(str::to_owned);
        pages.push(edges.iter().filter_map(id).collect());
        let info = &page["pageInfo"];
        assert_eq!(
            info["startCursor"],
            edges.first().map_or(Json::Null, |it| it["cursor"].clone())
        );
        assert_eq!(info["endCursor"], edges.last().map_or(Json::Null, |it| it["cursor"].clone()));
        let (more, next) = if forward {
            (&info["hasNextPage"], &info["endCursor"])
        } else {
            (&info["hasPreviousPage"], &info["startCursor"])
        };
        if *more != true {
            break;
        }
        at = next.clone();
        assert!(pages.len() < 20, "the walk does not end");
    }
    if !forward {
        pages.reverse();
    }
    pages.concat()
}

#[test]
fn pages_add_up_to_the_whole_list_in_both_directions() {
    for (list, arguments) in [
        ("companies", ""),
        ("companies", ", orderBy: [{ employees: DESC }]"),
        ("clusters", ", orderBy: [{ label: ASC }, { name: DESC }]"),
        ("companies", ", orderBy: [{ employees: ASC_NULLS_FIRST }]"),
        ("clusters", ", orderBy: [{ members: { count: DESC } }]"),
        ("people", ", orderBy: [{ id: DESC }]"),
        ("sectors", ", orderBy: [{ name: ASC }]"),
    ] {
        let given = arguments.trim_start_matches(", ");
        let whole = if given.is_empty() { String::new() } else { format!("({given})") };
        let answer = ask(&format!("{{ {list}{whole} {{ nodes {{ id }} }} }}"));
        let nodes = answer[list]["nodes"].as_array().unwrap_or_else(|| panic!("{answer}"));
        let all: Vec<_> = nodes.iter().filter_map(|node| node["id"].as_str()).collect();
        assert!(!all.is_empty());
        assert_eq!(walked(list, arguments, true), all, "{list} {arguments}");
        assert_eq!(walked(list, arguments, false), all, "{list} {arguments}");
    }
}

#[test]
fn a_search_is_walked_too() {
    let page = |at: &Json| {
        let query = r#"query($at: String) { search(text: "a", first: 1, after: $at) {
            edges { cursor node { id } } pageInfo { hasNextPage } } }"#;
        ask_as(query, json!({ "at": at }), &viewer(Audience::Public))
    };
    let first = page(&Json::Null);
    let cursor = &first["search"]["edges"][0]["cursor"];
    let second = page(cursor);
    assert!(second["errors"].is_null(), "{second}");
    assert_ne!(second["search"]["edges"], first["search"]["edges"]);
}

#[test]
fn a_cursor_of_another_order_or_with_made_up_keys_is_refused() {
    let model = WORLD.catalog.model();
    let employees = model.property_id("employees").expect("a property");
    let order = vec![OrderBy {
        key: OrderKey::Property { property: employees, language: None },
        descending: false,
        absent_first: false,
    }];
    let cursor = |keys: Vec<Option<Value>>, order: &[OrderBy]| {
        encode(&Cursor { keys, id: "co-x".into(), tag: 0 }, fingerprint(order, false))
    };
    for (text, accepted) in [
        (cursor(vec![Some(Value::Int(12))], &order), true),
        (cursor(vec![None], &order), true),
        (cursor(vec![Some(Value::Text("12".into()))], &order), false),
        (cursor(vec![Some(Value::Enum(3))], &order), false),
        (cursor(vec![], &order), false),
        (cursor(vec![None, None], &order), false),
        (cursor(vec![], &[]), false),
    ] {
        let query = format!(
            r#"{{ companies(orderBy: {{ employees: ASC }}, after: "{text}") {{ totalCount }} }}"#
        );
        let answer = ask(&query);
        assert_eq!(answer["errors"].is_null(), accepted, "{text}: {answer}");
    }
}
