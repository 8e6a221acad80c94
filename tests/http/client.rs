//! A client that sends exactly the bytes it is told to, so that bad requests can be sent too.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::Value;

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    /// Its status.
    pub(crate) status: u16,
    /// Its head, in lower case.
    pub(crate) head: String,
    /// Its body.
    pub(crate) body: String,
}

impl Answer {
    /// The value of a header; empty when it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        let line = self.head.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")));
        line.unwrap_or_default()
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// The code of its first error.
    pub(crate) fn code(&self) -> String {
        let code = &self.json()["errors"][0]["extensions"]["code"];
        code.as_str().unwrap_or_default().to_owned()
    }
}

/// A connection to a server.
pub(crate) fn connect(server: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(server).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_mins(1))).expect("a time-out");
    stream
}

/// Sends bytes and reads one answer, until the server closes the connection.
pub(crate) fn exchange(server: SocketAddr, bytes: &[u8]) -> Answer {
    let mut stream = connect(server);
    // The server may answer and close before it has read everything.
    let _ = stream.write_all(bytes);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    parse(&answer)
}

fn parse(bytes: &[u8]) -> Answer {
    let text = String::from_utf8_lossy(bytes);
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    Answer { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
}

/// Gets a path, with further header lines.
pub(crate) fn get(server: SocketAddr, path: &str, headers: &[&str]) -> Answer {
    exchange(server, head("GET", path, headers).as_bytes())
}

/// Posts a body, with further header lines.
pub(crate) fn post(server: SocketAddr, path: &str, headers: &[&str], body: &[u8]) -> Answer {
    let length = format!("Content-Length: {}", body.len());
    let headers: Vec<&str> = headers.iter().copied().chain([length.as_str()]).collect();
    let mut bytes = head("POST", path, &headers).into_bytes();
    bytes.extend_from_slice(body);
    exchange(server, &bytes)
}

/// Posts a GraphQL document with variables.
pub(crate) fn ask(server: SocketAddr, query: &str, variables: &Value) -> Answer {
    let body = serde_json::json!({ "query": query, "variables": variables }).to_string();
    post(server, "/graphql", &["Content-Type: application/json"], body.as_bytes())
}

/// The head of a request to localhost that asks for one answer; a Host among the headers replaces ours.
fn head(method: &str, path: &str, headers: &[&str]) -> String {
    let mut head = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
    if !headers.iter().any(|header| header.starts_with("Host:")) {
        head.push_str("Host: localhost\r\n");
    }
    for header in headers {
        head.push_str(header);
        head.push_str("\r\n");
    }
    head.push_str("\r\n");
    head
}
