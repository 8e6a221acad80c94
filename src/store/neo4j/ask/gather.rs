//! What statements gathered for one query, to be walked.

use std::borrow::Cow;
use std::sync::Arc;

use foldhash::HashMap;

use super::text::{Slot, Text, hidden};
use crate::model::{Direction, KindSet, LinkId, LinkSet, Localized, Model, PartialDate, Value};
use crate::plan::as_of::AsOf;
use crate::plan::filter::Filter;
use crate::plan::viewer::Sight;
use crate::store::StoreError;
use crate::store::fragment::Fragment;
use crate::store::neo4j::driver::{Datum, Driver, Rows};
use crate::store::neo4j::layout::facts::Facts;
use crate::store::neo4j::layout::names;
use crate::store::neo4j::layout::read::{Unreadable, newest_day};
use crate::store::neo4j::plan::write::{condition, counts};
use crate::store::neo4j::statement::{Parameter, Statement};
use crate::store::records::{LinkRecord, NodeRecord};

/// A label and relationship type that nothing has, as the model's begin with capitals: it matches nothing.
const NOTHING: &str = "nothing";

/// A piece of the network that grows with each statement.
pub(super) struct Gathering<'a> {
    driver: &'a Driver,
    pub(super) model: &'a Arc<Model>,
    sight: &'a Sight,
    as_of: Option<AsOf>,
    hidden: String,
    nodes: Vec<NodeRecord>,
    /// Links in the order in which they came.
    pub(super) links: Vec<LinkRecord>,
    participants: Vec<(Arc<str>, u32)>,
    /// The newest day that the network knows of, once a statement told it.
    pub(super) newest: Option<PartialDate>,
}

impl<'a> Gathering<'a> {
    /// Nothing yet, for a viewer who sees so much. With a day, more may be gathered than counts on it: walks leave it out.
    pub(super) fn new(
        driver: &'a Driver,
        model: &'a Arc<Model>,
        sight: &'a Sight,
        as_of: Option<AsOf>,
    ) -> Self {
        Self {
            driver,
            model,
            sight,
            as_of,
            hidden: hidden(model, sight),
            nodes: Vec::new(),
            links: Vec::new(),
            participants: Vec::new(),
            newest: None,
        }
    }

    /// Whether the viewer may see a kind of node, and it exists.
    pub(super) fn sees(&self, kind: &str) -> bool {
        self.model.kind_named(kind).is_some_and(|kind| self.sight.kinds.has(kind.id))
    }

    /// Those of some kinds of link that the viewer may see.
    pub(super) fn kinds(&self, among: LinkSet, names: &[&str]) -> Kinds {
        let seen = among.and(self.sight.links);
        let known = names.iter().filter_map(|name| self.model.link_named(name));
        Kinds(known.map(|link| link.id).filter(|link| seen.has(*link)).collect())
    }

    /// Some kinds of link, for a slot.
    pub(super) fn slot(&self, name: &'static str, kinds: Kinds) -> Slot {
        (name, types(self.model, kinds))
    }

    /// What a relationship `variable` of one of some kinds must satisfy inside the brackets of its pattern to count on the
    /// day, for a slot. The parameter is [`Gathering::day`].
    pub(super) fn on(&self, slot: &'static str, variable: &str, kinds: Kinds) -> Slot {
        let counts =
            |as_of| format!(" WHERE {}", counts(self.model, kinds.0, variable, as_of, "$day"));
        (slot, self.as_of.map_or_else(String::new, counts))
    }

    /// The day as a parameter, if there is one.
    pub(super) fn day(&self) -> Option<Named> {
        self.as_of.map(|as_of| ("day".into(), as_of.day().into()))
    }

    /// The condition that the person `p` passes a filter, for the slot `passes`, and its parameters.
    pub(super) fn passes(&self, filter: &Filter) -> (Slot, Vec<Named>) {
        let people = self.model.kinds_of_type("Person");
        let (condition, parameters) = condition(self.model, self.sight, "p", filter, people);
        (("passes", condition), parameters)
    }

    /// Runs a statement and keeps what it tells. How many rows there were.
    ///
    /// A row is a list of parts. A part is a node or null, a list of links, and for a project how many take part in
    /// it where not all of them are told. The newest day that the network knows of is a part too.
    pub(super) async fn read(
        &mut self,
        text: &Text,
        slots: &[Slot],
        parameters: Vec<Named>,
    ) -> Result<usize, StoreError> {
        let facts = self.facts(text);
        let rows = self.rows(text, &facts, slots, parameters).await?;
        for row in rows.iter() {
            for part in row?.list() {
                self.keep(&facts, part)?;
            }
        }
        Ok(rows.len())
    }

    /// Runs a statement about people who have a link to each of two nodes, and keeps what it tells.
    ///
    /// A row is a list of parts. A part is a person and the two links, all bare, or a node and no links.
    pub(super) async fn read_between(
        &mut self,
        text: &Text,
        slots: &[Slot],
        parameters: Vec<Named>,
        between: Between<'_>,
    ) -> Result<(), StoreError> {
        let facts = self.facts(text);
        for row in self.rows(text, &facts, slots, parameters).await?.iter() {
            for part in row?.list() {
                self.keep_between(&facts, part, between)?;
            }
        }
        Ok(())
    }

    /// Runs a statement about the best of some people, and keeps what it tells. How many people there are.
    ///
    /// A row is a number, the newest day that the network knows of or null, and parts, which `keep` takes. `known` are the
    /// kinds and ids of nodes that are not told.
    pub(super) async fn read_best(
        &mut self,
        text: &Text,
        slots: &[Slot],
        parameters: Vec<Named>,
        known: &[(&str, &[Arc<str>])],
        keep: impl Fn(&mut Self, &Facts<'_>, &Datum<'_>) -> Result<(), Unreadable>,
    ) -> Result<usize, StoreError> {
        for (kind, ids) in known {
            let kind = self.model.kind_named(kind).into_iter();
            let alone = kind.flat_map(|kind| ids.iter().map(|id| Facts::alone(kind.id, id)));
            self.nodes.extend(alone);
        }
        let facts = self.facts(text);
        let mut found = 0;
        for row in self.rows(text, &facts, slots, parameters).await?.iter() {
            if let [count, newest, parts @ ..] = row?.list() {
                self.newest = newest.text().map(newest_day).transpose()?;
                let count = count.int().and_then(|count| usize::try_from(count).ok());
                found += count.unwrap_or_default();
                for part in parts {
                    keep(self, &facts, part)?;
                }
            }
        }
        Ok(found)
    }

    /// Keeps a person and their links of two kinds: a list of both, each with the id of its end, all bare.
    pub(super) fn keep_person(
        &mut self,
        facts: &Facts<'_>,
        part: &Datum<'_>,
        kinds: [Option<LinkId>; 2],
    ) -> Result<(), Unreadable> {
        let ([node, lists @ ..], Some(person)) = (part.list(), self.model.kind_named("Person"))
        else {
            return Err(Unreadable("a row without a person".to_owned()));
        };
        let node = facts.bare_node(person.id, node)?;
        for (list, kind) in lists.iter().zip(kinds) {
            for link in list.list() {
                let ([end, link], Some(kind)) = (link.list(), kind) else { continue };
                let end = Arc::from(end.text().unwrap_or_default());
                self.links.push(facts.bare_link(kind, [&node.id, &end], link)?);
            }
        }
        self.nodes.push(node);
        Ok(())
    }

    /// Keeps a person and the two links, all bare, or a node without links.
    pub(super) fn keep_between(
        &mut self,
        facts: &Facts<'_>,
        part: &Datum<'_>,
        (kind, ends): Between<'_>,
    ) -> Result<(), Unreadable> {
        let ([node, first, second], Some(person)) = (part.list(), self.model.kind_named("Person"))
        else {
            return self.keep(facts, part);
        };
        let node = facts.bare_node(person.id, node)?;
        for (link, end) in [first, second].into_iter().zip(ends) {
            self.links.push(facts.bare_link(kind, [&node.id, end], link)?);
        }
        self.nodes.push(node);
        Ok(())
    }

    /// The expression of a property of a relationship, as far as the viewer may see it.
    pub(super) fn seen_on(&self, variable: &str, kind: LinkId, property: &str) -> String {
        let id = self.model.property_id(property);
        let is_seen = id.is_some_and(|id| self.sight.of_link(kind).has(id));
        if is_seen { format!("{variable}.{property}") } else { "null".to_owned() }
    }

    /// What the rows of a statement hold, with what tells when nodes are there where that counts.
    fn facts(&self, text: &Text) -> Facts<'a> {
        let bounds = self.as_of.map(AsOf::bounds).into_iter().flatten().flatten();
        let bounds = bounds.map(|id| self.model.property_names[usize::from(id.0)].as_str());
        let mut nodes = text.nodes.to_vec();
        nodes.extend(bounds.filter(|name| !text.nodes.contains(name)));
        Facts::new(self.model, self.sight, &nodes, text.links)
    }

    async fn rows(
        &self,
        text: &Text,
        facts: &Facts<'_>,
        slots: &[Slot],
        parameters: Vec<Named>,
    ) -> Result<Rows, StoreError> {
        let mut statement = Statement::new(text.fill(facts, &self.hidden, slots));
        for (name, value) in parameters {
            statement = statement.with(name, value);
        }
        self.driver.read(&statement).await
    }

    fn keep(&mut self, facts: &Facts<'_>, part: &Datum<'_>) -> Result<(), Unreadable> {
        if let Some(day) = part.text() {
            self.newest = Some(newest_day(day)?);
            return Ok(());
        }
        let [node, links, counted @ ..] = part.list() else {
            return Err(Unreadable("a row without parts".to_owned()));
        };
        if !node.is_null() {
            let node = facts.node(node)?;
            if let Some(count) = counted.first().and_then(Datum::int) {
                let count = u32::try_from(count).unwrap_or(u32::MAX);
                self.participants.push((Arc::clone(&node.id), count));
            }
            self.nodes.push(node);
        }
        for link in links.list() {
            self.links.push(facts.link(link)?);
        }
        Ok(())
    }

    /// The ids of the people told so far.
    pub(super) fn people(&self) -> Vec<Arc<str>> {
        let Some(person) = self.model.kind_named("Person") else { return Vec::new() };
        let people = self.nodes.iter().filter(|node| node.kind == person.id);
        people.map(|node| Arc::clone(&node.id)).collect()
    }

    /// The names told so far.
    pub(super) fn names(&self) -> HashMap<Arc<str>, Arc<Localized>> {
        let Some(name) = self.model.property_id("name") else { return HashMap::default() };
        let named = self.nodes.iter().filter_map(|node| {
            let (_, value) = node.properties.iter().find(|(property, _)| *property == name)?;
            let Value::Localized(name) = value else { return None };
            Some((Arc::clone(&node.id), Arc::clone(name)))
        });
        named.collect()
    }

    /// The nodes told so far.
    pub(super) fn nodes(&self) -> &[NodeRecord] {
        &self.nodes
    }

    /// The piece, to be walked. The gathering is empty afterwards.
    pub(super) fn fragment(&mut self) -> Fragment {
        let (nodes, links) = (std::mem::take(&mut self.nodes), std::mem::take(&mut self.links));
        let mut fragment = Fragment::new(Arc::clone(self.model), nodes, links);
        if let Some(participates) = self.model.link_named("PARTICIPATES_IN") {
            for (project, count) in self.participants.drain(..) {
                fragment.count(&project, participates.id, Direction::In, count);
            }
        }
        fragment
    }

    /// Goes on from a piece that was walked.
    pub(super) fn resume(&mut self, fragment: Fragment) {
        (self.nodes, self.links) = fragment.into_records();
    }
}

/// Kinds of link that the viewer may see.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Kinds(pub(super) LinkSet);

impl Kinds {
    /// Whether there is none: nothing to look for.
    pub(super) fn is_empty(self) -> bool {
        self.0.is_empty()
    }
}

/// The kind of link that people have to each of two nodes, and the ids of these.
pub(super) type Between<'a> = (LinkId, &'a [Arc<str>; 2]);

/// A parameter and its name.
pub(super) type Named = (Cow<'static, str>, Parameter);

/// Kinds of link as relationship types.
pub(super) fn types(model: &Model, kinds: Kinds) -> String {
    one_of(kinds.0.iter().map(|link| model.link(link).name.as_str()))
}

/// Kinds of node as labels.
pub(super) fn labels(model: &Model, kinds: KindSet) -> String {
    if kinds == model.all_kinds() {
        return names::NODE.to_owned();
    }
    one_of(kinds.iter().map(|kind| model.kind(kind).name.as_str()))
}

fn one_of<'m>(names: impl Iterator<Item = &'m str>) -> String {
    let names: Vec<&str> = names.collect();
    if names.is_empty() { NOTHING.to_owned() } else { names.join("|") }
}

/// Ids as a parameter.
pub(super) fn ids<'a>(ids: impl IntoIterator<Item = &'a Arc<str>>) -> Parameter {
    ids.into_iter().collect()
}
