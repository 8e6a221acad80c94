//! The file of the resident store: it comes back whole, or not at all and with a word why.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tinklas::model::network;
use tinklas::model::{KindId, LinkId, Localized, Model, Value};
use tinklas::plan::viewer::Sight;
use tinklas::store::contract::check;
use tinklas::store::features::{Piece, Subgraph, SubgraphQuery};
use tinklas::store::history::Fields;
use tinklas::store::records::{
    Action, Change, Identifier, LinkRecord, LinkRef, NodeRecord, Recorded, Source,
};
use tinklas::store::resident::{OpenError, Resident};
use tinklas::store::{Store, StoreError};

use super::stores::run;

pub(super) fn recorded(by: &str) -> Recorded {
    Recorded { by: by.into(), at: 1_700_000_000_000 }
}

fn node(model: &Model, kind: &str, id: &str) -> NodeRecord {
    let name = model.property_id("name").expect("nodes have names");
    NodeRecord {
        id: id.into(),
        kind: model.kind_named(kind).map_or(KindId(0), |kind| kind.id),
        properties: vec![(
            name,
            Value::Localized(Arc::new(Localized::any(&format!("Name of {id}")))),
        )],
        identifiers: vec![Identifier { scheme: "code".into(), value: id.into() }],
        sources: vec![Source {
            url: "https://example.org".into(),
            retrieved: "2024-05".parse().ok(),
        }],
        recorded: recorded(""),
        version: 0,
    }
}

fn link(model: &Model, kind: &str, from: &str, to: &str) -> LinkRecord {
    let kind = model.link_named(kind).map_or(LinkId(0), |kind| kind.id);
    LinkRecord {
        link: LinkRef { kind, from: from.into(), to: to.into(), tag: 0 },
        since: "2014".parse().ok(),
        until: None,
        seen: "2024-05-06".parse().ok(),
        properties: Vec::new(),
        sources: Vec::new(),
        recorded: recorded(""),
        version: 0,
    }
}

/// Companies, all members of one cluster.
pub(super) fn members(model: &Model, companies: std::ops::Range<usize>) -> Vec<Change> {
    let mut changes = vec![Change::PutNode(node(model, "Cluster", "cl-1"))];
    for n in companies {
        let id = format!("co-{n}");
        changes.push(Change::PutNode(node(model, "Company", &id)));
        changes.push(Change::PutLink(link(model, "MEMBER_OF", &id, "cl-1")));
    }
    changes
}

/// A file with a network that was changed in several ways, closed again.
pub(super) fn made(folder: &Path) -> PathBuf {
    let path = folder.join("network.db");
    let store = Resident::open(network(), &path).expect("a new file can be made");
    run(async {
        let model = store.model().clone();
        store.apply(&members(&model, 0..700), &recorded("ann")).await.expect("applied");
        let fewer = [
            Change::RemoveNode("co-3".into()),
            Change::RemoveLink(link(&model, "MEMBER_OF", "co-4", "cl-1").link),
            Change::PutNode(node(&model, "Person", "pe-1")),
        ];
        store.apply(&fewer, &recorded("ben")).await.expect("applied");
    });
    path
}

pub(super) async fn everything(store: &Resident) -> Subgraph {
    let sight = Sight::new(store.model(), tinklas::model::Audience::Staff);
    store
        .subgraph(&SubgraphQuery { sight, shape: Piece::Everything })
        .await
        .expect("it can be walked")
}

pub(super) fn opened(path: &Path) -> Result<Resident, OpenError> {
    Resident::open(network(), path)
}

pub(super) fn refused(path: &Path) -> OpenError {
    match opened(path) {
        Ok(_) => panic!("{} was opened", path.display()),
        Err(error) => error,
    }
}

pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    PathBuf::from(format!("{}{ending}", path.display()))
}

#[test]
fn a_store_with_a_file_keeps_the_contract() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = opened(&folder.path().join("new.db")).expect("a new file can be made");
    let violations = run(check(&store));
    assert!(violations.is_empty(), "{violations:#?}");
}

#[test]
fn reopening_gives_the_identical_network() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = made(folder.path());
    let (before, changes, stamp) = run(async {
        let store = opened(&path).expect("it opens");
        let changes = store.changes(0, 10_000).await.expect("told");
        (everything(&store).await, changes, store.stamp().await.expect("told"))
    });
    assert_eq!((before.nodes.len(), before.links.len()), (701, 698));
    assert_eq!(changes.len() as u64, stamp.sequence);
    assert!(changes.iter().zip(1..).all(|(change, sequence)| change.sequence == sequence));
    run(async {
        let store = opened(&path).expect("it opens");
        assert_eq!(everything(&store).await, before);
        assert_eq!(store.changes(0, 10_000).await.expect("told"), changes);
        assert_eq!(store.changes(1_390, 5).await.expect("told"), changes[1_390..1_395]);
        assert_eq!(store.stamp().await.expect("told"), stamp);
        // It goes on as if it had never been closed: freed numbers are used again.
        let model = store.model().clone();
        let applied = store.apply(&members(&model, 0..5), &recorded("cat")).await.expect("applied");
        assert_eq!((applied.changed, applied.sequence), (11, stamp.sequence + 11));
    });
    let store = opened(&path).expect("it opens");
    assert_eq!(run(store.stamp()).expect("told").sequence, stamp.sequence + 11);
}

#[test]
fn a_second_writer_is_locked_out_and_a_reader_is_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = made(folder.path());
    let writer = opened(&path).expect("it opens");
    let error = refused(&path);
    assert!(matches!(error, OpenError::Locked { .. }), "{error}");
    let reader = Resident::open_read_only(network(), &path).expect("it can be read");
    run(async {
        assert_eq!(everything(&reader).await, everything(&writer).await);
        let change = [Change::RemoveNode("co-1".into())];
        let told = reader.apply(&change, &recorded("ann")).await;
        assert!(matches!(told, Err(StoreError::Unavailable(_))), "{told:?}");
        writer.apply(&change, &recorded("ann")).await.expect("applied");
        // A state that was taken is kept; who opens now sees the change.
        let later = Resident::open_read_only(network(), &path).expect("it can be read");
        assert_eq!(everything(&later).await, everything(&writer).await);
        assert_ne!(everything(&reader).await, everything(&writer).await);
    });
    drop(writer);
    opened(&path).expect("the lock went with its owner");
}

#[test]
fn what_is_not_ours_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = folder.path().join("letter.txt");
    std::fs::write(&text, "Dear reader, ".repeat(500)).expect("written");
    let other = folder.path().join("other.db");
    let database = rusqlite::Connection::open(&other).expect("opened");
    database.execute_batch("CREATE TABLE t (a)").expect("made");
    drop(database);
    for path in [&text, &other] {
        let before = std::fs::read(path).expect("read");
        let error = refused(path);
        assert!(matches!(error, OpenError::NotTinklas { .. }), "{error}");
        assert_eq!(std::fs::read(path).expect("read"), before);
    }
    let missing = folder.path().join("no/such/folder.db");
    assert!(matches!(refused(&missing), OpenError::Unavailable { .. }));
    assert!(Resident::open_read_only(network(), &folder.path().join("missing.db")).is_err());
}

#[test]
fn a_later_layout_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = made(folder.path());
    let database = rusqlite::Connection::open(&path).expect("opened");
    database.pragma_update(None, "user_version", 7).expect("set");
    drop(database);
    let error = refused(&path);
    assert!(matches!(error, OpenError::Newer { found: 7, known: 3, .. }), "{error}");
}

/// A file as the program of layout 1 left it, and then `sql`.
pub(super) fn of_layout_1(folder: &Path, sql: &str) -> PathBuf {
    of_layout(folder, include_str!("files/layout-1.sql"), sql)
}

fn of_layout(folder: &Path, made: &str, sql: &str) -> PathBuf {
    let path = folder.join("network.db");
    _ = std::fs::remove_file(&path);
    let database = rusqlite::Connection::open(&path).expect("opened");
    database.execute_batch(made).expect("made");
    database.execute_batch(sql).expect("done");
    path
}

#[test]
fn a_file_of_layout_1_is_brought_to_this_one() {
    let folder = tempfile::tempdir().expect("a folder");
    is_brought_to_this_one(1, &of_layout_1(folder.path(), ""));
}

#[test]
fn a_file_of_layout_2_is_brought_to_this_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = of_layout(folder.path(), include_str!("files/layout-2.sql"), "");
    is_brought_to_this_one(2, &path);
}

fn is_brought_to_this_one(layout: u32, path: &Path) {
    let error =
        Resident::open_read_only(network(), path).expect_err("it is not changed to be read");
    assert!(
        matches!(error, OpenError::Older { found, known: 3, .. } if found == layout),
        "{error}"
    );
    let path = path.to_owned();
    let store = opened(&path).expect("it opens");
    let (before, changes) = run(async {
        let stamp = store.stamp().await.expect("told");
        assert_eq!((stamp.sequence, stamp.nodes, stamp.links), (21, 9, 11));
        (everything(&store).await, store.changes(0, 100).await.expect("told"))
    });
    assert_eq!(changes.len(), 21);
    // What it made different is not known any more, and so shows to nobody who does not see everything.
    let updates: Vec<_> = changes.iter().filter(|one| one.action == Action::Updated).collect();
    assert_eq!(updates.iter().map(|one| one.fields).collect::<Vec<_>>(), [Fields::UNKNOWN]);
    let told = |id: &str| {
        let node = before.nodes.iter().find(|node| &*node.id == id).expect("it is there");
        (format!("{:?}", node.properties[0].1), node.version, node.recorded.by.to_string())
    };
    assert!(told("co-1").0.contains("Company Uno"), "{:?}", told("co-1"));
    assert_eq!((told("co-1").1, told("co-2").1), (2, 1));
    assert_eq!(told("co-2").2, "import: l1");
    let since = |from: &str, to: &str| {
        let of = |link: &&LinkRecord| &*link.link.from == from && &*link.link.to == to;
        before.links.iter().find(of).expect("it is there").since.map(|date| date.to_string())
    };
    assert_eq!(since("co-2", "cl-b").as_deref(), Some("2011-05"));
    assert_eq!(since("cl-a", "cl-b").as_deref(), Some("2020"));
    drop(store);
    assert!(!beside(&path, "-wal").exists(), "closing brings everything into the database");
    let again = Resident::open_read_only(network(), &path).expect("it can be read now");
    run(async {
        assert_eq!(everything(&again).await, before);
        assert_eq!(again.changes(0, 100).await.expect("told"), changes);
    });
}

#[test]
fn old_values_come_back_and_go_with_what_is_removed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("network.db");
    let (old, new) = ("A name of long ago", "A name of today");
    let named = |text: &str| {
        let model = network();
        let name = model.property_id("name").expect("nodes have names");
        let value = Value::Localized(Arc::new(Localized::any(text)));
        Change::PutNode(NodeRecord {
            properties: vec![(name, value)],
            ..node(&model, "Cluster", "cl-1")
        })
    };
    let store = opened(&path).expect("it opens");
    for text in [old, new] {
        run(store.apply(&[named(text)], &recorded("somebody"))).expect("applied");
    }
    drop(store);
    let store = opened(&path).expect("it opens again");
    run(async {
        let changes = store.changes(0, 10).await.expect("told");
        let values = store.values(&changes).await.expect("told");
        assert_eq!(values[1].before, values[0].after, "{values:?}");
        assert!(values[1].before.is_some() && values[1].before != values[1].after, "{values:?}");
    });
    drop(store);
    let holds = |text: &str| {
        let bytes = std::fs::read(&path).expect("read");
        bytes.windows(text.len()).any(|part| part == text.as_bytes())
    };
    assert!(holds(old) && holds(new));
    let store = opened(&path).expect("it opens again");
    run(store.apply(&[Change::RemoveNode("cl-1".into())], &recorded("somebody"))).expect("applied");
    drop(store);
    assert!(!holds(old) && !holds(new), "what is removed is overwritten in the file");
}

#[test]
fn a_damaged_file_of_layout_1_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    for damage in ["UPDATE node SET kind = 2 WHERE n = 3", "UPDATE link SET tag = 9 WHERE n = 3"] {
        let path = of_layout_1(folder.path(), damage);
        let error = refused(&path);
        assert!(error.to_string().contains("row 3 of table"), "{error}");
        let database = rusqlite::Connection::open(&path).expect("opened");
        let count = |sql: &str| database.query_row(sql, [], |row| row.get::<_, u32>(0));
        assert_eq!(count("PRAGMA user_version"), Ok(1));
        assert_eq!(count("SELECT count(*) FROM link"), Ok(11));
    }
}

#[test]
fn flipped_bits_of_a_row_are_noticed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = made(folder.path());
    let whole = std::fs::read(&path).expect("read");
    // Every place where a name or a source stands; SQLite itself does not look at what a column holds.
    let needle = b"Name of co-55";
    let places: Vec<usize> =
        (0..whole.len()).filter(|at| whole[*at..].starts_with(needle)).collect();
    assert!(places.len() > 5);
    for at in places {
        let mut bytes = whole.clone();
        bytes[at + 3] ^= 4;
        std::fs::write(&path, bytes).expect("written");
        let error = refused(&path);
        assert!(matches!(error, OpenError::Damaged { .. }), "{error}");
        assert!(error.to_string().contains("backup"), "{error}");
    }
    std::fs::write(&path, whole).expect("written");
    opened(&path).expect("the whole file opens");
}

#[test]
fn a_cut_file_is_noticed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = made(folder.path());
    let whole = std::fs::read(&path).expect("read");
    std::fs::write(&path, &whole[..whole.len() / 2]).expect("written");
    let error = refused(&path);
    assert!(matches!(error, OpenError::Damaged { .. }), "{error}");
}

#[test]
fn rows_that_got_lost_are_noticed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = made(folder.path());
    let database = rusqlite::Connection::open(&path).expect("opened");
    database.execute("DELETE FROM link WHERE block = 3", []).expect("removed");
    drop(database);
    let error = refused(&path);
    assert!(matches!(error, OpenError::Damaged { .. }), "{error}");
}

/// A copy of the files as they are while the network is open, as a power cut would leave them.
fn copied(path: &Path, to: &Path) -> PathBuf {
    let copy = to.join("copy.db");
    for ending in ["", "-wal", ".mark"] {
        if beside(path, ending).exists() {
            std::fs::copy(beside(path, ending), beside(&copy, ending)).expect("copied");
        }
    }
    copy
}

#[test]
fn a_write_ahead_log_that_lost_its_end_is_noticed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("network.db");
    let store = opened(&path).expect("a new file can be made");
    let model = store.model().clone();
    run(async {
        for n in 0..40 {
            store.apply(&members(&model, n..n + 1), &recorded("ann")).await.expect("applied");
        }
    });
    // The mark is written within a second of the last commit.
    let marked = || std::fs::read_to_string(beside(&path, ".mark")).unwrap_or_default();
    for _ in 0..50 {
        if marked().starts_with("81 ") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    assert!(marked().starts_with("81 "), "{}", marked());
    let copy = copied(&path, folder.path());
    let wal = beside(&copy, "-wal");
    let whole = std::fs::read(&wal).expect("there is a log");
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    for damaged in [&flipped[..], &whole[..whole.len() / 2]] {
        std::fs::write(&wal, damaged).expect("written");
        _ = std::fs::remove_file(beside(&copy, "-shm"));
        let error = refused(&copy);
        assert!(matches!(error, OpenError::Behind { acknowledged: 81, .. }), "{error}");
        assert!(error.to_string().contains("missing"), "{error}");
        // SQLite has dropped the rest of the log; nothing of the copy is kept for the next round.
        copied(&path, folder.path());
    }
    _ = std::fs::remove_file(beside(&copy, "-shm"));
    let again = opened(&copy).expect("the whole copy opens");
    assert_eq!(run(again.stamp()).expect("told").sequence, 81);
}

#[test]
fn calls_in_flight_together_are_whole_or_refused_each() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("network.db");
    let store = Arc::new(opened(&path).expect("a new file can be made"));
    let model = store.model().clone();
    let answers = run(async {
        let mut calls = Vec::new();
        for n in 0..200 {
            let (store, model) = (store.clone(), model.clone());
            calls.push(tokio::spawn(async move {
                let mut changes = members(&model, n..n + 1);
                if n % 4 == 0 {
                    changes.push(Change::PutLink(link(&model, "MEMBER_OF", "nobody", "cl-1")));
                }
                store.apply(&changes, &recorded("ann")).await.is_ok()
            }));
        }
        let mut answers = Vec::new();
        for call in calls {
            answers.push(call.await.expect("no panic"));
        }
        answers
    });
    assert!(answers.iter().enumerate().all(|(n, applied)| *applied == (n % 4 != 0)));
    let stamp = run(store.stamp()).expect("told");
    assert_eq!((stamp.nodes, stamp.links, stamp.sequence), (151, 150, 301));
    drop(store);
    assert_eq!(run(opened(&path).expect("it opens").stamp()).expect("told"), stamp);
}
