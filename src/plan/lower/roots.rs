//! Root fields.

use std::sync::Arc;

use super::catalog::RootName;
use super::collect::{Collector, Group};
use super::input::{Input, argument};
use super::lowerer::{Lowerer, Request, offset, text};
use super::page::{MOST_PER_PAGE, PAGE_SIZE};
use super::root::{Asking, Following, Reading, RootField, Unwrap, Work, Writing};
use super::value_test::date;
use crate::fault::words::list as words;
use crate::model::{KindId, KindSet, PartialDate, Value};
use crate::plan::as_of::AsOf;
use crate::plan::filter::{Filter, LinkFilter, Test};
use crate::plan::selection::{Connection, ConnectionGet, Field, Page, Selection};
use crate::plan::{Plan, Root};
use crate::text::search_words;

impl<'a> Request<'a> {
    /// The root fields of the query or subscription, in the order of the answer. Introspection's are left
    /// out: they ask nothing of the network.
    #[must_use]
    pub fn roots(&self) -> Vec<RootField> {
        self.groups().iter().filter_map(|group| self.root(group)).collect()
    }

    /// What opens the fragments of the request.
    pub(crate) fn collector(&self) -> Collector<'a> {
        let Self { catalog, document, variables, .. } = *self;
        Collector { catalog, document, variables }
    }

    /// The root fields as they are selected, introspection's among them.
    pub(crate) fn groups(&self) -> Vec<Group<'a>> {
        self.collector().collect(&[&self.operation.selection_set].into_iter().collect(), None)
    }

    /// The root field of a group; none for introspection.
    pub(crate) fn root(&self, group: &Group<'a>) -> Option<RootField> {
        let work = if group.first().name == "__typename" {
            Work::Typename(text(&self.operation.selection_set.ty))
        } else {
            let name = self.catalog.root(&group.first().name)?;
            let mut lowerer = Lowerer::new(*self);
            lowerer.as_of = lowerer.as_of(group);
            let work = lowerer.within(group, |lowerer| lowerer.root(name, group));
            if lowerer.faults.is_empty() { work } else { Work::Refused(lowerer.faults) }
        };
        let nullable = !group.first().definition.ty.is_non_null();
        Some(RootField { key: text(group.key), at: offset(group), nullable, work })
    }
}

impl<'a> Lowerer<'a> {
    /// The day that a root field asks to be answered as of. It holds for all that is selected below.
    fn as_of(&self, group: &Group<'a>) -> Option<AsOf> {
        Some(AsOf::new(self.model(), self.sight(), self.date_given(group)?))
    }

    /// The date of `asOf`.
    pub(super) fn date_given(&self, group: &Group<'a>) -> Option<PartialDate> {
        date(self.given(group.first(), "asOf")?)
    }

    /// The condition that nodes of some kinds are there on that day.
    fn is_there(&self, kinds: KindSet) -> Filter {
        self.as_of.map_or(Filter::ANY, |as_of| as_of.filter(self.model(), kinds))
    }

    fn root(&mut self, name: RootName, group: &Group<'a>) -> Work {
        match name {
            RootName::Node => {
                let kinds = self.model().all_kinds();
                self.one(group, kinds)
            }
            RootName::One(kind, None) => self.one(group, KindSet::one(kind)),
            RootName::One(kind, Some(listed)) => self.one_listed(group, kind, listed),
            RootName::Nodes => self.nodes(group),
            RootName::All(kind, listed) => {
                let kinds = KindSet::one(kind);
                let fixed = self.is_there(kinds);
                let fixed = match listed {
                    Some(listed) => Filter::All(vec![self.is_listed(kind, listed), fixed]),
                    None => fixed,
                };
                let connection = self.connection(group, kinds, None);
                let kinds = kinds.and(self.sight().kinds);
                self.fetch(Root::Scan { kinds, fixed, connection }, Unwrap::Page)
            }
            RootName::Search => self.search(group),
            RootName::Question(name) => {
                let question = self.question(name, group);
                let languages = self.viewer_languages();
                Work::Ask(Box::new(Asking { question, languages, wanted: self.wanted(group) }))
            }
            RootName::Changes => Work::Log(Box::new(self.log(group))),
            RootName::Changed => Work::Follow(Following {
                kinds: self.kinds(group, "kinds"),
                ids: self.ids_of(group, "ids"),
                filters: self.filters_by_kind(group),
                after: self.given(group.first(), "after").and_then(Input::text).map(Arc::from),
                wanted: self.wanted(group),
            }),
            RootName::Mutation(mutation) => Work::Write(Box::new(Writing {
                mutation,
                arguments: self.arguments(group),
                wanted: self.wanted(group),
            })),
        }
    }

    fn log(&mut self, group: &Group<'a>) -> Reading {
        let field = group.first();
        let first = self.given(field, "first").and_then(Input::int);
        let newest_first = self.given(field, "newestFirst").and_then(Input::bool);
        Reading {
            kinds: self.kinds(group, "kinds"),
            ids: self.ids_of(group, "ids"),
            after: self.given(field, "after").and_then(Input::text).map(Arc::from),
            newest_first: newest_first.unwrap_or(false),
            size: self.page_size("first", first).unwrap_or(PAGE_SIZE),
            wanted: self.wanted(group),
        }
    }

    /// The filters of an argument that has one for each kind.
    fn filters_by_kind(&mut self, group: &Group<'a>) -> Vec<(KindId, Filter)> {
        let given = self.given(group.first(), "filter").map(Input::entries).unwrap_or_default();
        let mut filters = Vec::new();
        for (name, filter) in given.into_iter().filter(|(_, filter)| !filter.is_null()) {
            let kind = self.model().kinds.iter().find(|kind| kind.singular == name);
            if let Some(kind) = kind.map(|kind| kind.id) {
                filters.push((kind, self.filter(filter, KindSet::one(kind))));
            }
        }
        filters
    }

    /// All arguments of a field.
    fn arguments(&self, group: &Group<'a>) -> serde_json::Map<String, serde_json::Value> {
        let field = group.first();
        let declared = field.definition.arguments.iter();
        let given = declared.filter_map(|one| {
            let value = argument(field, &one.name, self.variables())?;
            Some((one.name.to_string(), value.json()))
        });
        given.collect()
    }

    fn fetch(&self, root: Root, unwrap: Unwrap) -> Work {
        Work::Fetch(Box::new(Plan { root, sight: self.sight().clone() }), unwrap)
    }

    fn id_given(&self, group: &Group<'a>, kinds: KindSet) -> Option<Arc<str>> {
        self.node_id(self.given(group.first(), "id")?.text()?, kinds)
    }

    fn one(&mut self, group: &Group<'a>, kinds: KindSet) -> Work {
        let ids = self.id_given(group, kinds).into_iter().collect();
        let selection = self.selection(&group.sets(), kinds);
        let kinds = kinds.and(self.sight().kinds);
        self.fetch(Root::Nodes { ids, kinds, selection }, Unwrap::First)
    }

    /// Looks up a node of a further list: it must have the list's property.
    fn one_listed(&mut self, group: &Group<'a>, kind: KindId, listed: usize) -> Work {
        let kinds = KindSet::one(kind);
        let id = Filter::Id(self.id_given(group, kinds).into_iter().collect());
        let fixed = Filter::All(vec![id, self.is_listed(kind, listed)]);
        let selection = self.selection(&group.sets(), kinds);
        let connection = only_nodes(selection);
        let kinds = kinds.and(self.sight().kinds);
        self.fetch(Root::Scan { kinds, fixed, connection }, Unwrap::First)
    }

    fn is_listed(&self, kind: KindId, listed: usize) -> Filter {
        let Some(listed) = self.model().kind(kind).listed.get(listed) else { return Filter::Never };
        if self.sight().of_kind(kind).has(listed.property) {
            Filter::Property(listed.property, Test::In(vec![Value::Enum(listed.value)]))
        } else {
            Filter::Never
        }
    }

    fn nodes(&mut self, group: &Group<'a>) -> Work {
        let all = self.model().all_kinds();
        let given = self.given(group.first(), "ids").map(Input::items).unwrap_or_default();
        if given.len() > MOST_PER_PAGE {
            self.bad_input(words::too_many_ids(given.len(), MOST_PER_PAGE));
        }
        let mut ids = Vec::with_capacity(given.len());
        let mut possible = Vec::with_capacity(given.len());
        for id in given {
            let id = id.text().and_then(|id| self.node_id(id, all));
            possible.push(id.is_some());
            ids.extend(id);
        }
        let selection = self.selection(&group.sets(), all);
        let kinds = self.sight().kinds;
        self.fetch(Root::Nodes { ids, kinds, selection }, Unwrap::Each(possible))
    }

    fn search(&mut self, group: &Group<'a>) -> Work {
        let text = self.given(group.first(), "text").and_then(Input::text).unwrap_or_default();
        let words = search_words(text);
        let kinds = self.kinds(group, "kinds").unwrap_or_else(|| self.model().all_kinds());
        let kinds = kinds.and(self.sight().kinds);
        let connection = Connection { filter: self.is_there(kinds), ..self.found(group, kinds) };
        let root = if words.is_empty() {
            // Signs and spaces find nothing, which is no mistake of one who is still typing.
            let page = Page { after: None, before: None, ..connection.page };
            let connection = Connection { page, ..connection };
            Root::Scan { kinds: KindSet::EMPTY, fixed: Filter::Never, connection }
        } else {
            Root::Search { words, kinds, connection }
        };
        self.fetch(root, Unwrap::Page)
    }
}

/// A page of one node, without anything around it.
fn only_nodes(selection: Selection) -> Connection {
    Connection {
        fields: vec![Field {
            key: "nodes".into(),
            nullable: false,
            get: ConnectionGet::Nodes(selection),
        }],
        filter: Filter::ANY,
        edge_filter: LinkFilter::ANY,
        order: Vec::new(),
        page: Page { size: 1, after: None, before: None, backward: false },
    }
}
