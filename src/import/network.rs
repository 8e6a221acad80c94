//! The network as it is put together from the rows: nodes by id, links by what they join.

use std::sync::Arc;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::columns::Ends;
use super::countries;
use super::fault::{Faults, quoted};
use crate::model::{KindId, KindSet, LinkId, Localized, Model, PropertyId, Value};
use crate::store::graph::Dates;
use crate::store::identity::Identity;
use crate::store::records::{LinkRecord, LinkRef, NodeId, NodeRecord, Recorded, Source};
use crate::text::slug;

/// Where a row stands: the number of its file and the line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Place {
    pub(super) file: usize,
    pub(super) line: u64,
}

/// A node that a row announced, with its record once the row was read without fault.
#[derive(Debug)]
pub(super) struct Slot {
    pub(super) id: Arc<str>,
    pub(super) kind: KindId,
    /// None for one that a reference brought: a country, a town.
    pub(super) at: Option<Place>,
    pub(super) record: Option<NodeRecord>,
}

/// A link as a row gives it.
pub(super) struct Tie {
    pub(super) kind: LinkId,
    /// Number of the node where it starts.
    pub(super) from: u32,
    /// Number of the node where it leads.
    pub(super) to: u32,
    pub(super) dates: Dates,
    /// By rising number.
    pub(super) properties: Vec<(PropertyId, Value)>,
}

/// The nodes and links so far.
pub(super) struct Network<'m> {
    pub(super) model: &'m Model,
    recorded: Recorded,
    identity: Identity<'m>,
    country: Option<KindId>,
    name: Option<PropertyId>,
    ids: HashMap<Arc<str>, u32, RandomState>,
    pub(super) slots: Vec<Slot>,
    pub(super) links: Vec<LinkRecord>,
    /// Where each link was read first.
    link_places: Vec<Place>,
    /// By kind, the numbers of both ends and the tag.
    link_at: HashMap<(LinkId, u32, u32, u32), usize, RandomState>,
}

impl<'m> Network<'m> {
    pub(super) fn new(model: &'m Model, recorded: Recorded) -> Self {
        Self {
            model,
            recorded,
            identity: Identity::new(model),
            country: model.kind_named("Country").map(|kind| kind.id),
            name: model.property_id("name"),
            ids: HashMap::default(),
            slots: Vec::new(),
            links: Vec::new(),
            link_places: Vec::new(),
            link_at: HashMap::default(),
        }
    }

    /// Announces a node, so that references find it whatever the order of files.
    ///
    /// # Errors
    /// Where the id was announced before; none when a reference brought it.
    pub(super) fn announce(
        &mut self,
        id: &str,
        kind: KindId,
        at: Option<Place>,
    ) -> Result<u32, Option<Place>> {
        if let Some(known) = self.ids.get(id) {
            return Err(self.slots[*known as usize].at);
        }
        let number = u32::try_from(self.slots.len()).unwrap_or(u32::MAX);
        let id: Arc<str> = id.into();
        self.ids.insert(id.clone(), number);
        self.slots.push(Slot { id, kind, at, record: None });
        Ok(number)
    }

    /// The number of an id.
    pub(super) fn number(&self, id: &str) -> Option<u32> {
        self.ids.get(id).copied()
    }

    /// What an announced node is.
    pub(super) fn kind(&self, node: u32) -> KindId {
        self.slots[node as usize].kind
    }

    /// The id of an announced node.
    pub(super) fn id(&self, node: u32) -> &Arc<str> {
        &self.slots[node as usize].id
    }

    /// Says what is known of an announced node. `properties` by rising number.
    pub(super) fn describe(
        &mut self,
        node: u32,
        properties: Vec<(PropertyId, Value)>,
        sources: Vec<Source>,
    ) {
        let slot = &mut self.slots[node as usize];
        slot.record = Some(NodeRecord {
            id: slot.id.clone(),
            kind: slot.kind,
            properties,
            identifiers: Vec::new(),
            sources,
            recorded: self.recorded.clone(),
            version: 0,
        });
    }

    /// The node that a cell refers to.
    ///
    /// # Errors
    /// What was expected, with the nearest id there is.
    pub(super) fn resolve(
        &mut self,
        text: &str,
        ends: &Ends,
        faults: &mut Faults,
    ) -> Result<u32, String> {
        let prefixed = match &ends.prefix {
            Some(prefix) if !text.starts_with(prefix.as_str()) => Some(format!("{prefix}{text}")),
            _ => None,
        };
        let id = prefixed.as_deref().unwrap_or(text);
        if let Some(node) = self.number(id) {
            let kind = self.kind(node);
            if ends.kinds.has(kind) {
                return Ok(node);
            }
            return Err(format!(
                "{} is of kind {}; expected {}",
                quoted(text),
                self.model.kind(kind).name,
                ends.words(self.model)
            ));
        }
        if self.country.is_some_and(|country| ends.kinds == KindSet::one(country)) {
            let prefix = ends.prefix.as_deref().unwrap_or_default();
            return self.new_country(id.strip_prefix(prefix).unwrap_or(id));
        }
        let prefix = ends.prefix.as_deref().unwrap_or_default();
        let known = self
            .slots
            .iter()
            .filter(|slot| ends.kinds.has(slot.kind))
            .filter_map(|slot| slot.id.strip_prefix(prefix));
        let near = faults.nearest(text, known);
        let expected = ends.words(self.model);
        Err(format!("{} is not the id of any {expected} of this folder{near}", quoted(text)))
    }

    /// A country that no file of the folder describes, with its names.
    fn new_country(&mut self, code: &str) -> Result<u32, String> {
        let Some((english, lithuanian)) = countries::names(code) else {
            let meant = countries::meant(code)
                .map_or_else(String::new, |code| format!("; did you mean `{code}`?"));
            return Err(format!(
                "{} is not the code of a country; expected two capital letters of ISO 3166-1, such as `LT`{meant}",
                quoted(code)
            ));
        };
        let names = Localized { any: None, en: Some(english.into()), lt: Some(lithuanian.into()) };
        let source =
            Source { url: "ISO 3166-1, with names of Unicode CLDR".into(), retrieved: None };
        let kind = self.country.unwrap_or(KindId(0));
        let id = format!("country:{code}");
        // Only a code that is not known yet comes here.
        let node = self.announce(&id, kind, None).or_else(|_| self.number(&id).ok_or(code));
        let node = node.map_err(quoted)?;
        self.describe(node, self.named(names), vec![source]);
        Ok(node)
    }

    /// A town, new unless another row named it before; `sources` are those of its first row.
    pub(super) fn town(
        &mut self,
        name: &str,
        country: Option<u32>,
        sources: &[Source],
        at: Place,
    ) -> Result<u32, String> {
        let Some(kind) = self.model.kind_named("Place").map(|kind| kind.id) else {
            return Err("the model has no towns".to_owned());
        };
        let slug = slug(name);
        if slug.is_empty() {
            return Err(format!("{} has no letters", quoted(name)));
        }
        let code = country.map_or_else(String::new, |country| {
            let id = self.id(country);
            let code = id.split_once(':').map_or(&**id, |(_, code)| code);
            format!("{}-", code.to_ascii_lowercase())
        });
        let id = valid_id(format!("place:{code}{slug}"))?;
        let node = match self.announce(&id, kind, None) {
            Ok(node) => {
                self.describe(node, self.named(Localized::any(name)), sources.to_vec());
                node
            }
            Err(_) => self.number(&id).unwrap_or_default(),
        };
        if let Some((country, located)) = country.zip(self.model.link_named("LOCATED_IN")) {
            let tie = Tie {
                kind: located.id,
                from: node,
                to: country,
                dates: Dates::default(),
                properties: Vec::new(),
            };
            // The sources of its first row stand for it: a page for every actor in town says no more.
            if !self.has(&tie) {
                self.join(tie, sources.to_vec(), at).map_err(|(what, _)| what)?;
            }
        }
        Ok(node)
    }

    fn named(&self, name: Localized) -> Vec<(PropertyId, Value)> {
        self.name.map(|id| (id, Value::Localized(Arc::new(name)))).into_iter().collect()
    }

    fn has(&self, tie: &Tie) -> bool {
        let tag = self.identity.tag(tie.kind, &tie.properties, tie.dates.since);
        self.link_at.contains_key(&(tie.kind, tie.from, tie.to, tag))
    }

    /// Adds a link. One that is there already gains the sources, what it did not say yet, and the newer `seen`.
    ///
    /// # Errors
    /// What contradicts what was said of the link before, and where that was.
    pub(super) fn join(
        &mut self,
        tie: Tie,
        sources: Vec<Source>,
        at: Place,
    ) -> Result<(), (String, Place)> {
        let tag = self.identity.tag(tie.kind, &tie.properties, tie.dates.since);
        let key = (tie.kind, tie.from, tie.to, tag);
        if let Some(known) = self.link_at.get(&key) {
            let link = &mut self.links[*known];
            return merge(self.model, link, tie, sources)
                .map_err(|what| (what, self.link_places[*known]));
        }
        self.link_at.insert(key, self.links.len());
        self.link_places.push(at);
        self.links.push(LinkRecord {
            link: LinkRef {
                kind: tie.kind,
                from: self.id(tie.from).clone(),
                to: self.id(tie.to).clone(),
                tag,
            },
            since: tie.dates.since,
            until: tie.dates.until,
            seen: tie.dates.seen,
            properties: tie.properties,
            sources,
            recorded: self.recorded.clone(),
            version: 0,
        });
        Ok(())
    }

    /// What was put together; what only helped to do so is let go, which is half of the memory.
    pub(super) fn into_parts(self) -> (Vec<Slot>, Vec<LinkRecord>) {
        (self.slots, self.links)
    }

    /// Where a link was read first.
    pub(super) fn place_of_link(&self, link: usize) -> Place {
        self.link_places[link]
    }
}

/// Adds to a link what another row says of it.
fn merge(
    model: &Model,
    link: &mut LinkRecord,
    tie: Tie,
    sources: Vec<Source>,
) -> Result<(), String> {
    for (name, known, new) in
        [("since", &mut link.since, tie.dates.since), ("until", &mut link.until, tie.dates.until)]
    {
        match (*known, new) {
            (Some(known), Some(new)) if known != new => {
                return Err(format!("`{name}` is `{new}`, and was `{known}`"));
            }
            (None, Some(_)) => *known = new,
            _ => {}
        }
    }
    link.seen = link.seen.max(tie.dates.seen);
    for (id, value) in tie.properties {
        match link.properties.binary_search_by_key(&id, |(known, _)| *known) {
            Err(at) => link.properties.insert(at, (id, value)),
            Ok(at) if link.properties[at].1 == value => {}
            Ok(_) => {
                let name = model.property_names.get(usize::from(id.0)).map_or("", String::as_str);
                return Err(format!("`{name}` is another"));
            }
        }
    }
    for source in sources {
        if !link.sources.contains(&source) {
            link.sources.push(source);
        }
    }
    Ok(())
}

/// An id, if it can be one.
pub(super) fn valid_id(id: String) -> Result<String, String> {
    match id.parse::<NodeId>() {
        Ok(_) => Ok(id),
        Err(error) => Err(format!("{} is {error}", quoted(&id))),
    }
}
