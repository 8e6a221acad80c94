//! What was acknowledged is on the disk: the process may be killed, and so may the machine.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::file::{members, opened, recorded};
use super::stores::run;
use tinklas::store::Store;

/// Set for a process that writes: to which file.
const WRITE_TO: &str = "TINKLAS_TEST_WRITE_TO";

/// Starts this program again to run one of its tests, which writes to a file. `before` is put in front of it.
fn writing(before: &[&str], test: &str, path: &Path) -> Child {
    let this = std::env::current_exe().expect("this program has a path");
    let mut words: Vec<&std::ffi::OsStr> = before.iter().map(AsRef::as_ref).collect();
    words.push(this.as_os_str());
    Command::new(words[0])
        .args(&words[1..])
        .args(["--exact", test, "--nocapture", "--test-threads=1"])
        .env(WRITE_TO, path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{words:?}: {error}; ./test installs what is missing"))
}

/// The sequence numbers that a process says it was acknowledged.
fn acknowledged(child: &mut Child) -> impl Iterator<Item = u64> + use<> {
    let output = BufReader::new(child.stdout.take().expect("it speaks"));
    let told = output.lines().map_while(Result::ok);
    told.filter_map(|line| line.strip_prefix("acknowledged ")?.parse().ok())
}

fn acknowledge(sequence: u64) {
    let mut out = std::io::stdout();
    if writeln!(out, "acknowledged {sequence}").and_then(|()| out.flush()).is_err() {
        // Nobody listens any more.
        std::process::exit(0);
    }
}

#[test]
fn a_killed_writer_loses_no_acknowledged_change() {
    let folder = tempfile::tempdir().expect("a folder");
    for round in 0..3 {
        let path = folder.path().join(format!("network-{round}.db"));
        let mut child = writing(&[], "durability::writes_until_it_is_killed", &path);
        let last =
            acknowledged(&mut child).find(|last| *last >= 60 + round * 40).expect("it writes on");
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        let store = opened(&path).expect("it opens");
        let stamp = run(store.stamp()).expect("told");
        assert!(stamp.sequence >= last, "{} of {last}", stamp.sequence);
    }
}

/// The other half of the tests here: does nothing unless it is told where to write.
#[test]
fn writes_until_it_is_killed() {
    let Some(path) = std::env::var_os(WRITE_TO) else { return };
    let store = opened(Path::new(&path)).expect("a new file can be made");
    let model = store.model().clone();
    run(async {
        for n in 0..100_000 {
            let changes = members(&model, n..n + 1);
            let applied = store.apply(&changes, &recorded("ann")).await.expect("applied");
            acknowledge(applied.sequence);
        }
    });
}

/// A process that is killed leaves its writes to the system, which still brings them to the disk; only when the power
/// fails are those lost that it had not waited for. So this looks at what the process asks of the system.
#[cfg(feature = "programs")]
mod power {
    use super::*;

    /// The calls of a writer that matter, until it was acknowledged some changes.
    fn calls(test: &str) -> String {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, trace) = (folder.path().join("network.db"), folder.path().join("trace"));
        let to = trace.to_str().expect("a path of letters");
        let kinds = "trace=write,pwrite64,fsync,fdatasync";
        let strace = ["strace", "-f", "-y", "-qq", "-s", "40", "-e", kinds, "-o", to];
        let mut child = writing(&strace, test, &path);
        // It ends when nobody listens any more.
        let told = acknowledged(&mut child).take(50).count();
        child.wait().expect("it ends");
        assert_eq!(told, 50);
        std::fs::read_to_string(trace).expect("strace has written it")
    }

    /// How many acknowledgements came while something of the write-ahead log was not on the disk, of how many.
    fn too_early(calls: &str) -> (usize, usize) {
        let (mut unsynced, mut early, mut all) = (false, 0, 0);
        // Which processes wait for the log to be on the disk.
        let mut waiting = std::collections::HashSet::new();
        for call in calls.lines() {
            let Some((process, call)) = call.split_once(char::is_whitespace) else { continue };
            let call = call.trim_start();
            let of_log = call.contains("network.db-wal>");
            if call.starts_with("pwrite64(") && of_log {
                unsynced = true;
            } else if call.starts_with("write(1") && call.contains("\"acknowledged ") {
                all += 1;
                early += usize::from(unsynced);
            } else if call.starts_with("fdatasync(") || call.starts_with("fsync(") {
                if call.contains("unfinished") && of_log {
                    waiting.insert(process);
                } else if of_log && call.ends_with("= 0") {
                    unsynced = false;
                }
            } else if call.contains("sync resumed>") && waiting.remove(process) {
                unsynced = !call.ends_with("= 0");
            }
        }
        (early, all)
    }

    #[test]
    fn nothing_is_acknowledged_before_it_is_on_the_disk() {
        let (early, all) = too_early(&calls("durability::writes_until_it_is_killed"));
        assert!(early == 0 && all >= 50, "{early} of {all}");
        // The same watch over a database that does not wait for the disk: it sees the difference.
        let (early, all) = too_early(&calls("durability::power::writes_without_waiting"));
        assert!(early >= 50, "{early} of {all}");
    }

    /// Writes as `SQLite` does when it is not told to wait for the disk.
    #[test]
    fn writes_without_waiting() {
        let Some(path) = std::env::var_os(WRITE_TO) else { return };
        let database = rusqlite::Connection::open(path).expect("opened");
        let settings =
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE t (n INTEGER);";
        database.execute_batch(settings).expect("set");
        for n in 0..100_000_u64 {
            database.execute("INSERT INTO t VALUES (?1)", [n]).expect("written");
            acknowledge(n);
        }
    }
}
