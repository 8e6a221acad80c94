//! The known name that a mistyped one most probably meant.

use super::fold;

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
