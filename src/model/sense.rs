//! Values that are of the right type and yet make no sense: a level of 9, a web address that is none.
//!
//! Whoever takes values from outside asks here, so that imports and mutations refuse the same ones.

use super::{PartialDate, Property};
use crate::text::{Sentence, meant};

/// Numbers that mean something only within bounds, by property name.
const BOUNDS: &[(&str, f64, f64)] = &[
    ("level", 1.0, 5.0),
    ("years", 0.0, 100.0),
    ("employees", 0.0, 10_000_000.0),
    ("budget", 0.0, 1e13),
    ("contribution", 0.0, 1e13),
    ("weight", 0.0, 1_000.0),
];

/// What is expected of a property's number that is out of bounds; none when it is within.
#[must_use]
pub fn out_of_bounds(property: &Property, number: f64) -> Option<Sentence> {
    let (_, least, most) = BOUNDS.iter().find(|(name, _, _)| *name == property.name)?;
    (!(*least..=*most).contains(&number)).then(|| {
        Sentence::new(
            format!("a number from {least} to {most}"),
            format!("skaičiaus nuo {least} iki {most}"),
        )
    })
}

/// What is expected of a property's text that cannot be one; none when it can. Pages link to web addresses,
/// so nothing but the web may be one.
#[must_use]
pub fn unfit_text(property: &Property, text: &str) -> Option<Sentence> {
    if property.name != "website" || is_web_address(text) {
        return None;
    }
    let address = format!("https://{text}");
    let near = meant((text.contains('.') && is_web_address(&address)).then_some(&*address));
    Some(Sentence::new(
        format!("`https://...` or `http://...`{}", near.en),
        format!("`https://...` arba `http://...`{}", near.lt),
    ))
}

/// `; did you mean ...?` with the date that was probably meant by a text that is none, else nothing.
#[must_use]
pub fn meant_date(text: &str) -> Sentence {
    let date = text.replace(['/', '.'], "-");
    meant(date.parse::<PartialDate>().is_ok().then_some(&*date))
}

/// Whether a text is an address that begins with `http://` or `https://`.
#[must_use]
pub fn is_web_address(text: &str) -> bool {
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    rest.is_some()
        && text.len() > 8
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || "\"<>".contains(c))
}
