//! Overhears which statements a store sends to Neo4j, with their parameters.

use std::io::{self, Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use super::wire::{Reader, receive, send};

/// The kind of the message that runs a statement.
const RUN: u8 = 0x10;

/// A statement as it was sent.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    /// Its text.
    pub(super) text: String,
    /// Its parameters, as bytes of the message.
    pub(super) parameters: Vec<u8>,
}

/// Stands between a store and Neo4j.
pub(super) struct Tap {
    /// Where the store finds it: `bolt://127.0.0.1:PORT`.
    pub(super) address: String,
    heard: Arc<Mutex<Vec<Sent>>>,
}

impl Tap {
    /// A tap before the Neo4j at an address. It is there as long as the process.
    pub(super) fn before(address: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = address.strip_prefix("bolt://").expect("an address of Bolt").to_owned();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let tap = Self {
            address: format!("bolt://{}", listener.local_addr().expect("its address")),
            heard: heard.clone(),
        };
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let neo4j = TcpStream::connect(&address).expect("Neo4j");
                let (back, to) = (client.try_clone(), neo4j.try_clone());
                thread::spawn(move || io::copy(&mut { neo4j }, &mut back.expect("a stream")));
                let heard = heard.clone();
                // It ends when either side closes.
                thread::spawn(move || pass(client, to.expect("a stream"), &heard));
            }
        });
        tap
    }

    /// What was sent since the last call, in its order.
    pub(super) fn heard(&self) -> Vec<Sent> {
        std::mem::take(&mut self.heard.lock().expect("no connection failed"))
    }
}

/// Passes on what a client says, and notes the statements.
fn pass(mut client: TcpStream, mut neo4j: TcpStream, heard: &Mutex<Vec<Sent>>) -> io::Result<()> {
    let mut hello = [0; 20];
    client.read_exact(&mut hello)?;
    neo4j.write_all(&hello)?;
    loop {
        let Ok(message) = receive(&mut client) else { return neo4j.shutdown(Shutdown::Both) };
        if message.get(1) == Some(&RUN) {
            let mut reader = Reader(&message[2..]);
            let text = reader.value().as_str().unwrap_or_default().to_owned();
            let before = reader.0;
            reader.value();
            let parameters = before[..before.len() - reader.0.len()].to_vec();
            heard.lock().expect("no connection failed").push(Sent { text, parameters });
        }
        send(&mut neo4j, &message)?;
    }
}
