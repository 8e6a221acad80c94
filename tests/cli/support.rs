//! Runs the program with a store of its own.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

/// A folder with a store in it, removed with it.
pub(crate) struct Place {
    folder: TempDir,
    /// The address of a Neo4j that is the store instead, and its password.
    database: Option<[String; 2]>,
}

/// What a run printed and how it ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Place {
    pub(crate) fn new() -> Self {
        Self { folder: TempDir::new().expect("a folder"), database: None }
    }

    /// A folder to work in, with a Neo4j for the store.
    #[cfg(feature = "programs")]
    pub(crate) fn over(address: &str, password: &str) -> Self {
        Self { database: Some([address.to_owned(), password.to_owned()]), ..Self::new() }
    }

    /// A file in the folder.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The store's file.
    pub(crate) fn store(&self) -> PathBuf {
        self.file("network.db")
    }

    /// The program with arguments, on the store of this place and with no settings from outside.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tinklas"));
        let inherited = std::env::vars().map(|(name, _)| name);
        for name in inherited.filter(|name| name.starts_with("TINKLAS_")) {
            command.env_remove(name);
        }
        command.args(arguments);
        match &self.database {
            Some([address, password]) => {
                command.env("TINKLAS_STORE", address).env("TINKLAS_NEO4J_PASSWORD", password);
            }
            None => _ = command.env("TINKLAS_STORE", self.store()),
        }
        command.current_dir(self.folder.path()).stdin(Stdio::null());
        command
    }

    /// Runs the program to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        let output = self.command(arguments).output().expect("the program starts");
        Run::of(&output)
    }
}

impl Run {
    pub(crate) fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self {
            code: output.status.code().unwrap_or(-1),
            out: text(&output.stdout),
            err: text(&output.stderr),
        }
    }
}

/// A server that is killed when it is dropped.
pub(crate) struct Served {
    child: Child,
    address: String,
}

impl Served {
    /// Starts it and waits until it says where it is.
    pub(crate) fn start(place: &Place) -> Self {
        Self::start_with(place, &[])
    }

    /// Starts it with further arguments.
    pub(crate) fn start_with(place: &Place, further: &[&str]) -> Self {
        let mut command = place.command(&["serve", "--listen", "127.0.0.1:0"]);
        command.args(further);
        Self::of(command)
    }

    /// Starts it by a command, and waits until it says where it is.
    pub(crate) fn of(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().expect("it starts");
        let out = BufReader::new(child.stdout.take().expect("its output"));
        let told = out.lines().map_while(Result::ok).find_map(|line| {
            let address = line.split("http://").nth(1)?.strip_suffix('/')?;
            Some(address.to_owned())
        });
        Self { child, address: told.expect("an address") }
    }

    /// Where it listens, as `--listen` takes it.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// What it answers to GET, with the head.
    pub(crate) fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        let head = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }

    /// Asks it to stop and gives its exit code.
    #[cfg(unix)]
    pub(crate) fn stop(&mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &id]).status().expect("kill");
        assert!(sent.success());
        self.child.wait().expect("it ends").code()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
