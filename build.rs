//! Builds the pages that need JavaScript (`web/`) by npm and lists their files for `http/pages/built`.
//!
//! Rust alone is enough to build the server: where npm is missing or fails, a warning says so and the list is empty.
//!
//! | variable | |
//! | --- | --- |
//! | `WEB_DIST=FOLDER` | takes the files that `npm run build` wrote there, and runs nothing |
//! | `SKIP_WEB=1` | leaves the pages out |

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the pages are made of. Never all of `web/`: the packages that npm puts there would count as changes.
const SOURCES: [&str; 7] = [
    "build.rs",
    "web/.npmrc",
    "web/graphiql",
    "web/package-lock.json",
    "web/package.json",
    "web/tsconfig.json",
    "web/vite.config.ts",
];

/// Which lock file the packages were installed from.
const STAMP: &str = "web/node_modules/.installed";

fn main() -> io::Result<()> {
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
    }
    // Not `PATH`, by which an npm that is installed later could be noticed: editors have another than shells, and each would
    // have everything built anew.
    for variable in ["WEB_DIST", "SKIP_WEB"] {
        println!("cargo::rerun-if-env-changed={variable}");
    }
    let out = PathBuf::from(variable("OUT_DIR").unwrap_or_default());
    let files = match built(&out.join("web")) {
        Ok(Some(folder)) => files(&folder)?,
        Ok(None) => Vec::new(),
        Err(why) => {
            println!("cargo::warning=this build has no GraphiQL: {why} (see docs/OPERATIONS.md)");
            Vec::new()
        }
    };
    fs::write(out.join("web.rs"), list(&files))
}

/// The value of a variable that is there and not empty.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// The folder of the built files; none where they are not wanted.
fn built(into: &Path) -> Result<Option<PathBuf>, String> {
    if variable("SKIP_WEB").is_some() {
        return Ok(None);
    }
    if let Some(ready) = variable("WEB_DIST") {
        println!("cargo::rerun-if-changed={ready}");
        let ready = fs::canonicalize(&ready).map_err(|why| format!("WEB_DIST `{ready}`: {why}"))?;
        return Ok(Some(ready));
    }
    let lock = fs::read("web/package-lock.json").map_err(|why| why.to_string())?;
    if fs::read(STAMP).ok().as_ref() != Some(&lock) {
        npm(&["ci", "--ignore-scripts", "--silent"])?;
        fs::write(STAMP, &lock).map_err(|why| format!("`{STAMP}`: {why}"))?;
    }
    let folder = into.display().to_string();
    npm(&[
        "run",
        "build",
        "--silent",
        "--",
        "--logLevel",
        "warn",
        "--emptyOutDir",
        "--outDir",
        &folder,
    ])?;
    Ok(Some(into.to_owned()))
}

/// Runs npm in `web/`.
fn npm(arguments: &[&str]) -> Result<(), String> {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let done = Command::new(program).args(arguments).current_dir("web").output();
    let done = done.map_err(|why| format!("`npm` does not start: {why}"))?;
    if done.status.success() {
        return Ok(());
    }
    // The last line that says anything is the one that says why.
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    let why = told.lines().rev().map(str::trim).find(|line| !line.is_empty());
    Err(format!("`npm {}` failed: {}", arguments[0], why.unwrap_or("it does not say why")))
}

/// All files below a folder, in order.
fn files(folder: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(one) = folders.pop() {
        for entry in fs::read_dir(one)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(name) = path.strip_prefix(folder) {
                found.push((name.display().to_string().replace('\\', "/"), path));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The files as a Rust expression.
fn list(files: &[(String, PathBuf)]) -> String {
    let mut text = "&[\n".to_owned();
    for (name, path) in files {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "    ({name:?}, include_bytes!({:?})),", path.display().to_string());
    }
    text + "]\n"
}
