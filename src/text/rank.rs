//! How well a node's texts meet a search: the same in every store.

use super::{SearchWord, folded_words};

/// How well the words of a search are met by a node's folded names and its other folded texts; none when one
/// of the words begins no word of them. The smaller the better:
///
/// - 0: a name has exactly these words,
/// - 1: a name begins with them, the last one perhaps unfinished,
/// - 2: every one begins a word of a name,
/// - 3: every one begins a word of a name or of another text.
#[must_use]
pub fn search_rank<T: AsRef<str>>(words: &[SearchWord], names: &[T], others: &[T]) -> Option<u8> {
    let found = |texts: &[T], word: &SearchWord| {
        texts.iter().any(|text| folded_words(text.as_ref()).any(|one| word.begins(one)))
    };
    let in_names = words.iter().all(|word| found(names, word));
    if !in_names && !words.iter().all(|word| found(names, word) || found(others, word)) {
        return None;
    }
    let starts = names.iter().filter_map(|name| start(name.as_ref(), words));
    Some(match starts.max() {
        Some(Start::Whole) => 0,
        Some(Start::Part) => 1,
        None if in_names => 2,
        None => 3,
    })
}

/// How much of a name the words of a search are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Start {
    Part,
    Whole,
}

/// Compares the words of a folded name, from the first on, with those of a search; none when they differ.
fn start(name: &str, words: &[SearchWord]) -> Option<Start> {
    let mut own = folded_words(name);
    for (at, word) in words.iter().enumerate() {
        let one = own.next()?;
        if one != word.folded {
            let unfinished = at + 1 == words.len() && one.starts_with(&word.folded);
            return unfinished.then_some(Start::Part);
        }
    }
    Some(if own.next().is_none() { Start::Whole } else { Start::Part })
}

#[cfg(test)]
mod tests {
    use super::search_rank;
    use crate::text::search_words;

    fn rank(query: &str, names: &[&str], others: &[&str]) -> Option<u8> {
        search_rank(&search_words(query), names, others)
    }

    #[test]
    fn whole_name_before_its_start_before_a_word_of_it_before_other_texts() {
        assert_eq!(rank("laser", &["laser"], &[]), Some(0));
        assert_eq!(rank("las", &["laser & light"], &[]), Some(1));
        assert_eq!(rank("laser li", &["laser & light"], &[]), Some(1));
        assert_eq!(rank("laser light", &["laser & light"], &[]), Some(0));
        assert_eq!(rank("laser light", &["laser & light 2", "laser light"], &[]), Some(0));
        assert_eq!(rank("las light", &["laser & light"], &[]), Some(2));
        assert_eq!(rank("light las", &["laser & light"], &[]), Some(2));
        assert_eq!(rank("light optics", &["laser & light"], &["optics"]), Some(3));
        assert_eq!(rank("light optics", &["laser & light"], &[]), None);
    }

    #[test]
    fn the_middle_of_a_word_is_no_match_and_another_ending_is() {
        assert_eq!(rank("ight", &["laser & light"], &["light"]), None);
        assert_eq!(rank("klasteriai", &["klasteris"], &[]), Some(2));
    }
}
