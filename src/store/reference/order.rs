//! The order of lists, and the part of a list that a page is.

use std::cmp::Ordering;
use std::ops::Range;

use super::network::Network;
use crate::model::Value;
use crate::plan::cursor::Cursor;
use crate::plan::selection::{OrderBy, OrderKey, Page};
use crate::store::records::{LinkRecord, NodeRecord};
use crate::text::collation_key;

/// How the keys of places compare.
#[derive(Clone, Copy)]
pub(super) enum Ranking<'a> {
    /// By the keys of an order.
    Keys(&'a [OrderBy]),
    /// By rank, then name.
    Search,
}

/// The values that a node is ordered by, with the link that led to it, if one did.
pub(super) fn keys_of(
    network: &Network,
    node: &NodeRecord,
    link: Option<&LinkRecord>,
    order: &[OrderBy],
) -> Vec<Option<Value>> {
    order
        .iter()
        .map(|by| match by.key {
            OrderKey::Id => Some(Value::Text(node.id.clone())),
            OrderKey::Property { property, language } => match node.value(property)? {
                Value::Localized(text) => {
                    text.read(language.as_slice()).map(|(text, _)| Value::Text(text.clone()))
                }
                Value::List(_) => None,
                one => Some(one.clone()),
            },
            OrderKey::Count(follow) => {
                let count = network.hops(node, follow).count();
                Some(Value::Int(i64::try_from(count).unwrap_or(i64::MAX)))
            }
            OrderKey::LinkDate(date) => link?.date(date).map(Value::Date),
            OrderKey::LinkProperty(property) => link?.value(property).cloned(),
        })
        .collect()
}

/// Compares two places: by their keys, then ids, then tags.
pub(super) fn compare(ranking: Ranking<'_>, a: &Cursor, b: &Cursor) -> Ordering {
    let key = |at: usize| {
        let of = |place: &'_ Cursor| place.keys.get(at).cloned().flatten();
        (of(a), of(b))
    };
    let by_keys = match ranking {
        Ranking::Keys(order) => order
            .iter()
            .enumerate()
            .map(|(at, by)| compare_keys(key(at), Some(by)))
            .find(|ordering| ordering.is_ne())
            .unwrap_or(Ordering::Equal),
        Ranking::Search => compare_keys(key(0), None).then_with(|| compare_keys(key(1), None)),
    };
    by_keys.then_with(|| a.id.as_bytes().cmp(b.id.as_bytes())).then_with(|| a.tag.cmp(&b.tag))
}

/// Compares two keys, rising and absent ones last where nothing says how: text by collation unless it is an id.
fn compare_keys(keys: (Option<Value>, Option<Value>), by: Option<&OrderBy>) -> Ordering {
    let by_bytes = by.is_some_and(|by| by.key == OrderKey::Id);
    let absent =
        if by.is_some_and(|by| by.absent_first) { Ordering::Less } else { Ordering::Greater };
    let ordering = match keys {
        (None, None) => return Ordering::Equal,
        (None, Some(_)) => return absent,
        (Some(_), None) => return absent.reverse(),
        (Some(Value::Text(a)), Some(Value::Text(b))) if by_bytes => a.as_bytes().cmp(b.as_bytes()),
        (Some(Value::Text(a)), Some(Value::Text(b))) => collation_key(&a).cmp(&collation_key(&b)),
        (Some(Value::Int(a)), Some(Value::Int(b))) => a.cmp(&b),
        (Some(Value::Float(a)), Some(Value::Float(b))) => {
            // Numbers are finite, so there is always an order.
            a.partial_cmp(&b).unwrap_or(Ordering::Equal)
        }
        (Some(Value::Bool(a)), Some(Value::Bool(b))) => a.cmp(&b),
        (Some(Value::Date(a)), Some(Value::Date(b))) => a.cmp(&b),
        (Some(Value::Enum(a)), Some(Value::Enum(b))) => a.cmp(&b),
        // Only a cursor made up by hand has a key of another type.
        _ => Ordering::Equal,
    };
    if by.is_some_and(|by| by.descending) { ordering.reverse() } else { ordering }
}

/// Which of the places of a sorted list a page has.
pub(super) fn window(ranking: Ranking<'_>, places: &[Cursor], page: &Page) -> Range<usize> {
    let first = page.after.as_ref().map_or(0, |after| {
        places.iter().filter(|place| compare(ranking, place, after).is_le()).count()
    });
    let end = page.before.as_ref().map_or(places.len(), |before| {
        places.iter().filter(|place| compare(ranking, place, before).is_lt()).count()
    });
    let end = end.max(first);
    if page.backward {
        end.saturating_sub(page.size).max(first)..end
    } else {
        first..first.saturating_add(page.size).min(end)
    }
}
