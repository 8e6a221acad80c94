//! Every setting there is.

/// A setting.
#[derive(Clone, Copy, Debug)]
pub struct Definition {
    /// Its key in `tinklas.toml` and, after two dashes, its flag: `max-body`.
    pub name: &'static str,
    /// What a value looks like, in the help: `BYTES`.
    pub value: &'static str,
    /// Its value when nobody sets it; empty when that depends on the machine.
    pub default: &'static str,
    /// What it does.
    pub doc: &'static str,
}

impl Definition {
    /// The environment variable that sets it: `TINKLAS_MAX_BODY`.
    #[must_use]
    pub fn variable(&self) -> String {
        format!("TINKLAS_{}", self.name.to_ascii_uppercase().replace('-', "_"))
    }

    /// Whether its value is nobody else's business: it is never printed, and no flag, since other users of
    /// the machine can read the flags of a process.
    #[must_use]
    pub fn is_secret(&self) -> bool {
        self.name == "admin-token" || self.name == "neo4j-password"
    }
}

/// All settings, in the order in which they are printed.
pub const DEFINITIONS: [Definition; 26] = [
    Definition {
        name: "store",
        value: "PLACE",
        default: "",
        doc: "The file that keeps the network, in your data folder when left out; or a Neo4j, such as `bolt://neo4j@127.0.0.1:7687`",
    },
    Definition {
        name: "neo4j-user",
        value: "NAME",
        default: "neo4j",
        doc: "The user of Neo4j, where the address names none",
    },
    Definition {
        name: "neo4j-password",
        value: "PASSWORD",
        default: "",
        doc: "The password of that user; never shown, and not taken as a flag",
    },
    Definition {
        name: "neo4j-password-file",
        value: "FILE",
        default: "",
        doc: "A file that holds the password, in place of the setting above",
    },
    Definition {
        name: "neo4j-connections",
        value: "COUNT",
        default: "16",
        doc: "The most connections to Neo4j at a time; further reads wait for one",
    },
    Definition {
        name: "neo4j-fetch-size",
        value: "ROWS",
        default: "200",
        doc: "How many rows are fetched from Neo4j at a time",
    },
    Definition {
        name: "neo4j-batch",
        value: "COUNT",
        default: "10000",
        doc: "The most changes of an import that Neo4j takes at once; it holds them in its heap",
    },
    Definition {
        name: "neo4j-timeout",
        value: "SECONDS",
        default: "20",
        doc: "How long Neo4j may take for a statement that reads; it stops the statement then",
    },
    Definition {
        name: "listen",
        value: "ADDRESS",
        default: "127.0.0.1:8080",
        doc: "The address and port to listen on",
    },
    Definition {
        name: "hosts",
        value: "NAMES",
        default: "",
        doc: "Further host names under which the server is reached, with commas between",
    },
    Definition {
        name: "trusted-documents",
        value: "FOLDER",
        default: "",
        doc: "A folder of `.graphql` files that requests may name in place of sending them",
    },
    Definition {
        name: "only-trusted",
        value: "YES_NO",
        default: "false",
        doc: "Execute no documents but those of that folder",
    },
    Definition {
        name: "cors-origins",
        value: "ORIGINS",
        default: "",
        doc: "Other sites whose pages may read and ask here, such as `https://app.example`, with commas between",
    },
    Definition {
        name: "admin-token",
        value: "TOKEN",
        default: "",
        doc: "The token that mutations are sent with; without one nobody can write",
    },
    Definition {
        name: "empty",
        value: "YES_NO",
        default: "false",
        doc: "Leave an empty store empty instead of loading the Lithuanian sample",
    },
    Definition {
        name: "max-body",
        value: "BYTES",
        default: "1048576",
        doc: "The largest body of a request",
    },
    Definition {
        name: "max-connections",
        value: "COUNT",
        default: "1024",
        doc: "The most connections at a time; further ones wait to be accepted",
    },
    Definition {
        name: "max-sockets",
        value: "COUNT",
        default: "1000",
        doc: "The most WebSockets and event streams at a time; further ones are refused",
    },
    Definition {
        name: "max-operations",
        value: "COUNT",
        default: "100",
        doc: "The most operations at a time on one WebSocket",
    },
    Definition {
        name: "max-subscriptions",
        value: "COUNT",
        default: "10000",
        doc: "The most subscriptions at a time, on all connections together",
    },
    Definition {
        name: "max-behind",
        value: "COUNT",
        default: "10000",
        doc: "How many changes a subscription may be behind; it is ended with `TOO_SLOW` when its client keeps it waiting then",
    },
    Definition {
        name: "request-timeout",
        value: "SECONDS",
        default: "30",
        doc: "How long a request may take",
    },
    Definition {
        name: "header-timeout",
        value: "SECONDS",
        default: "10",
        doc: "How long a client may take to send the head of a request, or stay idle before it",
    },
    Definition {
        name: "socket-patience",
        value: "SECONDS",
        default: "20",
        doc: "How long a WebSocket may be silent before it is sent a ping, and then again before it is closed; and how long any client may keep its answer waiting at once (four times that for each 256 KiB)",
    },
    Definition {
        name: "stop-timeout",
        value: "SECONDS",
        default: "10",
        doc: "How long requests under way may still take when the server is stopped",
    },
    Definition {
        name: "log",
        value: "FILTER",
        default: "info",
        doc: "What is logged: error, warn, info, debug, or a filter such as `tinklas=debug`",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_settings_in_the_docs_is_this_one() {
        let docs = include_str!("../../docs/OPERATIONS.md");
        for one in &DEFINITIONS {
            let default = match one.default {
                "" => " ".to_owned(),
                default => format!(" `{default}` "),
            };
            let row = format!("| `{}` | `{}` |{default}| {} |", one.name, one.variable(), one.doc);
            assert!(docs.contains(&row), "docs/OPERATIONS.md lacks\n{row}");
        }
    }
}
