//! The best of many candidates: all are ranked by their scores, and only those who may be told get names.

use std::cmp::Reverse;
use std::sync::Arc;

use super::facts::{Facts, read_name};
use super::run::Asking;
use super::score::Points;
use crate::model::{Localized, Value};
use crate::store::StoreError;
use crate::store::features::Piece;
use crate::text::collation_key;

/// Who a candidate is.
#[derive(Clone, Copy)]
pub(super) struct Who<'a> {
    pub(super) id: &'a Arc<str>,
    /// What they are called, where the store told it along.
    pub(super) name: Option<&'a Localized>,
}

/// How many are told, of an argument that was checked.
pub(super) fn at_most(first: i64) -> usize {
    usize::try_from(first).unwrap_or_default()
}

/// The first of some candidates: by falling score, equals by name in the reader's language, then by id.
///
/// Names cost more to fetch than scores, and decide between equals alone. So they are read of those only who score no less
/// than the last that is told, in one go, and not at all when no two of these are equal.
pub(super) async fn best<T>(
    mut candidates: Vec<(Points, T)>,
    first: i64,
    who: impl Fn(&T) -> Who<'_>,
    asking: &Asking<'_>,
) -> Result<Vec<(Points, T)>, StoreError> {
    let first = at_most(first);
    let mut scores: Vec<Points> = candidates.iter().map(|(score, _)| *score).collect();
    match first.checked_sub(1) {
        None => candidates.clear(),
        Some(last) if last < scores.len() => {
            let (_, lowest, _) = scores.select_nth_unstable_by(last, |a, b| b.cmp(a));
            candidates.retain(|(score, _)| score >= lowest);
        }
        Some(_) => {}
    }
    candidates.sort_unstable_by(|(a, one), (b, other)| {
        b.cmp(a).then_with(|| who(one).id.cmp(who(other).id))
    });
    let mut all = ordered(candidates, who, asking).await?;
    all.truncate(first);
    Ok(all)
}

/// Puts equals, which come by id, in the order of their names.
async fn ordered<T>(
    mut candidates: Vec<(Points, T)>,
    who: impl Fn(&T) -> Who<'_>,
    asking: &Asking<'_>,
) -> Result<Vec<(Points, T)>, StoreError> {
    let runs = candidates.chunk_by(|(a, _), (b, _)| a == b).filter(|run| run.len() > 1);
    let equals: Vec<Who<'_>> = runs.flatten().map(|(_, one)| who(one)).collect();
    if equals.is_empty() {
        return Ok(candidates);
    }
    let unnamed = equals.into_iter().filter(|one| one.name.is_none());
    let nodes: Vec<Arc<str>> = unnamed.map(|one| Arc::clone(one.id)).collect();
    let facts = if nodes.is_empty() {
        Facts::none(asking)
    } else {
        Facts::read(asking, Piece::Exactly { nodes, links: Vec::new() }).await?
    };
    let name = |one: &T| {
        let Who { id, name } = who(one);
        let name = name.or_else(|| match facts.property(id, "name")? {
            Value::Localized(name) => Some(&**name),
            _ => None,
        });
        name.map(|name| collation_key(&read_name(name, asking)))
    };
    // Stable: those of one name stay in the order of their ids.
    candidates.sort_by_cached_key(|(score, one)| (Reverse(*score), name(one)));
    Ok(candidates)
}
