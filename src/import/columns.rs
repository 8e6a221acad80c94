//! The columns of a file: those of its table, and one for every property that the model declares.

use crate::model::{
    Direction, KindId, KindSet, Language, LinkId, Model, Property, PropertyId, Shape,
};

use super::fault::{Fault, Faults, quoted};
use super::files::{Cell, File, Naming, Row, snake_case};

/// A column that a file can have.
#[derive(Debug)]
pub(super) struct Column {
    /// Its name in the header.
    pub(super) name: String,
    /// What it gives.
    pub(super) gives: Gives,
}

/// What a column gives, with numbers of the model.
#[derive(Debug)]
pub(super) enum Gives {
    /// The node's id, or its code.
    Id,
    /// A property of the node or link.
    Property {
        /// Which.
        property: Property,
        /// In which language, where it is localised.
        language: Option<Language>,
        /// Words for values of an enumeration.
        words: &'static [(&'static str, &'static str)],
    },
    /// A property that holds a node's id; of the link to it where the row is an owned node.
    IdOf(PropertyId, Ends),
    /// Since when a link holds.
    Since,
    /// Until when it holds.
    Until,
    /// When it was known to hold.
    Seen,
    /// Where a link starts.
    From(Ends),
    /// Where it leads.
    To(Ends),
    /// The node that an owned node belongs to.
    Owner(Ends),
    /// Nodes that the row's node is linked with.
    Links {
        /// The kind of link.
        link: LinkId,
        /// Whether the row's node is where it starts.
        out: bool,
        /// The other nodes.
        ends: Ends,
        /// Whether there can be several, separated by `;`.
        list: bool,
        /// A property of the link and the column that gives it.
        with: Option<(PropertyId, &'static str)>,
    },
    /// A town.
    City,
    /// Where the row is known from.
    Source,
    /// When the source was read.
    Retrieved,
}

impl Column {
    /// Where it stands among the columns of a row as they are read: what others need first, then the
    /// properties by rising number, as records keep them.
    pub(super) fn rank(&self) -> usize {
        match &self.gives {
            Gives::Property { property, .. } => 1 + usize::from(property.id.0),
            Gives::IdOf(property, _) => 1 + usize::from(property.0),
            _ => 0,
        }
    }
}

/// The nodes that a reference can mean.
#[derive(Debug)]
pub(super) struct Ends {
    /// Their kinds.
    pub(super) kinds: KindSet,
    /// What stands before a bare code: `sector:` when only sectors are meant.
    pub(super) prefix: Option<String>,
}

impl Ends {
    fn new(model: &Model, kinds: KindSet) -> Self {
        let mut all = kinds.iter();
        let prefix = match (all.next(), all.next()) {
            (Some(only), None) => model.kind(only).code.as_ref().map(|code| format!("{code}:")),
            _ => None,
        };
        Self { kinds, prefix }
    }

    /// What is expected, in words: `Cluster, Company or Organisation`.
    pub(super) fn words(&self, model: &Model) -> String {
        let names: Vec<&str> =
            self.kinds.iter().map(|kind| model.kind(kind).name.as_str()).collect();
        match names.split_last() {
            Some((last, [])) => (*last).to_owned(),
            Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
            None => "nothing".to_owned(),
        }
    }
}

/// Every column that a file can have.
pub(super) fn possible(model: &Model, file: &File) -> Vec<Column> {
    let mut columns = Vec::new();
    match file.row {
        Row::Node(kind) => {
            let id = if model.kind(kind).code.is_some() { "code" } else { "id" };
            columns.push(Column { name: id.to_owned(), gives: Gives::Id });
        }
        Row::Link(link) => {
            let ends = model.link(link);
            let told = |one: fn(&Cell) -> bool| file.columns.iter().any(|(_, cell)| one(cell));
            if !told(|cell| matches!(cell, Cell::From(_))) {
                let gives = Gives::From(Ends::new(model, ends.from));
                columns.push(Column { name: "from".to_owned(), gives });
            }
            if !told(|cell| matches!(cell, Cell::To(_))) {
                let gives = Gives::To(Ends::new(model, ends.to));
                columns.push(Column { name: "to".to_owned(), gives });
            }
        }
        Row::Owned { .. } => {}
    }
    for (name, cell) in file.columns {
        of_table(model, file, name, *cell, &mut columns);
    }
    for property in properties(model, file.row) {
        let renamed = file.columns.iter().any(|(_, cell)| match cell {
            Cell::Property(of) | Cell::Words(of, _) | Cell::IdOf(of, _) => *of == property.name,
            _ => false,
        });
        if !renamed {
            of_property(&snake_case(&property.name), property, &[], &mut columns);
        }
    }
    match file.row {
        Row::Node(kind) => of_links(model, kind, &mut columns),
        Row::Link(_) | Row::Owned { .. } => {
            let seen_renamed = file.columns.iter().any(|(_, cell)| matches!(cell, Cell::Seen));
            let dates = [("since", Gives::Since), ("until", Gives::Until), ("seen", Gives::Seen)];
            for (name, gives) in dates {
                if matches!(file.row, Row::Link(_)) && !(name == "seen" && seen_renamed) {
                    columns.push(Column { name: name.to_owned(), gives });
                }
            }
        }
    }
    columns.push(Column { name: "source".to_owned(), gives: Gives::Source });
    columns.push(Column { name: "retrieved".to_owned(), gives: Gives::Retrieved });
    columns
}

fn properties(model: &Model, row: Row) -> &[Property] {
    match row {
        Row::Node(kind) | Row::Owned { kind, .. } => &model.kind(kind).properties,
        Row::Link(link) => &model.link(link).properties,
    }
}

fn of_property(
    name: &str,
    property: &Property,
    words: &'static [(&'static str, &'static str)],
    columns: &mut Vec<Column>,
) {
    let mut add = |name: String, language| {
        let gives = Gives::Property { property: property.clone(), language, words };
        columns.push(Column { name, gives });
    };
    add(name.to_owned(), None);
    if property.localized {
        for language in Language::ALL {
            add(format!("{name}_{}", language.code().to_ascii_lowercase()), Some(language));
        }
    }
}

/// The links of a kind that are few enough for a cell: its plain lists and single nodes.
fn of_links(model: &Model, kind: KindId, columns: &mut Vec<Column>) {
    for field in &model.kind(kind).link_fields {
        let name = snake_case(&field.name);
        let fits = field.direction == Direction::Out && field.shape != Shape::Connection;
        if fits && columns.iter().all(|column| column.name != name) {
            let gives = Gives::Links {
                link: field.link,
                out: true,
                ends: Ends::new(model, field.far),
                list: field.shape == Shape::List,
                with: None,
            };
            columns.push(Column { name, gives });
        }
    }
}

/// A column of the table; one whose names are not in the model is left out.
fn of_table(model: &Model, file: &File, name: &str, cell: Cell, columns: &mut Vec<Column>) {
    let link = match file.row {
        Row::Link(link) | Row::Owned { link, .. } => Some(model.link(link)),
        Row::Node(_) => None,
    };
    let narrowed = |all: KindSet, to: &str| {
        Ends::new(model, if to.is_empty() { all } else { all.and(model.kinds_of_type(to)) })
    };
    let gives = match cell {
        Cell::Property(of) | Cell::Words(of, _) => {
            let words = if let Cell::Words(_, words) = cell { words } else { &[] };
            if let Some(property) = properties(model, file.row).iter().find(|one| one.name == of) {
                of_property(name, property, words, columns);
            }
            return;
        }
        Cell::IdOf(of, to) => model
            .property_id(of)
            .map(|property| Gives::IdOf(property, Ends::new(model, model.kinds_of_type(to)))),
        Cell::Seen => Some(Gives::Seen),
        Cell::From(of) => link.map(|link| Gives::From(narrowed(link.from, of))),
        Cell::To(of) => link.map(|link| Gives::To(narrowed(link.to, of))),
        Cell::Owner => link.map(|link| Gives::Owner(Ends::new(model, link.from))),
        Cell::Links(by, direction, to) => model.link_named(by).map(|link| Gives::Links {
            link: link.id,
            out: direction == Direction::Out,
            ends: Ends::new(model, model.kinds_of_type(to)),
            list: true,
            with: None,
        }),
        Cell::LinkAs { link, to, property, from_column } => model
            .link_named(link)
            .zip(model.property_id(property))
            .map(|(link, property)| Gives::Links {
                link: link.id,
                out: true,
                ends: Ends::new(model, model.kinds_of_type(to)),
                list: false,
                with: Some((property, from_column)),
            }),
        Cell::City => Some(Gives::City),
    };
    if let Some(gives) = gives {
        columns.push(Column { name: name.to_owned(), gives });
    }
}

/// Finds the columns of a header: for each column there is, in its order, which of `possible` it is.
/// None when the header has a fault.
pub(super) fn of_header(
    file: &File,
    possible: &[Column],
    header: &csv::StringRecord,
    has_default_source: bool,
    faults: &mut Faults,
) -> Option<Vec<usize>> {
    let mut found: Vec<usize> = Vec::new();
    let mut wrong = false;
    let mut fault = |faults: &mut Faults, message: String| {
        wrong = true;
        faults.push(Fault::at(&file.name, 1, "", message));
    };
    if header.len() == 1 && header.iter().any(|cell| cell.contains([';', '\t'])) {
        let message = "columns are separated by `;` or tabs; expected commas, as in RFC 4180";
        fault(faults, message.to_owned());
        return None;
    }
    let mut said: Vec<&str> = Vec::new();
    for name in header.iter().map(str::trim) {
        if said.contains(&name) {
            fault(faults, format!("the column {} is there twice", quoted(name)));
        } else if let Some(at) = possible.iter().position(|column| column.name == name) {
            found.push(at);
        } else {
            let known: Vec<&str> = possible.iter().map(|column| column.name.as_str()).collect();
            let mut near = faults.nearest(name, known.iter().copied());
            if near.is_empty() {
                near = format!("; this file can have `{}`", known.join("`, `"));
            }
            fault(faults, format!("there is no column {}{near}", quoted(name)));
        }
        said.push(name);
    }
    let has = |one: &dyn Fn(&Column) -> bool| found.iter().any(|at| one(&possible[*at]));
    let names = |one: &dyn Fn(&Column) -> bool| {
        let names: Vec<&str> = possible
            .iter()
            .filter(|column| one(column))
            .map(|column| column.name.as_str())
            .collect();
        format!("`{}`", names.join("` or `"))
    };
    let named_by: &[&str] = match file.naming {
        Naming::Own => &[],
        Naming::FirstOf(columns) => columns,
        Naming::Made(ref column, _) => std::slice::from_ref(column),
    };
    let needed: [&dyn Fn(&Column) -> bool; 6] = [
        &|column| matches!(column.gives, Gives::Id),
        &|column| matches!(column.gives, Gives::From(_)),
        &|column| matches!(column.gives, Gives::To(_)),
        &|column| matches!(column.gives, Gives::Owner(_)),
        &|column| {
            let required =
                matches!(&column.gives, Gives::Property { property, .. } if property.required);
            required || named_by.contains(&column.name.as_str())
        },
        &|column| !has_default_source && matches!(column.gives, Gives::Source),
    ];
    for need in needed {
        if possible.iter().any(need) && !has(need) {
            let mut message = format!("the column {} is missing", names(need));
            if names(need) == "`source`" {
                message.push_str("; or give one `source` for all in dataset.toml");
            }
            fault(faults, message);
        }
    }
    (!wrong).then_some(found)
}
