//! About what is followed over time.

use crate::store::place::{NotAPlace, PlaceError};
use crate::text::Sentence;

/// A cursor of changes that is none.
pub(crate) fn not_a_place() -> Sentence {
    Sentence::new(
        format!("`after` is {NotAPlace}"),
        "`after` nėra pakeitimų žymeklis; naudokite žymeklį iš atsakymo",
    )
}

/// A cursor of another network.
pub(crate) fn elsewhere() -> Sentence {
    Sentence::new(
        PlaceError::Elsewhere.to_string(),
        "žymeklis yra kito tinklo arba pakeitimų, kuriuos panaikino senesnė atsarginė kopija; pradėkite iš naujo be jo",
    )
}

/// A cursor that is too old.
pub(crate) fn expired() -> Sentence {
    Sentence::new(
        PlaceError::Expired.to_string(),
        "žymeklis per senas: vėlesni pakeitimai nebesaugomi; perskaitykite, ko reikia, ir pradėkite iš naujo be jo",
    )
}

/// More subscriptions than the server takes.
pub(crate) fn too_many(most: usize) -> Sentence {
    Sentence::new(
        format!("{most} subscriptions are followed already; try again later"),
        format!("prenumeratų jau yra {most}; bandykite vėliau"),
    )
}

/// A reader that is too slow.
pub(crate) fn too_slow(most: u64) -> Sentence {
    Sentence::new(
        format!(
            "the client read too slowly and fell more than {most} changes behind; subscribe again with `after`, the cursor of the last change that it got"
        ),
        format!(
            "klientas skaitė per lėtai ir atsiliko daugiau kaip {most} pakeitimų; prenumeruokite iš naujo su `after`, paskutinio gauto pakeitimo žymekliu"
        ),
    )
}
