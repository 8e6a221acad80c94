//! The pages as they arrive, on the sample. A browser looks at them in `programs`.

use serde_json::json;

use super::client::{ask, get};
use super::sample::serve_sample;
use super::server::Server;

const HTML: &str = "Accept: text/html";

#[test]
fn the_three_questions_are_answered_in_both_languages() {
    let server = serve_sample();
    for (question, english, lithuanian) in [
        ("q=experts-connecting&a=MANU&b=HEAL", "Score", "Įvertis"),
        ("q=partnership-paths&from=cl-litek&to=cl-medicen", "Steps", "Žingsniai"),
        ("q=experts-for-challenge&challenge=ch-health-photonics", "Needed", "Reikia"),
    ] {
        for (language, word) in [("en", english), ("lt", lithuanian)] {
            let page = get(server.address, &format!("/?{question}&lang={language}"), &[HTML]);
            assert_eq!(page.status, 200, "{question}: {}", page.body);
            assert_eq!(page.header("content-language"), language);
            assert!(page.body.contains(&format!("<html lang=\"{language}\">")));
            assert!(page.body.contains(word), "{question} {language}");
            assert!(page.body.contains("class=\"reasons\""), "{question}");
            assert!(page.body.contains("/export?format=gexf&"), "{question}");
        }
    }
}

#[test]
fn a_page_shows_what_the_api_answers() {
    let server = serve_sample();
    let query =
        "{ expertsConnecting(sectorA: \"MANU\", sectorB: \"HEAL\") { items { expert { name } } } }";
    let answer = ask(server.address, query, &json!({})).json();
    let names = answer["data"]["expertsConnecting"]["items"].as_array().expect("items").clone();
    assert!(!names.is_empty(), "{answer}");
    let page = get(server.address, "/?q=experts-connecting&a=MANU&b=HEAL&lang=en", &[HTML]);
    for item in &names {
        let name = item["expert"]["name"].as_str().expect("a name");
        assert!(page.body.contains(name), "{name}");
    }
}

#[test]
fn what_cannot_be_answered_says_why_and_the_forms_stay() {
    let server = serve_sample();
    let page = get(server.address, "/?q=experts-connecting&a=NOPE&b=HEAL&lang=lt", &[HTML]);
    assert_eq!(page.status, 400);
    assert!(page.body.contains("Į tai atsakyti negalima"), "{}", page.body);
    assert!(page.body.contains("NOPE"), "{}", page.body);
    assert!(page.body.contains("<form"));
    let page = get(server.address, "/?q=node&id=cl-nobody&lang=en", &[HTML]);
    assert_eq!(page.status, 404, "{}", page.body);
    let page = get(server.address, "/no/such/page", &[HTML]);
    assert_eq!(page.status, 404);
    assert!(page.body.contains("<html"), "{}", page.body);
}

#[test]
fn text_from_outside_stays_text() {
    let server = serve_sample();
    let page =
        get(server.address, "/?q=search&text=%3Cscript%3Ealert(1)%3C/script%3E%22%3E", &[HTML]);
    assert!(!page.body.contains("<script"), "{}", page.body);
}

#[test]
fn the_sample_is_named_only_while_it_is_in() {
    let banner = "tinklas sample remove";
    let server = serve_sample();
    assert!(get(server.address, "/", &[HTML]).body.contains(banner));
    assert!(!get(Server::empty().address, "/", &[HTML]).body.contains(banner));
}

#[test]
fn an_export_is_a_file_and_its_faults_are_told() {
    let server = serve_sample();
    for (format, start) in [("gexf", "<gexf"), ("graphml", "<graphml")] {
        let path = format!("/export?format={format}&center=cl-litek&depth=1");
        let file = get(server.address, &path, &[]);
        assert_eq!(file.status, 200, "{}", file.body);
        assert!(file.body.contains(start) && file.body.contains("cl-litek"));
        let name = format!("attachment; filename=\"tinklas.{format}\"");
        assert_eq!(file.header("content-disposition"), name);
        assert_eq!(file.header("content-type"), format!("application/{format}+xml; charset=utf-8"));
    }
    let fault = get(server.address, "/export?format=gexv&depth=9", &[]);
    assert_eq!((fault.status, fault.code().as_str()), (400, "BAD_REQUEST"));
    assert!(fault.body.contains("`gexf`") && fault.body.contains("`9`"), "{}", fault.body);
}
