//! Disks that are full or may only be read. They are small file systems in memory, which only root may mount.

use std::path::Path;
use std::process::Command;

use super::file::{everything, made, members, opened, recorded, refused};
use super::stores::run;
use tinklas::model::network;
use tinklas::store::resident::{OpenError, Resident};
use tinklas::store::{Store, StoreError};

/// A small file system, until the end of a test.
struct Disk {
    folder: tempfile::TempDir,
}

impl Disk {
    fn new(size: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let disk = Self { folder };
        disk.mount(&["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"]);
        disk
    }

    fn mount(&self, options: &[&str]) {
        let done =
            Command::new("mount").args(options).arg(self.path()).status().expect("it starts");
        assert!(
            done.success(),
            "`mount {options:?}` ended with {done}: run the tests as root; in a container, one that may mount \
             (`--cap-add SYS_ADMIN`)"
        );
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        _ = Command::new("umount").arg("--lazy").arg(self.path()).status();
    }
}

#[test]
fn a_full_disk_loses_nothing_and_writing_goes_on_when_there_is_room() {
    let disk = Disk::new("3m");
    let ballast = disk.path().join("ballast");
    std::fs::write(&ballast, vec![0; 1 << 20]).expect("there is room");
    let path = disk.path().join("network.db");
    let store = opened(&path).expect("a new file can be made");
    let model = store.model().clone();
    run(async {
        let mut next = 0;
        let mut add = async |store: &Resident, count: usize| {
            let changes = members(&model, next..next + count);
            next += count;
            store.apply(&changes, &recorded("ann")).await
        };
        let mut acknowledged = 0;
        let error = loop {
            match add(&store, 100).await {
                Ok(applied) => acknowledged = applied.sequence,
                Err(error) => break error,
            }
        };
        assert!(acknowledged > 200, "{acknowledged}");
        assert!(matches!(error, StoreError::Unavailable(_)), "{error:?}");
        let words = error.to_string();
        assert!(words.contains("the disk is full") && words.contains("none was"), "{words}");
        // Reads go on, and see what was acknowledged.
        let stamp = store.stamp().await.expect("told");
        assert_eq!(stamp.sequence, acknowledged);
        let before = everything(&store).await;
        assert_eq!(before.nodes.len() as u64, stamp.nodes);
        assert!(add(&store, 2_000).await.is_err(), "there is still no room");
        assert_eq!(everything(&store).await, before);
        std::fs::remove_file(&ballast).expect("removed");
        let applied = add(&store, 100).await.expect("there is room again");
        assert_eq!(applied.sequence, acknowledged + 200);
        let after = everything(&store).await;
        drop(store);
        let store = opened(&path).expect("it opens");
        assert_eq!(everything(&store).await, after);
        assert_eq!(store.changes(0, 100_000).await.expect("told").len() as u64, applied.sequence);
    });
}

#[test]
fn a_disk_that_is_full_from_the_start_is_told() {
    let disk = Disk::new("64k");
    std::fs::write(disk.path().join("ballast"), vec![0; 1 << 17]).expect_err("it is full");
    let error = refused(&disk.path().join("network.db"));
    assert!(matches!(error, OpenError::Unavailable { .. }), "{error:?}");
    assert!(error.to_string().contains("full"), "{error}");
}

#[test]
fn a_file_on_a_disk_that_may_only_be_read_is_read_and_not_written() {
    let disk = Disk::new("8m");
    let path = made(disk.path());
    let before = run(everything(&opened(&path).expect("it opens")));
    disk.mount(&["-o", "remount,ro"]);
    let error = refused(&path);
    assert!(matches!(error, OpenError::ReadOnly { .. }), "{error:?}");
    assert!(error.to_string().contains("cannot be written to"), "{error}");
    let reader = Resident::open_read_only(network(), &path).expect("it can be read");
    assert_eq!(run(everything(&reader)), before);
}
