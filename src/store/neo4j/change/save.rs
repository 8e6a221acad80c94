//! Writes what a batch of changes leads to.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use indexmap::IndexMap;

use super::chunks::{Values, chunks};
use super::draft::{Draft, Spot};
use super::statements::{self, link_ref, map, with};
use super::{Stop, log};
use crate::model::{LinkId, LinkSet};
use crate::store::claim::of_record;
use crate::store::neo4j::driver::Transaction;
use crate::store::neo4j::layout::{claim_key, write};
use crate::store::neo4j::statement::{Parameter, Statement};
use crate::store::records::{LinkRecord, LinkRef, NodeRecord};

/// Writes all that a draft changed, and the state that it leads to.
pub(super) async fn save(
    draft: &Draft,
    batch: &str,
    transaction: &mut Transaction<'_>,
) -> Result<(), Stop> {
    for Step { text, name, values } in steps(draft) {
        for some in chunks(values) {
            transaction.run(&with(text.clone(), name, some)).await?;
        }
    }
    let count = |count: u64| Parameter::Int(count.cast_signed());
    let finish = Statement::new(statements::FINISH)
        .with("sequence", count(draft.sequence))
        .with("nodes", count(draft.node_count))
        .with("links", count(draft.link_count))
        .with("dated", dated(draft))
        .with("batch", batch);
    transaction.run(&finish).await?;
    Ok(())
}

/// The types of link of which a draft has any with a date. That the last of a type goes is not noticed: it only costs time.
fn dated(draft: &Draft) -> Parameter {
    let links = draft.links.values().filter_map(|spot| spot.now.as_ref());
    let kinds: LinkSet =
        links.filter(|link| !link.dates().is_undated()).map(|link| link.link.kind).collect();
    kinds.iter().map(|kind| draft.model.link(kind).name.as_str()).collect()
}

/// A statement, the name of its parameter, and the values to run it for.
struct Step<'a> {
    text: Cow<'static, str>,
    name: &'static str,
    values: Values<'a>,
}

impl<'a> Step<'a> {
    fn new(
        text: impl Into<Cow<'static, str>>,
        name: &'static str,
        values: impl Iterator<Item = Parameter> + Send + 'a,
    ) -> Self {
        Self { text: text.into(), name, values: Box::new(values) }
    }
}

/// What is written, in its order: what goes is taken out first, so that nothing new meets what it replaces.
fn steps(draft: &Draft) -> Vec<Step<'_>> {
    let (gone, new) = claims(draft);
    let removed = draft.nodes.iter().filter(|(_, spot)| goes(spot)).map(|(id, _)| id.into());
    let mut steps =
        vec![Step::new(statements::REMOVE_IDENTIFIERS, "keys", gone.into_iter().map(Into::into))];
    steps.extend(links(draft, statements::REMOVE_LINKS, Fate::Goes));
    steps.push(Step::new(statements::REMOVE_NODES, "ids", removed));
    steps.extend(nodes(draft));
    steps.extend(links(draft, statements::ADD_LINKS, Fate::Comes));
    steps.extend(links(draft, statements::UPDATE_LINKS, Fate::Changes));
    let new = new.into_iter().map(|(key, id)| map([("key", key.into()), ("id", (&id).into())]));
    steps.push(Step::new(statements::ADD_IDENTIFIERS, "identifiers", new));
    steps.push(Step::new(statements::DAYS, "days", days(draft)));
    steps.push(Step::new(statements::LOG, "pieces", log::pieces(&draft.model, &draft.log)));
    let past = &draft.past;
    steps.push(Step::new(statements::ERASE_PAST, "ids", past.erased.iter().map(Into::into)));
    steps.push(Step::new(statements::FORGET_PAST, "names", past.forgotten.iter().map(Into::into)));
    steps.push(Step::new(statements::KEEP_PAST, "replaced", past.kept(&draft.model)));
    steps
}

/// What happens to a node or link.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Comes,
    Changes,
    Goes,
}

/// Whether what the database has goes.
fn goes<R>(spot: &Spot<R>) -> bool {
    spot.was.is_some() && (spot.is_gone || spot.now.is_none())
}

/// Whether what stands there in the end is new to the database.
fn comes<R>(spot: &Spot<R>) -> bool {
    spot.now.is_some() && (spot.is_gone || spot.was.is_none())
}

fn changes<R: PartialEq>(spot: &Spot<R>) -> bool {
    !spot.is_gone && spot.was.is_some() && spot.now.is_some() && spot.was != spot.now
}

/// The keys of identifiers that their nodes no longer have, and those that nodes have from now on.
fn claims(draft: &Draft) -> (Vec<String>, Vec<(String, Arc<str>)>) {
    let keys = |node: Option<&NodeRecord>| -> BTreeSet<String> {
        let claims = node.map(|node| of_record(node, &draft.model)).unwrap_or_default();
        claims.iter().map(|(claim, _)| claim_key(&draft.model, claim)).collect()
    };
    let (mut gone, mut new) = (Vec::new(), Vec::new());
    for (id, spot) in draft.nodes.iter().filter(|(_, spot)| spot.is_gone || spot.was != spot.now) {
        let (was, now) = (keys(spot.was.as_ref()), keys(spot.now.as_ref()));
        let stays = |key: &&String| !spot.is_gone && was.contains(*key) && now.contains(*key);
        gone.extend(was.iter().filter(|key| !stays(key)).cloned());
        new.extend(now.iter().filter(|key| !stays(key)).map(|key| (key.clone(), id.clone())));
    }
    (gone, new)
}

/// New nodes by their labels; known ones, and the labels that they gained and lost.
fn nodes(draft: &Draft) -> Vec<Step<'_>> {
    let model = &draft.model;
    let mut added: IndexMap<String, Vec<&NodeRecord>> = IndexMap::new();
    let mut updated = Vec::new();
    let mut labels: IndexMap<(&'static str, String), Vec<Parameter>> = IndexMap::new();
    for spot in draft.nodes.values() {
        let Some(node) = &spot.now else { continue };
        if comes(spot) {
            added.entry(write::labels(model, node).join(":")).or_default().push(node);
        } else if let Some(was) = spot.was.as_ref().filter(|_| changes(spot)) {
            updated.push(node);
            let (was, now) = (write::labels(model, was), write::labels(model, node));
            let lost = was.iter().filter(|label| !now.contains(label));
            let gained = now.iter().filter(|label| !was.contains(label));
            let changed = lost
                .map(|label| (statements::REMOVE_LABEL, label))
                .chain(gained.map(|label| (statements::ADD_LABEL, label)));
            for (text, label) in changed {
                labels.entry((text, label.clone())).or_default().push((&node.id).into());
            }
        }
    }
    let mut steps = Vec::new();
    for (labels, nodes) in added {
        let text = statements::ADD_NODES.replace("<labels>", &labels);
        steps.push(Step::new(
            text,
            "nodes",
            nodes.into_iter().map(|node| write::node(model, node)),
        ));
    }
    let updated = updated.into_iter().map(|node| write::node(model, node));
    steps.push(Step::new(statements::UPDATE_NODES, "nodes", updated));
    for ((text, label), ids) in labels {
        steps.push(Step::new(text.replace("<label>", &label), "ids", ids.into_iter()));
    }
    steps
}

/// A statement for each kind of link, for the links of a fate.
fn links<'a>(draft: &'a Draft, text: &'static str, fate: Fate) -> Vec<Step<'a>> {
    let model = &draft.model;
    let meets = move |spot: &Spot<LinkRecord>| match fate {
        Fate::Comes => comes(spot),
        Fate::Changes => changes(spot),
        // A removed node takes its links along.
        Fate::Goes => goes(spot) && !spot.is_gone,
    };
    let mut by_kind: IndexMap<LinkId, Vec<(&LinkRef, &Spot<LinkRecord>)>> = IndexMap::new();
    for (link, spot) in draft.links.iter().filter(|(_, spot)| meets(spot)) {
        by_kind.entry(link.kind).or_default().push((link, spot));
    }
    let row = |(link, spot): (&LinkRef, &Spot<LinkRecord>)| {
        let properties = spot.now.as_ref().map(|now| ("properties", write::link(model, now)));
        map(link_ref(link).into_iter().chain(properties))
    };
    let step = |(kind, links): (LinkId, Vec<_>)| {
        Step::new(statements::of_kind(text, model, kind), "links", links.into_iter().map(row))
    };
    by_kind.into_iter().map(step).collect()
}

fn days(draft: &Draft) -> impl Iterator<Item = Parameter> {
    draft.days.iter().filter(|(_, more)| **more != 0).map(|(day, more)| {
        map([
            ("order", Parameter::Int(day.packed().cast_signed())),
            ("date", day.to_string().into()),
            ("more", (*more).into()),
        ])
    })
}
