//! What can be said against a question before anything is read.

use std::collections::BTreeSet;

use super::error::{AskError, BadArgument};
use super::question::Question;
use super::score;
use crate::model::Model;

/// How many items a list of ids or needs may have: each is looked up, and some are searched for one by one.
const MOST_ITEMS: usize = 100;

/// Refuses arguments that are out of bounds or exclude each other, all at once.
pub(super) fn bounds(question: &Question, model: &Model) -> Result<(), AskError> {
    let mut bad = Vec::new();
    let mut refuse = |argument, message| bad.push(BadArgument { argument, message });
    let mut within = |argument, value: i64, least: i64, most: i64| {
        if !(least..=most).contains(&value) {
            refuse(argument, format!("`{value}` is out of bounds; expected {least} to {most}"));
        }
    };
    let lists = match question {
        Question::PartnershipPaths(asked) => Some(("avoid", asked.avoid.len())),
        Question::ExpertsForChallenge(asked) => {
            asked.needs.as_ref().map(|all| ("needs", all.len()))
        }
        Question::Network(asked) => asked.center.as_ref().map(|all| ("center", all.len())),
        Question::ExpertsConnecting(_) | Question::Claims(_) => None,
    };
    if let Some((argument, length)) = lists.filter(|(_, length)| *length > MOST_ITEMS) {
        let message = format!("{length} of them; expected at most {MOST_ITEMS}");
        return Err(AskError::BadInput(vec![BadArgument { argument, message }]));
    }
    match question {
        Question::ExpertsConnecting(asked) => {
            within("first", asked.first, 1, 100);
            if code(&asked.sector_a) == code(&asked.sector_b) {
                let same = code(&asked.sector_a);
                refuse("sectorB", format!("`{same}` is `sectorA` too; expected another sector"));
            }
        }
        Question::PartnershipPaths(asked) => {
            within("maxLength", asked.max_length, 1, 12);
            within("first", asked.first, 1, 100);
            for link in asked.via.iter().map(|link| model.link(link)) {
                if score::tie_base(&link.name) == 0.0 {
                    let able: Vec<String> = steps(model).map(|name| format!("`{name}`")).collect();
                    let (name, able) = (&link.name, able.join(", "));
                    refuse("via", format!("`{name}` makes no step; expected some of {able}"));
                }
            }
            if asked.via.is_empty() {
                refuse("via", "no kind of link; expected at least one".to_owned());
            }
            if asked.from == asked.to {
                refuse("to", format!("`{}` is `from` too; expected somebody else", asked.to));
            }
            for end in [&asked.from, &asked.to] {
                if asked.avoid.contains(end) {
                    refuse("avoid", format!("`{end}` is an end of the path and cannot be avoided"));
                }
            }
        }
        Question::ExpertsForChallenge(asked) => {
            within("first", asked.first, 1, 100);
            let needs = asked.needs.as_deref();
            if needs.is_some() == asked.challenge.is_some() {
                let given = if needs.is_some() { "both" } else { "neither" };
                let message =
                    format!("{given} given; expected exactly one of `challenge`, `needs`");
                refuse("challenge", message);
            }
            if needs.is_some_and(<[_]>::is_empty) {
                refuse("needs", "none given; expected at least one competence".to_owned());
            }
            let mut met = BTreeSet::new();
            for need in needs.unwrap_or_default() {
                if !(need.weight > 0.0 && need.weight <= 100.0) {
                    let message = "is out of bounds; expected above 0, at most 100";
                    refuse("needs", format!("the weight `{}` {message}", need.weight));
                }
                if !met.insert(code(&need.competence)) {
                    let twice = code(&need.competence);
                    refuse("needs", format!("`{twice}` is given twice; expected each once"));
                }
            }
        }
        Question::Claims(_) => {}
        Question::Network(asked) => {
            within("depth", asked.depth, 0, 4);
            within("limit", asked.limit, 1, 5000);
        }
    }
    if bad.is_empty() { Ok(()) } else { Err(AskError::BadInput(bad)) }
}

/// The code of an id that can also be given without its kind.
fn code(id: &str) -> &str {
    id.split_once(':').map_or(id, |(_, code)| code)
}

/// The kinds of link that make a step of a path.
pub(super) fn steps(model: &Model) -> impl Iterator<Item = &str> {
    let makes = |name: &&str| score::tie_base(name) > 0.0;
    model.links.iter().map(|link| link.name.as_str()).filter(makes)
}
