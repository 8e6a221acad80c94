//! The log of changes: how they are written down, and read again.
//!
//! Consecutive changes of one recorder share a node of the database: a first import is one change after the
//! other, and a node for each would take more room than what it tells.

use crate::model::{Model, PropertyId, PropertySet};
use crate::store::StoreError;
use crate::store::history::Fields;
use crate::store::neo4j::driver::Datum;
use crate::store::neo4j::layout::read::Unreadable;
use crate::store::neo4j::statement::Parameter;
use crate::store::records::{Action, Changed, LinkRef, Recorded, Subject};

use super::statements::map;

/// Changes that share a node at most.
const TOGETHER: usize = 500;

/// The pieces that changes are written down in.
pub(super) fn pieces<'a>(
    model: &'a Model,
    changes: &'a [Changed],
) -> impl Iterator<Item = Parameter> + 'a {
    let of_one = changes.chunk_by(|one, next| one.recorded == next.recorded);
    of_one.flat_map(|run| run.chunks(TOGETHER)).filter_map(move |piece| {
        let (first, last) = (piece.first()?, piece.last()?);
        Some(map([
            ("first", Parameter::Int(first.sequence.cast_signed())),
            ("last", Parameter::Int(last.sequence.cast_signed())),
            ("by", (&first.recorded.by).into()),
            ("at", first.recorded.at.into()),
            ("entries", piece.iter().map(|change| entry(model, change)).collect()),
        ]))
    })
}

/// A change in words: what was done, to what, and what that is: `+ cl-litek Cluster`,
/// `- MEMBER_OF/co-arginta/cl-litek Company Cluster`. None of them holds a space. An update says last what differs
/// since: `~ cl-litek Cluster =name,employees,@sources`; one that was written by layout 1 does not.
fn entry(model: &Model, change: &Changed) -> String {
    let action = match change.action {
        Action::Added => '+',
        Action::Updated => '~',
        Action::Removed => '-',
    };
    let mut entry = match &change.subject {
        Subject::Node { id, kind } => format!("{action} {id} {}", model.kind(*kind).name),
        Subject::Link { link, from, to } => format!(
            "{action} {} {} {}",
            link.id(model),
            model.kind(*from).name,
            model.kind(*to).name
        ),
    };
    if change.action == Action::Updated && change.fields != Fields::UNKNOWN {
        entry.push_str(" =");
        entry.push_str(&names(model, change.fields).join(","));
    }
    entry
}

/// How entries name a node: itself, or as an end of a link.
pub(super) fn names_of(id: &str) -> [Parameter; 5] {
    [
        format!("+ {id} "),
        format!("~ {id} "),
        format!("- {id} "),
        format!("/{id}/"),
        format!("/{id} "),
    ]
    .map(Into::into)
}

/// The names of fields.
fn names(model: &Model, fields: Fields) -> Vec<&str> {
    let named = |one: PropertyId| model.property_names.get(usize::from(one.0)).map(String::as_str);
    let properties = fields.properties.iter().filter_map(named);
    let others = Fields::OTHERS.into_iter().enumerate();
    let others = others.filter(|(at, _)| fields.others() >> at & 1 == 1).map(|(_, name)| name);
    properties.chain(others).collect()
}

/// The fields of such names. A name that the model no longer has is one that nobody knows who may see.
fn fields(model: &Model, names: &str) -> Fields {
    let (mut properties, mut others) = (PropertySet::EMPTY, 0);
    for name in names.split(',').filter(|name| !name.is_empty()) {
        if let Some(at) = Fields::OTHERS.iter().position(|other| *other == name) {
            others |= 1 << at;
        } else if let Some(property) = model.property_id(name) {
            properties = properties.with(property);
        } else {
            return Fields::UNKNOWN;
        }
    }
    Fields::new(properties, others)
}

/// The changes of a piece.
pub(super) fn read(model: &Model, piece: &Datum<'_>) -> Result<Vec<Changed>, StoreError> {
    let unreadable = || Unreadable("a change that cannot be read".to_owned());
    let [first, by, at, entries] = piece.list() else { return Err(unreadable().into()) };
    let (Some(first), Some(by), Some(at)) = (first.int(), by.text(), at.int()) else {
        return Err(unreadable().into());
    };
    let recorded = Recorded { by: by.into(), at };
    let changes = entries.list().iter().zip(first.cast_unsigned()..).map(|(entry, sequence)| {
        let (action, subject, fields) = entry.text().and_then(|entry| parse(model, entry))?;
        Some(Changed { sequence, recorded: recorded.clone(), action, subject, fields })
    });
    changes.collect::<Option<Vec<_>>>().ok_or_else(|| unreadable().into())
}

fn parse(model: &Model, entry: &str) -> Option<(Action, Subject, Fields)> {
    let mut words: Vec<&str> = entry.split(' ').collect();
    let kind = |name: &str| model.kind_named(name).map(|kind| kind.id);
    let action = match *words.first()? {
        "+" => Action::Added,
        "~" => Action::Updated,
        "-" => Action::Removed,
        _ => return None,
    };
    let differing = words.last().and_then(|word| word.strip_prefix('='));
    let fields = match (action, differing) {
        (Action::Updated, None) => Fields::UNKNOWN,
        (_, Some(names)) => fields(model, names),
        (_, None) => Fields::NONE,
    };
    words.truncate(words.len() - usize::from(differing.is_some()));
    let subject = match words[1..] {
        [id, is] => Subject::Node { id: id.into(), kind: kind(is)? },
        [link, from, to] => {
            Subject::Link { link: LinkRef::parse(link, model)?, from: kind(from)?, to: kind(to)? }
        }
        _ => return None,
    };
    Some((action, subject, fields))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::network;

    #[test]
    fn a_change_comes_back_as_it_was_written() {
        let model = network();
        for text in [
            "+ cl-litek Cluster",
            "~ sector:AGRI Sector",
            "~ sector:AGRI Sector =name,@sources,@recorder",
            "~ sector:AGRI Sector =",
            "~ MEMBER_OF/co-arginta/cl-litek Company Cluster =role,@since",
            "- MEMBER_OF/co-arginta/cl-litek/0000002a Company Cluster",
        ] {
            let (action, subject, fields) = parse(&model, text).expect("a change");
            let recorded = Recorded { by: "somebody".into(), at: 0 };
            let change = Changed { sequence: 1, recorded, action, subject, fields };
            assert_eq!(entry(&model, &change), text);
        }
        for text in ["", "+", "! cl-litek Cluster", "+ cl-litek Nothing", "+ a b c d"] {
            assert_eq!(parse(&model, text), None, "{text}");
        }
    }
}
