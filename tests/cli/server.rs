//! `tinklas serve` as a process: how it starts, what works beside it, how it ends.

use std::net::TcpListener;

use super::support::{Place, Served};

#[test]
fn it_serves_the_sample_and_says_so_on_its_page() {
    let place = Place::new();
    let server = Served::start(&place);
    assert!(server.get("/health/ready").contains("\"status\":\"ready\""));
    assert!(server.get("/").contains("tinklas sample remove"));
}

#[test]
fn reading_works_beside_a_server() {
    let place = Place::new();
    let server = Served::start(&place);
    for command in [&["check"][..], &["ask", "claims", "cl-litek"], &["export"]] {
        let run = place.run(command);
        assert_eq!(run.code, 0, "{command:?}: {}", run.err);
    }
    assert!(server.get("/health/ready").contains("\"status\":\"ready\""));
}

#[test]
fn a_port_in_use_is_told() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("its address").to_string();
    let run = Place::new().run(&["serve", "--listen", &address]);
    assert_eq!(run.code, 4, "{}", run.err);
    assert!(run.err.contains(&address) && run.err.contains("--listen"), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn it_ends_well_when_asked_to() {
    let place = Place::new();
    let mut server = Served::start(&place);
    assert_eq!(server.stop(), Some(0));
    assert_eq!(place.run(&["check"]).code, 0);
}
