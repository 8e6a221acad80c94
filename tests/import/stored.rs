//! What was read, put in a store and taken out again.

use std::borrow::Cow;

use tinklas::import::{Folder, Import, load, read_folder, sample};
use tinklas::model::{Audience, Model, Value, network};
use tinklas::plan::viewer::Sight;
use tinklas::store::Store;
use tinklas::store::features::{Piece, Subgraph, SubgraphQuery};
use tinklas::store::history::{Record, Values};
use tinklas::store::records::Recorded;
use tinklas::store::resident::Resident;

/// Runs a future that waits for nothing outside.
fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(future)
}

fn store() -> Resident {
    Resident::in_memory(network()).expect("a store in memory")
}

fn by(who: &str) -> Recorded {
    Recorded { by: who.into(), at: 0 }
}

fn sample_of(model: &Model) -> Import {
    sample::read(model, 0).expect("the sample has no faults")
}

/// Loads what was read and says how much of it changed something.
fn put(store: &Resident, import: Import, who: &str) -> usize {
    run(load(store, import, Vec::new(), &by(who), &mut |_| {}))
        .expect("a store takes what was read")
        .changed
}

/// What a folder of files given as text says.
fn folder(model: &Model, files: &[(&str, &str)]) -> Import {
    let files =
        files.iter().map(|(name, text)| ((*name).to_owned(), Cow::Owned(text.as_bytes().to_vec())));
    let folder = Folder::of_files("a test", files);
    read_folder(model, &folder, by("us"), &mut |_| {}).expect("no faults")
}

fn everything(store: &Resident) -> Subgraph {
    let sight = Sight::new(store.model(), Audience::Staff);
    let query = SubgraphQuery { sight, shape: Piece::Everything };
    run(async { store.subgraph(&query).await }).expect("a store tells all it has")
}

#[test]
fn a_second_import_changes_nothing() {
    let store = store();
    let import = sample_of(store.model());
    let (nodes, links, all) = (import.nodes, import.links, import.changes.len());
    assert_eq!(put(&store, import, sample::RECORDED_BY), all);
    let stamp = run(store.stamp()).expect("a stamp");
    assert_eq!((stamp.nodes, stamp.links), (nodes as u64, links as u64));
    assert_eq!(put(&store, sample_of(store.model()), sample::RECORDED_BY), 0);
    assert_eq!(run(store.stamp()).expect("a stamp").sequence, stamp.sequence);
}

/// Rows that equal the sample's are the importer's from then on, and stay when the sample goes.
#[test]
fn what_is_imported_again_outlives_the_sample() {
    let store = store();
    let import = sample_of(store.model());
    let all = import.changes.len();
    put(&store, import, sample::RECORDED_BY);
    assert_eq!(put(&store, sample_of(store.model()), "somebody else"), all);
    assert_eq!(run(sample::removal(&store)).expect("what to remove"), Vec::new());
}

#[test]
fn removing_the_sample_leaves_what_others_brought() {
    let store = store();
    let model = store.model().clone();
    assert!(!run(sample::is_present(&store)).expect("an answer"));
    put(&store, sample_of(&model), sample::RECORDED_BY);
    assert!(run(sample::is_present(&store)).expect("an answer"));

    // Ours: a company, its membership in a cluster that we describe anew, and a sector we only refer to.
    let own = folder(
        &model,
        &[
            ("companies.csv", "id,name,sectors,source\nco-own,Own,AGRI,us\n"),
            ("clusters.csv", "id,name,source\ncl-litek,LITEK as we know it,us\n"),
            ("memberships.csv", "member,of,source\nco-own,cl-litek,us\n"),
            // As the sample has it, word by word, so that it stays recorded by the sample.
            ("sectors.csv", &sector_row("AGRI")),
        ],
    );
    put(&store, own, "us");

    let removal = run(sample::removal(&store)).expect("what to remove");
    run(store.apply(&removal, &by("us"))).expect("it can be removed");
    let left = everything(&store);
    let nodes: Vec<&str> = left.nodes.iter().map(|node| &*node.id).collect();
    assert_eq!(nodes, ["cl-litek", "co-own", "sector:AGRI"]);
    let links: Vec<String> = left.links.iter().map(|link| link.link.id(&model)).collect();
    assert_eq!(links.len(), 2, "{links:?}");
    assert!(links.contains(&"IN_SECTOR/co-own/sector:AGRI".to_owned()), "{links:?}");
    assert!(links.contains(&"MEMBER_OF/co-own/cl-litek".to_owned()), "{links:?}");

    // Nor does the log tell any more what the sample said of the cluster that we described anew.
    let values = || {
        let changes = run(store.changes(0, 100_000)).expect("the log");
        run(store.values(&changes)).expect("old values")
    };
    let by_sample = |record: &Record| &*record.recorded().by == sample::RECORDED_BY;
    let told = |all: &[Values]| all.iter().filter_map(|one| one.before.as_ref()).any(by_sample);
    assert!(told(&values()));
    run(store.apply(&[sample::forgetting()], &by("us"))).expect("it is forgotten");
    assert!(!told(&values()));
}

#[test]
fn removing_the_sample_alone_leaves_nothing() {
    let store = store();
    put(&store, sample_of(store.model()), sample::RECORDED_BY);
    let removal = run(sample::removal(&store)).expect("what to remove");
    run(store.apply(&removal, &by("us"))).expect("it can be removed");
    let stamp = run(store.stamp()).expect("a stamp");
    assert_eq!((stamp.nodes, stamp.links), (0, 0));
    assert!(!run(sample::is_present(&store)).expect("an answer"));
    let again = run(sample::removal(&store)).expect("what to remove");
    assert_eq!(again, []);
}

#[test]
fn an_objection_outlives_an_import_that_does_not_know_of_it() {
    let store = store();
    let model = store.model().clone();
    let told = "id,name,suggestable,source\np-a,A,objected,us\np-b,B,consented,us\n";
    put(&store, folder(&model, &[("people.csv", told)]), "us");
    let untold = "id,name,role,source\np-a,A,Head,us\np-b,B,Head,us\np-c,C,Head,us\n";
    put(&store, folder(&model, &[("people.csv", untold)]), "us");
    assert_eq!(suggestable(&store), [("p-a", 2), ("p-b", 0), ("p-c", 0)].map(owned));
    let again = "id,name,suggestable,source\np-a,A,consented,us\n";
    put(&store, folder(&model, &[("people.csv", again)]), "us");
    assert_eq!(suggestable(&store)[0], owned(("p-a", 1)));
}

fn owned((id, position): (&str, u8)) -> (String, u8) {
    (id.to_owned(), position)
}

/// Each person's `suggestable`, as its position in the enumeration.
fn suggestable(store: &Resident) -> Vec<(String, u8)> {
    let property = store.model().property_id("suggestable").expect("people have it");
    let all = everything(store).nodes.into_iter().map(|node| {
        let value = node.properties.iter().find(|(id, _)| *id == property);
        let Some((_, Value::Enum(position))) = value else { panic!("{node:?}") };
        (node.id.to_string(), *position)
    });
    all.collect()
}

/// A row of the sample's sectors, with the header.
fn sector_row(code: &str) -> String {
    let text = std::fs::read_to_string("data/lithuania/sectors.csv").expect("the file is there");
    let mut lines = text.lines();
    let header = lines.next().expect("a header");
    let row = lines.find(|line| line.starts_with(&format!("{code},"))).expect("the row");
    format!("{header}\n{row}\n")
}
