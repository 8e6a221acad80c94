//! A Neo4j for one test, which may kill it.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// A Neo4j with its data in a temporary folder, gone at the end.
pub(crate) struct Server {
    /// `bolt://127.0.0.1:PORT`, the same after each start.
    pub(crate) address: String,
    /// Of the user `neo4j`.
    pub(crate) password: String,
    folder: TempDir,
}

impl Server {
    /// An empty one that answers.
    pub(crate) fn start() -> Self {
        Self::start_with(|_| {})
    }

    /// One whose folder holds something before it is made there.
    pub(crate) fn start_with(prepare: impl FnOnce(&Path)) -> Self {
        let folder = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
        prepare(folder.path());
        let mut server = Self { address: String::new(), password: String::new(), folder };
        server.start_again();
        server
    }

    /// Ends it without a chance to tidy up.
    pub(crate) fn kill(&self) {
        script("kill", self.folder.path());
    }

    /// Starts it on the data it has.
    pub(crate) fn start_again(&mut self) {
        let told = script("start", self.folder.path());
        let value = |name: &str| {
            let line = told.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
            line.unwrap_or_else(|| panic!("no {name} in {told}")).to_owned()
        };
        self.address = value("TINKLAS_TEST_NEO4J");
        self.password = value("TINKLAS_TEST_NEO4J_PASSWORD");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Runs `tests/neo4j/server` and gives what it printed.
fn script(command: &str, folder: &Path) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/neo4j/server");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("<target>/tmp");
    let done = Command::new(path)
        .arg(command)
        .arg(folder)
        .env("CARGO_TARGET_DIR", target)
        .output()
        .expect("the script starts");
    assert!(done.status.success(), "{command}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).expect("text")
}
