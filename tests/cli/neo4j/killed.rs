//! Neo4j killed and started again while clients ask and write: what they are told meanwhile, and that nothing is lost.

use std::net::SocketAddr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use super::client::{Answer, ask, get};
use super::server::Server;
use super::{add, serve};
use crate::support::Place;

/// Clients that ask, beside the one that writes.
const READERS: usize = 3;

/// Between two requests of a client: the load is there to be interrupted, not to be heavy.
const PAUSE: Duration = Duration::from_millis(20);

/// When something is waited for that takes seconds, something is broken.
const PATIENCE: Duration = Duration::from_mins(2);

/// What clients saw so far.
#[derive(Default, Debug)]
struct Seen {
    /// Good answers and clear errors, of each reader and last of the writer.
    good: [usize; READERS + 1],
    unavailable: [usize; READERS + 1],
    /// How many companies were sent, and the ids of those that were acknowledged.
    sent: usize,
    acknowledged: Vec<String>,
    /// Whatever was answered that is neither right nor the clear error.
    wrong: Vec<String>,
}

/// Clients of one server.
struct Load {
    server: SocketAddr,
    seen: Mutex<Seen>,
    is_over: AtomicBool,
}

impl Load {
    /// What clients saw, to be read or written.
    fn seen<T>(&self, look: impl FnOnce(&mut Seen) -> T) -> T {
        look(&mut self.seen.lock().expect("no client failed"))
    }

    /// Asks until it is over. What was acknowledged before a request must be in its answer.
    fn read(&self, reader: usize) {
        while !self.is_over.load(Ordering::Relaxed) {
            let newest = self.seen(|seen| seen.acknowledged.last().cloned());
            let least = self.seen(|seen| seen.acknowledged.len());
            let query = "query ($id: ID!) { company(id: $id) { id } companies { totalCount } }";
            let answer = ask(self.server, query, &json!({ "id": newest }));
            let data = &answer.json()["data"];
            let most = self.seen(|seen| seen.sent);
            let count =
                data["companies"]["totalCount"].as_u64().and_then(|n| usize::try_from(n).ok());
            let is_right = data["company"]["id"].as_str() == newest.as_deref()
                && count.is_some_and(|count| (least..=most).contains(&count));
            self.note(reader, is_right, &answer);
            thread::sleep(PAUSE);
        }
    }

    /// Writes until it is over, each company once: nobody knows of one that was not acknowledged.
    fn write(&self) {
        while !self.is_over.load(Ordering::Relaxed) {
            let id = self.seen(|seen| {
                seen.sent += 1;
                format!("co-{}", seen.sent)
            });
            let answer = add(self.server, &id);
            let is_done = answer.json()["data"]["createCompany"]["sequence"].is_string();
            if is_done {
                self.seen(|seen| seen.acknowledged.push(id));
            }
            self.note(READERS, is_done, &answer);
            thread::sleep(PAUSE);
        }
    }

    fn note(&self, client: usize, is_right: bool, answer: &Answer) {
        self.seen(|seen| match (is_right, answer.code().as_str()) {
            (true, "") => seen.good[client] += 1,
            (false, "UNAVAILABLE") => seen.unavailable[client] += 1,
            _ => seen.wrong.push(answer.body.clone()),
        });
    }

    /// Waits until every client has seen some more of something.
    fn until_more(&self, of: impl Fn(&Seen) -> [usize; READERS + 1]) {
        let before = self.seen(|seen| of(seen));
        self.until(|seen| of(seen).iter().zip(before).all(|(now, before)| *now >= before + 3));
    }

    fn until(&self, is_so: impl Fn(&Seen) -> bool) {
        let begun = Instant::now();
        while !self.seen(|seen| is_so(seen)) {
            assert!(begun.elapsed() < PATIENCE, "{:?}", self.seen(|seen| format!("{seen:?}")));
            thread::sleep(PAUSE);
        }
    }
}

/// Whether the server says that it is ready, and with which status.
fn ready(server: SocketAddr) -> u16 {
    assert_eq!(get(server, "/health/live", &[]).status, 200);
    let answer = get(server, "/health/ready", &[]);
    if answer.status != 200 {
        assert_eq!(answer.code(), "UNAVAILABLE", "{}", answer.body);
        assert!(!answer.header("x-request-id").is_empty(), "the log names the request by it");
    }
    answer.status
}

fn until_ready(server: SocketAddr) {
    let begun = Instant::now();
    while ready(server) != 200 {
        assert!(begun.elapsed() < PATIENCE, "the server does not find Neo4j again");
        thread::sleep(PAUSE);
    }
}

#[test]
fn clients_get_right_answers_or_a_clear_error() {
    let mut neo4j = Server::start();
    neo4j.kill();
    // By the scheme that asks Neo4j for its servers first: it must recover as well.
    let place = Place::over(&neo4j.address.replace("bolt", "neo4j"), &neo4j.password);
    let (_served, server) = serve(&place);
    assert_eq!(ready(server), 503);
    assert_eq!(get(server, "/schema.graphql", &[]).status, 200);
    assert_eq!(add(server, "co-0").code(), "UNAVAILABLE");
    neo4j.start_again();
    until_ready(server);

    let load = Load { server, seen: Mutex::default(), is_over: AtomicBool::new(false) };
    thread::scope(|scope| {
        scope.spawn(|| load.write());
        load.until(|seen| !seen.acknowledged.is_empty());
        let load = &load;
        for reader in 0..READERS {
            scope.spawn(move || load.read(reader));
        }
        load.until_more(|seen| seen.good);
        neo4j.kill();
        load.until_more(|seen| seen.unavailable);
        assert_eq!(ready(server), 503);
        neo4j.start_again();
        load.until_more(|seen| seen.good);
        assert_eq!(ready(server), 200);
        load.is_over.store(true, Ordering::Relaxed);
    });

    let seen = load.seen.into_inner().expect("no client failed");
    assert!(seen.wrong.is_empty(), "{seen:?}");
    for id in &seen.acknowledged {
        let found =
            ask(server, "query ($id: ID!) { company(id: $id) { id } }", &json!({ "id": id }));
        assert_eq!(found.json()["data"]["company"]["id"], json!(id), "it was lost: {seen:?}");
    }
    // What was not acknowledged may be there or not; but nothing is there twice, and no sequence number is missing.
    let query =
        "{ companies { totalCount } changes(first: 1, newestFirst: true) { nodes { sequence } } }";
    let data = ask(server, query, &json!({})).json()["data"].take();
    let count = data["companies"]["totalCount"].as_u64().expect("a count");
    assert_eq!(data["changes"]["nodes"][0]["sequence"], json!(count.to_string()));
    let (least, most) = (seen.acknowledged.len() as u64, seen.sent as u64);
    assert!((least..=most).contains(&count), "{count} of {seen:?}");

    let log = std::fs::read_to_string(place.file("log")).expect("the log");
    assert!(log.contains("serving without Neo4j until it answers"), "{log}");
    assert!(log.contains("is it running, and are the user and the password right?"), "{log}");
    assert!(log.contains("the database is empty: `tinklas import FOLDER"), "{log}");
    assert!(!log.contains("neo4rs"), "the driver tells of every connection: {log}");
}
