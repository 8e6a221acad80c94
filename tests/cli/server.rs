//! `tinklas serve` as a process: how it starts, what works beside it, how it ends.

use std::io::{Read as _, Write as _};
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
fn health_tells_whether_a_server_is_ready() {
    let place = Place::new();
    let server = Served::start(&place);
    let address = server.address().to_owned();
    let run = place.run(&["health", "--listen", &address]);
    assert_eq!((run.code, run.out.as_str()), (0, "ready\n"), "{}", run.err);
    drop(server);
    let run = place.run(&["health", "--listen", &address]);
    assert_eq!(run.code, 4, "{}", run.out);
    assert!(run.err.contains(&address), "{}", run.err);
}

#[test]
fn what_is_no_server_of_ours_is_not_ready() {
    let other = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = other.local_addr().expect("its address").to_string();
    let answering = std::thread::spawn(move || {
        let (mut stream, _) = other.accept().expect("a client");
        stream.write_all(b"HTTP/1.1 503 Service Unavailable\r\n\r\n").expect("sent");
        // Until the client has read it: a close with bytes unread would take the answer away.
        let _ = stream.read_to_end(&mut Vec::new());
    });
    let run = Place::new().run(&["health", "--listen", &address]);
    assert_eq!(run.code, 4, "{}", run.out);
    assert!(run.err.contains("503"), "{}", run.err);
    answering.join().expect("it answered");
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
