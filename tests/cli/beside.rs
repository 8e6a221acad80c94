//! Commands that write, beside a server that has the store open.

use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};

use super::support::{Place, Served};

/// A folder of the tests of importing.
fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/folders").join(name).join("in")
}

/// The socket of a place's store.
fn socket(place: &Place) -> PathBuf {
    place.file("network.db.sock")
}

/// What the server says of its store.
fn ready(server: &Served) -> String {
    let answer = server.get("/health/ready");
    answer.lines().last().unwrap_or_default().to_owned()
}

/// How many nodes the server answers with.
fn nodes(server: &Served) -> usize {
    server.get("/export?format=graphml").matches("<node id=").count()
}

/// Sends a line to the socket as it is and gives the lines that come back.
fn spoken(place: &Place, line: &str) -> Vec<String> {
    let mut stream = UnixStream::connect(socket(place)).expect("a server");
    stream.write_all(line.as_bytes()).expect("sent");
    BufReader::new(stream).lines().map_while(Result::ok).collect()
}

#[test]
fn the_server_imports_and_answers_with_the_new_data() {
    let place = Place::new();
    let server = Served::start(&place);
    let mode = std::fs::metadata(socket(&place)).expect("the socket").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);

    // By a relative path: the server works in the place too, but the command in a folder within it.
    let within = place.file("within");
    std::fs::create_dir(&within).expect("a folder");
    std::os::unix::fs::symlink(folder("whole-network"), within.join("mine")).expect("a link");
    let output = place.command(&["import", "mine"]).current_dir(&within).output().expect("a run");
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let first = format!("Into `{}`, by the server that has it open:\n", place.store().display());
    assert!(out.starts_with(&first), "{out}");
    assert!(out.contains("       1  clusters.csv\n"), "{out}");
    assert!(out.contains("30 nodes and 50 links: "), "{out}");
    assert!(out.ends_with("`tinklas sample remove` takes it out.\n"), "{out}");
    assert_eq!(nodes(&server), 803);

    let removed = place.run(&["sample", "remove"]);
    assert_eq!(removed.code, 0, "{}", removed.err);
    assert!(removed.out.contains("by the server"), "{}", removed.out);
    assert!(removed.out.contains("The store has 30 nodes and 50 links left."), "{}", removed.out);
    assert_eq!(nodes(&server), 30);
    let again = place.run(&["sample", "remove"]);
    assert!(again.out.ends_with("There is nothing of the built-in sample in the store.\n"));

    // It was written, not only answered.
    drop(server);
    assert!(place.run(&["check"]).out.contains("30 nodes, 50 links"));
}

#[test]
fn the_server_says_how_far_it_is_and_how_it_ended() {
    let place = Place::new();
    let _server = Served::start(&place);
    let own = folder("whole-network").display().to_string();
    let request = format!(
        "{{\"import\":{{\"folder\":\"{own}\",\"named\":\"mine\",\"replace_sample\":false}}}}\n"
    );
    let replies = spoken(&place, &request);
    assert!(replies[0].starts_with("{\"progress\":{\"doing\":\""), "{replies:?}");
    assert_eq!(replies.last().map(String::as_str), Some("{\"ended\":\"done\"}"));
}

#[test]
fn the_sample_is_replaced_by_the_server_in_one_step() {
    let place = Place::new();
    let server = Served::start(&place);
    let own = folder("whole-network").display().to_string();
    let run = place.run(&["import", &own, "--replace-sample"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.ends_with("The built-in sample was taken out.\n"), "{}", run.out);
    assert_eq!(nodes(&server), 30);
}

#[test]
fn faults_are_told_as_without_a_server_and_nothing_changes() {
    let place = Place::new();
    let faulty = folder("references").display().to_string();
    let commands = [["import", &faulty], ["import", "nowhere"], ["import", "network.db"]];
    let mut server = Served::start(&place);
    let before = ready(&server);
    let beside = commands.map(|command| place.run(&command));
    assert_eq!(ready(&server), before);
    assert_eq!(server.stop(), Some(0));
    let alone = commands.map(|command| place.run(&command));
    for (beside, alone) in beside.iter().zip(&alone) {
        assert_eq!(beside.code, 1, "{}", beside.err);
        assert_eq!(beside.err, alone.err);
        assert!(beside.out.is_empty() && alone.code == 1, "{}{}", beside.out, alone.err);
    }
    assert!(beside[1].err.contains("`nowhere`"), "{}", beside[1].err);
}

#[test]
fn the_socket_goes_with_the_server_and_one_left_behind_is_no_harm() {
    let place = Place::new();
    let mut server = Served::start(&place);
    assert!(socket(&place).exists());
    assert_eq!(server.stop(), Some(0));
    assert!(!socket(&place).exists());

    // A server that is killed leaves its socket: commands find nobody there and do it themselves.
    drop(Served::start(&place));
    assert!(socket(&place).exists());
    let own = folder("whole-network").display().to_string();
    let run = place.run(&["import", &own]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.starts_with("Into `") && !run.out.contains("server"), "{}", run.out);
    let server = Served::start(&place);
    assert!(place.run(&["import", &own]).out.contains("by the server"));
    drop(server);
}

#[test]
fn a_server_without_a_socket_serves_and_commands_say_what_to_do() {
    // Something that is not ours is in its place, or the path is too long for a socket.
    let taken = Place::new();
    std::fs::write(socket(&taken), "mine").expect("written");
    let deep = "a-folder-with-a-long-name/".repeat(5) + "network.db";
    for (place, store) in [(&taken, "network.db"), (&Place::new(), deep.as_str())] {
        let store = place.file(store).display().to_string();
        let mut server = Served::start_with(place, &["--store", &store]);
        assert!(ready(&server).contains("\"status\":\"ready\""));
        let run = place.run(&["sample", "remove", "--store", &store]);
        assert_eq!(run.code, 3, "{}", run.err);
        assert!(run.err.contains("must be stopped"), "{}", run.err);
        assert_eq!(server.stop(), Some(0));
    }
    assert_eq!(std::fs::read_to_string(socket(&taken)).expect("the file"), "mine");
}

#[test]
fn what_is_no_command_is_refused_and_the_next_one_is_taken() {
    let place = Place::new();
    let server = Served::start(&place);
    for line in ["hello\n", "{\"drop-all\":{}}\n", &"x".repeat(256 * 1024)] {
        let mut replies = spoken(&place, line);
        assert_eq!(replies.pop().as_deref(), Some("{\"ended\":\"outside\"}"));
        assert!(replies.concat().contains("does not understand the command"), "{replies:?}");
    }
    // One that goes away at once.
    drop(UnixStream::connect(socket(&place)).expect("a server"));
    assert_eq!(place.run(&["sample", "remove"]).code, 0);
    assert_eq!(nodes(&server), 0);
}

#[test]
fn a_server_that_goes_away_is_told() {
    let place = Place::new();
    let listener = UnixListener::bind(socket(&place)).expect("a socket");
    let server = std::thread::spawn(move || {
        let (peer, _) = listener.accept().expect("a command");
        let mut line = String::new();
        BufReader::new(peer).read_line(&mut line).expect("its request");
        line
    });
    let run = place.run(&["sample", "remove"]);
    assert_eq!(server.join().expect("it ends"), "\"remove-sample\"\n");
    assert_eq!(run.code, 4, "{}", run.err);
    assert!(run.err.contains("run the command again"), "{}", run.err);
}
