//! What somebody says of itself, beside what is recorded.

use super::both;
use crate::ask::answer::Sentence;
use crate::model::PartialDate;

/// „It says: members – 26 (2014-10-10). Recorded here: 11."
pub(in crate::ask) fn compared(
    measure: &str,
    value: f64,
    stated: Option<PartialDate>,
    recorded: Option<usize>,
) -> Sentence {
    let date = stated.map(|date| format!(" ({date})")).unwrap_or_default();
    let said = both(
        format!("It says: {measure} – {value}{date}."),
        format!("Nurodoma: {measure} – {value}{date}."),
    );
    let here = match recorded {
        Some(recorded) => {
            both(format!(" Recorded here: {recorded}."), format!(" Čia įrašyta: {recorded}."))
        }
        None => both(" It cannot be counted here.", " Čia to suskaičiuoti negalima."),
    };
    both(said.en + &here.en, said.lt + &here.lt)
}
