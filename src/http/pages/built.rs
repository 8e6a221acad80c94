//! `/web/…`: the files of the pages that need JavaScript. `build.rs` makes them of `web/`; without npm there are none.

use std::collections::HashMap;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::super::problem::Problem;

/// Where they are offered. The build writes it into the files.
const FOLDER: &str = "/web/";

/// Every file: its path and its bytes.
const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/web.rs"));

/// Their names hold a hash of what is in them, so that none ever changes.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// What a page loads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Entry {
    /// The address of its script.
    pub(super) script: String,
    /// The addresses of its style sheets.
    pub(super) styles: Vec<String>,
}

/// A file as the build's manifest tells it.
#[derive(Deserialize)]
struct Made {
    file: String,
    #[serde(default)]
    name: String,
    #[serde(default, rename = "isEntry")]
    is_entry: bool,
    #[serde(default)]
    css: Vec<String>,
}

static ENTRIES: LazyLock<HashMap<String, Entry>> = LazyLock::new(|| {
    let made: HashMap<String, Made> = find("manifest.json")
        .and_then(|manifest| serde_json::from_slice(manifest).ok())
        .unwrap_or_default();
    let address = |file: &String| format!("{FOLDER}{file}");
    let entry = |made: Made| {
        let styles = made.css.iter().map(address).collect();
        (made.name, Entry { script: address(&made.file), styles })
    };
    made.into_values().filter(|made| made.is_entry).map(entry).collect()
});

/// What a page loads, by the page's name in `web/vite.config.ts`; none in a build without npm.
pub(super) fn entry(page: &str) -> Option<&'static Entry> {
    ENTRIES.get(page)
}

fn find(path: &str) -> Option<&'static [u8]> {
    // The list is in order of the paths.
    let at = FILES.binary_search_by_key(&path, |(name, _)| *name).ok()?;
    Some(FILES[at].1)
}

/// A file.
pub(in crate::http) async fn file(Path(path): Path<String>) -> Response {
    let Some(bytes) = find(&path) else {
        let path: String = path.chars().take(100).collect();
        return Problem::NoSuchPage(format!("{FOLDER}{path}")).into_response();
    };
    let kept = if path.starts_with("assets/") { FOR_EVER } else { "no-cache" };
    ([(CONTENT_TYPE, media_type(&path)), (CACHE_CONTROL, kept)], bytes).into_response()
}

/// By the path's ending.
fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "md" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        _ => "application/octet-stream",
    }
}
