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
pub fn search_rank(words: &[SearchWord], names: &[&str], others: &[&str]) -> Option<u8> {
    let found = |texts: &[&str], word: &SearchWord| {
        texts.iter().any(|text| folded_words(text).any(|one| word.begins(one)))
    };
    if !words.iter().all(|word| found(names, word) || found(others, word)) {
        return None;
    }
    let query = words.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" ");
    let spelled: Vec<String> =
        names.iter().map(|name| folded_words(name).collect::<Vec<_>>().join(" ")).collect();
    Some(if spelled.contains(&query) {
        0
    } else if spelled.iter().any(|name| name.starts_with(&query)) {
        1
    } else if words.iter().all(|word| found(names, word)) {
        2
    } else {
        3
    })
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
