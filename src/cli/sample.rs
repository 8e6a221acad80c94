//! `tinklas sample`: the sample that the binary carries.

use super::exit::Failure;
use super::import::now;
use super::run::print;
use crate::config::Settings;
use crate::import::sample;
use crate::store::records::Recorded;
use crate::text::plural;

/// Takes out what the sample brought.
pub(super) async fn remove(settings: &Settings) -> Result<(), Failure> {
    let store = super::store::open(settings)?;
    let removal = sample::removal(store.as_ref()).await?;
    if removal.is_empty() {
        return print("There is nothing of the built-in sample in the store.\n");
    }
    let recorded = Recorded { by: "tinklas sample remove".into(), at: now() };
    store.apply(&removal, &recorded).await?;
    let left = store.stamp().await?;
    print(&format!(
        "The built-in sample was taken out. The store has {} {} and {} {} left.\n",
        left.nodes,
        plural::english(left.nodes, "node", "nodes"),
        left.links,
        plural::english(left.links, "link", "links"),
    ))
}
