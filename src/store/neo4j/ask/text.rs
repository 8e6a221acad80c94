//! Statements of `cypher/ask`, with slots for what depends on the model, the viewer and the query.
//!
//! | slot | filled with |
//! | --- | --- |
//! | `{{node n}}`, `{{node n Person}}` | the list that tells a node; the kind is read unless it is given |
//! | `{{link r}}`, `{{link r a.id b.id}}` | the list that tells a link; the ids of its ends are looked up unless they are given |
//! | `{{bare node n}}`, `{{bare link r}}` | the same without what the reader knows: the kind, and the ends of a link |
//! | `{{:seen}}`, `{{&seen}}` | after a variable, or after another label: only nodes of kinds that the viewer may see |
//! | any other | what the query says: kinds of link, a number, a condition |
//!
//! Names in them come from the model, never from a user.

use std::fmt::Write as _;

use crate::model::Model;
use crate::plan::viewer::Sight;
use crate::store::neo4j::layout::facts::Facts;

/// A statement as it stands in its file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text {
    /// The file's text.
    pub(super) file: &'static str,
    /// Properties of nodes that its rows hold.
    pub(super) nodes: &'static [&'static str],
    /// Properties of links that its rows hold.
    pub(super) links: &'static [&'static str],
}

/// What one query fills a slot with.
pub(super) type Slot = (&'static str, String);

impl Text {
    /// The statement for one viewer and query, without comments.
    pub(super) fn fill(&self, facts: &Facts<'_>, hidden: &str, slots: &[Slot]) -> String {
        let mut filled = String::with_capacity(2 * self.file.len());
        for line in self.file.lines().filter(|line| !line.starts_with("//")) {
            let mut rest = line;
            while let Some((before, slot, after)) = next_slot(rest) {
                filled.push_str(before);
                put_slot(slot, facts, hidden, slots, &mut filled);
                rest = after;
            }
            filled.push_str(rest);
            filled.push('\n');
        }
        filled
    }
}

/// The text before the first slot of a line, the slot's words, and the text after it.
fn next_slot(line: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = line.split_once("{{")?;
    let (slot, after) = rest.split_once("}}")?;
    Some((before, slot, after))
}

fn put_slot(slot: &str, facts: &Facts<'_>, hidden: &str, slots: &[Slot], into: &mut String) {
    let words: Vec<&str> = slot.split(' ').collect();
    // Writing to a String cannot fail.
    let _ = match *words {
        ["bare", "node", variable] => write!(into, "{}", facts.bare_node_row(variable)),
        ["bare", "link", variable] => write!(into, "{}", facts.bare_link_row(variable)),
        ["node", variable] => write!(into, "{}", facts.node_row(variable, None)),
        ["node", variable, kind] => write!(into, "{}", facts.node_row(variable, Some(kind))),
        ["link", variable] => write!(into, "{}", facts.link_row(variable, None)),
        ["link", variable, from, to] => {
            write!(into, "{}", facts.link_row(variable, Some([from, to])))
        }
        [":seen" | "&seen"] if hidden.is_empty() => Ok(()),
        [":seen"] => write!(into, ":!({hidden})"),
        ["&seen"] => write!(into, "&!({hidden})"),
        _ => match slots.iter().find(|(name, _)| *name == slot) {
            Some((_, filling)) => write!(into, "{filling}"),
            None => unreachable!("no statement has a slot `{slot}` that nobody fills"),
        },
    };
}

/// The kinds of node that a viewer may not see, as a label expression; empty when there are none.
pub(super) fn hidden(model: &Model, sight: &Sight) -> String {
    let kinds = model.all_kinds().without(sight.kinds);
    kinds.iter().map(|kind| model.kind(kind).name.as_str()).collect::<Vec<_>>().join("|")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Audience, read_model};

    const FILE: &str = "// Who works where.\nMATCH (p:Person{{&seen}})-[r:{{works}}]->(s{{:seen}}) \
        RETURN {{node p Person}}, {{link r}}, {{link r p.id s.id}}";

    fn model() -> Model {
        let text = include_str!("../../../../tests/stores/models/asked.graphql");
        read_model(&[("asked.graphql", text)]).expect("a model")
    }

    fn filled(audience: Audience) -> String {
        let text = Text { file: FILE, nodes: &["name", "note", "nothing"], links: &["years"] };
        let model = model();
        let sight = Sight::new(&model, audience);
        let facts = Facts::new(&model, &sight, text.nodes, text.links);
        text.fill(&facts, &hidden(&model, &sight), &[("works", "WORKS_IN".to_owned())])
    }

    #[test]
    fn slots_hold_what_the_viewer_may_see() {
        assert_eq!(
            filled(Audience::Public),
            "MATCH (p:Person&!(Fund))-[r:WORKS_IN]->(s:!(Fund)) \
             RETURN ['Person', p.id, p.name, p.name_en, p.name_lt], \
             [type(r), startNode(r).id, endNode(r).id, r.tag, r.since, r.until, r.seen], \
             [type(r), p.id, s.id, r.tag, r.since, r.until, r.seen]\n"
        );
        assert_eq!(
            filled(Audience::Staff),
            "MATCH (p:Person)-[r:WORKS_IN]->(s) \
             RETURN ['Person', p.id, p.name, p.name_en, p.name_lt, p.note], \
             [type(r), startNode(r).id, endNode(r).id, r.tag, r.since, r.until, r.seen, r.years], \
             [type(r), p.id, s.id, r.tag, r.since, r.until, r.seen, r.years]\n"
        );
    }
}
