//! The model that the binary carries.

use std::sync::{Arc, LazyLock};

use super::{Model, read_model};

/// `schema/model`, compiled in.
#[derive(rust_embed::RustEmbed)]
#[folder = "schema/model"]
struct Files;

static NETWORK: LazyLock<Arc<Model>> = LazyLock::new(|| {
    let files: Vec<(String, String)> = Files::iter()
        .filter_map(|name| {
            let file = Files::get(&name)?;
            Some((name.to_string(), String::from_utf8_lossy(&file.data).into_owned()))
        })
        .collect();
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    match read_model(&files) {
        Ok(model) => Arc::new(model),
        // The files are part of the binary and a test reads them, so no user can meet this.
        Err(faults) => unreachable!("schema/model has mistakes: {faults:#?}"),
    }
});

/// The model of `schema/model`, read once.
#[must_use]
pub fn network() -> Arc<Model> {
    NETWORK.clone()
}
