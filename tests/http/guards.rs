//! What is around every request: Host, sizes, times, headers, stopping.

use std::io::{Read as _, Write as _};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tinklas::model::network;
use tinklas::store::reference::Reference;

use super::client::{connect, exchange, get, post};
use super::server::Server;

#[test]
fn it_lives_and_is_ready() {
    let server = Server::empty();
    let live = get(server.address, "/health/live", &[]);
    assert_eq!((live.status, live.body.as_str()), (200, r#"{"status":"live"}"#));
    let ready = get(server.address, "/health/ready", &[]);
    assert_eq!(ready.status, 200);
    // What it holds is not counted here: not everybody may see all of it.
    assert_eq!(ready.json(), serde_json::json!({ "status": "ready", "sequence": 0 }));
}

#[test]
fn every_answer_has_an_id_and_security_headers() {
    let server = Server::empty();
    let mut ids = Vec::new();
    for path in ["/health/live", "/nothing-here", "/graphql"] {
        let answer = get(server.address, path, &["X-Request-Id: <script>stranger</script>"]);
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert!(answer.header("content-security-policy").starts_with("default-src 'self'"));
        assert_eq!(answer.header("x-frame-options"), "deny");
        ids.push(answer.header("x-request-id").to_owned());
    }
    ids.dedup();
    assert_eq!(ids.len(), 3, "{ids:?}");
    assert!(!ids.iter().any(|id| id.contains("stranger") || id.is_empty()));
    let own = get(server.address, "/graphql", &["X-Request-Id: trace-0a.1_B"]);
    assert_eq!(own.header("x-request-id"), "trace-0a.1_b", "the client here reads in lower case");
    let long = format!("X-Request-Id: {}", "a".repeat(65));
    assert!(get(server.address, "/graphql", &[&long]).header("x-request-id").len() < 30);
}

#[test]
fn a_page_of_another_site_is_refused_by_the_host_it_names() {
    let server = Server::with(Arc::new(Reference::new(network())), |settings| {
        settings.hosts = vec!["tinklas.example".to_owned()];
    });
    for ours in ["localhost:8080", "127.0.0.1", "[::1]:80", "tinklas.example"] {
        let answer = get(server.address, "/health/live", &[&format!("Host: {ours}")]);
        assert_eq!(answer.status, 200, "{ours}");
    }
    let answer = get(server.address, "/health/live", &["Host: evil.example"]);
    assert_eq!((answer.status, answer.code().as_str()), (421, "WRONG_HOST"));
    assert!(answer.body.contains("`hosts`"), "{}", answer.body);
    let two = get(server.address, "/health/live", &["Host: localhost", "Host: evil.example"]);
    assert!(matches!(two.status, 400 | 421), "{}", two.status);
    let full = b"GET http://evil.example/health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    assert_eq!(exchange(server.address, full).status, 421);
}

#[test]
fn what_cannot_be_answered_is_told_in_the_language_that_the_client_reads() {
    let server = Server::empty();
    let json = ["Content-Type: application/json"];
    for (language, word) in [("lt, en;q=0.5", "nėra"), ("de", "there is")] {
        let headers = [&format!("Accept-Language: {language}")[..], json[0]];
        let page = get(server.address, "/nothing-here", &headers);
        assert_eq!((page.code().as_str(), page.header("vary")), ("NOT_FOUND", "accept-language"));
        assert!(page.body.contains(word), "{language}: {}", page.body);
        let body = br#"{"query":"{ cluster(id: \"x\") { nam } }"}"#;
        let answer = post(server.address, "/graphql", &headers, body);
        assert_eq!(answer.code(), "GRAPHQL_VALIDATION_FAILED");
        let lithuanian = answer.body.contains("neturi lauko `nam`; gal turėta omenyje `name`?");
        assert_eq!(lithuanian, word == "nėra", "{language}: {}", answer.body);
    }
}

#[test]
fn a_path_that_is_not_there_and_a_wrong_method_say_so() {
    let server = Server::empty();
    let answer = get(server.address, "/grapql", &[]);
    assert_eq!((answer.status, answer.code().as_str()), (404, "NOT_FOUND"));
    let answer = post(server.address, "/health/live", &[], b"");
    assert_eq!((answer.status, answer.code().as_str()), (405, "METHOD_NOT_ALLOWED"));
}

#[test]
fn a_body_that_is_too_large_is_told_so_and_the_server_serves_on() {
    let server = Server::empty();
    let body = vec![b' '; 50 * 1024 * 1024];
    let answer = post(server.address, "/graphql", &["Content-Type: application/json"], &body);
    assert_eq!((answer.status, answer.code().as_str()), (413, "BODY_TOO_LARGE"));
    assert!(answer.body.contains("`max-body`"));
    assert_eq!(get(server.address, "/health/ready", &[]).status, 200);
}

#[test]
fn a_head_that_is_too_large_is_refused() {
    let server = Server::empty();
    let long = format!("X-Long: {}", "x".repeat(100_000));
    assert_eq!(get(server.address, "/health/live", &[&long]).status, 431);
    let many: Vec<String> = (0..200).map(|n| format!("X-{n}: 1")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(get(server.address, "/health/live", &many).status, 431);
    assert_eq!(get(server.address, "/health/ready", &[]).status, 200);
}

#[test]
fn a_client_that_never_ends_its_head_is_dropped() {
    let server = Server::with(Arc::new(Reference::new(network())), |settings| {
        settings.header_timeout = Duration::from_millis(300);
    });
    let started = Instant::now();
    let mut stream = connect(server.address);
    stream.write_all(b"GET /health/live HTTP/1.1\r\nHost: loc").expect("sent");
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest);
    assert!(started.elapsed() < Duration::from_secs(10));
    assert_eq!(get(server.address, "/health/ready", &[]).status, 200);
}

#[test]
fn a_client_that_never_ends_its_body_is_answered_and_dropped() {
    let server = Server::with(Arc::new(Reference::new(network())), |settings| {
        settings.request_timeout = Duration::from_millis(300);
    });
    let answer = exchange(
        server.address,
        b"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
          Content-Length: 100\r\n\r\n{",
    );
    assert_eq!((answer.status, answer.code().as_str()), (503, "TIMEOUT"));
    assert_eq!(get(server.address, "/health/ready", &[]).status, 200);
}

#[test]
fn beyond_the_cap_connections_wait_for_a_place() {
    let server = Server::with(Arc::new(Reference::new(network())), |settings| {
        settings.max_connections = 1;
    });
    let held = connect(server.address);
    // The held connection has the only place: let the server accept it first.
    std::thread::sleep(Duration::from_millis(200));
    let mut waiting = connect(server.address);
    let request = b"GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    waiting.write_all(request).expect("sent");
    waiting.set_read_timeout(Some(Duration::from_millis(300))).expect("a time-out");
    let mut first = [0_u8; 1];
    assert!(waiting.read(&mut first).is_err(), "it waits");
    drop(held);
    waiting.set_read_timeout(Some(Duration::from_secs(20))).expect("a time-out");
    assert_eq!(waiting.read(&mut first).expect("an answer"), 1);
}

#[test]
fn it_stops_while_a_client_keeps_its_connection() {
    let mut server = Server::empty();
    let mut idle = connect(server.address);
    idle.write_all(b"GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("sent");
    let mut answer = [0_u8; 1024];
    assert!(idle.read(&mut answer).expect("an answer") > 0);
    let started = Instant::now();
    server.stop();
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    assert_eq!(idle.read(&mut answer).expect("the end"), 0);
}
