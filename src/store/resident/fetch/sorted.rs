//! How the entries of a list compare, and lists that have to be sorted first.

use std::cmp::Ordering;

use super::lines::Listed;
use super::{Entry, Fetch};
use crate::model::Value;
use crate::plan::cursor::{Cursor, fingerprint};
use crate::plan::selection::{OrderBy, OrderKey};
use crate::store::resident::index::key::{SortKey, key_of, plain_value};
use crate::text::{CollationKey, SearchWord};

/// What a list is ordered by, before id and tag.
#[derive(Clone, Copy)]
pub(super) enum Ranking<'p> {
    /// The keys of an order.
    Keys(&'p [OrderBy]),
    /// How well words are met, then name.
    Search(&'p [SearchWord]),
}

/// The keys of an entry, absent ones as none.
pub(super) type Keys = smallvec::SmallVec<[Option<SortKey>; 2]>;

/// A cursor whose keys are ready to compare.
pub(super) struct Place<'p> {
    keys: Keys,
    id: &'p str,
    tag: u32,
}

impl<'p> Ranking<'p> {
    /// What cursors of the list carry.
    pub(super) fn fingerprint(self) -> u32 {
        match self {
            Self::Keys(order) => fingerprint(order, false),
            Self::Search(_) => fingerprint(&[], true),
        }
    }

    /// Makes a cursor ready.
    pub(super) fn place(self, cursor: &'p Cursor) -> Place<'p> {
        let by_id = |at: usize| matches!(self, Self::Keys(order) if order.get(at).is_some_and(|by| by.key == OrderKey::Id));
        let key = |(at, value): (usize, &Option<Value>)| match value {
            Some(Value::Text(id)) if by_id(at) => Some(id_key(id)),
            other => other.as_ref().and_then(SortKey::of),
        };
        let keys = cursor.keys.iter().enumerate().map(key).collect();
        Place { keys, id: &cursor.id, tag: cursor.tag }
    }

    fn is_descending(self, at: usize) -> bool {
        matches!(self, Self::Keys(order) if order.get(at).is_some_and(|by| by.descending))
    }

    /// Compares keys; absent ones come last in both directions.
    pub(super) fn compare(self, a: &[Option<SortKey>], b: &[Option<SortKey>]) -> Ordering {
        for (at, pair) in a.iter().zip(b).enumerate() {
            let ordering = match pair {
                (None, None) => Ordering::Equal,
                (None, Some(_)) => Ordering::Greater,
                (Some(_), None) => Ordering::Less,
                (Some(a), Some(b)) if self.is_descending(at) => b.cmp(a),
                (Some(a), Some(b)) => a.cmp(b),
            };
            if ordering.is_ne() {
                return ordering;
            }
        }
        Ordering::Equal
    }
}

fn id_key(id: &str) -> SortKey {
    SortKey::Text(CollationKey(id.as_bytes().into()))
}

impl Fetch<'_> {
    /// The keys of an entry.
    pub(super) fn keys(&self, ranking: Ranking<'_>, entry: Entry) -> Keys {
        let Some(row) = self.state.nodes.get(entry.node) else { return Keys::new() };
        match ranking {
            Ranking::Keys(order) => order
                .iter()
                .map(|by| match by.key {
                    OrderKey::Id => Some(id_key(&row.id)),
                    OrderKey::Property { property, language } => {
                        key_of(row.facts(), property, language)
                    }
                })
                .collect(),
            Ranking::Search(words) => {
                let rank = self.rank(row, words).unwrap_or(u8::MAX);
                let name =
                    self.name_property(row.kind).and_then(|name| key_of(row.facts(), name, None));
                [SortKey::of(&Value::Int(rank.into())), name].into_iter().collect()
            }
        }
    }

    /// The cursor of an entry.
    pub(super) fn cursor(&self, ranking: Ranking<'_>, entry: Entry) -> Cursor {
        let tag = entry.link.map_or(0, |link| self.state.tag_of(link));
        let Some(row) = self.state.nodes.get(entry.node) else {
            return Cursor { keys: Vec::new(), id: "".into(), tag };
        };
        let keys = match ranking {
            Ranking::Keys(order) => order
                .iter()
                .map(|by| match by.key {
                    OrderKey::Id => Some(Value::Text(row.id.clone())),
                    OrderKey::Property { property, language } => {
                        plain_value(row.facts(), property, language).map(|value| value.owned())
                    }
                })
                .collect(),
            Ranking::Search(words) => {
                let rank = self.rank(row, words).unwrap_or(u8::MAX);
                let name = self.name_property(row.kind);
                let name = name.and_then(|name| plain_value(row.facts(), name, None));
                vec![Some(Value::Int(rank.into())), name.map(|value| value.owned())]
            }
        };
        Cursor { keys, id: row.id.clone(), tag }
    }

    /// Where an entry stands to a place.
    pub(super) fn stands(&self, ranking: Ranking<'_>, entry: Entry, place: &Place<'_>) -> Ordering {
        ranking
            .compare(&self.keys(ranking, entry), &place.keys)
            .then_with(|| self.state.id_of(entry.node).as_bytes().cmp(place.id.as_bytes()))
            .then_with(|| entry.link.map_or(0, |link| self.state.tag_of(link)).cmp(&place.tag))
    }

    /// Puts entries in order. Those of equal keys must come by id and tag already, or `tied` sorts them.
    pub(super) fn sort(
        &self,
        ranking: Ranking<'_>,
        entries: &mut Vec<Entry>,
        tied: bool,
    ) -> Listed {
        let mut keyed: Vec<(Keys, Entry)> =
            entries.drain(..).map(|entry| (self.keys(ranking, entry), entry)).collect();
        keyed.sort_by(|(a, first), (b, second)| {
            let ordering = ranking.compare(a, b);
            if ordering.is_ne() || !tied {
                return ordering;
            }
            self.state.id_of(first.node).as_bytes().cmp(self.state.id_of(second.node).as_bytes())
        });
        Listed { entries: keyed.into_iter().map(|(_, entry)| entry).collect() }
    }
}
