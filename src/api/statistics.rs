//! What a request cost, and to staff also how it was done, told in `extensions` to whoever asks for it.

use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};

use super::Request;
use crate::model::Audience;
use crate::plan::viewer::Viewer;
use crate::store::counted::Counts;
use crate::store::trace::{Explained, Trace};

/// The members of `extensions`, in requests and in answers alike.
const STATISTICS: &str = "statistics";
const EXPLAIN: &str = "explain";

/// What comes before a request is executed.
#[derive(Clone, Copy)]
pub(super) enum Phase {
    /// The text is looked at, or found among those that are known.
    Scan,
    /// It is parsed and checked against the schema; nothing where it is known.
    Validate,
    /// Variables are read, the cost is weighed, plans are made.
    Plan,
}

/// Measures a request that asks for it; any other is not looked at.
pub(super) struct Watch(Option<Box<Measured>>);

/// A request that is measured.
pub(super) struct Measured {
    /// When the last phase ended.
    last: Instant,
    spent: [Duration; 3],
    wants_statistics: bool,
    wants_explained: bool,
    is_staff: bool,
}

impl Watch {
    /// Begins to measure, where the request asks for it.
    pub(super) fn of(request: &Request, viewer: &Viewer) -> Self {
        let asks = |name: &str| request.extensions.get(name) == Some(&Value::Bool(true));
        let (wants_statistics, wants_explained) = (asks(STATISTICS), asks(EXPLAIN));
        let measured = || {
            Box::new(Measured {
                last: Instant::now(),
                spent: [Duration::ZERO; 3],
                wants_statistics,
                wants_explained,
                is_staff: viewer.audience == Audience::Staff,
            })
        };
        Self((wants_statistics || wants_explained).then(measured))
    }

    /// Measures nothing.
    pub(super) fn none() -> Self {
        Self(None)
    }

    /// A phase has ended.
    pub(super) fn ended(&mut self, phase: Phase) {
        if let Some(measured) = &mut self.0 {
            let now = Instant::now();
            measured.spent[phase as usize] += now - measured.last;
            measured.last = now;
        }
    }

    /// The measures so far, where there are any.
    pub(super) fn measured(self) -> Option<Box<Measured>> {
        self.0
    }
}

impl Measured {
    /// Whether what is done for the viewer may be told to them: to staff only.
    pub(super) fn explains(&self) -> bool {
        self.wants_explained && self.is_staff
    }

    /// Whether reads of the log may be counted.
    pub(super) fn counts_log(&self) -> bool {
        self.is_staff
    }

    /// The `extensions` of the answer, now that it is written.
    pub(super) fn told(&self, counts: &Counts, trace: &Trace) -> Value {
        let mut told = Map::new();
        if self.wants_statistics {
            let [scan, validate, plan] = self.spent.map(micros);
            let execute = counts.busy;
            let write = self.last.elapsed().saturating_sub(execute);
            let micros = json!({
                "scan": scan, "validate": validate, "plan": plan,
                "execute": micros(execute), "write": micros(write),
            });
            let statistics = json!({
                "reads": counts.calls,
                "roundTrips": trace.round_trips(),
                "rows": counts.rows,
                "microseconds": micros,
            });
            told.insert(STATISTICS.to_owned(), statistics);
        }
        if self.wants_explained {
            let explained = trace.explained().filter(|_| self.explains());
            told.insert(EXPLAIN.to_owned(), explained.map_or(Value::Null, how));
        }
        told.into()
    }
}

/// What was read and sent.
fn how(explained: Explained) -> Value {
    let statements = explained
        .statements
        .into_iter()
        .map(|sent| json!({ "text": sent.text, "parameters": sent.parameters, "rows": sent.rows }));
    let statements: Value = statements.collect();
    json!({ "plans": explained.reads, "statements": statements, "isCut": explained.is_cut })
}

fn micros(spent: Duration) -> u64 {
    u64::try_from(spent.as_micros()).unwrap_or(u64::MAX)
}
