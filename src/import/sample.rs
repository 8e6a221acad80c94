//! The sample that the binary carries: Lithuanian clusters, to try Tinklas with.

use std::collections::HashSet;
use std::sync::Arc;

use super::{Fault, Folder, Import, read_folder};
use crate::model::Audience;
use crate::model::Model;
use crate::plan::viewer::Sight;
use crate::store::features::{Piece, Subgraph, SubgraphQuery};
use crate::store::records::{Change, Recorded};
use crate::store::{Store, StoreError};

/// Who recorded what the sample brought.
pub const RECORDED_BY: &str = "sample: Lithuanian clusters";

/// `data/lithuania`, compiled in.
#[derive(rust_embed::RustEmbed)]
#[folder = "data/lithuania"]
struct Files;

/// The sample as a folder.
#[must_use]
pub fn folder() -> Folder {
    let files = Files::iter().filter_map(|name| Some((name.to_string(), Files::get(&name)?.data)));
    Folder::of_files("the sample of Lithuanian clusters", files)
}

/// Who records the sample, at a time in milliseconds since 1970.
#[must_use]
pub fn recorded(at: i64) -> Recorded {
    Recorded { by: RECORDED_BY.into(), at }
}

/// The sample as changes of a network, recorded at a time in milliseconds since 1970.
///
/// # Errors
/// What of the sample does not fit the model; a test sees to it that there is nothing.
pub fn read(model: &Model, at: i64) -> Result<Import, Vec<Fault>> {
    read_folder(model, &folder(), recorded(at), &mut |_| {})
}

/// Whether a network holds a link that the sample brought and nobody changed since. Its nodes do not say
/// so: one that others need stays when the sample is removed.
pub async fn is_present(store: &dyn Store) -> Result<bool, StoreError> {
    let model = store.model();
    // The sample fits the model, which a test sees to.
    let links = read(model, 0).map(|import| import.link_refs()).unwrap_or_default();
    let shape = Piece::Exactly { nodes: Vec::new(), links };
    let sight = Sight::new(model, Audience::Staff);
    let kept = store.subgraph(&SubgraphQuery { sight, shape }).await?;
    Ok(kept.links.iter().any(|link| &*link.recorded.by == RECORDED_BY))
}

/// The changes that remove what the sample brought and nobody changed since. A node that a link of
/// somebody else needs stays.
pub async fn removal(store: &dyn Store) -> Result<Vec<Change>, StoreError> {
    Ok(removal_of(&everything(store).await?))
}

/// The change that erases what the log keeps of the sample's values which others replaced since.
#[must_use]
pub fn forgetting() -> Change {
    Change::Forget(RECORDED_BY.into())
}

fn removal_of(all: &Subgraph) -> Vec<Change> {
    let ours = |recorded: &Recorded| &*recorded.by == RECORDED_BY;
    let mut needed: HashSet<&Arc<str>> = HashSet::new();
    for link in all.links.iter().filter(|link| !ours(&link.recorded)) {
        needed.extend([&link.link.from, &link.link.to]);
    }
    let links = all
        .links
        .iter()
        .filter(|link| ours(&link.recorded))
        .map(|link| Change::RemoveLink(link.link.clone()));
    let nodes = all
        .nodes
        .iter()
        .filter(|node| ours(&node.recorded) && !needed.contains(&node.id))
        .map(|node| Change::RemoveNode(node.id.clone()));
    links.chain(nodes).collect()
}

async fn everything(store: &dyn Store) -> Result<Subgraph, StoreError> {
    let sight = Sight::new(store.model(), Audience::Staff);
    store.subgraph(&SubgraphQuery { sight, shape: Piece::Everything }).await
}
