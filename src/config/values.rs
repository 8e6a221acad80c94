//! The values of the settings, read and checked.

use std::fmt::Display;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use super::definitions::DEFINITIONS;
use super::layers::{Layers, Origin, SettingsFault};
use super::place::{Database, Place};
use super::secret::{SHORTEST, Secret};
use crate::api::{Trusted, TrustedError};
use crate::store::neo4j::driver::{Address, Credentials, Limits, NotAnAddress};

/// The settings of a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settings {
    /// Where the network is kept.
    pub store: Place,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Host names under which the server is reached, beside its own addresses.
    pub hosts: Vec<String>,
    /// The folder of trusted documents.
    pub trusted_documents: Option<PathBuf>,
    /// Whether no other documents are executed.
    pub only_trusted: bool,
    /// Origins of other sites whose pages may read what is answered here.
    pub cors_origins: Vec<String>,
    /// The token that mutations are sent with; none where nobody can write.
    pub admin_token: Option<Secret>,
    /// Whether an empty store stays empty.
    pub empty: bool,
    /// The largest body of a request in bytes.
    pub max_body: usize,
    /// The most connections at a time.
    pub max_connections: usize,
    /// How many WebSocket connections and event streams there are at most at a time.
    pub max_sockets: usize,
    /// The most operations at a time on one WebSocket.
    pub max_operations: usize,
    /// The most subscriptions at a time.
    pub max_subscriptions: usize,
    /// How many changes a subscription may fall behind.
    pub max_behind: usize,
    /// How long a request may take.
    pub request_timeout: Duration,
    /// How long the head of a request may take to arrive.
    pub header_timeout: Duration,
    /// How long a WebSocket may be silent before it is sent a ping, and then again before it is closed; also how long
    /// it may take to accept a message.
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
            trusted_documents: reader.folder("trusted-documents"),
            only_trusted: reader.parse("only-trusted", "`true` or `false`", false),
            cors_origins: reader.origins("cors-origins"),
            admin_token: reader.secret("admin-token"),
            empty: reader.parse("empty", "`true` or `false`", false),
            max_body: reader.count("max-body"),
            max_connections: reader.count("max-connections"),
            max_sockets: reader.count("max-sockets"),
            max_operations: reader.count("max-operations"),
            max_subscriptions: reader.count("max-subscriptions"),
            max_behind: reader.count("max-behind"),
            request_timeout: reader.seconds("request-timeout"),
            header_timeout: reader.seconds("header-timeout"),
            socket_patience: reader.seconds("socket-patience"),
            stop_timeout: reader.seconds("stop-timeout"),
            log: reader.raw("log").0,
        };
        if settings.only_trusted && settings.trusted_documents.is_none() {
            let (raw, origin) = reader.raw("only-trusted");
            let expected = "`trusted-documents` to be set too, or `false`";
            reader.fault("only-trusted", &raw, &origin, &expected);
        }
        if reader.faults.is_empty() { Ok(settings) } else { Err(SettingsFault(reader.faults)) }
    }

    /// The limits of requests, as far as settings say them; the others are built in.
    #[must_use]
    pub fn limits(&self) -> crate::api::Limits {
        crate::api::Limits {
            operations: self.max_operations,
            subscriptions: self.max_subscriptions,
            behind: self.max_behind as u64,
            patience: self.socket_patience,
            ..crate::api::Limits::default()
        }
    }

    /// The documents that the settings say to trust; none where they name no folder.
    ///
    /// # Errors
    /// The folder or a file in it cannot be read, or they are too large.
    pub fn trusted(&self) -> Result<Trusted, TrustedError> {
        match &self.trusted_documents {
            Some(folder) => Trusted::read(folder, self.only_trusted),
            None => Ok(Trusted::default()),
        }
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

    fn folder(&self, name: &str) -> Option<PathBuf> {
        let (raw, _) = self.raw(name);
        (!raw.trim().is_empty()).then(|| PathBuf::from(raw.trim()))
    }

    /// Origins, as browsers send them: a scheme, a host, and a port if it is an unusual one.
    fn origins(&mut self, name: &str) -> Vec<String> {
        let origins = self.names(name);
        let (_, origin) = self.raw(name);
        for one in &origins {
            let host = one.strip_prefix("https://").or_else(|| one.strip_prefix("http://"));
            if host.is_none_or(|host| host.is_empty() || host.contains(['/', '*', ' '])) {
                let expected = "origins such as `https://app.example`, each written out";
                self.fault(name, one, &origin, &expected);
            }
        }
        origins
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

    fn store(&mut self) -> Place {
        let (raw, origin) = self.raw("store");
        if origin == Origin::BuiltIn {
            return Place::File(default_store());
        }
        if Address::is_meant(&raw) {
            match raw.parse() {
                Ok(address) => return Place::Neo4j(Box::new(self.database(address))),
                // What was given may hold a password.
                Err(NotAnAddress::Password) => {
                    self.faults.push(format!("`store` ({origin}): {}", NotAnAddress::Password));
                }
                Err(why) => self.faults.push(format!("`store` is `{raw}` ({origin}); {why}")),
            }
        } else if raw.is_empty() || raw.contains("://") {
            let expected = "the path of a file, or a Neo4j such as `bolt://neo4j@127.0.0.1:7687`";
            self.fault("store", &raw, &origin, &expected);
        }
        Place::File(PathBuf::from(raw))
    }

    fn database(&mut self, address: Address) -> Database {
        let user = address.user().map_or_else(|| self.raw("neo4j-user").0, str::to_owned);
        let credentials = Credentials { user, password: self.password() };
        let limits = Limits {
            connections: self.count("neo4j-connections"),
            fetch_size: self.count("neo4j-fetch-size"),
            batch: self.count("neo4j-batch"),
            timeout: self.seconds("neo4j-timeout"),
        };
        Database { address, credentials, limits }
    }

    /// The password of Neo4j's user; empty when nobody sets one, which a Neo4j without authentication takes.
    fn password(&mut self) -> String {
        let (file, origin) = self.raw("neo4j-password-file");
        if file.is_empty() {
            return self.raw("neo4j-password").0;
        }
        match std::fs::read_to_string(&file) {
            Ok(text) => text.trim_end_matches(['\r', '\n']).to_owned(),
            Err(why) => {
                self.faults.push(format!(
                    "`neo4j-password-file` is `{file}` ({origin}), which cannot be read: {why}"
                ));
                String::new()
            }
        }
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
        assert!(settings.store.file().is_some_and(|path| path.ends_with("network.db")));
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
        let layers = flags(&[("listen", "8080"), ("max-body", "0"), ("store", "http://x")]);
        let fault = Settings::read(&layers).expect_err("three faults");
        assert_eq!(
            fault.0,
            [
                "`store` is `http://x` (flag); expected the path of a file, or a Neo4j such as `bolt://neo4j@127.0.0.1:7687`",
                "`listen` is `8080` (flag); expected an address and a port, such as `127.0.0.1:8080`",
                "`max-body` is `0` (flag); expected a whole number from 1",
            ]
        );
    }

    #[test]
    fn sites_are_written_out() {
        let layers = flags(&[("cors-origins", "https://a.example:8443, http://b.example")]);
        let settings = Settings::read(&layers).expect("two sites");
        assert_eq!(settings.cors_origins, ["https://a.example:8443", "http://b.example"]);
        for bad in ["*", "a.example", "https://", "https://a.example/", "https://*.example"] {
            let told = Settings::read(&flags(&[("cors-origins", bad)])).expect_err(bad).to_string();
            assert!(told.starts_with(&format!("`cors-origins` is `{bad}` (flag)")), "{told}");
        }
    }

    #[test]
    fn a_neo4j_has_a_user_and_a_password() {
        let mut layers = flags(&[("store", "bolt://anna@db:7687"), ("neo4j-timeout", "3")]);
        layers.variables.insert("TINKLAS_NEO4J_PASSWORD".to_owned(), "hush".to_owned());
        let settings = Settings::read(&layers).expect("good settings");
        assert_eq!(settings.store.to_string(), "bolt://anna@db:7687");
        let Place::Neo4j(database) = &settings.store else { panic!("no Neo4j: {settings:?}") };
        assert_eq!(database.credentials.user, "anna");
        assert_eq!(database.credentials.password, "hush");
        assert_eq!(database.limits.timeout, Duration::from_secs(3));
        assert!(!format!("{settings:?}").contains("hush"));
    }

    #[test]
    fn a_password_in_an_address_is_not_repeated() {
        let fault = Settings::read(&flags(&[("store", "bolt://anna:hush@db")]));
        let told = fault.expect_err("a password where it is shown").to_string();
        assert!(told.contains("set TINKLAS_NEO4J_PASSWORD"), "{told}");
        assert!(!told.contains("hush"), "{told}");
    }

    #[test]
    fn a_password_file_that_is_not_there_is_told() {
        let layers = flags(&[("store", "bolt://db"), ("neo4j-password-file", "no/such/password")]);
        let told = Settings::read(&layers).expect_err("no such file").to_string();
        assert!(told.starts_with("`neo4j-password-file` is `no/such/password` (flag)"), "{told}");
    }
}
