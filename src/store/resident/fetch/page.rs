//! Which part of a list is shown, and the fields of a connection.

use std::cmp::Ordering;

use smallvec::SmallVec;

use super::condition::Condition;
use super::lines::Line;
use super::links::LinkCondition;
use super::numbers::OfKind;
use super::sorted::Ranking;
use super::{Entry, Fetch};
use crate::plan::cursor::encode;
use crate::plan::filter::Filter;
use crate::plan::selection::{
    Connection, ConnectionGet, EdgeGet, Field, Follow, OrderKey, Page, PageInfoGet,
};
use crate::plan::tree::Cell;
use crate::store::numbers;

/// The part of a list that is shown.
struct Shown {
    entries: SmallVec<[Entry; 32]>,
    /// The positions in the line between which the page lies.
    start: usize,
    end: usize,
}

/// What decides whether an entry counts.
struct Counting<'c, L> {
    line: &'c L,
    condition: &'c Condition<'c>,
    edges: &'c LinkCondition<'c>,
    /// Whether every entry does.
    all: bool,
}

impl Fetch<'_> {
    /// The links of a node, as a connection.
    pub(super) fn links(&mut self, node: u32, follow: Follow, wanted: &Connection) {
        let hops = self.hops(node, follow);
        let condition = match &wanted.filter {
            Filter::All(parts) if parts.is_empty() => Condition::All(Vec::new()),
            filter => Condition::new(self.state, filter),
        };
        let edges = LinkCondition::new(self.state, &wanted.edge_filter);
        let ranking = Ranking::Keys(&wanted.order);
        let by_id = match wanted.order.as_slice() {
            [] => true,
            [by, ..] => by.key == OrderKey::Id && !by.descending,
        };
        if by_id {
            return self.edges(wanted, ranking, &hops, (&condition, &edges));
        }
        let counting = Counting { all: false, line: &hops, condition: &condition, edges: &edges };
        let mut entries: Vec<Entry> =
            hops.from(0).filter(|entry| self.counts(&counting, *entry)).collect();
        let sorted = self.sort(ranking, &mut entries, false);
        self.connection(wanted, ranking, &sorted, &Condition::All(Vec::new()));
    }

    fn counts<L: Line>(&self, counting: &Counting<'_, L>, entry: Entry) -> bool {
        counting.all
            || self.state.nodes.get(entry.node).is_some_and(|row| {
                counting.line.has(entry, row)
                    && counting.condition.holds(self.state, entry.node, row)
                    && (counting.edges.is_any()
                        || entry
                            .link
                            .is_none_or(|link| counting.edges.holds(self.state, link, entry.node)))
            })
    }

    /// The fields of a connection over a list of nodes.
    pub(super) fn connection<L: Line>(
        &mut self,
        wanted: &Connection,
        ranking: Ranking<'_>,
        line: &L,
        condition: &Condition<'_>,
    ) {
        self.edges(wanted, ranking, line, (condition, &LinkCondition::All(Vec::new())));
    }

    /// The fields of a connection over a list of nodes and the links that led to them.
    fn edges<L: Line>(
        &mut self,
        wanted: &Connection,
        ranking: Ranking<'_>,
        line: &L,
        (condition, edges): (&Condition<'_>, &LinkCondition<'_>),
    ) {
        let all = condition.is_any() && edges.is_any() && line.is_whole();
        let counting = Counting { line, condition, edges, all };
        let shown = self.shown(&counting, ranking, &wanted.page);
        for field in &wanted.fields {
            match &field.get {
                ConnectionGet::Typename(_) => {}
                ConnectionGet::Edges(fields) => {
                    let list = self.tree.begin_list();
                    for entry in &shown.entries {
                        self.edge(*entry, fields, ranking);
                    }
                    self.tree.end_list(list, shown.entries.len());
                }
                ConnectionGet::Nodes(selection) => {
                    let list = self.tree.begin_list();
                    for entry in &shown.entries {
                        self.node(entry.node, selection);
                    }
                    self.tree.end_list(list, shown.entries.len());
                }
                ConnectionGet::TotalCount => {
                    let total = match line.found() {
                        _ if all => line.len(),
                        Some(found) => found.nodes.len(),
                        None => line.from(0).filter(|entry| self.counts(&counting, *entry)).count(),
                    };
                    self.tree.push(Cell::Int(i64::try_from(total).unwrap_or(i64::MAX)));
                }
                ConnectionGet::Numbers(fields) => {
                    let nodes = self.members(&counting);
                    let kind = line.found().map(|found| found.index);
                    numbers::tell(&mut OfKind { fetch: self, kind }, &nodes, fields);
                }
                ConnectionGet::Groups(grouping) => {
                    let nodes = self.members(&counting);
                    let kind = line.found().map(|found| found.index);
                    numbers::tell_groups(&mut OfKind { fetch: self, kind }, &nodes, grouping);
                }
                ConnectionGet::PageInfo(fields) => {
                    self.page_info(&counting, &shown, fields, ranking);
                }
            }
        }
    }

    /// The nodes that count, each once and by id.
    fn members<L: Line>(&self, counting: &Counting<'_, L>) -> Vec<u32> {
        if let Some(found) = counting.line.found() {
            let nodes = found.nodes.iter().copied();
            return if found.by_id { nodes.collect() } else { self.distinct(nodes) };
        }
        let counted = counting.line.from(0).filter(|entry| self.counts(counting, *entry));
        self.distinct(counted.map(|entry| entry.node))
    }

    fn page_info<L: Line>(
        &mut self,
        counting: &Counting<'_, L>,
        shown: &Shown,
        fields: &[Field<PageInfoGet>],
        ranking: Ranking<'_>,
    ) {
        for field in fields {
            match field.get {
                PageInfoGet::Typename => {}
                PageInfoGet::HasNextPage => {
                    let more =
                        counting.line.from(shown.end).any(|entry| self.counts(counting, entry));
                    self.tree.push(Cell::Bool(more));
                }
                PageInfoGet::HasPreviousPage => {
                    let before = counting.line.from(0).take(shown.start);
                    let more = before.into_iter().any(|entry| self.counts(counting, entry));
                    self.tree.push(Cell::Bool(more));
                }
                PageInfoGet::StartCursor => self.cursor_cell(shown.entries.first(), ranking),
                PageInfoGet::EndCursor => self.cursor_cell(shown.entries.last(), ranking),
            }
        }
    }

    fn cursor_cell(&mut self, entry: Option<&Entry>, ranking: Ranking<'_>) {
        match entry {
            Some(entry) => {
                let cursor = encode(&self.cursor(ranking, *entry), ranking.fingerprint());
                self.tree.push_text(&cursor);
            }
            None => self.tree.push(Cell::Null),
        }
    }

    fn edge(&mut self, entry: Entry, fields: &[Field<EdgeGet>], ranking: Ranking<'_>) {
        for field in fields {
            match &field.get {
                EdgeGet::Typename(_) => {}
                EdgeGet::Cursor => self.cursor_cell(Some(&entry), ranking),
                EdgeGet::Node(selection) => self.node(entry.node, selection),
                EdgeGet::Link(get) => {
                    match entry.link.and_then(|link| self.state.links.get(link)) {
                        Some(row) => self.link(row, get),
                        // No link led to the nodes of a root list, and none is planned there.
                        None => self.tree.push(Cell::Null),
                    }
                }
            }
        }
    }

    fn shown<L: Line>(
        &self,
        counting: &Counting<'_, L>,
        ranking: Ranking<'_>,
        page: &Page,
    ) -> Shown {
        let line = counting.line;
        let first = page.after.as_ref().map_or(0, |after| {
            let place = ranking.place(after);
            seek(line, |entry| self.stands(ranking, entry, &place).is_le())
        });
        let end = page.before.as_ref().map_or(line.len(), |before| {
            let place = ranking.place(before);
            seek(line, |entry| self.stands(ranking, entry, &place) == Ordering::Less)
        });
        let end = end.max(first);
        let mut entries = SmallVec::new();
        if page.backward {
            let mut start = end;
            while start > first && entries.len() < page.size {
                start -= 1;
                entries.extend(line.get(start).filter(|entry| self.counts(counting, *entry)));
            }
            entries.reverse();
            return Shown { entries, start, end };
        }
        let mut at = first;
        if page.size > 0 {
            for entry in line.from(first).take(end - first) {
                at += 1;
                if self.counts(counting, entry) {
                    entries.push(entry);
                    if entries.len() == page.size {
                        break;
                    }
                }
            }
        }
        Shown { entries, start: first, end: at }
    }
}

/// The position of the first entry that `before` is false for.
fn seek(line: &impl Line, before: impl Fn(Entry) -> bool) -> usize {
    let (mut low, mut high) = (0, line.len());
    while low < high {
        let middle = low.midpoint(high);
        if line.get(middle).is_some_and(&before) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}
