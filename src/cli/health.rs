//! `tinklas health`: whether the server on this machine is ready, for what watches over it.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::time::Duration;

use super::exit::Failure;
use super::run::print;
use crate::config::Settings;

/// How long the server may take to accept, and then for each part of its answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// Asks the server that listens where the settings say for `/health/ready`.
pub(super) fn health(settings: &Settings) -> Result<(), Failure> {
    let address = reached(settings.listen);
    let status = status(address).map_err(|why| {
        Failure::outside(format!("no server answers at http://{address}: {why}; see --listen"))
    })?;
    if status.split_whitespace().nth(1) == Some("200") {
        return print("ready\n");
    }
    Err(Failure::outside(format!(
        "the server at http://{address} is not ready: it answers `{}`",
        status.trim_end()
    )))
}

/// Where somebody on this machine reaches a server that listens at an address, which may stand for all.
fn reached(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}

/// The first line of the answer.
fn status(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream
        .write_all(b"GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line)?;
    Ok(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_for_all_addresses_is_reached_on_this_machine() {
        for (listen, expected) in [
            ("0.0.0.0:80", "127.0.0.1:80"),
            ("[::]:80", "[::1]:80"),
            ("10.0.0.7:80", "10.0.0.7:80"),
        ] {
            let listen = listen.parse().expect("an address");
            assert_eq!(reached(listen).to_string(), expected);
        }
    }
}
