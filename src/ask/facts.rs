//! What sentences and checks need to know of nodes and links, read in one go.

use std::sync::Arc;

use foldhash::{HashMap, HashSet};

use super::answer::Answer;
use super::error::{AskError, Unknown};
use super::run::Asking;
use super::words::{Name, Noun};
use crate::fault::words::ask::Expected;
use crate::model::{KindSet, Localized, Model, PropertyId, Value};
use crate::plan::as_of::AsOf;
use crate::store::StoreError;
use crate::store::features::{Named, Piece, StarQuery, Subgraph, SubgraphQuery};
use crate::store::records::{LinkRecord, LinkRef, NodeRecord};

/// Nodes and links with all that the viewer may know of them.
pub(super) struct Facts {
    model: Arc<Model>,
    nodes: HashMap<Arc<str>, NodeRecord>,
    links: HashMap<LinkRef, LinkRecord>,
}

impl Facts {
    /// Reads a piece of the network.
    pub(super) async fn read(asking: &Asking<'_>, shape: Piece) -> Result<Self, StoreError> {
        let query = SubgraphQuery { sight: Arc::clone(asking.sight), shape };
        let mut found = asking.store.subgraph(&query).await?;
        if let Some(as_of) = asking.as_of {
            keep_on_day(as_of, &found.nodes, &mut found.links);
        }
        Ok(Self::of(asking, found))
    }

    fn of(asking: &Asking<'_>, Subgraph { nodes, links, .. }: Subgraph) -> Self {
        Self {
            model: Arc::clone(asking.store.model()),
            nodes: nodes.into_iter().map(|node| (Arc::clone(&node.id), node)).collect(),
            links: links.into_iter().map(|link| (link.link.clone(), link)).collect(),
        }
    }

    /// Reads a node and its links of some kinds, with some of what is known of them.
    pub(super) async fn star(
        asking: &Asking<'_>,
        center: &Arc<str>,
        [kinds, links]: [&[&str]; 2],
        properties: &'static [&'static str],
    ) -> Result<Self, StoreError> {
        let model = asking.store.model();
        let query = StarQuery {
            sight: Arc::clone(asking.sight),
            as_of: asking.as_of,
            center: Arc::clone(center),
            kinds: kinds.iter().fold(KindSet::EMPTY, |all, name| all.or(model.kinds_of_type(name))),
            links: links
                .iter()
                .filter_map(|name| model.link_named(name))
                .map(|kind| kind.id)
                .collect(),
            properties,
        };
        Ok(Self::of(asking, asking.store.star(&query).await?))
    }

    /// Nothing: for an answer that tells no names and no links.
    pub(super) fn none(asking: &Asking<'_>) -> Self {
        let model = Arc::clone(asking.store.model());
        Self { model, nodes: HashMap::default(), links: HashMap::default() }
    }

    /// The network's model.
    pub(super) fn model(&self) -> &Model {
        &self.model
    }

    /// The constant of a link's kind.
    pub(super) fn link_kind(&self, link: &LinkRef) -> &str {
        &self.model.link(link.kind).name
    }

    /// Everybody but `end` who is here and may be on a path: those tied to it directly first, then by id.
    pub(super) fn actors_and_people<'s>(
        &'s self,
        end: &'s Arc<str>,
        asking: &Asking<'_>,
    ) -> Vec<Arc<str>> {
        let objected = asking.sight.objection.map(|(_, objected)| Value::Enum(objected));
        let direct = |id: &Arc<str>| {
            self.links.keys().any(|link| {
                (link.from == *end && link.to == *id) || (link.to == *end && link.from == *id)
            })
        };
        let next_to = |some: &[&Arc<str>]| -> Vec<&Arc<str>> {
            let both = |link: &'s LinkRef| [(&link.from, &link.to), (&link.to, &link.from)];
            let ends = self.links.keys().flat_map(both);
            ends.filter(|(one, _)| some.contains(one)).map(|(_, other)| other).collect()
        };
        // What is around may be joined by links that do not count on the day.
        let ring = next_to(&[end]);
        let tied: HashSet<&Arc<str>> = next_to(&ring).into_iter().chain(ring).collect();
        let mut near: Vec<&Arc<str>> = self
            .nodes
            .keys()
            .filter(|id| tied.contains(id))
            .filter(|id| *id != end && (self.is(id, "Actor") || self.is(id, "Person")))
            .filter(|id| {
                objected.is_none() || self.property(id, "suggestable") != objected.as_ref()
            })
            .collect();
        near.sort_by_key(|id| (!direct(id), Arc::clone(id)));
        near.into_iter().cloned().collect()
    }

    /// A node.
    pub(super) fn node(&self, id: &str) -> Option<&NodeRecord> {
        self.nodes.get(id)
    }

    /// Whether a node is of a type: a kind or an interface.
    pub(super) fn is(&self, id: &str, type_name: &str) -> bool {
        self.node(id).is_some_and(|node| self.model.kinds_of_type(type_name).has(node.kind))
    }

    /// The name of a node as sentences write it; its id when it is not known.
    pub(super) fn name(&self, id: &str) -> Name {
        let Some(node) = self.node(id) else { return Name::of_id(id) };
        match value(&self.model, &node.properties, "name") {
            Some(Value::Localized(name)) => {
                Name::new(Noun::of_kind(&self.model.kind(node.kind).name), name, id)
            }
            _ => Name::of_id(id),
        }
    }

    /// The text of a node's property.
    pub(super) fn property(&self, id: &str, property: &str) -> Option<&Value> {
        value(&self.model, &self.node(id)?.properties, property)
    }

    /// A link.
    pub(super) fn link(&self, link: &LinkRef) -> Option<&LinkRecord> {
        self.links.get(link)
    }

    /// A property of a link.
    pub(super) fn link_property(&self, link: &LinkRef, property: &str) -> Option<&Value> {
        value(&self.model, &self.link(link)?.properties, property)
    }

    /// As what a link holds: its role, title or type.
    pub(super) fn role(&self, link: &LinkRef) -> Option<&str> {
        ["role", "title", "type"].into_iter().find_map(|property| {
            match self.link_property(link, property)? {
                Value::Text(role) => Some(&**role),
                _ => None,
            }
        })
    }

    /// All links of a kind, by their ends.
    pub(super) fn links_named(&self, kind: &str) -> Vec<&LinkRecord> {
        let kind = self.model.link_named(kind).map(|link| link.id);
        let mut all: Vec<&LinkRecord> =
            self.links.values().filter(|link| Some(link.link.kind) == kind).collect();
        all.sort_by(|a, b| a.link.cmp(&b.link));
        all
    }

    /// `[Source!]!`: where links are known from, each page once.
    pub(super) fn sources<'a>(&self, links: impl IntoIterator<Item = &'a LinkRef>) -> Answer {
        let mut all = Vec::new();
        for source in links.into_iter().filter_map(|link| self.link(link)).flat_map(|l| &l.sources)
        {
            let source = Answer::Record(vec![
                ("url", Answer::Text(Arc::clone(&source.url))),
                ("retrieved", source.retrieved.map_or(Answer::Null, Answer::Date)),
            ]);
            if !all.contains(&source) {
                all.push(source);
            }
        }
        Answer::List(all)
    }

    /// What is unknown of an argument's id: it must be one of these types.
    pub(super) fn unknown(
        &self,
        argument: &'static str,
        id: &str,
        types: &[&str],
        expected: Expected,
    ) -> Option<Unknown> {
        let known = types.iter().any(|one| self.is(id, one));
        (!known).then(|| Unknown { argument, id: id.to_owned(), expected })
    }
}

/// Refuses when anything is unknown.
pub(super) fn all_known(
    unknown: impl IntoIterator<Item = Option<Unknown>>,
) -> Result<(), AskError> {
    let unknown: Vec<Unknown> = unknown.into_iter().flatten().collect();
    if unknown.is_empty() { Ok(()) } else { Err(AskError::Unknown(unknown)) }
}

/// The id of an argument whose kind is known: the bare code is taken too.
pub(super) fn coded(id: &str, prefix: &str) -> Arc<str> {
    if id.contains(':') { id.into() } else { format!("{prefix}:{id}").into() }
}

/// The name of a row's node as sentences write it.
pub(super) fn name_of(model: &Model, named: &Named) -> Name {
    Name::new(Noun::of_kind(&model.kind(named.kind).name), &named.name, &named.id)
}

/// A name as the first of the viewer's languages has it, for the order of equals.
pub(super) fn read_name(name: &Localized, asking: &Asking<'_>) -> Arc<str> {
    name.read(asking.languages).map_or_else(|| Arc::from(""), |(text, _)| Arc::clone(text))
}

fn value<'a>(model: &Model, all: &'a [(PropertyId, Value)], name: &str) -> Option<&'a Value> {
    let property = model.property_id(name)?;
    all.iter().find(|(id, _)| *id == property).map(|(_, value)| value)
}

/// Keeps the links among some nodes that count on a day.
fn keep_on_day(as_of: AsOf, nodes: &[NodeRecord], links: &mut Vec<LinkRecord>) {
    let gone: HashSet<&Arc<str>> = nodes
        .iter()
        .filter(|node| !as_of.is_there(|date| node.date(date)))
        .map(|node| &node.id)
        .collect();
    links.retain(|link| {
        as_of.allows(link.dates())
            && ![&link.link.from, &link.link.to].iter().any(|end| gone.contains(end))
    });
}
