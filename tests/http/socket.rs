//! A WebSocket whose client is silent: pings, and what becomes of those who do not answer.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use tinklas::model::network;
use tinklas::store::reference::Reference;

use super::client::connect;
use super::server::Server;

const PING: u8 = 9;
const CLOSE: u8 = 8;

fn server() -> Server {
    Server::with(Arc::new(Reference::new(network())), |settings| {
        settings.socket_patience = Duration::from_secs(1);
    })
}

/// A WebSocket of which we see every frame.
struct Socket(TcpStream);

impl Socket {
    fn open(server: &Server) -> Self {
        let mut stream = connect(server.address);
        stream
            .write_all(
                b"GET /graphql HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\
                  Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
                  Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n",
            )
            .expect("sent");
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).expect("the head");
            head.extend(byte);
        }
        assert!(head.starts_with(b"HTTP/1.1 101"), "{}", String::from_utf8_lossy(&head));
        Self(stream)
    }

    /// The next frame: its kind and what it carries. None is longer than 125 bytes here.
    fn frame(&mut self) -> (u8, Vec<u8>) {
        let mut head = [0; 2];
        self.0.read_exact(&mut head).expect("a frame");
        let mut payload = vec![0; usize::from(head[1])];
        self.0.read_exact(&mut payload).expect("what it carries");
        (head[0] & 15, payload)
    }

    /// Sends a frame, masked with zeros.
    fn send(&mut self, kind: u8, payload: &[u8]) {
        let length = u8::try_from(payload.len()).expect("a short frame");
        let head = [0x80 | kind, 0x80 | length, 0, 0, 0, 0];
        self.0.write_all(&[&head, payload].concat()).expect("sent");
    }
}

#[test]
fn a_client_that_does_not_answer_a_ping_is_closed() {
    let server = server();
    let mut socket = Socket::open(&server);
    assert_eq!(socket.frame().0, PING);
    let (kind, payload) = socket.frame();
    assert_eq!((kind, u16::from_be_bytes([payload[0], payload[1]])), (CLOSE, 4408));
    assert_eq!(String::from_utf8_lossy(&payload[2..]), "No answer to a ping");
}

#[test]
fn a_client_that_answers_pings_stays() {
    const PONG: u8 = 10;
    const TEXT: u8 = 1;
    let server = server();
    let mut socket = Socket::open(&server);
    socket.send(TEXT, br#"{"type":"connection_init"}"#);
    assert_eq!(socket.frame(), (TEXT, br#"{"type":"connection_ack"}"#.to_vec()));
    for _ in 0..3 {
        let (kind, payload) = socket.frame();
        assert_eq!(kind, PING);
        socket.send(PONG, &payload);
    }
    socket.send(TEXT, br#"{"type":"ping"}"#);
    assert_eq!(socket.frame(), (TEXT, br#"{"type":"pong"}"#.to_vec()));
}
