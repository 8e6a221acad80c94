//! A client of graphql-transport-ws: as little as it takes to have hundreds of them, and to be slow on purpose.

use std::net::SocketAddr;
use std::time::Duration;

use serde_json::{Value as Json, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

const TEXT: u8 = 1;
const CLOSE: u8 = 8;
const PING: u8 = 9;
const PONG: u8 = 10;

/// A WebSocket.
pub(crate) struct Socket(BufReader<TcpStream>);

impl Socket {
    /// Connects and begins.
    pub(crate) async fn begun(server: SocketAddr) -> Self {
        let stream = TcpStream::connect(server).await.expect("a connection");
        // Without it each small message waits for the answer to the one before.
        stream.set_nodelay(true).expect("an option of sockets");
        let mut stream = BufReader::new(stream);
        stream
            .write_all(
                b"GET /graphql HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\
                  Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
                  Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n",
            )
            .await
            .expect("sent");
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.expect("the head"));
        }
        assert!(head.starts_with(b"HTTP/1.1 101"), "{}", String::from_utf8_lossy(&head));
        let mut socket = Self(stream);
        socket.say(&json!({"type": "connection_init"})).await;
        assert_eq!(socket.hear().await.as_deref(), Ok(r#"{"type":"connection_ack"}"#));
        socket
    }

    /// Subscribes. When it returns, the subscription has begun.
    pub(crate) async fn subscribe(&mut self, id: &str, query: &str) {
        let payload = json!({ "query": query });
        self.say(&json!({"type": "subscribe", "id": id, "payload": payload})).await;
        // The server takes messages in their order: when this is answered, it has taken the one before.
        self.say(&json!({"type": "ping"})).await;
        assert_eq!(self.hear().await.as_deref(), Ok(r#"{"type":"pong"}"#));
    }

    async fn say(&mut self, message: &Json) {
        self.send(TEXT, message.to_string().as_bytes()).await;
    }

    /// Sends a frame, masked with zeros.
    async fn send(&mut self, kind: u8, payload: &[u8]) {
        let mut frame = vec![0x80 | kind];
        match u8::try_from(payload.len()) {
            Ok(length) if length < 126 => frame.push(0x80 | length),
            _ => {
                frame.push(0xfe);
                let length = u16::try_from(payload.len()).expect("a message of some size");
                frame.extend(length.to_be_bytes());
            }
        }
        frame.extend([0; 4]);
        frame.extend(payload);
        self.0.write_all(&frame).await.expect("sent");
    }

    /// The next message.
    ///
    /// # Errors
    /// The connection was closed: the code and the words.
    pub(crate) async fn hear(&mut self) -> Result<String, (u16, String)> {
        loop {
            let frame = tokio::time::timeout(Duration::from_mins(2), self.frame()).await;
            let (kind, payload) = frame.expect("a frame in time").expect("a frame");
            match kind {
                TEXT => return Ok(String::from_utf8(payload).expect("UTF-8")),
                PING => self.send(PONG, &payload).await,
                CLOSE => {
                    let code = u16::from_be_bytes([payload[0], payload[1]]);
                    return Err((code, String::from_utf8_lossy(&payload[2..]).into_owned()));
                }
                _ => {}
            }
        }
    }

    async fn frame(&mut self) -> std::io::Result<(u8, Vec<u8>)> {
        let kind = self.0.read_u8().await? & 15;
        let length = match self.0.read_u8().await? {
            126 => usize::from(self.0.read_u16().await?),
            127 => usize::try_from(self.0.read_u64().await?).expect("a length"),
            length => usize::from(length),
        };
        let mut payload = vec![0; length];
        self.0.read_exact(&mut payload).await?;
        Ok((kind, payload))
    }
}
