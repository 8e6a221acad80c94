//! Whatever is in the files, reading them ends with changes or with faults.

use std::borrow::Cow;

use proptest::prelude::*;
use tinklas::import::{Folder, read_folder, sample};
use tinklas::model::network;
use tinklas::store::records::Recorded;

/// Reads a folder of files given by name.
fn read(files: Vec<(String, Vec<u8>)>) -> bool {
    let files = files.into_iter().map(|(name, bytes)| (name, Cow::Owned(bytes)));
    let folder = Folder::of_files("anything", files);
    let recorded = Recorded { by: "a test".into(), at: 0 };
    match read_folder(&network(), &folder, recorded, &mut |_| {}) {
        Ok(import) => import.nodes + import.links == import.changes.len(),
        Err(faults) => !faults.is_empty() && faults.iter().all(|one| !one.to_string().is_empty()),
    }
}

fn names() -> Vec<String> {
    let mut names: Vec<String> = sample::folder().files.into_iter().map(|(name, _)| name).collect();
    names.extend(["dataset.toml", "works_in.csv", "teaches.csv"].map(str::to_owned));
    names
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_are_read_or_refused(
        files in prop::collection::vec((prop::sample::select(names()), prop::collection::vec(any::<u8>(), 0..300)), 0..4),
    ) {
        prop_assert!(read(files));
    }

    #[test]
    fn random_csv_is_read_or_refused(
        files in prop::collection::vec((prop::sample::select(names()), "[a-z_,;:\"\n Šį0-9-]{0,200}"), 0..4),
    ) {
        prop_assert!(read(files.into_iter().map(|(name, text)| (name, text.into_bytes())).collect()));
    }

    #[test]
    fn a_damaged_sample_is_read_or_refused(
        which in prop::sample::select(names()),
        at in any::<prop::sample::Index>(),
        length in 0..40usize,
        instead in "[\"\n,;\u{0}a-z0-9]{0,8}",
    ) {
        let mut files: Vec<(String, Vec<u8>)> = sample::folder()
            .files
            .into_iter()
            .map(|(name, bytes)| (name, bytes.into_owned()))
            .collect();
        for (_, bytes) in files.iter_mut().filter(|(name, bytes)| *name == which && !bytes.is_empty()) {
            let start = at.index(bytes.len());
            let end = (start + length).min(bytes.len());
            bytes.splice(start..end, instead.bytes());
        }
        prop_assert!(read(files));
    }
}
