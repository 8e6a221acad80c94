//! The files of a folder and what their rows become. `docs/DATA.md` is this table for people.
//!
//! Only what does not follow from the model stands here. Every kind and every kind of link has a file of
//! its own name besides, and every property a column of its own name (see [`super::columns`]).

use crate::model::{Direction, KindId, LinkId, Localized, Model};

/// A file that can be in a folder.
#[derive(Debug)]
pub(super) struct File {
    /// Its name, with `.csv`.
    pub(super) name: String,
    /// What a row of it becomes.
    pub(super) row: Row,
    /// Columns that do not follow from the model.
    pub(super) columns: &'static [(&'static str, Cell)],
    /// What names a node that has no name of its own.
    pub(super) naming: Naming,
}

/// What a row becomes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Row {
    /// A node with an id of its own.
    Node(KindId),
    /// A link.
    Link(LinkId),
    /// A node that belongs to another and a link to it from there.
    Owned {
        /// What it is.
        kind: KindId,
        /// The link from its owner.
        link: LinkId,
        /// What its id begins with; the owner's id and the key columns follow.
        prefix: &'static str,
        /// The columns that tell apart what one owner has.
        key: &'static [&'static str],
    },
}

/// What a column gives.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cell {
    /// A property under another name; with `_en` and `_lt` when it is localised.
    Property(&'static str),
    /// A property whose values the column writes in words of its own.
    Words(&'static str, &'static [(&'static str, &'static str)]),
    /// A property that holds the id of a node of a type; of the link where a row is an owned node.
    IdOf(&'static str, &'static str),
    /// The day on which a link was known to hold.
    Seen,
    /// Where a link starts: nodes of a type, or all that the link allows.
    From(&'static str),
    /// Where a link leads.
    To(&'static str),
    /// The node that an owned node belongs to.
    Owner,
    /// Nodes of a type that the row's node is linked with, separated by `;`.
    Links(&'static str, Direction, &'static str),
    /// The node of a type that the row's node is linked to, with a link property taken from another column.
    LinkAs {
        /// The kind of link.
        link: &'static str,
        /// The type of the other node.
        to: &'static str,
        /// The link's property.
        property: &'static str,
        /// The column that gives it.
        from_column: &'static str,
    },
    /// A town in the row's country.
    City,
}

/// What names a node whose row gives it no name.
#[derive(Clone, Copy, Debug)]
pub(super) enum Naming {
    /// Nothing: the name is required.
    Own,
    /// The first of these columns that is filled.
    FirstOf(&'static [&'static str]),
    /// Words made of a column.
    Made(&'static str, fn(&str) -> Localized),
}

use Cell::{City, From, IdOf, LinkAs, Links, Owner, Property, Seen, To, Words};
use Direction::{In, Out};

/// A row of the table below, with names where [`File`] has numbers.
struct Entry {
    file: &'static str,
    row: Made,
    columns: &'static [(&'static str, Cell)],
    naming: Naming,
}

/// As [`Row`].
enum Made {
    Node(&'static str),
    Link(&'static str),
    Owned {
        kind: &'static str,
        link: &'static str,
        prefix: &'static str,
        key: &'static [&'static str],
    },
}

const fn node(
    file: &'static str,
    kind: &'static str,
    columns: &'static [(&'static str, Cell)],
) -> Entry {
    Entry { file, row: Made::Node(kind), columns, naming: Naming::Own }
}

const fn link(
    file: &'static str,
    kind: &'static str,
    columns: &'static [(&'static str, Cell)],
) -> Entry {
    Entry { file, row: Made::Link(kind), columns, naming: Naming::Own }
}

/// How `competence_gaps.basis` says who said that a competence is lacking.
const BASIS: &[(&str, &str)] =
    &[("stated by coordinators", "STATED"), ("event topic agreed at the meeting", "AGREED_TOPIC")];

const TABLE: &[Entry] = &[
    node("sectors.csv", "Sector", &[]),
    node("competences.csv", "Competence", &[]),
    node("organisations.csv", "Organisation", &[("kind", Property("type")), ("city", City)]),
    node("clusters.csv", "Cluster", &[("city", City)]),
    node("companies.csv", "Company", &[("kind", Property("type")), ("city", City)]),
    node(
        "people.csv",
        "Person",
        &[(
            "organisation",
            LinkAs { link: "HOLDS_ROLE", to: "Actor", property: "title", from_column: "role" },
        )],
    ),
    Entry {
        file: "projects.csv",
        row: Made::Node("Project"),
        columns: &[
            ("programme", Property("funding")),
            ("budget_eur", Property("budget")),
            ("budget_kind", Property("budgetType")),
        ],
        naming: Naming::FirstOf(&["acronym", "title"]),
    },
    node(
        "events.csv",
        "Event",
        &[
            ("kind", Property("type")),
            ("date", Property("start")),
            ("end_date", Property("end")),
            ("city", City),
        ],
    ),
    node(
        "challenges.csv",
        "Challenge",
        &[
            ("subject", Links("FACES", In, "Actor")),
            ("title", Property("name")),
            ("competences", Links("REQUIRES", Out, "Competence")),
            ("as_of", Property("stated")),
        ],
    ),
    node(
        "agreements.csv",
        "Partnership",
        &[("kind", Property("type")), ("since", Property("start")), ("until", Property("end"))],
    ),
    node("cluster_services.csv", "Service", &[("provider", Links("PROVIDES", In, "Organisation"))]),
    Entry {
        file: "labels.csv",
        row: Made::Owned {
            kind: "Award",
            link: "RECEIVED",
            prefix: "aw",
            key: &["label", "awarded"],
        },
        columns: &[("cluster", Owner), ("awarded_by", IdOf("by", "Actor"))],
        naming: Naming::Made("label", label_name),
    },
    Entry {
        file: "figures.csv",
        row: Made::Owned {
            kind: "Figure",
            link: "SAYS",
            prefix: "fig",
            key: &["measure", "as_of"],
        },
        columns: &[("subject", Owner), ("as_of", Property("stated"))],
        naming: Naming::FirstOf(&["measure"]),
    },
    link("memberships.csv", "MEMBER_OF", &[("member", From("")), ("of", To(""))]),
    link(
        "person_roles.csv",
        "HOLDS_ROLE",
        &[("person", From("")), ("target", To("")), ("role", Property("title")), ("as_of", Seen)],
    ),
    link("expertise.csv", "HAS_COMPETENCE", &[("person", From("Person")), ("competence", To(""))]),
    link("works_in.csv", "WORKS_IN", &[("person", From("")), ("sector", To(""))]),
    link("advises.csv", "ADVISES", &[("person", From("")), ("target", To(""))]),
    link("worked_on.csv", "WORKED_ON", &[("person", From("")), ("project", To(""))]),
    link(
        "participations.csv",
        "PARTICIPATES_IN",
        &[("participant", From("")), ("project", To(""))],
    ),
    link("partnerships.csv", "PARTNERS_WITH", &[("kind", Property("type"))]),
    link("agreement_parties.csv", "PARTY_TO", &[("party", From("")), ("agreement", To(""))]),
    link("event_participations.csv", "TAKES_PART", &[("participant", From("")), ("event", To(""))]),
    link(
        "competence_gaps.csv",
        "LACKS",
        &[
            ("cluster", From("")),
            ("competence", To("")),
            ("event", IdOf("event", "Event")),
            ("basis", Words("basis", BASIS)),
        ],
    ),
    link("requires.csv", "REQUIRES", &[("challenge", From("")), ("competence", To(""))]),
    link(
        "offers.csv",
        "OFFERS",
        &[("actor", From("")), ("competence", To("Competence")), ("sector", To("Sector"))],
    ),
    link(
        "seeks.csv",
        "SEEKS",
        &[("actor", From("")), ("competence", To("Competence")), ("sector", To("Sector"))],
    ),
];

/// `bronze` as "Bronze label" and "Bronzinė žyma".
fn label_name(label: &str) -> Localized {
    let (english, lithuanian) = match label.to_ascii_lowercase().as_str() {
        "bronze" => ("Bronze label", "Bronzinė žyma"),
        "silver" => ("Silver label", "Sidabrinė žyma"),
        "gold" => ("Gold label", "Auksinė žyma"),
        _ => return Localized::any(label),
    };
    Localized { en: Some(english.into()), lt: Some(lithuanian.into()), any: None }
}

/// Every file that a folder can have: those of the table, then one for every kind that has none there
/// (`working_groups.csv`) and one for every kind of link (`member_of.csv`).
pub(super) fn files(model: &Model) -> Vec<File> {
    let mut files: Vec<File> = TABLE
        .iter()
        .filter_map(|entry| {
            Some(File {
                name: entry.file.to_owned(),
                row: entry.row.of(model)?,
                columns: entry.columns,
                naming: entry.naming,
            })
        })
        .collect();
    let plain = |name: String, row: Row| File { name, row, columns: &[], naming: Naming::Own };
    for kind in &model.kinds {
        let name = format!("{}.csv", snake_case(&kind.plural));
        let has_file =
            files.iter().any(|file| matches!(file.row, Row::Node(one) if one == kind.id));
        if !has_file && files.iter().all(|file| file.name != name) {
            files.push(plain(name, Row::Node(kind.id)));
        }
    }
    for link in &model.links {
        let name = format!("{}.csv", link.name.to_ascii_lowercase());
        if files.iter().all(|file| file.name != name) {
            files.push(plain(name, Row::Link(link.id)));
        }
    }
    files
}

impl Made {
    /// With numbers in place of names; none when the model does not have them.
    fn of(&self, model: &Model) -> Option<Row> {
        let kind = |name: &str| model.kind_named(name).map(|kind| kind.id);
        let link = |name: &str| model.link_named(name).map(|link| link.id);
        Some(match *self {
            Self::Node(name) => Row::Node(kind(name)?),
            Self::Link(name) => Row::Link(link(name)?),
            Self::Owned { kind: of, link: by, prefix, key } => {
                Row::Owned { kind: kind(of)?, link: link(by)?, prefix, key }
            }
        })
    }
}

/// `legalForm` as `legal_form`.
pub(super) fn snake_case(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            text.push('_');
        }
        text.push(letter.to_ascii_lowercase());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::network;

    #[test]
    fn every_row_of_the_table_is_in_the_model() {
        let model = network();
        let files = files(&model);
        for entry in TABLE {
            assert!(files.iter().any(|file| file.name == entry.file), "{}", entry.file);
        }
    }

    #[test]
    fn the_table_for_people_has_every_file_and_column() {
        let page = include_str!("../../docs/DATA.md");
        for entry in TABLE {
            let row = page.lines().find(|line| line.starts_with(&format!("| `{}`", entry.file)));
            let row = row.unwrap_or_else(|| panic!("{} is not in docs/DATA.md", entry.file));
            for (column, _) in entry.columns {
                assert!(row.contains(&format!("`{column}`")), "{}: {column}", entry.file);
            }
        }
    }

    #[test]
    fn every_kind_and_link_has_a_file_and_no_name_is_used_twice() {
        let model = network();
        let files = files(&model);
        for (at, file) in files.iter().enumerate() {
            assert!(files[..at].iter().all(|other| other.name != file.name), "{}", file.name);
        }
        for kind in &model.kinds {
            let made = files.iter().any(|file| match file.row {
                Row::Node(one) | Row::Owned { kind: one, .. } => one == kind.id,
                Row::Link(_) => false,
            });
            assert!(made, "{}", kind.name);
        }
    }
}
