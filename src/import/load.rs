//! Putting what was read in a store.

use std::collections::HashMap;
use std::sync::Arc;

use super::read::Import;
use crate::model::{Audience, DataType, Model, PropertyId, Value};
use crate::plan::viewer::Sight;
use crate::store::features::{Piece, SubgraphQuery};
use crate::store::records::{Change, Recorded};
use crate::store::{Applied, Store, StoreError};

/// Puts what was read in a store, after the changes of `before`: all of it or nothing.
///
/// Who objected to being suggested stays so unless the folder itself says otherwise: a file that is
/// loaded again must not undo what a person asked for.
pub async fn load(
    store: &dyn Store,
    mut import: Import,
    before: Vec<Change>,
    recorded: &Recorded,
) -> Result<Applied, StoreError> {
    keep_objections(store, &mut import).await?;
    if before.is_empty() {
        return store.apply(&import.changes, recorded).await;
    }
    let mut changes = before;
    changes.append(&mut import.changes);
    store.apply(&changes, recorded).await
}

async fn keep_objections(store: &dyn Store, import: &mut Import) -> Result<(), StoreError> {
    if import.assumed_suggestable.is_empty() || store.stamp().await?.nodes == 0 {
        return Ok(());
    }
    let Some((suggestable, objected)) = objection(store.model()) else { return Ok(()) };
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

/// `suggestable: OBJECTED`, as a property and its value.
fn objection(model: &Model) -> Option<(PropertyId, Value)> {
    let property = model.kind_named("Person")?.property_named("suggestable")?;
    let DataType::Enum(of) = property.data else { return None };
    Some((property.id, Value::Enum(model.enumeration(of).position("OBJECTED")?)))
}
