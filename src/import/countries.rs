//! The countries of ISO 3166-1 with their names, so that a folder only has to give a code.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::text::fold;

static COUNTRIES: LazyLock<BTreeMap<&'static str, (&'static str, &'static str)>> =
    LazyLock::new(|| {
        include_str!("../../data/countries.csv")
            .lines()
            .skip(1)
            .filter_map(|line| {
                let (code, names) = line.split_once(',')?;
                // The file is ours and has no quotes.
                let (english, lithuanian) = names.split_once(',')?;
                Some((code, (english, lithuanian)))
            })
            .collect()
    });

/// The names of a country in English and Lithuanian.
pub(super) fn names(code: &str) -> Option<(&'static str, &'static str)> {
    COUNTRIES.get(code).copied()
}

/// The code that somebody meant who wrote something else: a name, small letters, or a code that is
/// in use but not of the standard.
pub(super) fn meant(text: &str) -> Option<&'static str> {
    let folded = fold(text);
    let known = match folded.as_str() {
        "uk" => "gb",
        "el" => "gr",
        other => other,
    };
    COUNTRIES
        .iter()
        .find(|(code, (english, lithuanian))| {
            [fold(code), fold(english), fold(lithuanian)].iter().any(|name| name == known)
        })
        .map(|(code, _)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_every_country_once_in_both_languages() {
        assert_eq!(COUNTRIES.len(), 249);
        assert_eq!(include_str!("../../data/countries.csv").lines().count(), 250);
        for (code, (english, lithuanian)) in COUNTRIES.iter() {
            assert_eq!(code.len(), 2, "{code}");
            for name in [english, lithuanian] {
                assert!(!name.is_empty() && !name.contains([',', '"']), "{code}: {name}");
            }
        }
        assert_eq!(names("LT"), Some(("Lithuania", "Lietuva")));
    }

    #[test]
    fn other_spellings_lead_to_the_code() {
        for (written, code) in
            [("lt", "LT"), ("Lietuva", "LT"), ("germany", "DE"), ("UK", "GB"), ("EL", "GR")]
        {
            assert_eq!(meant(written), Some(code), "{written}");
        }
        assert_eq!(meant("Atlantis"), None);
    }
}
