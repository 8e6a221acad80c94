//! Executes plans: reads what is asked, sorts it, and writes it onto a tree.

use super::condition::{holds, link_holds};
use super::network::Network;
use super::order::{Ranking, compare, keys_of, window};
use crate::model::{DataType, Language, Model, PartialDate, PropertyId, Shape, Value};
use crate::plan::cursor::{Cursor, encode, fingerprint};
use crate::plan::selection::{
    Connection, ConnectionGet, EdgeGet, Field, Follow, IdentifierGet, LinkGet, NodeGet,
    PageInfoGet, Selection, SourceGet,
};
use crate::plan::tree::{Cell, Tree};
use crate::plan::viewer::Sight;
use crate::plan::{Plan, Root};
use crate::store::numbers::{self, Numbers};
use crate::store::records::{LinkRecord, NodeRecord, Source};
use crate::text::{SearchWord, fold, search_rank};

/// Executes a plan.
pub(super) fn fetch(model: &Model, network: &Network, plan: &Plan) -> Tree {
    let mut fetch = Fetch { model, network, sight: &plan.sight, tree: Tree::new() };
    fetch.root(&plan.root);
    fetch.tree
}

struct Fetch<'a> {
    model: &'a Model,
    network: &'a Network,
    sight: &'a Sight,
    tree: Tree,
}

/// A node in a list, with its place there and the link that led to it, if one did.
struct Row<'a> {
    place: Cursor,
    node: &'a NodeRecord,
    link: Option<&'a LinkRecord>,
}

impl<'a> Fetch<'a> {
    fn root(&mut self, root: &Root) {
        match root {
            Root::Nodes { ids, kinds, selection } => {
                let list = self.tree.begin_list();
                for id in ids {
                    let found = self.network.nodes.get(id).filter(|node| kinds.has(node.kind));
                    self.node_or_null(found, selection);
                }
                self.tree.end_list(list, ids.len());
            }
            Root::Scan { kinds, fixed, connection } => {
                let nodes = self.network.nodes.values();
                let rows = nodes
                    .filter(|node| kinds.has(node.kind) && holds(self.network, node, fixed))
                    .map(|node| self.row(node, None, connection))
                    .collect();
                self.connection(connection, Ranking::Keys(&connection.order), rows);
            }
            Root::Search { words, kinds, connection } => {
                let nodes = self.network.nodes.values();
                let rows = nodes
                    .filter(|node| kinds.has(node.kind))
                    .filter_map(|node| {
                        let rank = Value::Int(self.rank(node, words)?.into());
                        let keys = vec![Some(rank), self.name(node)];
                        let place = Cursor { keys, id: node.id.clone(), tag: 0 };
                        Some(Row { place, node, link: None })
                    })
                    .collect();
                self.connection(connection, Ranking::Search, rows);
            }
            Root::Links { links, fields } => {
                let list = self.tree.begin_list();
                for link in links {
                    match self.network.links.get(link).filter(|link| self.sees(link)) {
                        None => self.tree.push(Cell::Null),
                        Some(link) => {
                            self.tree.push(Cell::Link);
                            for field in fields {
                                self.link(link, &field.get);
                            }
                        }
                    }
                }
                self.tree.end_list(list, links.len());
            }
        }
    }

    /// Whether the viewer may see a link: its kind and the nodes at its ends.
    fn sees(&self, link: &LinkRecord) -> bool {
        let end = |id| self.network.kind(id).is_some_and(|kind| self.sight.kinds.has(kind));
        self.sight.links.has(link.link.kind) && end(&link.link.from) && end(&link.link.to)
    }

    fn rank(&self, node: &NodeRecord, words: &[SearchWord]) -> Option<u8> {
        let (mut names, mut others) = (Vec::new(), Vec::new());
        for property in &self.model.kind(node.kind).properties {
            if property.search && self.sight.of_kind(node.kind).has(property.id) {
                let into = if property.name == "name" { &mut names } else { &mut others };
                into.extend(node.value(property.id).into_iter().flat_map(folded_texts));
            }
        }
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let others: Vec<&str> = others.iter().map(String::as_str).collect();
        search_rank(words, &names, &others)
    }

    /// The name that finds are ordered by.
    fn name(&self, node: &NodeRecord) -> Option<Value> {
        let name = self.model.property_id("name")?;
        if !self.sight.of_kind(node.kind).has(name) {
            return None;
        }
        match node.value(name)? {
            Value::Localized(text) => text.read(&[]).map(|(text, _)| Value::Text(text.clone())),
            one => Some(one.clone()),
        }
    }

    /// A node with its place in a connection.
    fn row(
        &self,
        node: &'a NodeRecord,
        link: Option<&'a LinkRecord>,
        connection: &Connection,
    ) -> Row<'a> {
        let keys = keys_of(self.network, node, link, &connection.order);
        let tag = link.map_or(0, |link| link.link.tag);
        Row { place: Cursor { keys, id: node.id.clone(), tag }, node, link }
    }

    fn counts(&self, row: &Row<'_>, wanted: &Connection) -> bool {
        holds(self.network, row.node, &wanted.filter)
            && row
                .link
                .is_none_or(|link| link_holds(self.network, link, row.node, &wanted.edge_filter))
    }

    fn connection(&mut self, wanted: &Connection, ranking: Ranking<'_>, rows: Vec<Row<'a>>) {
        let mut rows: Vec<Row<'a>> =
            rows.into_iter().filter(|row| self.counts(row, wanted)).collect();
        rows.sort_by(|a, b| compare(ranking, &a.place, &b.place));
        let places: Vec<Cursor> = rows.iter().map(|row| row.place.clone()).collect();
        let shown = window(ranking, &places, &wanted.page);
        let page = &rows[shown.clone()];
        let order = match ranking {
            Ranking::Keys(order) => fingerprint(order, false),
            Ranking::Search => fingerprint(&[], true),
        };
        for field in &wanted.fields {
            match &field.get {
                ConnectionGet::Typename(_) => {}
                ConnectionGet::Edges(fields) => {
                    let list = self.tree.begin_list();
                    for row in page {
                        self.edge(row, fields, order);
                    }
                    self.tree.end_list(list, page.len());
                }
                ConnectionGet::Nodes(selection) => {
                    let list = self.tree.begin_list();
                    for row in page {
                        self.node(row.node, selection);
                    }
                    self.tree.end_list(list, page.len());
                }
                ConnectionGet::TotalCount => self.tree.push(count(rows.len())),
                ConnectionGet::Numbers(fields) => numbers::tell(self, &distinct(&rows), fields),
                ConnectionGet::Groups(grouping) => {
                    numbers::tell_groups(self, &distinct(&rows), grouping);
                }
                ConnectionGet::PageInfo(fields) => {
                    for field in fields {
                        let cursor = |row: &Row<'_>| encode(&row.place, order);
                        match field.get {
                            PageInfoGet::Typename => {}
                            PageInfoGet::HasNextPage => {
                                self.tree.push(Cell::Bool(shown.end < rows.len()));
                            }
                            PageInfoGet::HasPreviousPage => {
                                self.tree.push(Cell::Bool(shown.start > 0));
                            }
                            PageInfoGet::StartCursor => self.text(page.first().map(cursor)),
                            PageInfoGet::EndCursor => self.text(page.last().map(cursor)),
                        }
                    }
                }
            }
        }
    }

    fn edge(&mut self, row: &Row<'a>, fields: &[Field<EdgeGet>], order: u32) {
        for field in fields {
            match &field.get {
                EdgeGet::Typename(_) => {}
                EdgeGet::Cursor => self.tree.push_text(&encode(&row.place, order)),
                EdgeGet::Node(selection) => self.node(row.node, selection),
                EdgeGet::Link(get) => match row.link {
                    Some(link) => self.link(link, get),
                    // No link led to the nodes of a root list, and none is planned there.
                    None => self.tree.push(Cell::Null),
                },
            }
        }
    }

    fn node_or_null(&mut self, node: Option<&'a NodeRecord>, selection: &Selection) {
        match node {
            Some(node) => self.node(node, selection),
            None => self.tree.push(Cell::Null),
        }
    }

    fn node(&mut self, node: &'a NodeRecord, selection: &Selection) {
        self.tree.push(Cell::Node(node.kind));
        for field in selection.of(node.kind) {
            self.of_node(node, &field.get);
        }
    }

    fn of_node(&mut self, node: &'a NodeRecord, get: &NodeGet) {
        match get {
            NodeGet::Typename | NodeGet::Hidden | NodeGet::Kind => {}
            NodeGet::Id => self.tree.push_text(&node.id),
            NodeGet::Code => {
                let prefix = self.model.kind(node.kind).code.as_deref();
                self.text(
                    prefix.and_then(|prefix| node.id.strip_prefix(prefix)?.strip_prefix(':')),
                );
            }
            NodeGet::Version => self.tree.push(Cell::Int(node.version.into())),
            NodeGet::RecordedAt => self.tree.push_display(node.recorded.instant()),
            NodeGet::RecordedBy => self.tree.push_text(&node.recorded.by),
            NodeGet::Property { property, languages } => {
                self.value(node.value(*property), languages);
            }
            NodeGet::LanguageOf { property, languages } => {
                let language = match node.value(*property) {
                    Some(Value::Localized(text)) => text.read(languages).and_then(|(_, one)| one),
                    _ => None,
                };
                self.text(language.map(Language::code));
            }
            NodeGet::Sources(fields) => self.sources(&node.sources, fields),
            NodeGet::Identifiers(fields) => {
                let list = self.tree.begin_list();
                for one in &node.identifiers {
                    for field in fields {
                        match field.get {
                            IdentifierGet::Typename => {}
                            IdentifierGet::Scheme => self.tree.push_text(&one.scheme),
                            IdentifierGet::Value => self.tree.push_text(&one.value),
                        }
                    }
                }
                self.tree.end_list(list, node.identifiers.len());
            }
            NodeGet::One(follow, selection) => {
                let first =
                    self.network.hops(node, *follow).map(|(_, far)| far).min_by_key(|far| &far.id);
                self.node_or_null(first, selection);
            }
            NodeGet::List(follow, selection) => {
                let mut far: Vec<&NodeRecord> =
                    self.network.hops(node, *follow).map(|(_, far)| far).collect();
                far.sort_by_key(|far| &far.id);
                far.dedup_by(|a, b| a.id == b.id);
                far.truncate(Shape::LIST_LIMIT);
                let list = self.tree.begin_list();
                for node in &far {
                    self.node(node, selection);
                }
                self.tree.end_list(list, far.len());
            }
            NodeGet::Connection(follow, connection) => {
                let hops = self.network.hops(node, *follow);
                let rows = hops.map(|(link, far)| self.row(far, Some(link), connection)).collect();
                self.connection(connection, Ranking::Keys(&connection.order), rows);
            }
        }
    }

    fn link(&mut self, link: &LinkRecord, get: &LinkGet) {
        match get {
            LinkGet::Typename(_) | LinkGet::Hidden => {}
            LinkGet::Id => self.tree.push_text(&link.link.id(self.model)),
            LinkGet::Kind => self.tree.push_text(&self.model.link(link.link.kind).name),
            LinkGet::From(selection) => {
                self.node_or_null(self.network.nodes.get(&link.link.from), selection);
            }
            LinkGet::To(selection) => {
                self.node_or_null(self.network.nodes.get(&link.link.to), selection);
            }
            LinkGet::Since => self.date(link.since),
            LinkGet::Until => self.date(link.until),
            LinkGet::Seen => self.date(link.seen),
            LinkGet::Role => {
                let role = self.role(link);
                self.text(role);
            }
            LinkGet::Property(property) => {
                self.value(link.value(*property), &[]);
            }
            LinkGet::Sources(fields) => self.sources(&link.sources, fields),
        }
    }

    /// The first of `role`, `title` and `type` that the viewer may see and the link has.
    fn role<'l>(&self, link: &'l LinkRecord) -> Option<&'l str>
    where
        'a: 'l,
    {
        let kind = self.model.link(link.link.kind);
        ["role", "title", "type"].into_iter().find_map(|name| {
            let property = kind.properties.iter().find(|property| property.name == name)?;
            let value = link.value(property.id)?;
            let seen = self.sight.of_link(link.link.kind).has(property.id);
            match (value, property.data) {
                (Value::Text(text), _) => seen.then_some(&**text),
                (Value::Enum(at), DataType::Enum(of)) => {
                    seen.then_some(self.model.enumeration(of).name_of(*at))
                }
                _ => None,
            }
        })
    }

    fn sources(&mut self, sources: &[Source], fields: &[Field<SourceGet>]) {
        let list = self.tree.begin_list();
        for source in sources {
            for field in fields {
                match field.get {
                    SourceGet::Typename => {}
                    SourceGet::Url => self.tree.push_text(&source.url),
                    SourceGet::Retrieved => self.date(source.retrieved),
                }
            }
        }
        self.tree.end_list(list, sources.len());
    }

    fn value(&mut self, value: Option<&Value>, languages: &[Language]) {
        match value {
            None => self.tree.push(Cell::Null),
            Some(Value::Bool(one)) => self.tree.push(Cell::Bool(*one)),
            Some(Value::Int(one)) => self.tree.push(Cell::Int(*one)),
            Some(Value::Float(one)) => self.tree.push(Cell::Float(*one)),
            Some(Value::Text(one)) => self.tree.push_text(one),
            Some(Value::Localized(one)) => self.text(one.read(languages).map(|(text, _)| text)),
            Some(Value::Date(one)) => self.tree.push_display(one),
            Some(Value::Enum(one)) => self.tree.push(Cell::Enum(*one)),
            Some(Value::List(items)) => {
                let list = self.tree.begin_list();
                for item in items.iter() {
                    self.value(Some(item), languages);
                }
                self.tree.end_list(list, items.len());
            }
        }
    }

    fn text(&mut self, text: Option<impl AsRef<str>>) {
        match text {
            Some(text) => self.tree.push_text(text.as_ref()),
            None => self.tree.push(Cell::Null),
        }
    }

    fn date(&mut self, date: Option<PartialDate>) {
        match date {
            Some(date) => self.tree.push_display(date),
            None => self.tree.push(Cell::Null),
        }
    }
}

/// The ids of the nodes of rows, each once, in order.
fn distinct<'a>(rows: &[Row<'a>]) -> Vec<&'a str> {
    let mut ids: Vec<&str> = rows.iter().map(|row| &*row.node.id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

impl<'a> Numbers for Fetch<'a> {
    type Node = &'a str;

    fn model(&self) -> &Model {
        self.model
    }

    fn id(&self, node: &'a str) -> &str {
        node
    }

    fn value(
        &self,
        node: &'a str,
        property: PropertyId,
        language: Option<Language>,
    ) -> Option<Value> {
        match self.network.nodes.get(node)?.value(property)? {
            Value::Localized(text) => {
                text.read(language.as_slice()).map(|(text, _)| Value::Text(text.clone()))
            }
            one => Some(one.clone()),
        }
    }

    fn linked(&self, node: &'a str, follow: Follow) -> Vec<&'a str> {
        let node = self.network.nodes.get(node);
        let hops = node.into_iter().flat_map(|node| self.network.hops(node, follow));
        let mut far: Vec<&str> = hops.map(|(_, far)| &*far.id).collect();
        far.sort_unstable();
        far.dedup();
        far
    }

    fn tree(&mut self) -> &mut Tree {
        &mut self.tree
    }

    fn tell_node(&mut self, node: &'a str, selection: &Selection) {
        self.node_or_null(self.network.nodes.get(node), selection);
    }
}

/// The folded texts of a value, in every language.
fn folded_texts(value: &Value) -> Vec<String> {
    match value {
        Value::Text(text) => vec![fold(text)],
        Value::Localized(texts) => texts.texts().map(|text| fold(text)).collect(),
        Value::List(items) => items.iter().flat_map(folded_texts).collect(),
        _ => Vec::new(),
    }
}

fn count(n: usize) -> Cell {
    Cell::Int(i64::try_from(n).unwrap_or(i64::MAX))
}
