//! The known name that a mistyped one most probably meant.

use super::{Sentence, fold};

/// The nearest of `known` to `name`, if one is near enough to be worth naming.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = fold(name);
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&name, &fold(candidate)), candidate))
        // A third of the letters may be wrong: beyond that a suggestion confuses more than it helps.
        .filter(|(distance, candidate)| *distance <= candidate.chars().count().max(3) / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// `; did you mean `X`?` in both languages when a known name is near, else nothing.
pub fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Sentence {
    meant(nearest(name, known))
}

/// `; did you mean `X`?` in both languages of what was probably meant, if anything.
#[must_use]
pub fn meant(near: Option<&str>) -> Sentence {
    near.map_or_else(
        || Sentence::new("", ""),
        |near| {
            let en = format!("; did you mean `{near}`?");
            Sentence::new(en, format!("; gal turėta omenyje `{near}`?"))
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_hand_finds_its_name() {
        let known = ["country", "sectors", "founded", "id"];
        for (written, meant) in [
            ("contry", Some("country")),
            ("Country", Some("country")),
            ("sector", Some("sectors")),
            ("fuonded", Some("founded")),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(nearest(written, known), meant, "{written}");
        }
    }

    #[test]
    fn the_nearest_wins_and_the_first_among_equals() {
        assert_eq!(nearest("cl-alfa", ["cl-alpha", "cl-alfb", "cl-alfc"]), Some("cl-alfb"));
        assert_eq!(nearest("zuvedra", ["Žuvėdra"]), Some("Žuvėdra"));
    }
}
