//! How the entries of a list compare, and lists that have to be sorted first.

use std::cmp::Ordering;

use super::lines::{Line, Listed};
use super::{Entry, Fetch};
use crate::model::{PropertyId, Value};
use crate::plan::cursor::{Cursor, fingerprint};
use crate::plan::filter::LinkDate;
use crate::plan::selection::{Follow, OrderBy, OrderKey};
use crate::store::resident::index::key::{SortKey, key_of, plain_value};
use crate::store::resident::value_view::ValueView;
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

    /// Whether keys fall, and whether absent ones come first.
    fn turns(self, at: usize) -> (bool, bool) {
        match self {
            Self::Keys(order) => {
                order.get(at).map_or((false, false), |by| (by.descending, by.absent_first))
            }
            Self::Search(_) => (false, false),
        }
    }

    /// Compares keys.
    pub(super) fn compare(self, a: &[Option<SortKey>], b: &[Option<SortKey>]) -> Ordering {
        for (at, pair) in a.iter().zip(b).enumerate() {
            let (falling, absent_first) = self.turns(at);
            let absent = if absent_first { Ordering::Less } else { Ordering::Greater };
            let ordering = match pair {
                (None, None) => Ordering::Equal,
                (None, Some(_)) => absent,
                (Some(_), None) => absent.reverse(),
                (Some(a), Some(b)) if falling => b.cmp(a),
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

impl<'a> Fetch<'a> {
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
                    OrderKey::Count(follow) => SortKey::of(&self.number(entry, follow)),
                    OrderKey::LinkDate(date) => SortKey::of(&self.link_date(entry, date)?),
                    OrderKey::LinkProperty(property) => {
                        SortKey::of_view(self.link_value(entry, property)?)
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
                    OrderKey::Count(follow) => Some(self.number(entry, follow)),
                    OrderKey::LinkDate(date) => self.link_date(entry, date),
                    OrderKey::LinkProperty(property) => {
                        self.link_value(entry, property).map(|value| value.owned())
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

    /// How many links of an entry's node there are to follow.
    fn number(&self, entry: Entry, follow: Follow) -> Value {
        let hops = self.hops(entry.node, follow);
        let number = if hops.is_whole() { hops.len() } else { hops.far().count() };
        Value::Int(i64::try_from(number).unwrap_or(i64::MAX))
    }

    /// A date of the link that led to an entry.
    fn link_date(&self, entry: Entry, date: LinkDate) -> Option<Value> {
        self.state.links.get(entry.link?)?.facts().dates().get(date).map(Value::Date)
    }

    /// A property of the link that led to an entry.
    fn link_value(&self, entry: Entry, property: PropertyId) -> Option<ValueView<'a>> {
        self.state.links.get(entry.link?)?.facts().property(property)
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
