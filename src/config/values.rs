//! The values of the settings, read and checked.

use std::fmt::Display;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use super::definitions::DEFINITIONS;
use super::layers::{Layers, Origin, SettingsFault};
use super::secret::{SHORTEST, Secret};

/// The settings of a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settings {
    /// The file that keeps the network.
    pub store: PathBuf,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Host names under which the server is reached, beside its own addresses.
    pub hosts: Vec<String>,
    /// The token that mutations are sent with; none where nobody can write.
    pub admin_token: Option<Secret>,
    /// Whether an empty store stays empty.
    pub empty: bool,
    /// The largest body of a request in bytes.
    pub max_body: usize,
    /// The most connections at a time.
    pub max_connections: usize,
    /// How long a request may take.
    pub request_timeout: Duration,
    /// How long the head of a request may take to arrive.
    pub header_timeout: Duration,
    /// How long a WebSocket may be silent before it is sent a ping, and then again before it is closed.
    pub socket_patience: Duration,
    /// How long requests under way may take when the server is stopped.
    pub stop_timeout: Duration,
    /// What is logged.
    pub log: String,
}

impl Settings {
    /// The settings that the layers give.
    ///
    /// # Errors
    /// Every value that cannot be read, with where it came from and what was expected.
    pub fn read(layers: &Layers) -> Result<Self, SettingsFault> {
        let mut reader = Reader { layers, faults: layers.unknown_variables() };
        let settings = Self {
            store: reader.store(),
            listen: reader.parse(
                "listen",
                "an address and a port, such as `127.0.0.1:8080`",
                SocketAddr::from(([127, 0, 0, 1], 0)),
            ),
            hosts: reader.names("hosts"),
            admin_token: reader.secret("admin-token"),
            empty: reader.parse("empty", "`true` or `false`", false),
            max_body: reader.count("max-body"),
            max_connections: reader.count("max-connections"),
            request_timeout: reader.seconds("request-timeout"),
            header_timeout: reader.seconds("header-timeout"),
            socket_patience: reader.seconds("socket-patience"),
            stop_timeout: reader.seconds("stop-timeout"),
            log: reader.raw("log").0,
        };
        if reader.faults.is_empty() { Ok(settings) } else { Err(SettingsFault(reader.faults)) }
    }
}

/// The file that keeps the network when nobody names one: in the user's data folder, so never in a clone.
#[must_use]
pub fn default_store() -> PathBuf {
    directories::ProjectDirs::from("lt", "", "tinklas").map_or_else(
        || std::env::temp_dir().join("tinklas").join("network.db"),
        |folders| folders.data_dir().join("network.db"),
    )
}

/// Reads values and collects what is wrong with them.
struct Reader<'a> {
    layers: &'a Layers,
    faults: Vec<String>,
}

impl Reader<'_> {
    fn raw(&self, name: &str) -> (String, Origin) {
        DEFINITIONS
            .iter()
            .find(|one| one.name == name)
            .map_or_else(|| (String::new(), Origin::BuiltIn), |one| self.layers.value(one))
    }

    /// A value of any type; `expected` says in words what it looks like, `instead` stands for one
    /// that cannot be read until its fault is told.
    fn parse<T: FromStr>(&mut self, name: &str, expected: &str, instead: T) -> T {
        let (raw, origin) = self.raw(name);
        raw.trim().parse().unwrap_or_else(|_| {
            self.fault(name, &raw, &origin, &expected);
            instead
        })
    }

    fn fault(&mut self, name: &str, raw: &str, origin: &Origin, expected: &impl Display) {
        self.faults.push(format!("`{name}` is `{raw}` ({origin}); expected {expected}"));
    }

    fn count(&mut self, name: &str) -> usize {
        let (raw, origin) = self.raw(name);
        match raw.trim().parse() {
            Ok(count) if count > 0 => count,
            _ => {
                self.fault(name, &raw, &origin, &"a whole number from 1");
                1
            }
        }
    }

    fn seconds(&mut self, name: &str) -> Duration {
        let (raw, origin) = self.raw(name);
        match raw.trim().parse::<f64>() {
            Ok(seconds) if seconds > 0.0 && seconds <= 86_400.0 => Duration::from_secs_f64(seconds),
            _ => {
                self.fault(name, &raw, &origin, &"seconds, above 0 and at most 86400");
                Duration::from_secs(1)
            }
        }
    }

    fn names(&self, name: &str) -> Vec<String> {
        let (raw, _) = self.raw(name);
        raw.split(',').map(str::trim).filter(|one| !one.is_empty()).map(str::to_owned).collect()
    }

    fn secret(&mut self, name: &str) -> Option<Secret> {
        let (raw, origin) = self.raw(name);
        let raw = raw.trim();
        if raw.is_empty() {
            return None;
        }
        if raw.len() < SHORTEST || !raw.bytes().all(|byte| byte.is_ascii_graphic()) {
            // The value itself is not told.
            self.faults.push(format!(
                "`{name}` ({origin}) is no token; expected at least {SHORTEST} letters, digits and signs, without blanks"
            ));
        }
        Some(Secret::new(raw))
    }

    fn store(&mut self) -> PathBuf {
        let (raw, origin) = self.raw("store");
        if origin == Origin::BuiltIn {
            return default_store();
        }
        if raw.is_empty() || raw.contains("://") {
            self.fault("store", &raw, &origin, &"the path of a file");
        }
        PathBuf::from(raw)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flags(pairs: &[(&str, &str)]) -> Layers {
        let flags =
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Layers { flags, ..Layers::default() }
    }

    #[test]
    fn built_in_values_can_all_be_read() {
        let settings = Settings::read(&Layers::default()).expect("good defaults");
        assert_eq!(settings.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(settings.max_body, 1024 * 1024);
        assert!(settings.store.ends_with("network.db"));
        assert!(settings.hosts.is_empty());
    }

    #[test]
    fn a_token_is_read_and_a_bad_one_is_not_told() {
        let read = |value: &str| {
            let variables = [("TINKLAS_ADMIN_TOKEN".to_owned(), value.to_owned())].into();
            Settings::read(&Layers { variables, ..Layers::default() })
        };
        let settings = read("a-token-of-some-length").expect("a token");
        assert!(settings.admin_token.expect("it is there").is("a-token-of-some-length"));
        assert_eq!(read(" ").expect("no token").admin_token, None);
        for bad in ["short", "with a blank inside of it"] {
            let fault = read(bad).expect_err("no token").to_string();
            assert!(
                fault.starts_with("`admin-token` (TINKLAS_ADMIN_TOKEN) is no token"),
                "{fault}"
            );
            assert!(!fault.contains(bad), "{fault}");
        }
    }

    #[test]
    fn every_bad_value_is_told_with_its_origin() {
        let layers = flags(&[("listen", "8080"), ("max-body", "0"), ("store", "neo4j://x")]);
        let fault = Settings::read(&layers).expect_err("three faults");
        assert_eq!(
            fault.0,
            [
                "`store` is `neo4j://x` (flag); expected the path of a file",
                "`listen` is `8080` (flag); expected an address and a port, such as `127.0.0.1:8080`",
                "`max-body` is `0` (flag); expected a whole number from 1",
            ]
        );
    }
}
