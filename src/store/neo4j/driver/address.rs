//! Where a database is, and who asks.

use std::fmt;
use std::str::FromStr;

/// The address of a database: `neo4j://user@host:7687/database`. It never holds a password, so it can be shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Address {
    scheme: &'static str,
    user: Option<String>,
    host: String,
    database: Option<String>,
}

/// Schemes: `neo4j` asks for the servers of a cluster first, `bolt` speaks to one server. With `+s` encrypted,
/// with `+ssc` also under a certificate that nobody vouches for.
const SCHEMES: [&str; 6] = ["neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"];

/// The text is not the address of a Neo4j.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotAnAddress {
    /// It has another form.
    #[error(
        "expected an address such as `neo4j://user@host:7687` or `bolt+s://host:7687/database`"
    )]
    Form,
    /// It holds a password.
    #[error(
        "the address holds a password, and addresses are shown; leave it out and set TINKLAS_NEO4J_PASSWORD"
    )]
    Password,
}

impl Address {
    /// Whether a text is meant to be an address rather than a path.
    #[must_use]
    pub fn is_meant(text: &str) -> bool {
        text.split_once("://").is_some_and(|(scheme, _)| SCHEMES.contains(&scheme))
    }

    /// The user that it names.
    #[must_use]
    pub fn user(&self) -> Option<&str> {
        self.user.as_deref()
    }

    /// The database that it names; the server's own choice otherwise.
    #[must_use]
    pub fn database(&self) -> Option<&str> {
        self.database.as_deref()
    }

    /// The address for the driver: without user and database, which it ignores there.
    #[must_use]
    pub(super) fn uri(&self) -> String {
        format!("{}://{}", self.scheme, self.host)
    }
}

impl FromStr for Address {
    type Err = NotAnAddress;

    fn from_str(text: &str) -> Result<Self, NotAnAddress> {
        let (scheme, rest) = text.split_once("://").ok_or(NotAnAddress::Form)?;
        let scheme = SCHEMES.into_iter().find(|one| *one == scheme).ok_or(NotAnAddress::Form)?;
        let (authority, database) = rest.split_once('/').unwrap_or((rest, ""));
        let (user, host) = match authority.rsplit_once('@') {
            Some((user, host)) => (Some(user), host),
            None => (None, authority),
        };
        if user.is_some_and(|user| user.contains(':')) {
            return Err(NotAnAddress::Password);
        }
        let (name, port) = match host.rsplit_once(':') {
            // The colons of an IPv6 address stand in brackets.
            Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
            _ => (host, None),
        };
        let is_host = !name.is_empty()
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._[]:".contains(&b))
            && (name.starts_with('[') == name.contains(':'));
        let is_port = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0));
        let is_name = |text: &str| {
            !text.is_empty()
                && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b))
        };
        if !is_host
            || !is_port
            || user.is_some_and(|user| !is_name(user))
            || !(database.is_empty() || is_name(database))
        {
            return Err(NotAnAddress::Form);
        }
        Ok(Self {
            scheme,
            user: user.map(str::to_owned),
            host: host.to_owned(),
            database: (!database.is_empty()).then(|| database.to_owned()),
        })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://", self.scheme)?;
        if let Some(user) = &self.user {
            write!(f, "{user}@")?;
        }
        f.write_str(&self.host)?;
        self.database.as_ref().map_or(Ok(()), |database| write!(f, "/{database}"))
    }
}

/// Who asks. The password is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The user's name.
    pub user: String,
    /// Their password.
    pub password: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("user", &self.user).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_as_it_was_given() {
        for text in [
            "neo4j://localhost",
            "neo4j://neo4j@localhost:7687",
            "bolt+s://db.example.org:7687/network",
            "neo4j+s://abc123.databases.neo4j.io",
            "bolt://[::1]:7687",
            "bolt+ssc://reader@127.0.0.1",
        ] {
            let address: Result<Address, _> = text.parse();
            assert_eq!(address.map(|address| address.to_string()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn the_driver_gets_neither_user_nor_database() {
        let address: Result<Address, _> = "neo4j://anna@db:7687/network".parse();
        let address = address.map(|one| {
            (one.uri(), one.user().map(str::to_owned), one.database().map(str::to_owned))
        });
        let expected = ("neo4j://db:7687".into(), Some("anna".into()), Some("network".into()));
        assert_eq!(address, Ok(expected));
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in [
            "network.db",
            "http://localhost:7474",
            "neo4j://",
            "neo4j://host:port",
            "neo4j://host:0",
            "bolt://::1:7687",
            "neo4j://host/data base",
            "neo4j://host/a/b",
        ] {
            assert_eq!(text.parse::<Address>(), Err(NotAnAddress::Form), "{text}");
        }
        assert_eq!("neo4j://anna:secret@db".parse::<Address>(), Err(NotAnAddress::Password));
    }

    #[test]
    fn a_password_is_never_shown() {
        let credentials = Credentials { user: "anna".into(), password: "secret".into() };
        assert!(!format!("{credentials:?}").contains("secret"));
    }
}
