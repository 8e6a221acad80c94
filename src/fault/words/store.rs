//! What a store does not do.

use crate::store::StoreError;
use crate::text::Sentence;

/// Why a store did not answer.
pub(crate) fn failed(error: &StoreError) -> Sentence {
    let lt = match error {
        StoreError::Refused(all) => {
            let count = all.len();
            format!("pakeitimų, kurių atlikti negalima: {count}; neatliktas nė vienas")
        }
        StoreError::Conflict(_) => "tinklas tuo metu pasikeitė; nieko neatlikta".to_owned(),
        StoreError::KeyUsed(key) => {
            format!("raktas `{key}` jau panaudotas kitai užklausai; nieko neatlikta")
        }
        StoreError::Unavailable(why) => format!("saugykla dabar atsakyti negali: {why}"),
        StoreError::Damaged(why) => format!("saugyklos duomenys sugadinti: {why}"),
    };
    Sentence::new(error.to_string(), lt)
}

/// A change that contradicts the network, in the store's own words.
pub(crate) fn refused(why: &str) -> Sentence {
    Sentence::new(why, format!("pakeitimas prieštarauja tinklui: {why}"))
}
