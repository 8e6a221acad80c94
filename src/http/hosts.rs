//! Which Host names are ours.
//!
//! A page of another site can make its own name resolve to 127.0.0.1 and then read what a server there
//! answers. The Host header tells such a request: it names the other site.

use std::net::SocketAddr;

/// The names under which the server may be addressed.
#[derive(Clone, Debug)]
pub struct Hosts(Vec<String>);

impl Hosts {
    /// The loopback names, the address listened on, and names from the settings.
    #[must_use]
    pub fn new(listen: SocketAddr, further: &[String]) -> Self {
        let loopback = ["localhost", "127.0.0.1", "[::1]"].map(str::to_owned);
        let own = match listen {
            SocketAddr::V4(address) => address.ip().to_string(),
            SocketAddr::V6(address) => format!("[{}]", address.ip()),
        };
        let further = further.iter().map(|name| without_port(name).to_ascii_lowercase());
        Self(loopback.into_iter().chain([own]).chain(further).collect())
    }

    /// Whether a Host header names this server. The port does not matter: behind a proxy it is another.
    #[must_use]
    pub fn includes(&self, host: &str) -> bool {
        let name = without_port(host);
        let name = name.strip_suffix('.').unwrap_or(name);
        self.0.iter().any(|one| one.eq_ignore_ascii_case(name))
    }
}

/// The name of a host header without the port behind it.
fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') && port.bytes().all(|b| b.is_ascii_digit()) => {
            name
        }
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_names_are_ours() {
        let listen = "192.168.1.5:8080".parse().expect("an address");
        let hosts = Hosts::new(listen, &["Tinklas.LT".to_owned()]);
        for ours in [
            "localhost",
            "localhost:8080",
            "LOCALHOST:1",
            "127.0.0.1:8080",
            "[::1]",
            "[::1]:8080",
            "192.168.1.5:8080",
            "tinklas.lt",
            "tinklas.lt.",
            "tinklas.lt:443",
        ] {
            assert!(hosts.includes(ours), "{ours}");
        }
        for other in [
            "",
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example:8080",
            "::1",
            ":8080",
        ] {
            assert!(!hosts.includes(other), "{other}");
        }
    }
}
