//! The attributes of nodes and links in a file: a table's columns.
//!
//! They follow from the model, so a new property is exported without a line here. A column that would be
//! empty in the whole file is left out.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::model::{
    DataType, Language, Localized, Model, PartialDate, Property, PropertyId, PropertySet, Value,
};
use crate::store::features::Subgraph;
use crate::store::records::{LinkRecord, NodeRecord, Source};

/// What stands between several values in one cell.
const SEPARATOR: &str = "; ";

/// Titles that tools read as something else than an attribute. A property of such a name is called
/// `property_label`, `property_weight` and so on.
const TAKEN: [&str; 13] = [
    "id",
    "label",
    "source",
    "target",
    "weight",
    "interaction",
    "size",
    "color",
    "x",
    "y",
    "z",
    "timeset",
    "interval",
];

/// A column.
#[derive(Debug)]
pub(super) struct Column<G> {
    /// Its title, which is its key in the file too: unique among the nodes' or the links' columns.
    pub(super) title: String,
    /// What its cells are.
    pub(super) data: CellType,
    get: G,
}

/// What the cells of a column are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum CellType {
    Text,
    Whole,
    Decimal,
    Truth,
}

/// What a column takes from a node.
#[derive(Debug)]
enum OfNode<'a> {
    Kind,
    Property(OfProperty<'a>),
    Identifiers,
    Sources,
    Retrieved,
}

/// What a column takes from a link.
#[derive(Debug)]
enum OfLink<'a> {
    Kind,
    Since,
    Until,
    Seen,
    Property(OfProperty<'a>),
    Sources,
    Retrieved,
}

/// What a column takes from a property.
#[derive(Debug)]
struct OfProperty<'a> {
    property: &'a Property,
    /// For the text in one language only; else as the reader reads it.
    only: Option<Language>,
}

/// The columns of the nodes, and how their cells are read.
pub(super) struct NodeColumns<'a> {
    columns: Vec<Column<OfNode<'a>>>,
    reader: Reader<'a>,
    name: Option<PropertyId>,
}

/// The columns of the links, and how their cells are read.
pub(super) struct LinkColumns<'a> {
    columns: Vec<Column<OfLink<'a>>>,
    reader: Reader<'a>,
    role: Vec<PropertyId>,
}

impl<'a> NodeColumns<'a> {
    /// The columns that some node of the piece fills.
    pub(super) fn of(piece: &Subgraph, model: &'a Model, languages: &'a [Language]) -> Self {
        let mut used = Used::default();
        for node in &piece.nodes {
            used.note(&node.properties, &node.sources);
        }
        let mut columns = vec![own_column("kind", OfNode::Kind)];
        let declared = model.kinds.iter().flat_map(|kind| &kind.properties);
        used.columns(model, declared, &mut columns, OfNode::Property);
        if piece.nodes.iter().any(|node| !node.identifiers.is_empty()) {
            columns.push(own_column("identifiers", OfNode::Identifiers));
        }
        if used.sources {
            columns.push(own_column("sources", OfNode::Sources));
        }
        if used.retrieved {
            columns.push(own_column("retrieved", OfNode::Retrieved));
        }
        Self { columns, reader: Reader { model, languages }, name: model.property_id("name") }
    }

    /// Titles and types, in the order of the columns.
    pub(super) fn heads(&self) -> impl Iterator<Item = (&str, CellType)> {
        self.columns.iter().map(|column| (column.title.as_str(), column.data))
    }

    /// The filled cells of a node, each with its column's title.
    pub(super) fn cells<'n>(
        &'n self,
        node: &'n NodeRecord,
    ) -> impl Iterator<Item = (&'n str, Cow<'n, str>)> {
        self.columns.iter().filter_map(move |column| {
            let cell = match &column.get {
                OfNode::Kind => Cow::Borrowed(self.reader.model.kind(node.kind).constant.as_str()),
                OfNode::Property(of) => self.reader.property(&node.properties, of)?,
                OfNode::Identifiers => joined(&node.identifiers, |one, text| {
                    // Writing to a String cannot fail.
                    let _ = write!(text, "{}:{}", one.scheme, one.value);
                })?,
                OfNode::Sources => addresses(&node.sources)?,
                OfNode::Retrieved => retrievals(&node.sources)?,
            };
            Some((column.title.as_str(), cell))
        })
    }

    /// What a node is called, to the reader; its id if it has no name.
    pub(super) fn label<'n>(&self, node: &'n NodeRecord) -> &'n str {
        let name = self.name.and_then(|name| value(&node.properties, name));
        match name {
            Some(Value::Localized(text)) => self.reader.read(text),
            Some(Value::Text(text)) => Some(&**text),
            _ => None,
        }
        .unwrap_or(&node.id)
    }
}

impl<'a> LinkColumns<'a> {
    /// The columns that some link of the piece fills.
    pub(super) fn of(piece: &Subgraph, model: &'a Model, languages: &'a [Language]) -> Self {
        let mut used = Used::default();
        let (mut since, mut until, mut seen) = (false, false, false);
        for link in &piece.links {
            used.note(&link.properties, &link.sources);
            since |= link.since.is_some();
            until |= link.until.is_some();
            seen |= link.seen.is_some();
        }
        // Cytoscape's word for the kind of an edge.
        let mut columns = vec![own_column("interaction", OfLink::Kind)];
        let dates = [("since", since, OfLink::Since), ("until", until, OfLink::Until)];
        for (title, used, get) in dates.into_iter().chain([("seen", seen, OfLink::Seen)]) {
            if used {
                columns.push(own_column(title, get));
            }
        }
        let declared = model.links.iter().flat_map(|link| &link.properties);
        used.columns(model, declared, &mut columns, OfLink::Property);
        if used.sources {
            columns.push(own_column("sources", OfLink::Sources));
        }
        if used.retrieved {
            columns.push(own_column("retrieved", OfLink::Retrieved));
        }
        let role = ["role", "title", "type"];
        let role = role.into_iter().filter_map(|name| model.property_id(name)).collect();
        Self { columns, reader: Reader { model, languages }, role }
    }

    /// Titles and types, in the order of the columns.
    pub(super) fn heads(&self) -> impl Iterator<Item = (&str, CellType)> {
        self.columns.iter().map(|column| (column.title.as_str(), column.data))
    }

    /// The filled cells of a link, each with its column's title.
    pub(super) fn cells<'n>(
        &'n self,
        link: &'n LinkRecord,
    ) -> impl Iterator<Item = (&'n str, Cow<'n, str>)> {
        let date = |date: Option<PartialDate>| date.map(|date| Cow::Owned(date.to_string()));
        self.columns.iter().filter_map(move |column| {
            let cell = match &column.get {
                OfLink::Kind => Cow::Borrowed(self.reader.model.link(link.link.kind).name.as_str()),
                OfLink::Since => date(link.since)?,
                OfLink::Until => date(link.until)?,
                OfLink::Seen => date(link.seen)?,
                OfLink::Property(of) => self.reader.property(&link.properties, of)?,
                OfLink::Sources => addresses(&link.sources)?,
                OfLink::Retrieved => retrievals(&link.sources)?,
            };
            Some((column.title.as_str(), cell))
        })
    }

    /// What a link says: its role, title or type where stated, else its kind in words.
    pub(super) fn label<'n>(&self, link: &'n LinkRecord) -> Cow<'n, str> {
        let stated = self.role.iter().find_map(|role| value(&link.properties, *role));
        if let Some(Value::Text(text)) = stated {
            return Cow::Borrowed(text);
        }
        let kind = &self.reader.model.link(link.link.kind).name;
        Cow::Owned(kind.to_ascii_lowercase().replace('_', " "))
    }
}

/// A column of what every node or link has.
fn own_column<G>(title: &str, get: G) -> Column<G> {
    Column { title: title.to_owned(), data: CellType::Text, get }
}

/// A column of a property, or of its text in one language.
fn property_column<G>(title: &str, data: CellType, get: G) -> Column<G> {
    let title = if TAKEN.contains(&title) { format!("property_{title}") } else { title.to_owned() };
    Column { title, data, get }
}

/// What the nodes or links of a piece have anything in.
#[derive(Default)]
struct Used {
    properties: PropertySet,
    /// Properties with a text in the language, in the order of [`Language::ALL`].
    languages: [PropertySet; Language::ALL.len()],
    sources: bool,
    retrieved: bool,
}

impl Used {
    fn note(&mut self, properties: &[(PropertyId, Value)], sources: &[Source]) {
        for (property, value) in properties {
            self.properties = self.properties.with(*property);
            let Value::Localized(text) = value else { continue };
            for (language, set) in Language::ALL.into_iter().zip(&mut self.languages) {
                if text.get(language).is_some() {
                    *set = set.with(*property);
                }
            }
        }
        self.sources |= !sources.is_empty();
        self.retrieved |= sources.iter().any(|source| source.retrieved.is_some());
    }

    /// Adds a column for every property used, and one for each language that a localised one is in.
    fn columns<'a, G>(
        &self,
        model: &'a Model,
        declared: impl Iterator<Item = &'a Property>,
        columns: &mut Vec<Column<G>>,
        get: fn(OfProperty<'a>) -> G,
    ) {
        // One name has one type in the whole model, so any declaration of it will do.
        let mut of_id: Vec<Option<&Property>> = vec![None; model.property_names.len()];
        for property in declared {
            of_id[usize::from(property.id.0)].get_or_insert(property);
        }
        for property in of_id.into_iter().flatten() {
            if !self.properties.has(property.id) {
                continue;
            }
            let data = match property.data {
                _ if property.list => CellType::Text,
                DataType::Int => CellType::Whole,
                DataType::Float => CellType::Decimal,
                DataType::Bool => CellType::Truth,
                // A partial date is no date to a tool, so it stays text: `2014-10`.
                DataType::Text | DataType::Date | DataType::Enum(_) => CellType::Text,
            };
            columns.push(property_column(
                &property.name,
                data,
                get(OfProperty { property, only: None }),
            ));
            for (language, set) in Language::ALL.into_iter().zip(self.languages) {
                if set.has(property.id) {
                    let title =
                        format!("{}_{}", property.name, language.code().to_ascii_lowercase());
                    let of = OfProperty { property, only: Some(language) };
                    columns.push(property_column(&title, CellType::Text, get(of)));
                }
            }
        }
    }
}

/// Reads values into cells for one reader.
struct Reader<'a> {
    model: &'a Model,
    languages: &'a [Language],
}

impl Reader<'_> {
    fn property<'n>(
        &self,
        properties: &'n [(PropertyId, Value)],
        of: &OfProperty,
    ) -> Option<Cow<'n, str>> {
        let value = value(properties, of.property.id)?;
        match (value, of.only) {
            (Value::Localized(text), Some(language)) => {
                text.get(language).map(|text| Cow::Borrowed(&**text))
            }
            (Value::List(items), None) => joined(items, |item, text| {
                text.push_str(&self.cell(item, of.property).unwrap_or_default());
            }),
            (value, None) => self.cell(value, of.property),
            _ => None,
        }
    }

    fn cell<'n>(&self, value: &'n Value, property: &Property) -> Option<Cow<'n, str>> {
        Some(match value {
            Value::Bool(truth) => Cow::Borrowed(if *truth { "true" } else { "false" }),
            Value::Int(number) => Cow::Owned(number.to_string()),
            // Always a decimal point, never a comma or a thousands separator.
            Value::Float(number) => Cow::Owned(number.to_string()),
            Value::Text(text) => Cow::Borrowed(&**text),
            Value::Localized(text) => Cow::Borrowed(self.read(text)?),
            Value::Date(date) => Cow::Owned(date.to_string()),
            Value::Enum(position) => {
                let DataType::Enum(values) = property.data else { return None };
                Cow::Owned(self.model.enumeration(values).name_of(*position).to_owned())
            }
            // A list has no lists in it.
            Value::List(_) => return None,
        })
    }

    fn read<'n>(&self, text: &'n Localized) -> Option<&'n str> {
        text.read(self.languages).map(|(text, _)| &**text)
    }
}

fn value(properties: &[(PropertyId, Value)], property: PropertyId) -> Option<&Value> {
    let at = properties.binary_search_by_key(&property, |(id, _)| *id).ok()?;
    Some(&properties[at].1)
}

/// The items in one cell; none if there are none.
fn joined<'n, T>(items: &[T], mut add: impl FnMut(&T, &mut String)) -> Option<Cow<'n, str>> {
    let mut text = String::new();
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            text.push_str(SEPARATOR);
        }
        add(item, &mut text);
    }
    (!items.is_empty()).then_some(Cow::Owned(text))
}

fn addresses<'n>(sources: &[Source]) -> Option<Cow<'n, str>> {
    joined(sources, |source, text| text.push_str(&source.url))
}

/// When each of the sources was read, in their order, blank where it is not known.
fn retrievals<'n>(sources: &[Source]) -> Option<Cow<'n, str>> {
    joined(sources, |source, text| {
        if let Some(retrieved) = source.retrieved {
            let _ = write!(text, "{retrieved}");
        }
    })
}
