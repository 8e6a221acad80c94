//! `tinklas serve` as a process: how it starts, what works beside it, how it ends.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Stdio};

use super::support::Place;

/// A server that is killed when it is dropped.
struct Served {
    child: Child,
    address: String,
}

impl Served {
    fn start(place: &Place) -> Self {
        let mut command = place.command(&["serve", "--listen", "127.0.0.1:0"]);
        let mut child = command.stdout(Stdio::piped()).spawn().expect("it starts");
        let out = BufReader::new(child.stdout.take().expect("its output"));
        let told = out.lines().map_while(Result::ok).find_map(|line| {
            let address = line.split("http://").nth(1)?.strip_suffix('/')?;
            Some(address.to_owned())
        });
        Self { child, address: told.expect("an address") }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        let head = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn it_serves_the_sample_and_says_so_on_its_page() {
    let place = Place::new();
    let server = Served::start(&place);
    assert!(server.get("/health/ready").contains("\"status\":\"ready\""));
    assert!(server.get("/").contains("tinklas sample remove"));
}

#[test]
fn reading_works_beside_a_server_and_writing_says_what_to_do() {
    let place = Place::new();
    let server = Served::start(&place);
    for command in [&["check"][..], &["ask", "claims", "cl-litek"], &["export"]] {
        let run = place.run(command);
        assert_eq!(run.code, 0, "{command:?}: {}", run.err);
    }
    let run = place.run(&["sample", "remove"]);
    assert_eq!(run.code, 3, "{}", run.err);
    assert!(run.err.contains("must be stopped"), "{}", run.err);
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
    let id = server.child.id().to_string();
    let sent = std::process::Command::new("kill").args(["-TERM", &id]).status().expect("kill");
    assert!(sent.success());
    assert_eq!(server.child.wait().expect("it ends").code(), Some(0));
    assert_eq!(place.run(&["check"]).code, 0);
}
