//! The rules of reading.

use std::sync::Arc;

use super::Check;
use super::network::{by_property, edges, field, first, text, words};
use crate::model::{Audience, Direction, KindSet, Language};
use crate::plan::cursor::{decode, fingerprint};
use crate::plan::filter::{Filter, Letters, Part, Place, Test};
use crate::plan::selection::{EdgeGet, LinkGet, NodeGet, OrderBy, OrderKey, Page, SourceGet};
use crate::plan::{Plan, Root};
use crate::store::records::LinkRef;
use crate::text::search_words;

impl Check<'_> {
    /// The cells of a plan in words; the error when it cannot be executed.
    pub(super) async fn read(&self, plan: &Plan) -> Vec<String> {
        match self.store.fetch(plan).await {
            Ok(tree) => words(&tree),
            Err(error) => vec![format!("error: {error}")],
        }
    }

    /// The ids of a page of companies, and the rest of the page's cells.
    async fn page(
        &self,
        filter: Filter,
        order: &[OrderBy],
        page: Page,
    ) -> (Vec<String>, Vec<String>) {
        let plan = self.names.companies(self.names.page(filter, order, page));
        let mut cells = self.read(&plan).await;
        let rest = cells.split_off(cells.len().saturating_sub(5));
        let ids = cells.into_iter().skip(1).filter(|cell| cell != "node").collect();
        (ids, rest)
    }

    async fn expect_order(&mut self, rule: &str, order: &[OrderBy], expected: [&str; 6]) {
        let (ids, _) = self.page(Filter::ANY, order, first(100)).await;
        self.same(rule, ids, expected.map(str::to_owned).to_vec());
    }

    async fn expect_found(&mut self, rule: &str, filter: Filter, expected: &[&str]) {
        let (ids, rest) = self.page(filter, &[], first(100)).await;
        self.same(rule, ids, expected.iter().map(|id| (*id).to_owned()).collect());
        let count = rest.first().cloned().unwrap_or_default();
        self.same("totalCount counts what the filter leaves", count, expected.len().to_string());
    }

    pub(super) async fn nodes_by_id(&mut self) {
        let ids: Vec<Arc<str>> =
            ["co-beta", "nobody", "pe-ona", "co-beta"].map(Into::into).to_vec();
        let kinds = KindSet::one(self.names.company);
        let selection = self.names.select([NodeGet::Typename, NodeGet::Id, NodeGet::Hidden]);
        let plan = self.names.plan(Audience::Public, Root::Nodes { ids, kinds, selection });
        let found = self.read(&plan).await;
        let expected = ["list 4", "node", "co-beta", "null", "null", "node", "co-beta"];
        self.same(
            "nodes by id come in the order asked, repeated ones too, with null for what is not there or of another kind",
            found,
            expected.map(str::to_owned).to_vec(),
        );
    }

    pub(super) async fn orders(&mut self) {
        let name = |descending| by_property(self.names.name, descending);
        let employees = |descending| by_property(self.names.employees, descending);
        let orders = [
            ("the order of no key is by id", vec![], [3, 2, 4, 0, 5, 1]),
            (
                "text orders by its collation key as the reader reads it, ties by id",
                vec![name(false)],
                [3, 2, 4, 0, 5, 1],
            ),
            ("descending turns the keys but not the ids", vec![name(true)], [1, 5, 4, 0, 2, 3]),
            ("absent values come last", vec![employees(false)], [0, 3, 1, 4, 2, 5]),
            (
                "absent values come last in descending order too",
                vec![employees(true)],
                [4, 3, 1, 0, 2, 5],
            ),
            (
                "a later key decides between equals of the first",
                vec![employees(false), name(true)],
                [0, 1, 3, 4, 5, 2],
            ),
            (
                "ids order by their bytes",
                vec![OrderBy { key: OrderKey::Id, descending: true, absent_first: false }],
                [1, 5, 0, 4, 2, 3],
            ),
        ];
        // As the network lists them.
        let ids = ["co-same-b", "co-zuvedra", "co-beta", "co-alfa", "co-same-a", "co-sarunas"];
        for (rule, order, expected) in orders {
            let expected = if order.is_empty() {
                let mut sorted = ids;
                sorted.sort_unstable();
                sorted
            } else {
                expected.map(|at: usize| ids[at])
            };
            self.expect_order(rule, &order, expected).await;
        }
    }

    pub(super) async fn pages(&mut self) {
        let order = [by_property(self.names.employees, true)];
        let (all, _) = self.page(Filter::ANY, &order, first(100)).await;
        for backward in [false, true] {
            let mut met: Vec<String> = Vec::new();
            let mut page = Page { backward, ..first(4) };
            for _ in 0..all.len() {
                let (ids, place) = self.page(Filter::ANY, &order, page.clone()).await;
                let [count, previous, next, start, end] = place.as_slice() else { break };
                self.same("totalCount is the same on every page", count.as_str(), "6");
                let (more, edge) = if backward { (previous, start) } else { (next, end) };
                let other = if backward { next } else { previous };
                let began = !met.is_empty();
                self.same("a page tells what stands on its other side", *other == "true", began);
                if backward {
                    met.splice(0..0, ids);
                } else {
                    met.extend(ids);
                }
                let cursor = decode(edge, fingerprint(&order, false)).ok();
                self.same("cursors can be read again", cursor.is_some(), true);
                if more != "true" || cursor.is_none() {
                    break;
                }
                page = if backward {
                    Page { before: cursor, ..page }
                } else {
                    Page { after: cursor, ..page }
                };
            }
            self.same("pages one after the other are the whole list", met, all.clone());
        }
        let (ids, place) = self.page(Filter::ANY, &order, first(0)).await;
        self.same("a page of none is empty", ids, Vec::new());
        let expected = ["6", "false", "true", "null", "null"].map(str::to_owned).to_vec();
        self.same("a page of none stands before everything and has no cursors", place, expected);
    }

    pub(super) async fn filters(&mut self) {
        let names = self.names;
        let (name, employees, in_sector) = (names.name, names.employees, names.in_sector);
        let is_in = |property, values: &[_]| Filter::Property(property, Test::In(values.to_vec()));
        let contains = |part: &str| {
            let part = Part::new(part, Place::Anywhere, Letters::Folded);
            Filter::Property(name, Test::Part(part))
        };
        let ids = |all: &[&str]| all.iter().map(|id| Arc::from(*id)).collect::<Vec<Arc<str>>>();
        let follow = names.follow(in_sector, Direction::Out);
        let hidden = crate::plan::selection::Follow { far: KindSet::EMPTY, ..follow };
        let ten = is_in(employees, &[crate::model::Value::Int(10)]);
        let laser = ids(&["sector:LASER", "nobody"]);
        let rules = [
            ("a property equals one of the values", ten.clone(), vec!["co-alfa", "co-zuvedra"]),
            ("equality is exact", is_in(name, &[text("alfa")]), vec![]),
            (
                "text of every language is compared",
                is_in(name, &[text("Seagull")]),
                vec!["co-zuvedra"],
            ),
            ("contains folds the text", contains("zuved"), vec!["co-zuvedra"]),
            ("contains looks everywhere in the text", contains("a l"), vec!["co-beta"]),
            ("an id is one of these", Filter::Id(ids(&["co-beta", "pe-ona"])), vec!["co-beta"]),
            (
                "one of these is at the far end",
                Filter::Linked(follow, laser.clone()),
                vec!["co-alfa", "co-beta"],
            ),
            ("nothing hidden is at the far end", Filter::Linked(hidden, laser), vec![]),
            ("all conditions hold", Filter::All(vec![ten, contains("alfa")]), vec!["co-alfa"]),
            ("never is never", Filter::Never, vec![]),
        ];
        for (rule, filter, expected) in rules {
            self.expect_found(rule, filter, &expected).await;
        }
        let optics = is_in(names.areas, &[text("optics")]);
        let connection = names.page(optics, &[], first(1));
        let root = Root::Scan { kinds: KindSet::one(names.person), fixed: Filter::ANY, connection };
        let found = self.read(&names.plan(Audience::Public, root)).await;
        self.same("an item of a list is enough", found.get(2).cloned(), Some("pe-ona".to_owned()));
    }

    pub(super) async fn links(&mut self) {
        let names = self.names;
        let cells = [
            EdgeGet::Node(names.select([NodeGet::Id])),
            EdgeGet::Link(LinkGet::Property(names.document)),
            EdgeGet::Link(LinkGet::Seen),
            EdgeGet::Link(LinkGet::Hidden),
        ];
        let partners = names.follow(names.partners, Direction::Both);
        let connection = Box::new(edges(cells));
        let selection = names.select([NodeGet::Connection(partners, connection)]);
        let of = |ids: &[&str], selection| Root::Nodes {
            ids: ids.iter().map(|id| Arc::from(*id)).collect(),
            kinds: KindSet::one(names.company),
            selection,
        };
        let found = self.read(&names.plan(Audience::Public, of(&["co-alfa"], selection))).await;
        let expected = [
            "list 1",
            "node",
            "list 4",
            "node",
            "co-alfa",
            "null",
            "null",
            "node",
            "co-beta",
            "null",
            "null",
            "node",
            "co-beta",
            "treaty",
            "2023-11",
            "node",
            "co-zuvedra",
            "null",
            "null",
        ];
        self.same(
            "links come in either direction, by far id, then tag, one to itself once, with their properties",
            found,
            expected.map(str::to_owned).to_vec(),
        );

        let sectors = names.follow(names.in_sector, Direction::Out);
        let ids = names.select([NodeGet::Id]);
        let selection = names.select([
            NodeGet::One(sectors, ids.clone()),
            NodeGet::List(sectors, ids.clone()),
            NodeGet::List(partners, ids.clone()),
        ]);
        let plan = names.plan(Audience::Public, of(&["co-alfa", "co-same-a"], selection));
        let found = self.read(&plan).await;
        let expected = [
            "list 2",
            "node",
            "node",
            "sector:FOOD",
            "list 2",
            "node",
            "sector:FOOD",
            "node",
            "sector:LASER",
            "list 3",
            "node",
            "co-alfa",
            "node",
            "co-beta",
            "node",
            "co-zuvedra",
            "node",
            "null",
            "list 0",
            "list 0",
        ];
        self.same(
            "one is the first by id or null; a list has each far node once, by id",
            found,
            expected.map(str::to_owned).to_vec(),
        );

        let link = |from: &str, tag| LinkRef {
            kind: names.partners,
            from: from.into(),
            to: "co-beta".into(),
            tag,
        };
        let links = vec![link("co-alfa", 7), link("co-beta", 0), link("co-alfa", 7)];
        let fields = vec![field(LinkGet::Id), field(LinkGet::From(ids))];
        let found = self.read(&names.plan(Audience::Public, Root::Links { links, fields })).await;
        let id = "PARTNERS_WITH/co-alfa/co-beta/00000007";
        let one = ["link", id, "node", "co-alfa"];
        let expected = [&["list 3"], &one[..], &["null"], &one[..]].concat();
        self.same(
            "links by identity come in the order asked, with null for what is not there",
            found,
            expected.into_iter().map(str::to_owned).collect(),
        );
    }

    pub(super) async fn search(&mut self) {
        let names = self.names;
        let everything = names.model.all_kinds();
        let public = everything.without(KindSet::one(names.proposal));
        let searches = [
            ("alfa", public, Audience::Public, vec!["co-alfa"]),
            ("alfa", everything, Audience::Staff, vec!["co-alfa", "pr-secret"]),
            ("laser", public, Audience::Public, vec!["sector:LASER", "co-beta"]),
            ("seagull", public, Audience::Public, vec!["co-zuvedra"]),
            ("zuv", public, Audience::Public, vec!["co-zuvedra"]),
            ("same", public, Audience::Public, vec!["co-same-a", "co-same-b"]),
            ("laser beta", public, Audience::Public, vec!["co-beta"]),
            ("laser alfa", public, Audience::Public, vec![]),
        ];
        for (query, kinds, audience, expected) in searches {
            let connection = names.page(Filter::ANY, &[], first(100));
            let root = Root::Search { words: search_words(query), kinds, connection };
            let mut found = self.read(&names.plan(audience, root)).await;
            let rest = found.split_off(found.len().saturating_sub(5));
            let ids: Vec<String> =
                found.into_iter().skip(1).filter(|cell| cell != "node").collect();
            let expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
            let rule =
                format!("a search for `{query}` finds what each word begins a word of, best first");
            let count = rest.first().cloned().unwrap_or_default();
            self.same("a search counts what it finds", count, expected.len().to_string());
            self.same(&rule, ids, expected);
        }
    }

    pub(super) async fn text_and_sources(&mut self) {
        let names = self.names;
        let property = names.name;
        let read = |languages: &[Language]| {
            let languages: Arc<[Language]> = languages.into();
            [
                NodeGet::Property { property, languages: languages.clone() },
                NodeGet::LanguageOf { property, languages },
            ]
        };
        let sources =
            vec![field(SourceGet::Url), field(SourceGet::Typename), field(SourceGet::Retrieved)];
        let more = [
            NodeGet::Code,
            NodeGet::Sources(sources),
            NodeGet::Version,
            NodeGet::RecordedBy,
            NodeGet::RecordedAt,
        ];
        let gets = read(&[Language::Lt]).into_iter().chain(read(&[])).chain(more);
        let selection = names.select(gets);
        let ids: Vec<Arc<str>> = ["co-zuvedra", "co-alfa", "sector:FOOD"].map(Into::into).to_vec();
        let kinds = names.model.all_kinds();
        let root = Root::Nodes { ids, kinds, selection };
        let found = self.read(&names.plan(Audience::Public, root)).await;
        let recorded = ["1", "first", "2023-11-14T22:13:20Z"];
        let expected = [
            &["list 3", "node", "Žuvėdra", "LT", "Seagull", "EN", "null", "list 0"],
            &recorded[..],
            &["node", "Alfa", "null", "Alfa", "null", "null", "list 2"],
            &["https://one.example", "null", "https://two.example", "2024-05"],
            &recorded[..],
            &["node", "Food", "null", "Food", "null", "FOOD", "list 0"],
            &recorded[..],
        ]
        .concat();
        self.same(
            "text is read in the reader's languages; sources keep their order; each record says who recorded it",
            found,
            expected.into_iter().map(str::to_owned).collect(),
        );
    }
}
