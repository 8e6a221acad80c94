//! What a request took, told to whoever asks; and how it was done, told to staff.

use std::sync::Arc;

use serde_json::{Value, json};
use tinklas::config::Secret;
use tinklas::model::network;
use tinklas::store::reference::Reference;

use super::client::post;
use super::sample::serve_sample_with;
use super::server::Server;

const TOKEN: &str = "a-token-for-these-tests";
const LOOK_UP: &str = "{ cluster(id: \"cl-litek\") { id members(first: 2) { nodes { id } } } }";

fn ask(server: &Server, query: &str, extensions: &Value, as_staff: bool) -> Value {
    let bearer = format!("Authorization: Bearer {TOKEN}");
    let mut headers = vec!["Content-Type: application/json"];
    headers.extend(as_staff.then_some(&*bearer));
    let body = json!({ "query": query, "extensions": extensions }).to_string();
    post(server.address, "/graphql", &headers, body.as_bytes()).json()
}

fn sample() -> Server {
    serve_sample_with(|settings| settings.admin_token = Some(Secret::new(TOKEN)))
}

#[test]
fn what_a_request_took_is_told_to_who_asks_and_to_nobody_else() {
    let server = sample();
    for asked in [json!({}), json!({ "statistics": false }), json!({ "statistics": "yes" })] {
        assert_eq!(ask(&server, LOOK_UP, &asked, true).get("extensions"), None, "{asked}");
    }
    let answer = ask(&server, LOOK_UP, &json!({ "statistics": true }), false);
    assert_eq!(answer["data"]["cluster"]["id"], "cl-litek");
    let told = &answer["extensions"]["statistics"];
    // The cluster and two of its members.
    let counts = ["reads", "roundTrips", "rows"].map(|name| told[name].as_u64());
    assert_eq!(counts, [Some(1), Some(0), Some(3)], "{told}");
    for phase in ["scan", "validate", "plan", "execute", "write"] {
        assert!(told["microseconds"][phase].is_u64(), "{phase}: {told}");
    }
    assert_eq!(answer["extensions"].get("explain"), None);
    let again = ask(&server, LOOK_UP, &json!({ "statistics": true }), false);
    let again = &again["extensions"]["statistics"];
    assert_eq!(again["microseconds"]["validate"], 0, "a document that is known: {again}");
    let question =
        "{ expertsConnecting(sectorA: \"AGRI\", sectorB: \"ICT\") { items { expert { id } } } }";
    let answer = ask(&server, question, &json!({ "statistics": true }), false);
    let told = &answer["extensions"]["statistics"];
    assert!(told["reads"].as_u64() > Some(1) && told["rows"].as_u64() > Some(1), "{told}");
}

#[test]
fn how_it_was_done_is_told_to_staff_only() {
    let server = sample();
    let asked = json!({ "explain": true });
    let public = ask(&server, LOOK_UP, &asked, false);
    assert_eq!(public["extensions"], json!({ "explain": null }));
    let staff = ask(&server, LOOK_UP, &asked, true);
    assert_eq!(staff["data"], public["data"]);
    let explain = &staff["extensions"]["explain"];
    let plan = explain["plans"][0].as_str().unwrap_or_default();
    assert!(plan.starts_with("Nodes") && plan.contains("cl-litek"), "{explain}");
    // The network is in the server's memory.
    assert_eq!((&explain["statements"], &explain["isCut"]), (&json!([]), &json!(false)));
}

/// How much of the log is passed over for somebody tells how much there is that they may not see.
#[test]
fn what_only_staff_see_moves_no_number_of_the_public() {
    let server = Server::with(Arc::new(Reference::new(network())), |settings| {
        settings.admin_token = Some(Secret::new(TOKEN));
    });
    let write = |mutation: &str| {
        let query = format!("mutation {{ {mutation} {{ sequence }} }}");
        let answer = ask(&server, &query, &json!({}), true);
        assert_eq!(answer.get("errors"), None, "{answer}");
    };
    write(
        "createCompany(input: { id: \"co-1\", name: { text: \"One\" } }, source: { url: \"a letter\" })",
    );
    let told = |as_staff| {
        let query = "{ changes(first: 1) { nodes { id differences { field } } } }";
        let answer = ask(&server, query, &json!({ "statistics": true }), as_staff);
        let told = &answer["extensions"]["statistics"];
        let numbers = ["reads", "roundTrips", "rows"].map(|name| told[name].as_u64());
        (answer["data"].clone(), numbers)
    };
    let (public, staff) = (told(false), told(true));
    assert_eq!(public.0["changes"]["nodes"][0]["id"], "co-1");
    for at in 0..20 {
        write(&format!(
            "updateCompany(id: \"co-1\", input: {{ note: \"Note {at}\" }}, source: {{ url: \"a letter\" }})"
        ));
    }
    assert_eq!(told(false), public);
    assert!(told(true).1[2] > staff.1[2], "staff are told of all");
}
