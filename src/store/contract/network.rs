//! The small network that a store is checked with, and short ways to write records and plans.

use std::sync::Arc;

use crate::model::{
    Audience, Direction, KindId, KindSet, Language, LinkId, Localized, Model, PropertyId, Value,
};
use crate::plan::filter::{Filter, LinkFilter};
use crate::plan::selection::{
    Connection, ConnectionGet, EdgeGet, Field, Follow, NodeGet, OrderBy, OrderKey, Page,
    PageInfoGet, Selection, Variant,
};
use crate::plan::tree::{Cell, Tree};
use crate::plan::viewer::Sight;
use crate::plan::{Plan, Root};
use crate::store::records::{
    Change, Identifier, LinkRecord, LinkRef, NodeRecord, Recorded, Source,
};

/// The names of the model that the check uses.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    pub(super) model: &'a Model,
    pub(super) company: KindId,
    pub(super) person: KindId,
    pub(super) proposal: KindId,
    pub(super) sector: KindId,
    pub(super) in_sector: LinkId,
    pub(super) partners: LinkId,
    pub(super) name: PropertyId,
    pub(super) employees: PropertyId,
    pub(super) website: PropertyId,
    pub(super) areas: PropertyId,
    pub(super) document: PropertyId,
}

impl<'a> Names<'a> {
    /// The names in a model, which must have them.
    pub(super) fn of(model: &'a Model) -> Self {
        // A name that is missing gets a number that nothing has, so that the check reports it.
        let kind = |name| model.kind_named(name).map_or(KindId(63), |kind| kind.id);
        let link = |name| model.link_named(name).map_or(LinkId(63), |link| link.id);
        let property = |name| model.property_id(name).unwrap_or(PropertyId(127));
        Self {
            model,
            company: kind("Company"),
            person: kind("Person"),
            proposal: kind("Proposal"),
            sector: kind("Sector"),
            in_sector: link("IN_SECTOR"),
            partners: link("PARTNERS_WITH"),
            name: property("name"),
            employees: property("employees"),
            website: property("website"),
            areas: property("areas"),
            document: property("document"),
        }
    }

    /// A node with a name and further properties.
    pub(super) fn node(
        &self,
        kind: KindId,
        id: &str,
        name: &str,
        more: &[(PropertyId, Value)],
    ) -> NodeRecord {
        let mut properties = vec![(self.name, Value::Localized(Arc::new(Localized::any(name))))];
        properties.extend_from_slice(more);
        properties.sort_by_key(|(id, _)| *id);
        NodeRecord {
            id: id.into(),
            kind,
            properties,
            identifiers: Vec::new(),
            sources: Vec::new(),
            recorded: by("nobody"),
            version: 0,
        }
    }

    /// A link without dates and properties.
    pub(super) fn link(kind: LinkId, from: &str, to: &str, tag: u32) -> LinkRecord {
        LinkRecord {
            link: LinkRef { kind, from: from.into(), to: to.into(), tag },
            since: None,
            until: None,
            seen: None,
            properties: Vec::new(),
            sources: Vec::new(),
            recorded: by("nobody"),
            version: 0,
        }
    }

    /// The network: six companies, a person, a proposal and two sectors, in an order that is none.
    pub(super) fn network(&self) -> Vec<Change> {
        let company = |id, name, more: &[_]| self.node(self.company, id, name, more);
        let employees = |n| (self.employees, Value::Int(n));
        let website = (self.website, text("https://alfa.example"));
        let mut alfa = company("co-alfa", "Alfa", &[employees(10), website]);
        alfa.identifiers.push(Identifier { scheme: "code".into(), value: "1".into() });
        alfa.sources.push(Source { url: "https://one.example".into(), retrieved: None });
        let retrieved = "2024-05".parse().ok();
        alfa.sources.push(Source { url: "https://two.example".into(), retrieved });
        let mut zuvedra = company("co-zuvedra", "Žuvėdra", &[employees(10)]);
        zuvedra.properties.iter_mut().filter(|(id, _)| *id == self.name).for_each(|(_, value)| {
            *value = Value::Localized(Arc::new(Localized {
                any: None,
                en: Some("Seagull".into()),
                lt: Some("Žuvėdra".into()),
            }));
        });
        let areas = Value::List([text("lasers"), text("optics")].into());
        let mut seen = Self::link(self.partners, "co-alfa", "co-beta", 7);
        seen.seen = "2023-11".parse().ok();
        seen.properties.push((self.document, text("treaty")));
        let nodes = [
            company("co-same-b", "Same", &[employees(3)]),
            zuvedra,
            company("co-beta", "Beta Laser", &[]),
            alfa,
            company("co-same-a", "Same", &[employees(200)]),
            company("co-sarunas", "Šarūnas", &[]),
            self.node(self.person, "pe-ona", "Ona", &[(self.areas, areas)]),
            self.node(self.proposal, "pr-secret", "Secret alfa", &[]),
            self.node(self.sector, "sector:LASER", "Lasers", &[]),
            self.node(self.sector, "sector:FOOD", "Food", &[]),
        ];
        let links = [
            Self::link(self.in_sector, "co-alfa", "sector:LASER", 0),
            Self::link(self.in_sector, "co-alfa", "sector:FOOD", 0),
            Self::link(self.in_sector, "co-beta", "sector:LASER", 0),
            seen,
            Self::link(self.partners, "co-alfa", "co-beta", 0),
            Self::link(self.partners, "co-alfa", "co-alfa", 0),
            Self::link(self.partners, "co-zuvedra", "co-alfa", 0),
        ];
        let nodes = nodes.into_iter().map(Change::PutNode);
        nodes.chain(links.into_iter().map(Change::PutLink)).collect()
    }

    /// A plan of what an audience sees.
    pub(super) fn plan(&self, audience: Audience, root: Root) -> Plan {
        Plan { root, sight: Sight::new(self.model, audience) }
    }

    /// A selection of these things of every kind.
    pub(super) fn select(&self, gets: impl IntoIterator<Item = NodeGet>) -> Selection {
        let fields = gets.into_iter().map(field).collect();
        Selection { variants: vec![Variant { kinds: self.model.all_kinds(), fields }] }
    }

    /// A page of ids with the count of all and where the page stands.
    pub(super) fn page(&self, filter: Filter, order: &[OrderBy], page: Page) -> Connection {
        let place = [
            PageInfoGet::HasPreviousPage,
            PageInfoGet::HasNextPage,
            PageInfoGet::StartCursor,
            PageInfoGet::EndCursor,
        ];
        let fields = [
            ConnectionGet::Nodes(self.select([NodeGet::Id])),
            ConnectionGet::TotalCount,
            ConnectionGet::PageInfo(place.into_iter().map(field).collect()),
        ];
        let fields = fields.into_iter().map(field).collect();
        Connection { fields, filter, edge_filter: LinkFilter::ANY, order: order.to_vec(), page }
    }

    /// The companies.
    pub(super) fn companies(&self, connection: Connection) -> Plan {
        let kinds = KindSet::one(self.company);
        let root = Root::Scan { kinds, fixed: Filter::ANY, connection };
        self.plan(Audience::Public, root)
    }

    /// The links of a kind from or to companies and sectors.
    pub(super) fn follow(&self, link: LinkId, direction: Direction) -> Follow {
        let far = [self.company, self.sector].into_iter().collect();
        Follow { link, direction, far, as_of: None }
    }
}

/// A connection of edges, by far id.
pub(super) fn edges(gets: impl IntoIterator<Item = EdgeGet>) -> Connection {
    let fields = vec![field(ConnectionGet::Edges(gets.into_iter().map(field).collect()))];
    Connection {
        fields,
        filter: Filter::ANY,
        edge_filter: LinkFilter::ANY,
        order: Vec::new(),
        page: first(100),
    }
}

/// An order by a property.
pub(super) fn by_property(property: PropertyId, descending: bool) -> OrderBy {
    let language = Some(Language::Lt);
    OrderBy { key: OrderKey::Property { property, language }, descending, absent_first: false }
}

/// The first so many.
pub(super) fn first(size: usize) -> Page {
    Page { size, after: None, before: None, backward: false }
}

/// A field whose response key does not matter: stores do not read it.
pub(super) fn field<G>(get: G) -> Field<G> {
    Field { key: "key".into(), nullable: true, get }
}

/// Text as a value.
pub(super) fn text(text: &str) -> Value {
    Value::Text(text.into())
}

/// Who records.
pub(super) fn by(who: &str) -> Recorded {
    Recorded { by: who.into(), at: 1_700_000_000_000 }
}

/// A tree as words: each cell in short.
pub(super) fn words(tree: &Tree) -> Vec<String> {
    let word = |cell: &Cell| match cell {
        Cell::Null => "null".to_owned(),
        Cell::Bool(one) => one.to_string(),
        Cell::Int(one) => one.to_string(),
        Cell::Float(one) => one.to_string(),
        Cell::Text(span) => tree.text(*span).to_owned(),
        Cell::Enum(one) => format!("enum {one}"),
        Cell::Node(_) => "node".to_owned(),
        Cell::Link => "link".to_owned(),
        Cell::List(length) => format!("list {length}"),
    };
    tree.cells().iter().map(word).collect()
}
