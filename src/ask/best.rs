//! The best of many candidates: all are ranked by their scores, and only those who may be told get names.

use std::cmp::Reverse;
use std::sync::Arc;

use super::facts::{Facts, read_name};
use super::run::Asking;
use super::score::Points;
use crate::model::Value;
use crate::store::StoreError;
use crate::store::features::Piece;
use crate::text::collation_key;

/// The first of some candidates: by falling score, equals by name in the reader's language, then by id.
///
/// Names cost more to fetch than scores, and decide between equals alone. So they are read of those only who score no less
/// than the last that is told, in one go, and not at all when no two of these are equal.
pub(super) async fn best<T>(
    mut candidates: Vec<(Points, T)>,
    first: i64,
    id: impl Fn(&T) -> &Arc<str>,
    asking: &Asking<'_>,
) -> Result<Vec<(Points, T)>, StoreError> {
    let first = usize::try_from(first).unwrap_or_default();
    candidates
        .sort_unstable_by(|(a, one), (b, other)| b.cmp(a).then_with(|| id(one).cmp(id(other))));
    let Some((least, _)) = first.checked_sub(1).and_then(|last| candidates.get(last)) else {
        candidates.truncate(first);
        return ordered(candidates, id, asking).await;
    };
    let least = *least;
    candidates.truncate(candidates.partition_point(|(score, _)| *score >= least));
    let mut all = ordered(candidates, id, asking).await?;
    all.truncate(first);
    Ok(all)
}

/// Puts equals, which come by id, in the order of their names.
async fn ordered<T>(
    mut candidates: Vec<(Points, T)>,
    id: impl Fn(&T) -> &Arc<str>,
    asking: &Asking<'_>,
) -> Result<Vec<(Points, T)>, StoreError> {
    let runs = candidates.chunk_by(|(a, _), (b, _)| a == b).filter(|run| run.len() > 1);
    let nodes: Vec<Arc<str>> = runs.flatten().map(|(_, one)| Arc::clone(id(one))).collect();
    if nodes.is_empty() {
        return Ok(candidates);
    }
    let facts = Facts::read(asking, Piece::Exactly { nodes, links: Vec::new() }).await?;
    let name = |one: &T| match facts.property(id(one), "name") {
        Some(Value::Localized(name)) => Some(collation_key(&read_name(name, asking))),
        _ => None,
    };
    // Stable: those of one name stay in the order of their ids.
    candidates.sort_by_cached_key(|(score, one)| (Reverse(*score), name(one)));
    Ok(candidates)
}
