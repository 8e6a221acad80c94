//! The nodes and links of an answer, fetched by one plan for each place of the selection, each written once.

use std::hash::Hash;
use std::ops::Range;
use std::sync::Arc;

use foldhash::fast::FixedState;
use futures_util::future::{try_join, try_join_all};
use indexmap::{IndexMap, IndexSet};

use super::answer::AnswerError;
use super::sink::{Sink, Write, Wrote};
use super::writer::TreeWriter;
use crate::ask::answer::Answer;
use crate::model::Localized;
use crate::plan::lower::{Catalog, RecordGet, ValueGet, Wanted, WantedNodes};
use crate::plan::selection::{Field, NodeGet, Variant};
use crate::plan::tree::{Cell, Tree};
use crate::plan::viewer::Sight;
use crate::plan::{Plan, Root};
use crate::store::records::LinkRef;
use crate::store::{Store, StoreError};

/// The nodes and links of an answer, written.
pub(super) struct Pieces {
    /// By their numbers in [`Wanted`].
    pub(super) nodes: Vec<Written<Arc<str>>>,
    /// By their numbers in [`Wanted`].
    pub(super) links: Vec<Written<LinkRef>>,
}

/// Things of one selection, written one behind the other.
pub(super) struct Written<K> {
    json: Vec<u8>,
    places: IndexMap<K, Place, FixedState>,
}

struct Place {
    wrote: Wrote,
    range: Range<usize>,
    errors: Vec<AnswerError>,
}

impl<K: Hash + Eq> Written<K> {
    /// Puts one of them into an answer.
    pub(super) fn put(&self, key: &K, sink: &mut Sink) -> Wrote {
        let Some(place) = self.places.get(key) else { return Wrote::Null };
        sink.errors.extend(place.errors.iter().cloned());
        if place.wrote == Wrote::Value {
            sink.raw(&self.json[place.range.clone()])
        } else {
            place.wrote
        }
    }

    fn of(
        keys: impl IntoIterator<Item = K>,
        mut writer: TreeWriter<'_>,
        mut one: impl FnMut(&mut TreeWriter<'_>) -> Wrote,
    ) -> Self {
        // The list is as long as the keys: the plan asked for exactly them.
        writer.count();
        let places = keys.into_iter().map(|key| {
            let start = writer.sink().out.len();
            let wrote = one(&mut writer);
            let sink = writer.sink();
            let errors = std::mem::take(&mut sink.errors);
            (key, Place { wrote, range: start..sink.out.len(), errors })
        });
        let places = places.collect();
        Self { json: std::mem::take(&mut writer.sink().out), places }
    }
}

/// Nodes by their ids, with their names where the answer has them.
type MetNodes = IndexMap<Arc<str>, Option<Arc<Localized>>, FixedState>;

/// The keys that stand in an answer, by their numbers.
#[derive(Default)]
struct Met {
    nodes: Vec<MetNodes>,
    links: Vec<IndexSet<LinkRef, FixedState>>,
}

impl Met {
    fn record(&mut self, answer: &Answer, fields: &[Field<RecordGet>]) {
        if let Answer::List(items) = answer {
            for item in items {
                self.record(item, fields);
            }
        }
        for field in fields {
            if let RecordGet::Value(name, get) = &field.get
                && let Some(value) = answer.field(name)
            {
                self.value(value, get);
            }
        }
    }

    fn value(&mut self, answer: &Answer, get: &ValueGet) {
        match (answer, get) {
            (Answer::List(items), _) => items.iter().for_each(|item| self.value(item, get)),
            (Answer::Record(_), ValueGet::Record(fields)) => self.record(answer, fields),
            (Answer::Node(id), ValueGet::Node(number)) => {
                self.nodes[*number].entry(id.clone()).or_default();
            }
            (Answer::Named(id, name), ValueGet::Node(number)) => {
                self.nodes[*number].insert(id.clone(), Some(name.clone()));
            }
            (Answer::Link(link), ValueGet::Link(number)) => {
                self.links[*number].insert(link.clone());
            }
            _ => {}
        }
    }
}

/// The nodes of an answer, where it has all that is wanted of them: their ids, and the names that came along. Nothing is read.
fn known(nodes: &MetNodes, wanted: &WantedNodes, catalog: &Catalog) -> Option<Tree> {
    let [Variant { kinds, fields }] = wanted.selection.variants.as_slice() else { return None };
    let any = wanted.kinds.iter().next()?;
    let is_of_all = wanted.kinds.without(*kinds).is_empty();
    if !(wanted.always && is_of_all) {
        return None;
    }
    let named = catalog.model().property_id("name");
    let mut tree = Tree::new();
    let list = tree.begin_list();
    for (id, name) in nodes {
        tree.push(Cell::Node(any));
        for field in fields {
            match (&field.get, name) {
                (NodeGet::Id, _) => tree.push_text(id),
                (NodeGet::Property { property, languages }, Some(name))
                    if Some(*property) == named =>
                {
                    match name.read(languages) {
                        Some((text, _)) => tree.push_text(text),
                        None => tree.push(Cell::Null),
                    }
                }
                _ => return None,
            }
        }
    }
    tree.end_list(list, nodes.len());
    Some(tree)
}

impl Pieces {
    /// Fetches and writes what is wanted of the nodes and links of an answer, each once for each selection.
    ///
    /// # Errors
    /// Those of the store.
    pub(super) async fn fetch(
        answer: &Answer,
        wanted: &Wanted,
        sight: &Arc<Sight>,
        catalog: &Catalog,
        store: &dyn Store,
        at: usize,
    ) -> Result<Self, StoreError> {
        let mut met = Met::default();
        met.nodes.resize_with(wanted.nodes.len(), MetNodes::default);
        met.links.resize_with(wanted.links.len(), IndexSet::default);
        met.record(answer, &wanted.fields);
        // Each is a round trip where the network is kept elsewhere: all at once.
        let nodes = met.nodes.into_iter().zip(&wanted.nodes).map(async |(nodes, wanted)| {
            let tree = if let Some(tree) = known(&nodes, wanted, catalog) {
                tree
            } else {
                let (kinds, selection) = (wanted.kinds, wanted.selection.clone());
                let root = Root::Nodes { ids: nodes.keys().cloned().collect(), kinds, selection };
                store.fetch(&Plan { root, sight: sight.clone() }).await?
            };
            let writer = TreeWriter::new(catalog, &tree, at);
            let ids = nodes.into_keys();
            Ok::<_, StoreError>(Written::of(ids, writer, |writer| writer.node(&wanted.selection)))
        });
        let links = met.links.into_iter().zip(&wanted.links).map(async |(links, fields)| {
            let root =
                Root::Links { links: links.iter().cloned().collect(), fields: fields.clone() };
            let tree = store.fetch(&Plan { root, sight: sight.clone() }).await?;
            let writer = TreeWriter::new(catalog, &tree, at);
            Ok::<_, StoreError>(Written::of(links, writer, |writer| writer.link(fields)))
        });
        let (nodes, links) = try_join(try_join_all(nodes), try_join_all(links)).await?;
        Ok(Self { nodes, links })
    }
}
