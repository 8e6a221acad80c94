//! Writing a store's tree as JSON, beside the plan that says what its cells mean.

use super::sink::{Sink, Write, Wrote};
use crate::model::{KindId, PropertyId};
use crate::plan::lower::{Catalog, Unwrap};
use crate::plan::numbers::{GroupsGet, KeyGet, MeasureGet, NumbersGet};
use crate::plan::selection::{
    Connection, ConnectionGet, EdgeGet, Field, IdentifierGet, LinkGet, NodeGet, PageInfoGet,
    Selection, SourceGet,
};
use crate::plan::tree::{Cell, Tree};
use crate::plan::{Plan, Root};

/// Writes a tree, cell by cell.
pub(super) struct TreeWriter<'a> {
    catalog: &'a Catalog,
    tree: &'a Tree,
    next: usize,
    sink: Sink,
}

impl Write for TreeWriter<'_> {
    fn sink(&mut self) -> &mut Sink {
        &mut self.sink
    }
}

impl<'a> TreeWriter<'a> {
    /// A writer of a tree, whose errors are told at a byte of the document.
    pub(super) fn new(catalog: &'a Catalog, tree: &'a Tree, at: usize) -> Self {
        // Most cells take about so much with their keys.
        let out = Vec::with_capacity(tree.cells().len() * 24);
        Self { catalog, tree, next: 0, sink: Sink { out, at, ..Sink::default() } }
    }

    /// Writes the value of a root field.
    pub(super) fn root(&mut self, plan: &Plan, unwrap: &Unwrap) -> Wrote {
        match (&plan.root, unwrap) {
            (Root::Scan { connection, .. } | Root::Search { connection, .. }, Unwrap::Page) => {
                self.connection(connection)
            }
            (Root::Nodes { selection, .. }, Unwrap::Each(possible)) => {
                self.count();
                self.list(possible.len(), true, |this, item| {
                    if possible[item] { this.node(selection) } else { Wrote::Null }
                })
            }
            (Root::Nodes { selection, .. }, _) => self.first(selection),
            (Root::Scan { connection, .. } | Root::Search { connection, .. }, _) => {
                match connection.fields.as_slice() {
                    [Field { get: ConnectionGet::Nodes(selection), .. }] => self.first(selection),
                    _ => Wrote::Null,
                }
            }
            (Root::Links { fields, .. }, _) => self.links(fields),
        }
    }

    /// The next cell; null behind the last.
    fn cell(&mut self) -> Cell {
        let cell = self.tree.cells().get(self.next).copied().unwrap_or(Cell::Null);
        self.next += 1;
        cell
    }

    /// How many items the list has that begins here; none when there is no list.
    pub(super) fn count(&mut self) -> Option<usize> {
        match self.cell() {
            Cell::List(count) => Some(count as usize),
            _ => None,
        }
    }

    /// Writes a list whose items are never null.
    fn items(&mut self, mut write: impl FnMut(&mut Self) -> Wrote) -> Wrote {
        match self.count() {
            Some(count) => self.list(count, false, |this, _| write(this)),
            None => Wrote::Null,
        }
    }

    fn first(&mut self, selection: &Selection) -> Wrote {
        match self.count() {
            Some(1..) => self.node(selection),
            _ => Wrote::Null,
        }
    }

    fn links(&mut self, fields: &[Field<LinkGet>]) -> Wrote {
        match self.count() {
            Some(count) => self.list(count, true, |this, _| this.link(fields)),
            None => Wrote::Null,
        }
    }

    /// Writes a node.
    pub(super) fn node(&mut self, selection: &Selection) -> Wrote {
        match self.cell() {
            Cell::Node(kind) => {
                self.object(selection.of(kind), |this, get| this.of_node(kind, get))
            }
            _ => Wrote::Null,
        }
    }

    /// Writes a link by itself.
    pub(super) fn link(&mut self, fields: &[Field<LinkGet>]) -> Wrote {
        match self.cell() {
            Cell::Link => self.object(fields, Self::of_link),
            _ => Wrote::Null,
        }
    }

    fn of_node(&mut self, kind: KindId, get: &NodeGet) -> Wrote {
        match get {
            NodeGet::Typename => self.sink.text(&self.catalog.model().kind(kind).name),
            NodeGet::Kind => self.sink.text(&self.catalog.model().kind(kind).constant),
            NodeGet::Hidden => Wrote::Null,
            NodeGet::Id
            | NodeGet::Code
            | NodeGet::Version
            | NodeGet::RecordedAt
            | NodeGet::RecordedBy
            | NodeGet::LanguageOf { .. } => self.scalar(None),
            NodeGet::Property { property, .. } => self.property(*property),
            NodeGet::Sources(fields) => self.sources(fields),
            NodeGet::Identifiers(fields) => self.items(|this| {
                this.object(fields, |this, get| match get {
                    IdentifierGet::Typename => this.sink.text("Identifier"),
                    IdentifierGet::Scheme | IdentifierGet::Value => this.scalar(None),
                })
            }),
            NodeGet::One(_, selection) => self.node(selection),
            NodeGet::List(_, selection) => self.items(|this| this.node(selection)),
            NodeGet::Connection(_, connection) => self.connection(connection),
        }
    }

    fn connection(&mut self, connection: &Connection) -> Wrote {
        self.object(&connection.fields, |this, get| match get {
            ConnectionGet::Typename(name) => this.sink.text(name),
            ConnectionGet::Edges(fields) => this.items(|this| this.object(fields, Self::of_edge)),
            ConnectionGet::Nodes(selection) => this.items(|this| this.node(selection)),
            ConnectionGet::TotalCount => this.scalar(None),
            ConnectionGet::PageInfo(fields) => this.object(fields, |this, get| match get {
                PageInfoGet::Typename => this.sink.text("PageInfo"),
                PageInfoGet::HasNextPage
                | PageInfoGet::HasPreviousPage
                | PageInfoGet::StartCursor
                | PageInfoGet::EndCursor => this.scalar(None),
            }),
            ConnectionGet::Numbers(fields) => this.numbers(fields),
            ConnectionGet::Groups(grouping) => {
                this.object(&grouping.fields, |this, get| match get {
                    GroupsGet::Typename(name) => this.sink.text(name),
                    GroupsGet::TotalCount | GroupsGet::IsCut => this.scalar(None),
                    GroupsGet::Groups(fields) => this.items(|this| this.numbers(fields)),
                })
            }
        })
    }

    fn numbers(&mut self, fields: &[Field<NumbersGet>]) -> Wrote {
        self.object(fields, |this, get| match get {
            NumbersGet::Typename(name) => this.sink.text(name),
            NumbersGet::Count => this.scalar(None),
            NumbersGet::Keys(fields) => this.items(|this| {
                this.object(fields, |this, get| match get {
                    KeyGet::Typename => this.sink.text("GroupKey"),
                    KeyGet::Value => this.scalar(None),
                    KeyGet::Node(selection) => this.node(selection),
                })
            }),
            NumbersGet::Measures(_, fields) => this.object(fields, |this, get| match get {
                MeasureGet::Typename(name) => this.sink.text(name),
                _ => this.scalar(None),
            }),
        })
    }

    fn of_edge(&mut self, get: &EdgeGet) -> Wrote {
        match get {
            EdgeGet::Typename(name) => self.sink.text(name),
            EdgeGet::Cursor => self.scalar(None),
            EdgeGet::Node(selection) => self.node(selection),
            EdgeGet::Link(get) => self.of_link(get),
        }
    }

    fn of_link(&mut self, get: &LinkGet) -> Wrote {
        match get {
            LinkGet::Typename(name) => self.sink.text(name),
            LinkGet::Hidden => Wrote::Null,
            LinkGet::Id
            | LinkGet::Kind
            | LinkGet::Since
            | LinkGet::Until
            | LinkGet::Seen
            | LinkGet::Role => self.scalar(None),
            LinkGet::From(selection) | LinkGet::To(selection) => self.node(selection),
            LinkGet::Property(property) => self.property(*property),
            LinkGet::Sources(fields) => self.sources(fields),
        }
    }

    fn sources(&mut self, fields: &[Field<SourceGet>]) -> Wrote {
        self.items(|this| {
            this.object(fields, |this, get| match get {
                SourceGet::Typename => this.sink.text("Source"),
                SourceGet::Url | SourceGet::Retrieved => this.scalar(None),
            })
        })
    }

    fn property(&mut self, property: PropertyId) -> Wrote {
        match self.tree.cells().get(self.next) {
            Some(Cell::List(_)) => self.items(|this| this.scalar(Some(property))),
            _ => self.scalar(Some(property)),
        }
    }

    /// Writes a scalar: of a property, if it is one's.
    fn scalar(&mut self, property: Option<PropertyId>) -> Wrote {
        match self.cell() {
            Cell::Text(span) => self.sink.text(self.tree.text(span)),
            Cell::Int(number) => self.sink.int(number),
            Cell::Float(number) => self.sink.float(number),
            Cell::Bool(one) => self.sink.bool(one),
            Cell::Enum(position) => {
                match property.and_then(|property| self.catalog.constant(property, position)) {
                    Some(name) => self.sink.text(name),
                    None => Wrote::Null,
                }
            }
            Cell::Null | Cell::Node(_) | Cell::Link | Cell::List(_) => Wrote::Null,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::api::answer::Step;
    use crate::model::{Direction, KindSet, network};
    use crate::plan::selection::{Follow, Variant};

    fn field<G>(key: &str, nullable: bool, get: G) -> Field<G> {
        Field { key: key.into(), nullable, get }
    }

    fn selection(fields: Vec<Field<NodeGet>>) -> Selection {
        Selection { variants: vec![Variant { kinds: network().all_kinds(), fields }] }
    }

    fn follow() -> Follow {
        let model = network();
        let link = model.link_named("PARTNERS_WITH").expect("a kind of link").id;
        Follow { link, direction: Direction::Both, far: KindSet::EMPTY, as_of: None }
    }

    /// `{ id one { name } list { name } }`, where the two lists of fields say what may be null.
    fn nested(one: bool, name: bool, list: bool) -> Selection {
        let names = || selection(vec![field("name", name, NodeGet::RecordedBy)]);
        selection(vec![
            field("id", false, NodeGet::Id),
            field("one", one, NodeGet::One(follow(), names())),
            field("list", list, NodeGet::List(follow(), names())),
            field("hidden", true, NodeGet::Hidden),
        ])
    }

    enum Put {
        Cell(Cell),
        Text(&'static str),
    }
    use Put::{Cell as C, Text as T};

    /// What is written of one node, and the paths of the errors.
    fn write(selection: &Selection, cells: Vec<Put>) -> (Wrote, String, Vec<String>) {
        let catalog = Catalog::new(&network());
        let mut tree = Tree::new();
        for put in cells {
            match put {
                C(cell) => tree.push(cell),
                T(text) => tree.push_text(text),
            }
        }
        let mut writer = TreeWriter::new(&catalog, &tree, 7);
        let wrote = writer.node(selection);
        assert_eq!(writer.next, tree.cells().len(), "every cell is read, whatever failed");
        let told = |steps: &[Step]| {
            let steps = steps.iter().rev().map(|step| match step {
                Step::Key(key) => key.to_string(),
                Step::Item(at) => at.to_string(),
            });
            steps.collect::<Vec<_>>().join(".")
        };
        let Sink { out, errors, .. } = writer.sink;
        assert!(
            errors.iter().all(|error| error.at == 7 && error.code == crate::fault::Code::Internal)
        );
        let out = String::from_utf8(out).expect("it is text");
        (wrote, out, errors.iter().map(|error| told(&error.path)).collect())
    }

    fn node() -> Put {
        C(Cell::Node(network().kinds[0].id))
    }

    fn cells(one: Put, names: [Put; 2]) -> Vec<Put> {
        let [first, second] = names;
        vec![node(), T("x"), node(), one, C(Cell::List(2)), node(), first, node(), second]
    }

    #[test]
    fn what_may_be_null_is_null_there() {
        let (wrote, json, errors) =
            write(&nested(true, true, true), cells(C(Cell::Null), [T("a"), C(Cell::Null)]));
        assert_eq!(wrote, Wrote::Value);
        assert_eq!(
            json,
            r#"{"id":"x","one":{"name":null},"list":[{"name":"a"},{"name":null}],"hidden":null}"#
        );
        assert_eq!(errors, [""; 0]);
    }

    #[test]
    fn a_null_that_may_not_be_empties_the_nearest_place_that_may() {
        // In `one`, which may be null.
        let (wrote, json, errors) =
            write(&nested(true, false, true), cells(C(Cell::Null), [T("a"), T("b")]));
        assert_eq!(wrote, Wrote::Value);
        assert_eq!(
            json,
            r#"{"id":"x","one":null,"list":[{"name":"a"},{"name":"b"}],"hidden":null}"#
        );
        assert_eq!(errors, ["one.name"]);
        // In items, which may not be null, of a list, which may.
        let (wrote, json, errors) =
            write(&nested(true, false, true), cells(T("o"), [T("a"), C(Cell::Null)]));
        assert_eq!(wrote, Wrote::Value);
        assert_eq!(json, r#"{"id":"x","one":{"name":"o"},"list":null,"hidden":null}"#);
        assert_eq!(errors, ["list.1.name"]);
        // Twice in a list: one error says why it is null.
        let (_, json, errors) =
            write(&nested(true, false, true), cells(T("o"), [C(Cell::Null), C(Cell::Null)]));
        assert_eq!(json, r#"{"id":"x","one":{"name":"o"},"list":null,"hidden":null}"#);
        assert_eq!(errors, ["list.0.name"]);
        // In both: each has its error.
        let (_, json, errors) =
            write(&nested(true, false, true), cells(C(Cell::Null), [T("a"), C(Cell::Null)]));
        assert_eq!(json, r#"{"id":"x","one":null,"list":null,"hidden":null}"#);
        assert_eq!(errors, ["one.name", "list.1.name"]);
    }

    #[test]
    fn a_null_with_nothing_around_it_that_may_be_null_reaches_the_top() {
        for (one, list, cells, path) in [
            (false, true, cells(C(Cell::Null), [T("a"), T("b")]), "one.name"),
            (true, false, cells(T("o"), [T("a"), C(Cell::Null)]), "list.1.name"),
        ] {
            let (wrote, _, errors) = write(&nested(one, false, list), cells);
            assert_eq!(wrote, Wrote::Failed);
            assert_eq!(errors, [path]);
        }
        let (wrote, _, errors) = write(
            &nested(false, true, true),
            vec![node(), C(Cell::Null), C(Cell::Null), C(Cell::List(0))],
        );
        assert_eq!(wrote, Wrote::Failed);
        assert_eq!(errors, ["id", "one"], "until one of them is cut off with the other");
        assert_eq!(write(&nested(true, true, true), vec![C(Cell::Null)]).0, Wrote::Null);
    }

    #[test]
    fn a_node_of_which_nothing_is_wanted_is_an_empty_object() {
        let (wrote, json, _) = write(&Selection::default(), vec![node()]);
        assert_eq!((wrote, json.as_str()), (Wrote::Value, "{}"));
    }

    #[test]
    fn constants_have_the_names_of_the_model() {
        let model = network();
        let label = model.property_id("label").expect("a property");
        let get = NodeGet::Property { property: label, languages: Arc::new([]) };
        let label = selection(vec![field("label", true, get)]);
        assert_eq!(write(&label, vec![node(), C(Cell::Enum(2))]).1, r#"{"label":"GOLD"}"#);
        assert_eq!(write(&label, vec![node(), C(Cell::Enum(9))]).1, r#"{"label":null}"#);
    }
}
