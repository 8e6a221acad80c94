//! The sample that the binary carries.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use tinklas::import::{Folder, sample};
use tinklas::model::{Value, network};
use tinklas::store::records::{Change, LinkRecord, NodeRecord};

fn nodes() -> BTreeMap<String, NodeRecord> {
    let changes = sample::read(&network(), 0).expect("the sample has no faults").changes;
    let nodes = changes.into_iter().filter_map(|change| match change {
        Change::PutNode(node) => Some((node.id.to_string(), node)),
        _ => None,
    });
    nodes.collect()
}

fn links() -> Vec<LinkRecord> {
    let changes = sample::read(&network(), 0).expect("the sample has no faults").changes;
    let links = changes.into_iter().filter_map(|change| match change {
        Change::PutLink(link) => Some(link),
        _ => None,
    });
    links.collect()
}

/// The rows of a file of the sample, as cells by column name.
fn rows(file: &str) -> Vec<BTreeMap<String, String>> {
    let path = Path::new("data/lithuania").join(file).with_extension("csv");
    let mut reader = csv::Reader::from_path(path).expect("the file is there");
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

/// How many different combinations of cells there are.
fn different(file: &str, columns: &[&str]) -> usize {
    let combinations: BTreeSet<Vec<String>> = rows(file)
        .into_iter()
        .map(|row| columns.iter().map(|column| row[*column].clone()).collect())
        .collect();
    combinations.len()
}

/// How many cells of a column are filled, with each part of a list counted.
fn parts(file: &str, column: &str) -> usize {
    rows(file)
        .iter()
        .map(|row| row[column].split(';').filter(|part| !part.is_empty()).count())
        .sum()
}

#[test]
fn every_row_becomes_a_node() {
    let model = network();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for node in nodes().values() {
        *counts.entry(model.kind(node.kind).name.as_str()).or_default() += 1;
    }
    for (kind, file) in [
        ("Sector", "sectors"),
        ("Competence", "competences"),
        ("Organisation", "organisations"),
        ("Cluster", "clusters"),
        ("Company", "companies"),
        ("Person", "people"),
        ("Project", "projects"),
        ("Event", "events"),
        ("Challenge", "challenges"),
        ("Partnership", "agreements"),
        ("Service", "cluster_services"),
        ("Award", "labels"),
        ("Figure", "figures"),
    ] {
        assert_eq!(counts.remove(kind), Some(rows(file).len()), "{kind}");
    }
    let countries: BTreeSet<String> =
        ["organisations", "clusters", "companies", "people", "events"]
            .iter()
            .flat_map(|file| rows(file))
            .map(|row| row["country"].clone())
            .filter(|code| !code.is_empty())
            .collect();
    assert_eq!(counts.remove("Country"), Some(countries.len()));
    let towns: BTreeSet<(String, String)> = ["clusters", "companies", "events"]
        .iter()
        .flat_map(|file| rows(file))
        .map(|row| (row["country"].clone(), row["city"].clone()))
        .filter(|(_, city)| !city.is_empty())
        .collect();
    assert_eq!(counts.remove("Place"), Some(towns.len()));
    assert!(counts.is_empty(), "{counts:?}");
}

#[test]
fn every_row_becomes_a_link() {
    let model = network();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for link in links() {
        *counts.entry(model.link(link.link.kind).name.as_str()).or_default() += 1;
    }
    // A role of `people` that `person_roles` has as well is one link.
    let mut roles: BTreeSet<[String; 3]> = BTreeSet::new();
    for row in rows("person_roles") {
        roles.insert([row["person"].clone(), row["role"].clone(), row["target"].clone()]);
    }
    for row in rows("people").into_iter().filter(|row| !row["organisation"].is_empty()) {
        roles.insert([row["id"].clone(), row["role"].clone(), row["organisation"].clone()]);
    }
    let in_sector: usize = ["organisations", "clusters", "companies", "challenges"]
        .iter()
        .map(|file| parts(file, "sectors"))
        .sum();
    let located: usize = ["organisations", "clusters", "companies", "people", "events"]
        .iter()
        .map(|file| parts(file, "country"))
        .sum();
    let in_towns: usize =
        ["clusters", "companies", "events"].iter().map(|file| parts(file, "city")).sum();
    let towns = nodes().values().filter(|node| node.id.starts_with("place:")).count();
    for (link, expected) in [
        ("MEMBER_OF", different("memberships", &["member", "of", "role"])),
        ("HOLDS_ROLE", roles.len()),
        ("HAS_COMPETENCE", different("expertise", &["person", "competence"])),
        ("PARTICIPATES_IN", different("participations", &["participant", "project", "role"])),
        ("PARTNERS_WITH", different("partnerships", &["from", "to", "kind", "since"])),
        ("PARTY_TO", different("agreement_parties", &["agreement", "party", "role"])),
        ("TAKES_PART", different("event_participations", &["participant", "event", "role"])),
        ("LACKS", different("competence_gaps", &["cluster", "competence", "event"])),
        ("SAYS", rows("figures").len()),
        ("RECEIVED", rows("labels").len()),
        ("PROVIDES", parts("cluster_services", "provider")),
        ("FACES", parts("challenges", "subject")),
        ("REQUIRES", parts("challenges", "competences")),
        ("IN_SECTOR", in_sector),
        ("LOCATED_IN", located + in_towns + towns),
    ] {
        assert_eq!(counts.remove(link), Some(expected), "{link}");
    }
    assert!(counts.is_empty(), "{counts:?}");
}

#[test]
fn names_keep_both_languages() {
    let model = network();
    let name = model.property_id("name").expect("every node has a name");
    let nodes = nodes();
    let read = |id: &str| {
        let (_, value) = nodes[id].properties.iter().find(|(one, _)| *one == name)?;
        let Value::Localized(text) = value else { return None };
        Some([text.any.clone(), text.en.clone(), text.lt.clone()].map(Option::unwrap_or_default))
    };
    for file in ["sectors", "competences", "organisations", "clusters", "cluster_services"] {
        for row in rows(file) {
            let id = match file {
                "sectors" => format!("sector:{}", row["code"]),
                "competences" => format!("competence:{}", row["code"]),
                "cluster_services" => format!("service:{}", row["code"]),
                _ => row["id"].clone(),
            };
            let [any, en, lt] = read(&id).expect(&id);
            assert_eq!((&*any, &*en, &*lt), ("", &*row["name_en"], &*row["name_lt"]), "{id}");
        }
    }
    assert_eq!(read("country:LT").map(|[_, _, lt]| lt), Some("Lietuva".into()));
}

#[test]
fn every_fact_keeps_its_sources() {
    let cells = rows("memberships");
    let model = network();
    let member = model.link_named("MEMBER_OF").expect("the model has members").id;
    let links = links();
    for row in cells {
        let link = links
            .iter()
            .find(|link| {
                link.link.kind == member
                    && *link.link.from == *row["member"]
                    && *link.link.to == *row["of"]
            })
            .expect(&row["member"]);
        let addresses: Vec<&str> = row["source"].split(' ').collect();
        let kept: Vec<&str> = link.sources.iter().map(|source| &*source.url).collect();
        assert_eq!(kept, addresses, "{row:?}");
        assert!(link.sources.iter().all(|source| {
            source.retrieved.map(|date| date.to_string()) == Some(row["retrieved"].clone())
        }));
    }
    for node in nodes().values() {
        assert!(!node.sources.is_empty(), "{}", node.id);
    }
    assert!(links.iter().all(|link| !link.sources.is_empty()));
}

#[test]
fn the_binary_carries_what_the_folder_has() {
    let folder = Folder::open(Path::new("data/lithuania")).expect("the folder can be read");
    assert_eq!(folder.files.len(), sample::folder().files.len());
    for (name, bytes) in &folder.files {
        assert_eq!(sample::folder().file(name), Some(bytes.as_ref()), "{name}");
    }
}

#[test]
fn people_may_be_suggested_and_those_with_expertise_are_experts() {
    let model = network();
    let nodes = nodes();
    let experts: BTreeSet<String> =
        rows("expertise").into_iter().map(|row| row["person"].clone()).collect();
    let position = |node: &NodeRecord, property: &str| {
        let id = model.property_id(property)?;
        node.properties.iter().find(|(one, _)| *one == id).map(|(_, value)| value.clone())
    };
    for row in rows("people") {
        let node = &nodes[&row["id"]];
        assert_eq!(position(node, "suggestable"), Some(Value::Enum(0)), "{}", node.id);
        let listed = position(node, "expertStatus") == Some(Value::Enum(0));
        assert_eq!(listed, experts.contains(&row["id"]), "{}", node.id);
    }
}
