//! What one request may cost, decided before anything of it is expanded or read.

use super::fault::RequestFault;
use super::limits::Limits;
use crate::fault::Code;
use crate::fault::words::request::{Measure, costs};
use crate::plan::lower::Cost;

/// Refuses what costs more than the limits allow.
///
/// # Errors
/// Every limit that is passed, with what to do.
pub(crate) fn check(cost: Cost, limits: &Limits) -> Result<(), Vec<RequestFault>> {
    let count = |limit: usize| u64::try_from(limit).unwrap_or(u64::MAX);
    let all = [
        (Measure::Depth, cost.depth, count(limits.depth)),
        (Measure::Fields, cost.fields, count(limits.fields)),
        (Measure::Aliases, cost.aliases, count(limits.aliases)),
        (Measure::Directives, cost.directives, count(limits.directives)),
        (Measure::Conditions, cost.conditions, count(limits.conditions)),
        (Measure::Cells, cost.cells, limits.cells),
    ];
    let faults: Vec<RequestFault> = all
        .into_iter()
        .filter(|(_, cost, limit)| cost > limit)
        .map(|(measure, cost, limit)| {
            let code = if measure == Measure::Depth { Code::TooDeep } else { Code::TooCostly };
            RequestFault::new(code, costs(measure, cost, limit))
        })
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}
