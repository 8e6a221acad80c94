//! Lists of all nodes of some kinds: where Neo4j starts to look for them.
//!
//! A condition that few nodes satisfy is written so that an index answers it, and where there is none the
//! nodes come in the order of an index, so that a page reads little more than itself:
//!
//! | what is asked | where it starts |
//! | --- | --- |
//! | texts that equal or contain | an index of the label `Node` |
//! | nodes linked to some | those nodes or the order, as Neo4j thinks best |
//! | a `@listed` list | its own label |
//! | an order | the kind's index of it |
//!
//! Conditions that follow links are tested in the order of the page, until it is full: each costs as much as reading
//! some nodes.

use super::order::{Key, Order, Side};
use super::page::Rows;
use super::{Writer, filtered_by, labels};
use crate::model::{DataType, KindSet, Value};
use crate::plan::cursor::Cursor;
use crate::plan::filter::{Filter, Letters, Place, Test};
use crate::plan::selection::{Connection, Page};
use crate::store::neo4j::layout::names::{self, NODE};
use crate::store::neo4j::plan::columns::far_kinds;
use crate::text::fold;

/// How many texts are looked up by index; the index of more finds too much of everything.
const MOST_TEXTS: usize = 8;

impl Writer<'_> {
    /// How all nodes of some kinds that satisfy a filter and the page's own are matched.
    pub(super) fn scan(
        &mut self,
        kinds: KindSet,
        fixed: &Filter,
        page: &Connection,
    ) -> Option<Rows> {
        if kinds.is_empty() {
            return None;
        }
        let node = format!("n{}", self.fresh());
        let mut filters = Vec::new();
        flatten(fixed, &mut filters);
        flatten(&page.filter, &mut filters);
        let label = self.listed(kinds, &mut filters);
        let label = label.unwrap_or_else(|| labels::anchor(self.model, kinds));
        let (mut conditions, mut dear) = (Vec::new(), Vec::new());
        let (mut linked, mut found) = (None, false);
        for filter in filters {
            match filter {
                Filter::Linked(follow, ids) if linked.is_none() => {
                    let far = far_kinds(self.model, *follow);
                    if far.is_empty() {
                        return None;
                    }
                    let other = format!("n{}", self.fresh());
                    let ids = self.parameter(ids.iter().collect::<Vec<_>>());
                    conditions.push(format!("{other}.id IN {ids}"));
                    linked = Some((*follow, far, other));
                }
                other => {
                    found |= self.is_found_by_node(other, kinds);
                    self.found_by_text(&node, other, kinds, &mut conditions);
                    let into = if other.follows() { &mut dear } else { &mut conditions };
                    self.conditions(&node, other, kinds, into);
                }
            }
        }
        let anchor =
            if found && !label.starts_with(NODE) { format!("{NODE}&({label})") } else { label };
        let matched = match &linked {
            None => format!("MATCH ({node}:{anchor})"),
            Some((follow, far, other)) => {
                let near = format!("{node}:{anchor}");
                format!("MATCH {}", self.pattern(&near, None, other, *follow, *far))
            }
        };
        let order = self.order(&page.order, &node, None, kinds);
        let is_indexed = order.keys.first().is_none_or(|key| key.is_kept);
        Some(Rows {
            matched,
            conditions,
            dear,
            // Several links can lead to one of the nodes asked for.
            distinct: linked.is_some(),
            chosen: found || !is_indexed,
            variables: node.clone(),
            order,
            node,
            kinds,
            link: None,
        })
    }

    /// The label of a `@listed` rule that a condition repeats, which is then taken out.
    fn listed(&self, kinds: KindSet, filters: &mut Vec<&Filter>) -> Option<String> {
        let mut only = kinds.iter();
        let (Some(kind), None) = (only.next(), only.next()) else { return None };
        let kind = self.model.kind(kind);
        let (at, listed) = filters.iter().enumerate().find_map(|(at, filter)| {
            let Filter::Property(property, Test::In(values)) = filter else { return None };
            let rule = kind
                .listed
                .iter()
                .find(|rule| rule.property == *property && *values == [Value::Enum(rule.value)])?;
            Some((at, rule))
        })?;
        filters.remove(at);
        Some(names::listed_label(listed))
    }

    /// Whether an index of the label `Node` answers a condition.
    fn is_found_by_node(&self, filter: &Filter, kinds: KindSet) -> bool {
        match filter {
            Filter::Id(_) => true,
            Filter::Property(property, test) => {
                let is_text = self
                    .property(*property, kinds)
                    .is_some_and(|property| property.data == DataType::Text);
                is_text
                    && match test {
                        Test::Part(part) => {
                            part.letters == Letters::Folded && part.place == Place::Anywhere
                        }
                        Test::In(values) => values.len() <= MOST_TEXTS,
                        Test::Present | Test::Compare { .. } => false,
                    }
            }
            _ => false,
        }
    }

    /// Adds to a condition of equal texts what the index of folded texts answers: text itself can be too long
    /// for an index.
    fn found_by_text(
        &mut self,
        node: &str,
        filter: &Filter,
        kinds: KindSet,
        conditions: &mut Vec<String>,
    ) {
        let Filter::Property(property, Test::In(values)) = filter else { return };
        if !self.is_found_by_node(filter, kinds) {
            return;
        }
        let Some(property) = self.property(*property, kinds) else { return };
        let folded = names::folded(&property.name);
        let texts = values.iter().filter_map(|value| match value {
            Value::Text(text) => Some(fold(text)),
            _ => None,
        });
        let found: Vec<String> = texts
            .map(|text| format!("{node}.{folded} CONTAINS {}", self.parameter(text)))
            .collect();
        if !found.is_empty() {
            conditions.push(format!("({})", found.join(" OR ")));
        }
    }

    /// The rows of a page in the order of an index. Neo4j orders by an index only what has the property, so
    /// where some rows are without it, they are looked for by themselves, and only when the page is not full.
    pub(super) fn in_order(&mut self, rows: &Rows, page: &Page, limit: &str) -> String {
        let Some(key) = rows.order.keys.first() else {
            let present = format!("{} IS NOT NULL", rows.order.id);
            return self.stretch(rows, page, limit, vec![present]);
        };
        // Rows with the key and rows without it are two stretches of the list; a place in the second says that
        // nothing after it is in the first, and the other way round.
        let in_absent =
            |place: &Cursor| key.optional && place.keys.first().cloned().flatten().is_none();
        let (near, far) = if key.absent_first {
            (&page.before, &page.after)
        } else {
            (&page.after, &page.before)
        };
        let only_present = !key.optional || far.as_ref().is_some_and(|place| !in_absent(place));
        let only_absent = near.as_ref().is_some_and(in_absent);
        let absent = vec![format!("{} IS NULL", key.compared)];
        if only_absent {
            return self.stretch(rows, page, limit, absent);
        }
        let present = self.present(&rows.order, key, page);
        if only_present {
            return self.stretch(rows, page, limit, present);
        }
        let mut stretches =
            [present, absent].map(|conditions| self.stretch(rows, page, limit, conditions));
        if page.backward != key.absent_first {
            stretches.reverse();
        }
        let [first, second] = stretches;
        let node = &rows.node;
        let (some, rest) = (node.replacen('n', "f", 1), node.replacen('n', "g", 1));
        // A condition would be tested after everything is read; no row to start from is met at once. A `collect(…)` would be
        // taken for one of the whole statement, beside which no numbers about all rows may be told.
        let unless_full =
            format!("UNWIND CASE WHEN size({some}) < {limit} THEN [true] ELSE [] END AS short");
        format!(
            "WITH COLLECT {{ {first} RETURN {node} }} AS {some} \
             WITH {some}, COLLECT {{ {unless_full} {second} RETURN {node} }} AS {rest} \
             UNWIND {some} + {rest} AS {node} WITH {node} LIMIT {limit}"
        )
    }

    /// The conditions that a row has the first key of its order, and that the key is in the range of the page:
    /// what the page's bounds say too, in words that an index understands.
    fn present(&mut self, order: &Order, key: &Key, page: &Page) -> Vec<String> {
        let mut conditions = vec![format!("{} IS NOT NULL", key.compared)];
        for (place, side) in [(&page.after, Side::After), (&page.before, Side::Before)] {
            let bound = place.as_ref().and_then(|place| self.range(order, key, place, side));
            conditions.extend(bound);
        }
        conditions
    }

    /// A stretch of the list, in its order.
    fn stretch(
        &mut self,
        rows: &Rows,
        page: &Page,
        limit: &str,
        mut conditions: Vec<String>,
    ) -> String {
        conditions.extend(self.bounds(rows, page));
        let all = [rows.conditions.as_slice(), &conditions].concat();
        let by = rows.order.by(page.backward, false, 1);
        let (matched, node) = (&rows.matched, &rows.node);
        let (found, distinct) = (filtered_by(&all), rows.distinct());
        let dear = filtered_by(&rows.dear);
        // They stand in order already, which Neo4j knows.
        let again = if dear.is_empty() {
            String::new()
        } else {
            format!("{dear} WITH {node} ORDER BY {by}")
        };
        format!("{matched}{found} WITH {distinct}{node} ORDER BY {by}{again} LIMIT {limit}")
    }
}

fn flatten<'f>(filter: &'f Filter, into: &mut Vec<&'f Filter>) {
    match filter {
        Filter::All(all) => all.iter().for_each(|one| flatten(one, into)),
        one => into.push(one),
    }
}
