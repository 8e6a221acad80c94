//! What can be said against a question before anything is read.

use std::collections::BTreeSet;

use super::error::{AskError, BadArgument};
use super::question::Question;
use super::score;
use crate::fault::words::ask as words;
use crate::model::Model;

/// How many items a list of ids or needs may have: each is looked up, and some are searched for one by one.
const MOST_ITEMS: usize = 100;

/// Refuses arguments that are out of bounds or exclude each other, all at once.
pub(super) fn bounds(question: &Question, model: &Model) -> Result<(), AskError> {
    let mut bad = Vec::new();
    let mut refuse = |argument, message| bad.push(BadArgument { argument, message });
    let mut within = |argument, value: i64, least: i64, most: i64| {
        if !(least..=most).contains(&value) {
            refuse(argument, words::out_of_bounds(value, least, most));
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
        let message = words::too_many(length, MOST_ITEMS);
        return Err(AskError::BadInput(vec![BadArgument { argument, message }]));
    }
    match question {
        Question::ExpertsConnecting(asked) => {
            within("first", asked.first, 1, 100);
            if code(&asked.sector_a) == code(&asked.sector_b) {
                refuse("sectorB", words::same_sector(code(&asked.sector_a)));
            }
        }
        Question::PartnershipPaths(asked) => {
            within("maxLength", asked.max_length, 1, 12);
            within("first", asked.first, 1, 100);
            for link in asked.via.iter().map(|link| model.link(link)) {
                if score::tie_base(&link.name) == 0.0 {
                    refuse("via", words::no_step(&link.name, steps(model)));
                }
            }
            if asked.via.is_empty() {
                refuse("via", words::no_kind_of_link());
            }
            if asked.from == asked.to {
                refuse("to", words::same_ends(&asked.to));
            }
            for end in [&asked.from, &asked.to] {
                if asked.avoid.contains(end) {
                    refuse("avoid", words::avoided_end(end));
                }
            }
        }
        Question::ExpertsForChallenge(asked) => {
            within("first", asked.first, 1, 100);
            let needs = asked.needs.as_deref();
            if needs.is_some() == asked.challenge.is_some() {
                refuse("challenge", words::challenge_or_needs(needs.is_some()));
            }
            if needs.is_some_and(<[_]>::is_empty) {
                refuse("needs", words::no_needs());
            }
            let mut met = BTreeSet::new();
            for need in needs.unwrap_or_default() {
                if !(need.weight > 0.0 && need.weight <= 100.0) {
                    refuse("needs", words::weight(need.weight));
                }
                if !met.insert(code(&need.competence)) {
                    refuse("needs", words::twice(code(&need.competence)));
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
