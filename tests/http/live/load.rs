//! A thousand subscribers and a thousand changes, against a server in a process of its own: nothing is lost, nothing is
//! told twice, and the server's memory stays what it was.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

use serde_json::json;

use super::socket::Socket;
use crate::client::post;

const TOKEN: &str = "a-token-for-these-tests";

/// Connections, and subscriptions on each.
const SOCKETS: usize = 500;
const EACH: usize = 2;

/// Changes that are made together.
const TOGETHER: usize = 50;

/// What the server's memory may grow by while changes are told, in KiB. What waited for all subscribers at once would be
/// several times as much.
const MOST_GROWTH: u64 = 32 * 1024;

/// A server in a process of its own, with an empty network.
struct Process {
    child: Child,
    address: SocketAddr,
    _folder: tempfile::TempDir,
}

impl Process {
    fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut child = Command::new(env!("CARGO_BIN_EXE_tinklas"))
            .args(["serve", "--empty", "--listen", "127.0.0.1:0", "--store"])
            .arg(folder.path().join("network.db"))
            .env("TINKLAS_ADMIN_TOKEN", TOKEN)
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let out = BufReader::new(child.stdout.take().expect("its output"));
        let told = out
            .lines()
            .map_while(Result::ok)
            .find_map(|line| line.split("http://").nth(1)?.strip_suffix('/')?.parse().ok());
        Self { address: told.expect("an address"), child, _folder: folder }
    }

    /// Adds sectors with the numbers of a range, by one request.
    fn add(&self, numbers: std::ops::Range<usize>) {
        let changes: Vec<_> = numbers
            .map(|at| {
                json!({"create": {"sector": {"id": format!("sector:N{at}"), "name": {"text": "N"}}}})
            })
            .collect();
        let query = "mutation ($changes: [ChangeInput!]!) { \
            apply(changes: $changes, source: { url: \"a test\" }) { sequence } }";
        let body = json!({ "query": query, "variables": { "changes": changes } }).to_string();
        let bearer = format!("Authorization: Bearer {TOKEN}");
        let headers = ["Content-Type: application/json", &bearer];
        let answer = post(self.address, "/graphql", &headers, body.as_bytes());
        assert!(answer.json().get("errors").is_none(), "{}", answer.body);
    }

    /// How much memory it has, in KiB; none where the system does not say.
    fn memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.trim().strip_suffix(" kB")?.parse().ok()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A connection with [`EACH`] subscriptions.
struct Subscriber {
    socket: Socket,
    /// The number that each subscription is told next.
    next: [usize; EACH],
}

impl Subscriber {
    async fn new(server: SocketAddr) -> Self {
        let mut socket = Socket::begun(server).await;
        for id in 0..EACH {
            socket.subscribe(&id.to_string(), "subscription { changed { id } }").await;
        }
        Self { socket, next: [0; EACH] }
    }

    /// Listens until every subscription was told all numbers below one, each once and in their order.
    async fn until(&mut self, end: usize) {
        while self.next.iter().any(|next| *next < end) {
            let told = self.socket.hear().await.expect("a message");
            let id = told.split("\"id\":\"").nth(1).and_then(|rest| rest.split('"').next());
            let id: usize = id.and_then(|id| id.parse().ok()).expect("an id");
            let next = &mut self.next[id];
            assert!(told.contains(&format!("\"sector:N{next}\"")), "{told}; expected {next}");
            *next += 1;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_subscriber_is_told_every_change_once() {
    let changes = if std::env::var_os("TINKLAS_SOAK").is_some() { 10_000 } else { 1_000 };
    let server = Process::start();
    let mut tasks = tokio::task::JoinSet::new();
    let (told, _) = tokio::sync::watch::channel(0);
    let (done, mut finished) = tokio::sync::mpsc::channel(SOCKETS);
    for _ in 0..SOCKETS {
        let mut subscriber = Subscriber::new(server.address).await;
        let (mut rounds, done) = (told.subscribe(), done.clone());
        tasks.spawn(async move {
            while rounds.changed().await.is_ok() {
                let end = *rounds.borrow_and_update();
                subscriber.until(end).await;
                done.send(()).await.expect("the test waits");
            }
        });
    }
    drop(done);
    let mut warm = None;
    // First a few, so that what every subscriber needs is there.
    for round in [0..changes / 10, changes / 10..changes] {
        told.send_replace(round.end);
        for first in round.clone().step_by(TOGETHER) {
            server.add(first..(first + TOGETHER).min(round.end));
        }
        for _ in 0..SOCKETS {
            finished.recv().await.expect("no subscriber failed");
        }
        let now = server.memory();
        if let (Some(warm), Some(now)) = (warm, now) {
            assert!(now <= warm + MOST_GROWTH, "it grew from {warm} KiB to {now} KiB");
        }
        warm = now;
    }
    drop(told);
    while let Some(task) = tasks.join_next().await {
        task.expect("no subscriber failed");
    }
}
