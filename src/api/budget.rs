//! What one request may cost, decided before anything of it is expanded or read.

use super::fault::{RequestFault, code};
use super::limits::Limits;
use crate::plan::lower::Cost;

/// Refuses what costs more than the limits allow.
///
/// # Errors
/// Every limit that is passed, with what to do.
pub(crate) fn check(cost: Cost, limits: &Limits) -> Result<(), Vec<RequestFault>> {
    let count = |limit: usize| u64::try_from(limit).unwrap_or(u64::MAX);
    let all = [
        (cost.depth, count(limits.depth), code::TOO_DEEP, "nests its fields", "levels"),
        (cost.fields, count(limits.fields), code::TOO_COSTLY, "selects", "fields"),
        (cost.aliases, count(limits.aliases), code::TOO_COSTLY, "uses", "aliases"),
        (cost.directives, count(limits.directives), code::TOO_COSTLY, "uses", "directives"),
        (
            cost.conditions,
            count(limits.conditions),
            code::TOO_COSTLY,
            "has filters of",
            "conditions and values",
        ),
        (cost.cells, limits.cells, code::TOO_COSTLY, "may be answered with", "values"),
    ];
    let faults: Vec<RequestFault> = all
        .into_iter()
        .filter(|(cost, limit, ..)| cost > limit)
        .map(|(cost, limit, code, verb, what)| {
            let cost = match cost {
                u64::MAX => "endlessly many".to_owned(),
                cost => cost.to_string(),
            };
            let message = format!(
                "the request {verb} {cost} {what}; at most {limit} are allowed: ask for less at once, \
                 with a smaller `first` or in several requests"
            );
            RequestFault::new(code, message)
        })
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}
