//! Putting what was read in a store.

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::sync::Arc;

use super::read::{Import, Progress};
use crate::model::{Audience, Value};
use crate::plan::viewer::Sight;
use crate::store::features::{Piece, SubgraphQuery};
use crate::store::records::{Change, Recorded};
use crate::store::{Applied, Store, StoreError};

/// Why what was read is not in a store, or not all of it.
#[derive(Debug, thiserror::Error)]
pub enum Unfinished {
    /// Nothing of it is.
    #[error(transparent)]
    Nothing(#[from] StoreError),
    /// The first of several batches are.
    #[error(
        "{error}; the first {done} of {of} changes are in the store: import the folder again to go on"
    )]
    Part {
        /// Changes that were applied.
        done: usize,
        /// Changes there are.
        of: usize,
        /// What stopped it.
        error: StoreError,
    },
}

/// Puts what was read in a store, after the changes of `before`: all of it or nothing, unless it has more
/// changes than the store takes at once. Then it is applied in several batches, nodes before links, and `tell`
/// hears how far it is.
///
/// Who objected to being suggested stays so unless the folder itself says otherwise: a file that is
/// loaded again must not undo what a person asked for.
///
/// # Errors
/// The store refuses a change or cannot answer; the error tells what of it is in the store.
pub async fn load(
    store: &dyn Store,
    mut import: Import,
    before: Vec<Change>,
    recorded: &Recorded,
    tell: &mut (dyn FnMut(Progress<'_>) + Send),
) -> Result<Applied, Unfinished> {
    keep_objections(store, &mut import).await?;
    let mut changes = before;
    if changes.is_empty() {
        changes = import.changes;
    } else {
        changes.append(&mut import.changes);
    }
    let limit = store.batch_limit().map_or(usize::MAX, NonZeroUsize::get);
    let mut all = store.apply(&changes[..changes.len().min(limit)], recorded).await?;
    let of = changes.len();
    for (at, batch) in changes.chunks(limit).enumerate().skip(1) {
        let done = at * limit;
        tell(Progress { doing: "writing", done: done as u64, of: of as u64 });
        let applied = store.apply(batch, recorded).await;
        let applied = applied.map_err(|error| Unfinished::Part { done, of, error })?;
        all = Applied { sequence: applied.sequence, changed: all.changed + applied.changed };
    }
    Ok(all)
}

async fn keep_objections(store: &dyn Store, import: &mut Import) -> Result<(), StoreError> {
    if import.assumed_suggestable.is_empty() || store.stamp().await?.nodes == 0 {
        return Ok(());
    }
    let Some((suggestable, objected)) = store.model().objection() else { return Ok(()) };
    let objected = Value::Enum(objected);
    let positions: HashMap<Arc<str>, usize> = import
        .assumed_suggestable
        .iter()
        .filter_map(|at| match &import.changes[*at] {
            Change::PutNode(node) => Some((node.id.clone(), *at)),
            _ => None,
        })
        .collect();
    let shape = Piece::Exactly { nodes: positions.keys().cloned().collect(), links: Vec::new() };
    let sight = Sight::new(store.model(), Audience::Staff);
    for kept in store.subgraph(&SubgraphQuery { sight, shape }).await?.nodes {
        if !kept.properties.contains(&(suggestable, objected.clone())) {
            continue;
        }
        if let Some(Change::PutNode(node)) =
            positions.get(&kept.id).and_then(|at| import.changes.get_mut(*at))
        {
            for (_, value) in node.properties.iter_mut().filter(|(id, _)| *id == suggestable) {
                *value = objected.clone();
            }
        }
    }
    Ok(())
}
