//! Which nodes count: a filter with its ids looked up.

use crate::model::{Direction, KindSet, PropertyId, Value};
use crate::plan::filter::{Filter, Test};
use crate::plan::selection::Follow;
use crate::store::resident::snapshot::{NodeRow, Snapshot};
use crate::store::resident::value_view::ValueView;
use crate::text::fold;

/// A filter that is ready to be asked of many nodes.
#[derive(Debug)]
pub(super) enum Condition<'p> {
    /// Every one of these; with none, every node.
    All(Vec<Condition<'p>>),
    /// One of these nodes, by rising number. Empty for no node at all.
    Nodes(Vec<u32>),
    /// A property equals one of these.
    Equals(PropertyId, &'p [Value]),
    /// The folded text of a property contains this.
    Contains(PropertyId, Box<memchr::memmem::Finder<'p>>),
    /// One of these nodes is at the far end of a link.
    Linked(Follow, Vec<u32>),
}

impl<'p> Condition<'p> {
    /// Makes a filter ready for a state.
    pub(super) fn new(state: &Snapshot, filter: &'p Filter) -> Self {
        let find = |ids: &[std::sync::Arc<str>], kinds: Option<KindSet>| {
            let mut nodes: Vec<u32> = ids.iter().filter_map(|id| state.find(id)).collect();
            if let Some(kinds) = kinds {
                nodes.retain(|node| state.nodes.get(*node).is_some_and(|row| kinds.has(row.kind)));
            }
            nodes.sort_unstable();
            nodes.dedup();
            nodes
        };
        match filter {
            Filter::All(all) => {
                let mut parts = Vec::new();
                for one in all {
                    match Self::new(state, one) {
                        Self::All(inner) => parts.extend(inner),
                        other => parts.push(other),
                    }
                }
                Self::All(parts)
            }
            Filter::Never => Self::Nodes(Vec::new()),
            Filter::Id(ids) => Self::Nodes(find(ids, None)),
            Filter::Property(property, Test::In(values)) => Self::Equals(*property, values),
            Filter::Property(property, Test::Contains(part)) => {
                Self::Contains(*property, Box::new(memchr::memmem::Finder::new(part.as_bytes())))
            }
            Filter::Linked(follow, ids) => Self::Linked(*follow, find(ids, Some(follow.far))),
        }
    }

    /// What counts for both.
    pub(super) fn both(both: [Self; 2]) -> Self {
        let mut parts = Vec::new();
        for one in both {
            match one {
                Self::All(inner) => parts.extend(inner),
                other => parts.push(other),
            }
        }
        Self::All(parts)
    }

    /// Whether every node counts.
    pub(super) fn is_any(&self) -> bool {
        matches!(self, Self::All(parts) if parts.is_empty())
    }

    /// The conditions that must all hold.
    pub(super) fn parts(&self) -> &[Self] {
        match self {
            Self::All(parts) => parts,
            one => std::slice::from_ref(one),
        }
    }

    /// Whether a node counts.
    pub(super) fn holds(&self, state: &Snapshot, node: u32, row: &NodeRow) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(state, node, row)),
            Self::Nodes(nodes) => nodes.binary_search(&node).is_ok(),
            Self::Equals(property, values) => {
                row.facts().property(*property).is_some_and(|value| equals_one(value, values))
            }
            Self::Contains(property, part) => match row.facts().property(*property) {
                Some(ValueView::Text(text)) => contains(text, part),
                Some(ValueView::Localized(texts)) => texts.texts().any(|text| contains(text, part)),
                Some(ValueView::List(items)) => items
                    .items()
                    .any(|item| matches!(item, ValueView::Text(text) if contains(text, part))),
                _ => false,
            },
            Self::Linked(follow, far) => {
                let met = |forward| is_linked(state, node, *follow, far, forward);
                (follow.direction != Direction::In && met(true))
                    || (follow.direction != Direction::Out && met(false))
            }
        }
    }
}

fn equals_one(value: ValueView<'_>, values: &[Value]) -> bool {
    let text =
        |text: &str| values.iter().any(|one| matches!(one, Value::Text(one) if **one == *text));
    match value {
        ValueView::Localized(texts) => texts.texts().any(text),
        ValueView::List(items) => items.items().any(|item| values.iter().any(|one| item.is(one))),
        one => values.iter().any(|value| one.is(value)),
    }
}

fn contains(text: &str, part: &memchr::memmem::Finder<'_>) -> bool {
    part.find(fold(text).as_bytes()).is_some()
}

/// Whether one of the far nodes is at the other end of a link.
fn is_linked(state: &Snapshot, node: u32, follow: Follow, far: &[u32], forward: bool) -> bool {
    let arms = state.arms(node, follow.link, forward);
    // A look-up compares some ten ids in other places of memory; looking through a list compares numbers.
    if arms.len() <= 64 * far.len() {
        return arms.from(0).any(|arm| far.binary_search(&arm.far).is_ok());
    }
    far.iter().any(|far| {
        let id = state.id_of(*far);
        let at = arms.partition_point(|arm| state.id_of(arm.far).as_bytes() < id.as_bytes());
        arms.get(at).is_some_and(|arm| arm.far == *far)
    })
}
