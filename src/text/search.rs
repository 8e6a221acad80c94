//! What a search looks for: the words of a query, each with the stem that its Lithuanian endings hide.

use snowball_stemmers_rs::{Algorithm, Stemmer};

use super::{fold, folded_words};

/// Stems of fewer letters match too much to be of use.
const SHORTEST_STEM: usize = 4;

/// A word of a query.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SearchWord {
    /// The word, folded.
    pub folded: String,
    /// Its Lithuanian stem, folded, when that is shorter and long enough to mean something:
    /// `klaster` of `klasteriai`, which then also finds `klasteris`.
    pub stem: Option<String>,
}

impl SearchWord {
    /// Whether a folded word of a text begins with this word or with its stem.
    #[must_use]
    pub fn begins(&self, folded_word: &str) -> bool {
        folded_word.starts_with(self.shortest())
    }

    /// The start that every word it matches has: the stem, or the word where there is none.
    ///
    /// A folded stem need not be a prefix of the folded word, but the stemmer only cuts endings, and
    /// [`search_words`] keeps no other stems.
    #[must_use]
    pub fn shortest(&self) -> &str {
        self.stem.as_deref().unwrap_or(&self.folded)
    }
}

/// The words of a query, in their order.
#[must_use]
pub fn search_words(query: &str) -> Vec<SearchWord> {
    let stemmer = Stemmer::create(Algorithm::Lithuanian);
    let mut words = Vec::new();
    // Split by letters first: the stemmer needs the diacritics that folding drops.
    for word in query.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let stem = fold(&stemmer.stem(&word.to_lowercase()));
        let folded = fold(word);
        // Folding can make several words of one (a sign that it spells out); a stem is then no use.
        for part in folded_words(&folded) {
            let fits = part.len() == folded.len()
                && stem.len() >= SHORTEST_STEM
                && stem.len() < part.len()
                && part.starts_with(&stem);
            words.push(SearchWord { folded: part.to_owned(), stem: fits.then(|| stem.clone()) });
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(query: &str, name: &str) -> bool {
        let name = fold(name);
        search_words(query)
            .iter()
            .all(|word| folded_words(&name).any(|candidate| word.begins(candidate)))
    }

    #[test]
    fn words_find_other_forms_of_themselves() {
        assert!(finds("klasteriai", "Lietuvos maisto klasteris"));
        assert!(finds("lazerių klasteriai", "Lazerių ir inžinerinių technologijų klasteris"));
        assert!(finds("inzineriniu", "Lazerių ir inžinerinių technologijų klasteris"));
        assert!(finds("technologijos", "Technologijų klasteris"));
        assert!(!finds("baldai", "Technologijų klasteris"));
    }

    #[test]
    fn words_find_what_they_begin_without_case_and_diacritics() {
        assert!(finds("ZUVED", "Žuvėdra"));
        assert!(finds("smart fo", "SMART FOOD cluster"));
        assert!(!finds("mart", "SMART FOOD cluster"));
    }

    #[test]
    fn short_words_keep_their_endings() {
        let words = search_words("namų UAB 3D");
        assert!(words.iter().all(|word| word.stem.is_none()), "{words:?}");
    }

    #[test]
    fn a_query_of_signs_has_no_words() {
        assert_eq!(search_words(" - „“ … "), []);
    }
}
