//! `tinklas sample`: the sample that the binary carries.

use super::control::{self, Request};
use super::exit::Failure;
use super::import::now;
use super::run::print;
use crate::config::Settings;
use crate::import::sample;
use crate::store::Store;
use crate::store::records::Recorded;
use crate::text::plural;

/// Takes out what the sample brought. A server that has the store open does it.
pub(super) async fn remove(settings: &Settings) -> Result<(), Failure> {
    if let Some(done) = control::ask(&settings.store, &Request::RemoveSample).await? {
        let store = &settings.store;
        return print(&format!("From `{store}`, by the server that has it open:\n{done}"));
    }
    print(&take_out(super::store::open(settings)?.as_ref()).await?)
}

/// Takes out of a store what the sample brought and says what is left.
pub(super) async fn take_out(store: &dyn Store) -> Result<String, Failure> {
    let mut removal = sample::removal(store).await?;
    let is_gone = removal.is_empty();
    // Others may have replaced all of it, and then the log still has what it said.
    removal.push(sample::forgetting());
    let recorded = Recorded { by: "tinklas sample remove".into(), at: now() };
    store.apply(&removal, &recorded).await?;
    if is_gone {
        return Ok("There is nothing of the built-in sample in the store.\n".to_owned());
    }
    let left = store.stamp().await?;
    Ok(format!(
        "The built-in sample was taken out. The store has {} {} and {} {} left.\n",
        left.nodes,
        plural::english(left.nodes, "node", "nodes"),
        left.links,
        plural::english(left.links, "link", "links"),
    ))
}
