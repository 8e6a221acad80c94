//! The nodes of a kind in the order of one property.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::column::Column;
use super::key::{SortKey, key_of, plain_value};
use super::texts::Texts;
use crate::model::{DataType, Language, Property, PropertyId};
use crate::store::resident::snapshot::NodeRow;
use crate::store::resident::snapshot::chunks::Chunks;
use crate::store::resident::snapshot::pages::Rows;
use crate::store::resident::value_view::ValueView;

/// The nodes that have a property, by its value, then id.
#[derive(Clone, Debug)]
pub(in crate::store::resident) struct Order {
    pub(in crate::store::resident) property: PropertyId,
    /// Whose reading orders localised text. English is also the order of a reader of no language.
    pub(in crate::store::resident) language: Option<Language>,
    data: DataType,
    places: Chunks<Place>,
    /// Made of the places when it is first asked for; forgotten when these change.
    column: OnceLock<Option<Arc<Column>>>,
    /// Likewise; and when a text changes that does not decide the place.
    texts: OnceLock<Arc<Texts>>,
}

/// A node with the first eight bytes of its key.
#[derive(Clone, Copy, Debug)]
struct Place {
    prefix: u64,
    node: u32,
}

impl Order {
    pub(super) fn new(property: &Property, language: Option<Language>) -> Self {
        Self {
            property: property.id,
            language,
            data: property.data,
            places: Chunks::default(),
            column: OnceLock::new(),
            texts: OnceLock::new(),
        }
    }

    /// The numbers of the property by node; none where its values are no numbers.
    pub(in crate::store::resident) fn column(&self) -> Option<&Column> {
        let make = || {
            let keys: Vec<_> = self.places.iter().map(|place| (place.node, place.prefix)).collect();
            Column::new(self.data, &keys).map(Arc::new)
        };
        self.column.get_or_init(make).as_deref()
    }

    /// The texts of the nodes, in this order.
    pub(in crate::store::resident) fn texts(&self, nodes: &Rows<NodeRow>) -> &Texts {
        self.texts.get_or_init(|| {
            let mut texts = Texts::default();
            for place in self.places.iter() {
                let row = nodes.get(place.node);
                match row.and_then(|row| row.facts().property(self.property)) {
                    Some(ValueView::Localized(all)) => texts.add(place.node, all.texts()),
                    Some(ValueView::Text(text)) => texts.add(place.node, std::iter::once(text)),
                    _ => {}
                }
            }
            Arc::new(texts)
        })
    }

    /// Forgets the texts, unless another row of a node has the same. The place of a node is decided by what readers of one
    /// language read; its texts are those of all languages.
    pub(super) fn forget_texts_unless_kept(&mut self, row: &NodeRow, other: Option<&NodeRow>) {
        let value = |row| NodeRow::facts(row).property(self.property);
        if other.is_none_or(|other| value(row) != value(other)) {
            self.texts.take();
        }
    }

    /// The key of a node in this order.
    pub(in crate::store::resident) fn key(&self, row: &NodeRow) -> Option<SortKey> {
        key_of(row.facts(), self.property, self.language)
    }

    /// The key of a row; none when another row of the node has the same.
    pub(super) fn key_unless_kept(
        &self,
        row: &NodeRow,
        other: Option<&NodeRow>,
    ) -> Option<SortKey> {
        let value = |row| plain_value(NodeRow::facts(row), self.property, self.language);
        match other {
            Some(other) if value(row) == value(other) => None,
            _ => self.key(row),
        }
    }

    /// Orders the nodes anew; `members` stand by id.
    pub(super) fn rebuild(&mut self, members: &[u32], nodes: &Rows<NodeRow>) {
        let keyed = |node: &u32| {
            let key = self.key(nodes.get(*node)?)?;
            Some((Place { prefix: key.prefix(), node: *node }, key))
        };
        let mut places: Vec<(Place, SortKey)> = members.iter().filter_map(keyed).collect();
        // Stable: nodes of one value stay by id.
        places.sort_by(|(a, a_key), (b, b_key)| {
            a.prefix.cmp(&b.prefix).then_with(|| a_key.cmp(b_key))
        });
        self.places = places.into_iter().map(|(place, _)| place).collect();
        self.column.take();
        self.texts.take();
    }

    /// Takes over the order of another language, which is the same for these nodes.
    pub(super) fn share(&mut self, other: &Self) {
        self.places = other.places.clone();
        self.column.take();
        self.texts.take();
    }

    /// How many nodes have the property.
    pub(in crate::store::resident) fn len(&self) -> usize {
        self.places.len()
    }

    /// The node at a position.
    pub(in crate::store::resident) fn get(&self, at: usize) -> Option<u32> {
        self.places.get(at).map(|place| place.node)
    }

    /// The nodes from a position on.
    pub(in crate::store::resident) fn from(&self, at: usize) -> impl Iterator<Item = u32> {
        self.places.from(at).map(|place| place.node)
    }

    fn compare(&self, place: Place, key: &SortKey, nodes: &Rows<NodeRow>) -> Ordering {
        place.prefix.cmp(&key.prefix()).then_with(|| {
            if key.is_short() {
                return Ordering::Equal;
            }
            let own = nodes.get(place.node).and_then(|row| self.key(row));
            own.as_ref().cmp(&Some(key))
        })
    }

    /// The positions of the nodes of a value.
    pub(in crate::store::resident) fn run(
        &self,
        key: &SortKey,
        nodes: &Rows<NodeRow>,
    ) -> Range<usize> {
        let start = self.places.partition_point(|place| self.compare(place, key, nodes).is_lt());
        let end = self.places.partition_point(|place| self.compare(place, key, nodes).is_le());
        start..end
    }

    fn position(&self, key: &SortKey, id: &str, nodes: &Rows<NodeRow>) -> usize {
        self.places.partition_point(|place| {
            self.compare(place, key, nodes)
                .then_with(|| {
                    let own = nodes.get(place.node).map_or("", |row| &*row.id);
                    own.as_bytes().cmp(id.as_bytes())
                })
                .is_lt()
        })
    }

    /// Adds a node of a key.
    pub(super) fn insert(&mut self, node: u32, key: &SortKey, id: &str, nodes: &Rows<NodeRow>) {
        let at = self.position(key, id, nodes);
        self.places.insert(at, Place { prefix: key.prefix(), node });
        self.column.take();
    }

    /// Removes a node of a key, while its row still has that key.
    pub(super) fn remove(&mut self, node: u32, key: &SortKey, id: &str, nodes: &Rows<NodeRow>) {
        let at = self.position(key, id, nodes);
        if self.get(at) == Some(node) {
            self.places.remove(at);
            self.column.take();
        }
    }
}
