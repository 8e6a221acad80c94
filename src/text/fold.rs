//! Folding: text without case and diacritics, so that "Zuvedra" finds "Žuvėdra".

use any_ascii::any_ascii_char;

/// Text in lower-case ASCII: diacritics dropped, other scripts transliterated. The same in every store.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii() {
            folded.push(letter.to_ascii_lowercase());
        } else {
            folded.extend(any_ascii_char(letter).chars().map(|c| c.to_ascii_lowercase()));
        }
    }
    folded
}

/// The words of a folded text: its runs of letters and digits.
pub fn folded_words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
}

/// A text as part of an id: its folded words joined by hyphens.
#[must_use]
pub fn slug(text: &str) -> String {
    let folded = fold(text);
    let words: Vec<&str> = folded_words(&folded).collect();
    words.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_drops_case_and_diacritics() {
        for (text, folded) in [
            ("Žuvėdra", "zuvedra"),
            ("ĄČĘĖĮŠŲŪŽ ąčęėįšųūž", "aceeisuuz aceeisuuz"),
            ("„Dansu“", "\"dansu\""),
            ("Łódź, Größe", "lodz, grosse"),
            // The same letter written with a combining mark.
            ("S\u{30c}iauliai", "siauliai"),
            ("", ""),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        let folded = fold("UAB „Ekspla-2“ (3D)");
        assert_eq!(folded_words(&folded).collect::<Vec<_>>(), ["uab", "ekspla", "2", "3d"]);
    }
}
