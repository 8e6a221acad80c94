//! Random plans of any model, as the lowering would make them for an audience: nothing hidden is asked for.

use std::sync::Arc;

use tinklas::model::{
    Audience, Direction, Kind, KindSet, Language, LinkId, Model, PartialDate, Property, PropertyId,
    Value,
};
use tinklas::plan::as_of::AsOf;
use tinklas::plan::cursor::Cursor;
use tinklas::plan::filter::{Filter, LinkDate, LinkFilter};
use tinklas::plan::selection::{
    Connection, ConnectionGet, EdgeGet, Field, Follow, IdentifierGet, LinkGet, NodeGet, OrderBy,
    OrderKey, Page, PageInfoGet, Selection, SourceGet, Variant,
};
use tinklas::plan::viewer::Sight;
use tinklas::plan::{Plan, Root};
use tinklas::text::search_words;

use super::Choices;
use super::records::{date, item, link_ref, some_id, text};

/// A plan for everybody or for staff.
pub(crate) fn plan(model: &Model, choices: &mut Choices<'_>) -> Plan {
    let audience = *choices.pick(&[Audience::Public, Audience::Staff]);
    plan_for(model, audience, choices)
}

/// A plan for an audience, now and then as of a day.
pub(crate) fn plan_for(model: &Model, audience: Audience, choices: &mut Choices<'_>) -> Plan {
    let sight = Sight::new(model, audience);
    let as_of = choices.chance(40).then(|| AsOf::new(model, &sight, date(choices)));
    let root = Planner { model, sight: &sight, choices, listed: as_of, as_of }.root();
    Plan { root, sight }
}

/// A plan as of a day, and the same without any day where links are followed.
pub(crate) fn plans_as_of(
    model: &Model,
    audience: Audience,
    day: PartialDate,
    numbers: &[u16],
) -> [Plan; 2] {
    let sight = Sight::new(model, audience);
    let listed = Some(AsOf::new(model, &sight, day));
    [listed, None].map(|as_of| {
        let choices = &mut Choices::new(numbers);
        let root = Planner { model, sight: &sight, choices, listed, as_of }.root();
        Plan { root, sight: sight.clone() }
    })
}

/// A page of a scan with everything that tells its place, to be walked from page to page.
pub(crate) fn scan(model: &Model, choices: &mut Choices<'_>) -> (Arc<Sight>, KindSet, Connection) {
    let sight = Sight::new(model, *choices.pick(&[Audience::Public, Audience::Staff]));
    let mut planner = Planner { model, sight: &sight, choices, listed: None, as_of: None };
    let (kinds, filter, order) = (planner.kinds(), planner.filter(2), planner.order(None));
    let selection = Selection {
        variants: vec![Variant { kinds: model.all_kinds(), fields: vec![field(NodeGet::Id)] }],
    };
    let place = [PageInfoGet::HasPreviousPage, PageInfoGet::HasNextPage];
    let ends = [PageInfoGet::StartCursor, PageInfoGet::EndCursor];
    let fields = vec![
        field(ConnectionGet::PageInfo(place.into_iter().chain(ends).map(field).collect())),
        field(ConnectionGet::Nodes(selection)),
    ];
    let page =
        Page { size: 1 + planner.choices.below(4), after: None, before: None, backward: false };
    let edge_filter = LinkFilter::ANY;
    (sight.clone(), kinds, Connection { fields, filter, edge_filter, order, page })
}

/// What is searched for: whole names, starts of words, words in another order, nothing known.
const QUERIES: [&str; 9] =
    ["a", "alfa", "beta alfa", "alfa beta", "sak", "ŽUVĖDRA", "zuvedros", "b", "nothing"];

pub(super) struct Planner<'a, 'c> {
    pub(super) model: &'a Model,
    pub(super) sight: &'a Sight,
    pub(super) choices: &'a mut Choices<'c>,
    /// The day that root lists are as of.
    listed: Option<AsOf>,
    /// The day that links count on.
    as_of: Option<AsOf>,
}

impl<'a> Planner<'a, '_> {
    fn root(&mut self) -> Root {
        match self.choices.below(10) {
            0..=3 => {
                let everything = self.model.all_kinds();
                let ids =
                    self.choices.several(6, |choices| some_id(self.model, everything, choices));
                Root::Nodes { ids, kinds: self.kinds(), selection: self.selection(3) }
            }
            4..=6 => {
                let (kinds, fixed) = (self.kinds(), self.filter(1));
                let fixed = Filter::All(vec![fixed, self.is_there(kinds)]);
                Root::Scan { kinds, fixed, connection: self.connection(3, None, false) }
            }
            7 | 8 => {
                let query = QUERIES[self.choices.below(QUERIES.len())];
                let words = search_words(query);
                let kinds = self.kinds();
                let connection = self.connection(2, None, true);
                let filter = Filter::All(vec![connection.filter, self.is_there(kinds)]);
                Root::Search { words, kinds, connection: Connection { filter, ..connection } }
            }
            _ => {
                let links = self.choices.several(16, |choices| link_ref(self.model, choices));
                let fields = self.fields(5, |planner| planner.link_get(2));
                Root::Links { links, fields }
            }
        }
    }

    fn is_there(&self, kinds: KindSet) -> Filter {
        self.listed.map_or(Filter::ANY, |listed| listed.filter(self.model, kinds))
    }

    /// Some of the kinds that may be seen.
    fn kinds(&mut self) -> KindSet {
        if self.choices.chance(75) {
            return self.sight.kinds;
        }
        self.sight.kinds.iter().filter(|_| self.choices.chance(50)).collect()
    }

    /// One of some kinds, or now and then any.
    fn kind_of(&mut self, kinds: KindSet) -> &'a Kind {
        let kinds: Vec<_> = kinds.iter().collect();
        if kinds.is_empty() || self.choices.chance(10) {
            return self.choices.pick(&self.model.kinds);
        }
        self.model.kind(*self.choices.pick(&kinds))
    }

    /// What to follow from a node of one of some kinds.
    pub(super) fn follow(&mut self, near: KindSet) -> Follow {
        if self.choices.chance(80) {
            // As a field of the model follows it.
            let kind = self.kind_of(near);
            let field = self.choices.pick(&kind.link_fields);
            let shown = self.sight.links.has(field.link);
            let far = if shown { field.far.and(self.sight.kinds) } else { KindSet::EMPTY };
            let as_of = self.as_of;
            return Follow { link: field.link, direction: field.direction, far, as_of };
        }
        let link = self.choices.pick(&self.model.links).id;
        let direction = *self.choices.pick(&[Direction::Out, Direction::In, Direction::Both]);
        let far = if self.sight.links.has(link) { self.kinds() } else { KindSet::EMPTY };
        Follow { link, direction, far, as_of: self.as_of }
    }

    /// A property of one of some kinds that may be seen, if the choice falls on one.
    pub(super) fn property(&mut self, of: KindSet) -> Option<Property> {
        let kind = self.kind_of(of);
        let property = self.choices.pick(&kind.properties);
        // One name can be hidden in one kind and shown in another: ask only what all show.
        let shown = self.model.kinds.iter().all(|kind| {
            kind.property(property.id).is_none() || self.sight.of_kind(kind.id).has(property.id)
        });
        shown.then(|| property.clone())
    }

    fn languages(&mut self) -> Arc<[Language]> {
        let all: [&[Language]; 4] =
            [&[], &[Language::Lt], &[Language::En], &[Language::Lt, Language::En]];
        (*self.choices.pick(&all)).into()
    }

    pub(super) fn fields<G>(
        &mut self,
        most: usize,
        mut get: impl FnMut(&mut Self) -> G,
    ) -> Vec<Field<G>> {
        let most = if self.choices.chance(90) { 1 + self.choices.below(most) } else { 0 };
        (0..most).map(|_| field(get(self))).collect()
    }

    pub(super) fn selection(&mut self, depth: usize) -> Selection {
        let (mut some, mut others) = (KindSet::EMPTY, KindSet::EMPTY);
        for kind in self.model.all_kinds().iter() {
            if self.choices.chance(25) {
                others = others.with(kind);
            } else if !self.choices.chance(5) {
                some = some.with(kind);
            }
        }
        let mut variant = |kinds| Variant {
            kinds,
            fields: self.fields(10, |planner| planner.node_get(kinds, depth)),
        };
        Selection { variants: vec![variant(some), variant(others)] }
    }

    fn node_get(&mut self, kinds: KindSet, depth: usize) -> NodeGet {
        // The last ones lead to other nodes.
        let all = if depth > 0 { 22 } else { 15 };
        match self.choices.below(all) {
            0 => NodeGet::Id,
            1 => NodeGet::Typename,
            2 => NodeGet::Hidden,
            3 => NodeGet::Kind,
            4 => NodeGet::Code,
            5 => NodeGet::Version,
            6 => NodeGet::RecordedBy,
            7 => NodeGet::RecordedAt,
            8 => NodeGet::Sources(self.source_fields()),
            9 => NodeGet::Identifiers(self.fields(3, |planner| {
                let gets = [IdentifierGet::Typename, IdentifierGet::Scheme, IdentifierGet::Value];
                *planner.choices.pick(&gets)
            })),
            10..=14 => {
                let languages = self.languages();
                match self.property(kinds) {
                    None => NodeGet::Hidden,
                    Some(Property { id: property, localized: true, .. })
                        if self.choices.chance(30) =>
                    {
                        NodeGet::LanguageOf { property, languages }
                    }
                    Some(Property { id: property, .. }) => {
                        NodeGet::Property { property, languages }
                    }
                }
            }
            15 => NodeGet::One(self.follow(kinds), self.selection(depth - 1)),
            16 => NodeGet::List(self.follow(kinds), self.selection(depth - 1)),
            _ => {
                let follow = self.follow(kinds);
                NodeGet::Connection(
                    follow,
                    Box::new(self.connection(depth - 1, Some(follow.link), false)),
                )
            }
        }
    }

    fn source_fields(&mut self) -> Vec<Field<SourceGet>> {
        self.fields(3, |planner| {
            *planner.choices.pick(&[SourceGet::Url, SourceGet::Retrieved, SourceGet::Typename])
        })
    }

    /// A connection; `link` says which links lead to its nodes, `search` whether it is of a search.
    fn connection(&mut self, depth: usize, link: Option<LinkId>, search: bool) -> Connection {
        let order = self.order(link);
        let mut page = Page {
            size: self.choices.below(9),
            after: None,
            before: None,
            backward: self.choices.chance(40),
        };
        if self.choices.chance(25) {
            page.after = Some(self.place(&order, search));
        }
        if self.choices.chance(20) {
            page.before = Some(self.place(&order, search));
        }
        Connection {
            fields: self.fields(4, |planner| planner.connection_get(depth, link.is_some())),
            filter: self.filter(2),
            edge_filter: link.map_or(LinkFilter::ANY, |link| self.edge_filter(link)),
            order,
            page,
        }
    }

    fn connection_get(&mut self, depth: usize, links: bool) -> ConnectionGet {
        match self.choices.below(8) {
            6 => ConnectionGet::Numbers(self.numbers(depth)),
            7 => ConnectionGet::Groups(Box::new(self.grouping(depth))),
            0 => ConnectionGet::TotalCount,
            1 => ConnectionGet::Typename("Page".into()),
            2 => ConnectionGet::PageInfo(self.fields(5, |planner| {
                let gets = [
                    PageInfoGet::HasNextPage,
                    PageInfoGet::HasPreviousPage,
                    PageInfoGet::StartCursor,
                    PageInfoGet::EndCursor,
                    PageInfoGet::Typename,
                ];
                planner.choices.pick(&gets).clone()
            })),
            3 => ConnectionGet::Nodes(self.selection(depth)),
            _ => ConnectionGet::Edges(self.fields(4, |planner| match planner.choices.below(6) {
                0 => EdgeGet::Cursor,
                1 => EdgeGet::Typename("Edge".into()),
                2 | 3 if links => EdgeGet::Link(planner.link_get(depth)),
                _ => EdgeGet::Node(planner.selection(depth)),
            })),
        }
    }

    fn link_get(&mut self, depth: usize) -> LinkGet {
        match self.choices.below(14) {
            0 => LinkGet::Id,
            1 => LinkGet::Typename("Link".into()),
            2 => LinkGet::Hidden,
            3 => LinkGet::Kind,
            4 => LinkGet::Since,
            5 => LinkGet::Until,
            6 => LinkGet::Seen,
            7 => LinkGet::Role,
            8 => LinkGet::Sources(self.source_fields()),
            9 if depth > 0 => LinkGet::From(self.selection(depth - 1)),
            10 if depth > 0 => LinkGet::To(self.selection(depth - 1)),
            _ => {
                let kind = self.choices.pick(&self.model.links);
                let shown = self.sight.of_link(kind.id);
                let properties: Vec<_> =
                    kind.properties.iter().filter(|one| shown.has(one.id)).collect();
                match properties.get(self.choices.below(3)) {
                    // The same name is shown on every kind of link, or on none.
                    Some(property) => LinkGet::Property(property.id),
                    None => LinkGet::Hidden,
                }
            }
        }
    }

    fn edge_filter(&mut self, link: LinkId) -> LinkFilter {
        if self.choices.chance(30) { self.link_filter(1, link) } else { LinkFilter::ANY }
    }

    /// An order of nodes, met over links of a kind if one is told.
    fn order(&mut self, link: Option<LinkId>) -> Vec<OrderBy> {
        let mut order: Vec<OrderBy> = Vec::new();
        for _ in 0..self.choices.below(3) {
            let key = self.order_key(link);
            let (descending, absent_first) = (self.choices.chance(50), self.choices.chance(30));
            order.push(OrderBy { key, descending, absent_first });
        }
        order
    }

    fn order_key(&mut self, link: Option<LinkId>) -> OrderKey {
        match (self.choices.below(6), link) {
            (0, _) => OrderKey::Count(self.follow(self.sight.kinds)),
            (1, Some(_)) => {
                let dates = [LinkDate::Since, LinkDate::Until, LinkDate::Seen];
                OrderKey::LinkDate(*self.choices.pick(&dates))
            }
            (2, Some(link)) => {
                let seen = self.sight.of_link(link);
                let all = self.model.link(link).properties.iter();
                let all: Vec<_> = all.filter(|one| seen.has(one.id) && !one.list).collect();
                match all.get(self.choices.below(2)) {
                    Some(property) => OrderKey::LinkProperty(property.id),
                    None => OrderKey::Id,
                }
            }
            _ => match self.property(self.sight.kinds) {
                Some(one) if !one.list => {
                    let language = *self.choices.pick(&Language::ALL);
                    let language = one.localized.then_some(language);
                    OrderKey::Property { property: one.id, language }
                }
                _ => OrderKey::Id,
            },
        }
    }

    /// A place that a cursor might tell: of a node that is there, that was there, or that never was.
    fn place(&mut self, order: &[OrderBy], search: bool) -> Cursor {
        let mut keys = Vec::new();
        for by in order.iter().filter(|_| !search) {
            keys.push(match by.key {
                OrderKey::Id => {
                    Some(Value::Text(some_id(self.model, self.model.all_kinds(), self.choices)))
                }
                OrderKey::Property { property, .. } | OrderKey::LinkProperty(property) => {
                    let absent = self.choices.chance(20);
                    self.key_of(property).filter(|_| !absent)
                }
                OrderKey::Count(_) => {
                    Some(Value::Int(i64::try_from(self.choices.below(4)).unwrap_or(0)))
                }
                OrderKey::LinkDate(_) => {
                    let absent = self.choices.chance(20);
                    Some(Value::Date(date(self.choices))).filter(|_| !absent)
                }
            });
        }
        if search {
            let rank = i64::try_from(self.choices.below(4)).unwrap_or(0);
            keys = vec![Some(Value::Int(rank)), Some(Value::Text(text(self.choices)))];
        }
        let id = some_id(self.model, self.model.all_kinds(), self.choices);
        Cursor { keys, id, tag: [0, u32::MAX][self.choices.below(2)] }
    }

    fn key_of(&mut self, property: PropertyId) -> Option<Value> {
        let of_nodes = self.model.kinds.iter().find_map(|kind| kind.property(property));
        let of_links = || self.model.links.iter().find_map(|link| link.property(property));
        let declared = of_nodes.or_else(of_links)?;
        Some(item(self.model, declared, self.choices))
    }
}

/// A field whose response key does not matter: stores do not read it.
fn field<G>(get: G) -> Field<G> {
    Field { key: "key".into(), nullable: true, get }
}
