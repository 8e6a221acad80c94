//! Words that go with a number, by the CLDR rules of English and Lithuanian for whole numbers.

/// The word for `count` of something in English: one project, several projects.
#[must_use]
pub fn english<'a>(count: u64, one: &'a str, other: &'a str) -> &'a str {
    if count == 1 { one } else { other }
}

/// The word for `count` of something in Lithuanian: 1, 21 *projektas*; 2, 22 *projektai*; 0, 10, 11 *projektų*.
#[must_use]
pub fn lithuanian<'a>(count: u64, one: &'a str, few: &'a str, other: &'a str) -> &'a str {
    let teen = matches!(count % 100, 11..=19);
    match count % 10 {
        1 if !teen => one,
        2..=9 if !teen => few,
        _ => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lithuanian_words_follow_the_last_digits() {
        let word = |count| lithuanian(count, "projektas", "projektai", "projektų");
        for (expected, counts) in [
            ("projektas", &[1, 21, 31, 101, 1001][..]),
            ("projektai", &[2, 5, 9, 22, 29, 102, 999]),
            ("projektų", &[0, 10, 11, 12, 15, 19, 20, 100, 111, 112, 119, 1000]),
        ] {
            for count in counts {
                assert_eq!(word(*count), expected, "{count}");
            }
        }
    }

    #[test]
    fn english_has_one_and_the_rest() {
        let words: Vec<&str> =
            [0, 1, 2, 21].into_iter().map(|count| english(count, "project", "projects")).collect();
        assert_eq!(words, ["projects", "project", "projects", "projects"]);
    }
}
