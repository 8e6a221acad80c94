//! A change as a `Change` of the schema: the same in pages and subscriptions.

use crate::ask::answer::Answer;
use crate::model::Model;
use crate::plan::lower::{RecordGet, Wanted};
use crate::store::history::{Record, Told, Values};
use crate::store::place::Place;
use crate::store::records::{Action, Source, Subject};
use crate::write::Difference;
use crate::write::difference::{of_link, of_node};

/// The fields of a `Change` that tell of values.
const OF_VALUES: [&str; 3] = ["sources", "differences", "erased"];

/// Whether the values of changes are wanted, which have to be read.
pub(crate) fn wants_values(wanted: &Wanted) -> bool {
    wanted.fields.iter().any(|field| match &field.get {
        RecordGet::Value(name, _) => OF_VALUES.contains(&&**name),
        RecordGet::Typename(_) => false,
    })
}

/// The cursor of a change.
pub(crate) fn cursor(model: &Model, told: &Told) -> std::sync::Arc<str> {
    Place::after(&told.change, model).to_string().into()
}

/// The change as a `Change`.
pub(crate) fn record(model: &Model, told: &Told) -> Answer {
    let text = |text: &str| Answer::Text(text.into());
    let Told { change, values } = told;
    let (action, gone) = match change.action {
        Action::Added => ("ADDED", false),
        Action::Updated => ("UPDATED", false),
        Action::Removed => ("REMOVED", true),
    };
    let (id, kind, node, link) = match &change.subject {
        Subject::Node { id, kind } => {
            let constant = text(&model.kind(*kind).constant);
            (id.clone(), constant, Answer::Node(id.clone()), Answer::Null)
        }
        Subject::Link { link, .. } => {
            (link.id(model).into(), Answer::Null, Answer::Null, Answer::Link(link.clone()))
        }
    };
    let still = |one: Answer| if gone { Answer::Null } else { one };
    let sources = match &values.after {
        Some(Record::Node(node)) => node.sources.as_slice(),
        Some(Record::Link(link)) => link.sources.as_slice(),
        None => &[],
    };
    Answer::Record(vec![
        ("cursor", Answer::Text(cursor(model, told))),
        ("sequence", text(&change.sequence.to_string())),
        ("at", text(&change.recorded.instant().to_string())),
        ("by", Answer::Text(change.recorded.by.clone())),
        ("action", Answer::Constant(action)),
        ("id", Answer::Text(id)),
        ("kind", kind),
        ("node", still(node)),
        ("link", still(link)),
        ("sources", Answer::List(sources.iter().map(source).collect())),
        ("differences", differing(model, values)),
        ("erased", Answer::Bool(values.after.is_none())),
    ])
}

/// What differs, as a list of `Difference`.
fn differing(model: &Model, values: &Values) -> Answer {
    let all = match (&values.before, &values.after) {
        (before, Some(Record::Node(after))) => {
            let before = before.as_ref().and_then(|before| match before {
                Record::Node(before) => Some(before),
                Record::Link(_) => None,
            });
            of_node(model, before, Some(after))
        }
        (before, Some(Record::Link(after))) => {
            let before = before.as_ref().and_then(|before| match before {
                Record::Link(before) => Some(before),
                Record::Node(_) => None,
            });
            of_link(model, before, Some(after))
        }
        (_, None) => Vec::new(),
    };
    Answer::List(all.iter().map(difference).collect())
}

/// A `Difference`.
pub(super) fn difference(one: &Difference) -> Answer {
    let text = |text: &Option<String>| {
        text.as_deref().map_or(Answer::Null, |text| Answer::Text(text.into()))
    };
    Answer::Record(vec![
        ("field", Answer::Text(one.field.as_str().into())),
        ("before", text(&one.before)),
        ("after", text(&one.after)),
    ])
}

fn source(source: &Source) -> Answer {
    Answer::Record(vec![
        ("url", Answer::Text(source.url.clone())),
        ("retrieved", source.retrieved.map_or(Answer::Null, Answer::Date)),
    ])
}
