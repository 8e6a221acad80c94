//! `claims`: what somebody says of itself in numbers, beside what is recorded here.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::answer::Answer;
use super::error::AskError;
use super::facts::{Facts, all_known};
use super::question::Claims;
use super::reasons::count;
use super::run::Asking;
use super::words;
use crate::fault::words::ask::Expected;
use crate::model::{LinkSet, Value};
use crate::store::features::Piece;

/// The links that a claim can be held against.
const COUNTED: [&str; 6] =
    ["SAYS", "MEMBER_OF", "PARTICIPATES_IN", "TAKES_PART", "HOLDS_ROLE", "PARTNERS_WITH"];

/// The figures of a subject: by what is counted, then date, then id.
pub(super) async fn answer(asked: &Claims, asking: &Asking<'_>) -> Result<Answer, AskError> {
    let model = asking.store.model();
    let subject = &asked.subject;
    let shape = Piece::Around {
        center: vec![Arc::clone(subject)],
        depth: 1,
        kinds: model.all_kinds(),
        links: COUNTED
            .iter()
            .filter_map(|name| model.link_named(name))
            .fold(LinkSet::EMPTY, |all, link| all.with(link.id)),
        // Counting needs all of them.
        limit: usize::MAX,
    };
    let facts = Facts::read(asking, shape).await?;
    let types = ["Actor", "Event", "Project"];
    all_known([facts.unknown("subject", subject, &types, Expected::Subject)])?;
    let figures = facts.links_named("SAYS").into_iter().filter(|link| link.link.from == *subject);
    let mut claims: Vec<_> = figures
        .filter_map(|link| {
            let id = &link.link.to;
            let measure = match facts.property(id, "measure") {
                Some(Value::Text(measure)) => Arc::clone(measure),
                _ => return None,
            };
            let value = match facts.property(id, "value") {
                Some(Value::Float(value)) => *value,
                _ => return None,
            };
            let stated = match facts.property(id, "stated") {
                Some(Value::Date(stated)) => Some(*stated),
                _ => None,
            };
            Some((measure, stated, Arc::clone(id), value))
        })
        .collect();
    claims.sort_by(|a, b| (&a.0, a.1, &a.2).cmp(&(&b.0, b.1, &b.2)));
    let claim = |(measure, stated, id, value): (Arc<str>, _, Arc<str>, f64)| {
        let recorded = recorded(&facts, subject, &measure);
        Answer::Record(vec![
            ("figure", Answer::Node(id)),
            ("recorded", recorded.map_or(Answer::Null, count)),
            ("text", Answer::Sentence(words::claim::compared(&measure, value, stated, recorded))),
        ])
    };
    Ok(Answer::List(claims.into_iter().map(claim).collect()))
}

/// The same counted here, where the words of a measure say plainly what to count.
fn recorded(facts: &Facts, subject: &Arc<str>, measure: &str) -> Option<usize> {
    let words: Vec<&str> = measure.split(|c: char| !c.is_alphanumeric()).collect();
    let says = |word: &str| words.contains(&word);
    let holders = |link: &str, type_name: &str| {
        facts
            .links_named(link)
            .into_iter()
            .filter(|link| link.link.to == *subject && facts.is(&link.link.from, type_name))
            .map(|link| &link.link.from)
            .collect::<BTreeSet<_>>()
    };
    if facts.is(subject, "Event") {
        // Of participants, those at the start or from so many countries are others.
        return (words.first() == Some(&"participants"))
            .then(|| holders("TAKES_PART", "Node").len());
    }
    if facts.is(subject, "Project") {
        let clusters = ["clusters taking part", "participating clusters", "clusters coached"];
        return clusters.contains(&measure).then(|| holders("PARTICIPATES_IN", "Cluster").len());
    }
    // Whose members are who: a cluster has bodies, a working group people with a role.
    let members = holders("MEMBER_OF", "Node");
    let working_group = matches!(
        facts.property(subject, "type"), Some(Value::Text(kind)) if **kind == *"working group"
    );
    let mut clusters = holders("MEMBER_OF", "Cluster");
    clusters.extend(holders("PARTNERS_WITH", "Cluster"));
    match words.first() {
        Some(&"members") if working_group => {
            Some(members.union(&holders("HOLDS_ROLE", "Person")).count())
        }
        Some(&"members") => Some(members.len()),
        Some(&"companies") if says("organisations") || says("institutions") => Some(members.len()),
        // A network can have clusters as members or by an agreement of founding.
        Some(&"clusters") if says("united") || says("signed") => Some(clusters.len()),
        Some(&"national") if says("clusters") => Some(clusters.len()),
        _ => None,
    }
}
