//! Tests of the Neo4j that other tests use: it is there, and one of its own can be killed and started again.
#![cfg(feature = "programs")]

mod server;
mod shared;

use std::io::{Read, Write};
use std::net::TcpStream;

use server::Server;

/// The Bolt version that a server chooses when it is offered 4.4 only; an error when nobody listens.
fn bolt_version(address: &str) -> std::io::Result<[u8; 4]> {
    let address = address.strip_prefix("bolt://").expect("an address of Bolt");
    let mut stream = TcpStream::connect(address)?;
    let mut hello = vec![0x60, 0x60, 0xB0, 0x17, 0, 0, 4, 4];
    hello.resize(20, 0);
    stream.write_all(&hello)?;
    let mut chosen = [0; 4];
    stream.read_exact(&mut chosen)?;
    Ok(chosen)
}

#[test]
fn the_shared_server_speaks_bolt_and_has_a_password() {
    let shared = shared::take();
    assert_eq!(bolt_version(&shared.address).expect("it listens"), [0, 0, 4, 4]);
    assert_eq!(shared.password.len(), 32);
}

#[test]
fn a_killed_server_comes_back_where_it_was() {
    let mut server = Server::start();
    let (address, password) = (server.address.clone(), server.password.clone());
    assert_eq!(bolt_version(&address).expect("it listens"), [0, 0, 4, 4]);
    server.kill();
    bolt_version(&address).expect_err("nobody listens");
    server.start_again();
    assert_eq!((&server.address, &server.password), (&address, &password));
    assert_eq!(bolt_version(&address).expect("it listens"), [0, 0, 4, 4]);
}
