//! Pages: of what is followed, of what is scanned, of what is found.

use std::fmt::Write as _;

use super::link::Ends;
use super::order::{Order, Side};
use super::{Writer, condition, filtered_by};
use crate::model::{Direction, KindSet, LinkId};
use crate::plan::filter::Filter;
use crate::plan::selection::{Connection, ConnectionGet, EdgeGet, Follow, LinkGet, Page};
use crate::store::neo4j::plan::columns::{Needs, facts, far_kinds, is_edge_column};
use crate::store::neo4j::plan::sums::sums;
use crate::text::SearchWord;

/// Where the rows of a page come from.
pub(super) enum Source<'s> {
    /// The links of a node.
    Links { near: &'s str, follow: Follow },
    /// All nodes of some kinds that satisfy a filter.
    All { kinds: KindSet, fixed: &'s Filter },
    /// What words find among nodes of some kinds.
    Found { words: &'s [SearchWord], kinds: KindSet },
}

/// How the rows of a page are matched.
pub(super) struct Rows {
    /// The clause that finds them: `MATCH (n0)-[r1:MEMBER_OF]->(n1)`.
    pub(super) matched: String,
    /// What of it counts, as conditions.
    pub(super) conditions: Vec<String>,
    /// Conditions that follow links: a page in the order of an index need not test them of all.
    pub(super) dear: Vec<String>,
    /// Whether a row can be found several times.
    pub(super) distinct: bool,
    /// Whether they are few from the start: then they are sorted, else met in the order of an index.
    pub(super) chosen: bool,
    /// The variables that a row needs, as `WITH` names them.
    pub(super) variables: String,
    /// The far node.
    pub(super) node: String,
    /// What it can be.
    pub(super) kinds: KindSet,
    /// The link that led there.
    pub(super) link: Option<Met>,
    pub(super) order: Order,
}

/// A link that led to a row's node: its kind, and the variables of it and its ends.
pub(super) struct Met {
    kind: LinkId,
    link: String,
    from: String,
    to: String,
}

impl Writer<'_> {
    /// A page as a list of what it [`Needs`].
    pub(super) fn page(&mut self, source: &Source<'_>, page: &Connection) -> String {
        let needs = Needs::of(page);
        let Some(rows) = self.rows(source, page) else { return empty(needs, page) };
        let mut columns = Vec::new();
        if needs.rows {
            columns.push(self.collected(&rows, page, needs));
        }
        if needs.total {
            columns.push(format!("COUNT {{ {} }}", rows.alone(&[])));
        }
        if let Some(after) = page.page.after.as_ref().filter(|_| needs.before) {
            let condition = self.beside(&rows.order, after, Side::AtOrBefore);
            columns.push(format!("EXISTS {{ {} }}", rows.alone(&[condition])));
        }
        if let Some(before) = page.page.before.as_ref().filter(|_| needs.after) {
            let mut conditions = vec![self.beside(&rows.order, before, Side::AtOrAfter)];
            if let Some(after) = &page.page.after {
                conditions.push(self.beside(&rows.order, after, Side::After));
            }
            columns.push(format!("EXISTS {{ {} }}", rows.alone(&conditions)));
        }
        for field in &page.fields {
            if let Some(sums) = sums(self.model, &field.get) {
                let is_of_all = !matches!(source, Source::Links { .. }) && !sums.is_empty();
                columns.push(if is_of_all {
                    self.sums_of_all(&rows, &sums)
                } else {
                    self.sums(&rows.with(&[]), &rows.node, &sums, rows.kinds)
                });
            } else if let Some(facts) = facts(&field.get) {
                columns.push(self.facts(&rows.with(&[]), &rows.node, &facts, rows.kinds));
            }
        }
        format!("[{}]", columns.join(", "))
    }

    /// How the rows of a page are matched; none when there can be no rows.
    fn rows(&mut self, source: &Source<'_>, page: &Connection) -> Option<Rows> {
        let mut rows = match *source {
            Source::Links { near, follow } => self.linked_rows(near, follow, page)?,
            Source::All { kinds, fixed } => return self.scan(kinds, fixed, page),
            Source::Found { words, kinds } => self.found_rows(words, kinds)?,
        };
        self.conditions(&rows.node, &page.filter, rows.kinds, &mut rows.conditions);
        Some(rows)
    }

    fn linked_rows(&mut self, near: &str, follow: Follow, page: &Connection) -> Option<Rows> {
        let kinds = far_kinds(self.model, follow);
        if kinds.is_empty() {
            return None;
        }
        let number = self.fresh();
        let (node, link) = (format!("n{number}"), format!("r{number}"));
        let pattern = self.pattern(near, Some(&link), &node, follow, kinds);
        let mut order = self.order(&page.order, &node, Some((&link, follow.link)), kinds);
        order.start =
            (follow.direction == Direction::Both).then(|| format!("startNode({link}).id"));
        let mut conditions = Vec::new();
        if !page.edge_filter.is_any() {
            let met = condition::Met { link: &link, kind: follow.link, other: &node, far: kinds };
            conditions.push(self.link_condition(met, &page.edge_filter));
        }
        let mut variables = format!("{node}, {link}");
        let [from, to] = match follow.direction {
            Direction::Out => [near.to_owned(), node.clone()],
            Direction::In => [node.clone(), near.to_owned()],
            Direction::Both => [format!("a{number}"), format!("b{number}")],
        };
        if follow.direction == Direction::Both && tells_ends(page) {
            // Which end is which is known of each link only.
            let _ = write!(variables, ", startNode({link}) AS {from}, endNode({link}) AS {to}");
        }
        Some(Rows {
            matched: format!("MATCH {pattern}"),
            conditions,
            dear: Vec::new(),
            distinct: false,
            chosen: true,
            variables,
            node,
            kinds,
            link: Some(Met { kind: follow.link, link, from, to }),
            order,
        })
    }

    fn found_rows(&mut self, words: &[SearchWord], kinds: KindSet) -> Option<Rows> {
        let number = self.fresh();
        let [node, rank, key, name] =
            ["n", "s", "k", "t"].map(|letter| format!("{letter}{number}"));
        let found = self.found(words, kinds, [&node, &rank, &key, &name])?;
        let variables = format!("{node}, {rank}, {key}, {name}");
        Some(Rows {
            matched: format!("CALL () {{ {found} }} WITH {variables}"),
            conditions: Vec::new(),
            dear: Vec::new(),
            distinct: false,
            chosen: true,
            variables,
            order: Self::search_order(&node, &rank, &key, &name),
            node,
            kinds,
            link: None,
        })
    }

    /// The conditions of standing between the places that a page is asked from.
    pub(super) fn bounds(&mut self, rows: &Rows, page: &Page) -> Vec<String> {
        let sides = [(&page.after, Side::After), (&page.before, Side::Before)];
        let sides = sides.into_iter().filter_map(|(place, side)| Some((place.as_ref()?, side)));
        sides.map(|(place, side)| self.beside(&rows.order, place, side)).collect()
    }

    /// The clauses that choose the rows of a page, in its order. `tagged` says whether it
    /// matters which of the links to one node comes first.
    fn chosen(&mut self, rows: &Rows, page: &Page, limit: &str, tagged: bool) -> String {
        if !rows.chosen {
            return self.in_order(rows, page, limit);
        }
        let matched = rows.with(&self.bounds(rows, page));
        let by = rows.order.by(page.backward, tagged, 0);
        let (distinct, variables) = (rows.distinct(), &rows.variables);
        format!("{matched} WITH {distinct}{variables} ORDER BY {by} LIMIT {limit}")
    }

    /// The rows of a page, each a list of the columns of the page's fields and then its place.
    fn collected(&mut self, rows: &Rows, page: &Connection, needs: Needs) -> String {
        let limit = page.page.size.saturating_add(usize::from(needs.one_more));
        let limit = self.parameter(i64::try_from(limit).unwrap_or(i64::MAX));
        let mut columns = Vec::new();
        let mut tells_links = needs.places;
        for field in &page.fields {
            match &field.get {
                ConnectionGet::Edges(fields) => {
                    for field in fields.iter().filter(|field| is_edge_column(&field.get)) {
                        tells_links |= matches!(field.get, EdgeGet::Link(_));
                        columns.push(self.edge_column(rows, &field.get));
                    }
                }
                ConnectionGet::Nodes(selection) => {
                    columns.push(self.node(&rows.node, selection, rows.kinds));
                }
                _ => {}
            }
        }
        if needs.places {
            columns.extend(rows.order.told());
        }
        let chosen = self.chosen(rows, &page.page, &limit, tells_links);
        format!("COLLECT {{ {chosen} RETURN [{}] }}", columns.join(", "))
    }

    fn edge_column(&mut self, rows: &Rows, get: &EdgeGet) -> String {
        match (get, &rows.link) {
            (EdgeGet::Node(selection), _) => self.node(&rows.node, selection, rows.kinds),
            (EdgeGet::Link(get), Some(Met { kind, link, from, to })) => {
                self.link_column(Ends { kind: *kind, link, from, to }, get)
            }
            // No link led to the nodes of a root list, and none is planned there.
            _ => "null".to_owned(),
        }
    }
}

impl Rows {
    /// The clauses that match the rows that satisfy further conditions too.
    pub(super) fn with(&self, conditions: &[String]) -> String {
        let all = [self.conditions.as_slice(), &self.dear, conditions].concat();
        format!("{}{}", self.matched, filtered_by(&all))
    }

    /// The same as a whole query, to be counted: what was called has to be returned again.
    fn alone(&self, conditions: &[String]) -> String {
        let query = self.with(conditions);
        if self.matched.starts_with("MATCH") && !self.distinct {
            return query;
        }
        format!("{query} RETURN {}{}", self.distinct(), self.node)
    }

    /// `DISTINCT`, where it is needed.
    pub(super) fn distinct(&self) -> &'static str {
        if self.distinct { "DISTINCT " } else { "" }
    }
}

/// Whether a field tells the ends of a link.
fn tells_ends(page: &Connection) -> bool {
    let tells = |get: &EdgeGet| {
        matches!(get, EdgeGet::Link(LinkGet::Id | LinkGet::From(_) | LinkGet::To(_)))
    };
    page.fields.iter().any(|field| match &field.get {
        ConnectionGet::Edges(fields) => fields.iter().any(|field| tells(&field.get)),
        _ => false,
    })
}

/// A page of nothing.
fn empty(needs: Needs, page: &Connection) -> String {
    let mut columns = Vec::new();
    for (needed, column) in
        [(needs.rows, "[]"), (needs.total, "0"), (needs.before, "false"), (needs.after, "false")]
    {
        if needed {
            columns.push(column);
        }
    }
    columns.extend(page.fields.iter().filter_map(|field| facts(&field.get)).map(|_| "[]"));
    format!("[{}]", columns.join(", "))
}
