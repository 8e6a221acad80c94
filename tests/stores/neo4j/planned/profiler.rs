//! Asks Neo4j how it carries out a statement.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use serde_json::Value as Json;

use super::tap::Sent;
use super::wire::{Reader, map, receive, send, text};

const SUCCESS: u64 = 0x70;
const RECORD: u64 = 0x71;

/// A connection that statements are explained on.
pub(super) struct Profiler(TcpStream);

/// How a statement is carried out.
#[derive(Debug)]
pub(super) struct Planned {
    /// The operators, from the last to the first, each with whether it is one that others start from.
    pub(super) operators: Vec<(String, bool)>,
    /// How often the database was asked for a piece of it; 0 when it was not carried out.
    pub(super) hits: i64,
}

impl Profiler {
    /// A connection to a Neo4j.
    pub(super) fn open(address: &str, password: &str) -> Self {
        let address = address.strip_prefix("bolt://").expect("an address of Bolt");
        let mut stream = TcpStream::connect(address).expect("Neo4j");
        let mut hello = vec![0x60, 0x60, 0xb0, 0x17, 0, 0, 4, 4];
        hello.resize(20, 0);
        stream.write_all(&hello).expect("sent");
        let mut version = [0; 4];
        stream.read_exact(&mut version).expect("a version");
        assert_eq!(version, [0, 0, 4, 4]);
        let mut profiler = Self(stream);
        let who = map(&[
            ("user_agent", "tinklas-tests/1"),
            ("scheme", "basic"),
            ("principal", "neo4j"),
            ("credentials", password),
        ]);
        profiler.call(&[&[0xb1, 0x01], &who]);
        profiler
    }

    /// Has a statement planned, without carrying it out.
    pub(super) fn explain(&mut self, sent: &Sent) -> Planned {
        self.planned("EXPLAIN", sent)
    }

    /// Carries a statement out that only reads.
    pub(super) fn profile(&mut self, sent: &Sent) -> Planned {
        self.planned("PROFILE", sent)
    }

    /// Runs a statement without parameters for what it does.
    pub(super) fn run(&mut self, statement: &str) {
        self.planned("", &Sent { text: statement.to_owned(), parameters: vec![0xa0] });
    }

    fn planned(&mut self, how: &str, sent: &Sent) -> Planned {
        let statement = text(&format!("{how} {}", sent.text));
        self.call(&[&[0xb3, 0x10], &statement, &sent.parameters, &[0xa0]]);
        // All rows at once.
        let told = self.call(&[&[0xb1, 0x3f], &[0xa1], &text("n"), &[0xff]]);
        let root = told.get("profile").or_else(|| told.get("plan")).unwrap_or(&Json::Null);
        let mut planned = Planned { operators: Vec::new(), hits: 0 };
        planned.add(root);
        planned
    }

    /// Sends a message and gives what is told at the end of its answer.
    fn call(&mut self, parts: &[&[u8]]) -> Json {
        send(&mut self.0, &parts.concat()).expect("sent");
        loop {
            let answer = receive(&mut self.0).expect("an answer");
            let answer = Reader(&answer).value();
            match answer[0].as_u64() {
                Some(RECORD) => {}
                Some(SUCCESS) => return answer[1].clone(),
                _ => panic!("{answer}: {}", String::from_utf8_lossy(&parts.concat())),
            }
        }
    }
}

impl Planned {
    fn add(&mut self, operator: &Json) {
        let Some(name) = operator["operatorType"].as_str() else { return };
        let before = operator["children"].as_array().map(Vec::as_slice).unwrap_or_default();
        // `@neo4j` is the database.
        let name = name.split('@').next().unwrap_or_default().to_owned();
        self.operators.push((name, before.is_empty()));
        self.hits += operator["dbHits"].as_i64().unwrap_or_default();
        for one in before {
            self.add(one);
        }
    }

    /// The operators that others start from, each once. An id is looked up in the index of all ids or in that of its
    /// kind: they promise the same, and Neo4j takes either from run to run, so they have one name here.
    pub(super) fn starts(&self) -> Vec<&str> {
        let mut starts: Vec<&str> = Vec::new();
        for (name, is_start) in &self.operators {
            let name = if name == "NodeUniqueIndexSeek" { "NodeIndexSeek" } else { name };
            if *is_start && name != "Argument" && !starts.contains(&name) {
                starts.push(name);
            }
        }
        starts
    }

    /// The operators that go through all nodes, all of a label, or all links.
    pub(super) fn scans(&self) -> impl Iterator<Item = &str> {
        let names = self.operators.iter().map(|(name, _)| name.as_str());
        names.filter(|name| {
            let of_all = ["AllNodes", "ByLabel", "NodeByLabels", "Relationship"];
            name.ends_with("Scan")
                && !name.contains("Index")
                && of_all.iter().any(|one| name.contains(one))
        })
    }
}
