//! Numbers about nodes, made of the facts that a statement returns.

use super::{Reader, list_of, text_of};
use crate::model::{Language, Model, PropertyId, Value};
use crate::plan::selection::{ConnectionGet, Follow, Selection};
use crate::plan::tree::{Cell, Tree};
use crate::store::neo4j::driver::Datum;
use crate::store::neo4j::layout::read::{self, Unreadable};
use crate::store::neo4j::plan::columns::{Fact, facts, far_kinds};
use crate::store::neo4j::plan::sums::sums;
use crate::store::numbers::{self, Numbers};

/// Nodes with their facts, and the nodes that their links lead to.
struct Told<'t, 'm, 'r, 'a> {
    reader: &'t mut Reader<'m>,
    facts: Vec<Fact<'r>>,
    /// The nodes first, in the order of their ids, then what their links lead to.
    nodes: Vec<Known<'r, 'a>>,
    /// What could not be read, the first of it.
    failed: Option<Unreadable>,
}

/// A node: its id, and what else is known of it.
struct Known<'r, 'a> {
    id: &'r str,
    columns: &'r [Datum<'a>],
    /// For each fact, the nodes that links lead to.
    linked: Vec<Vec<usize>>,
    /// The fact that it was met by, if it was met over links.
    met: Option<usize>,
}

impl Reader<'_> {
    /// Tells the numbers that a field of a page asks for, of a column of facts or of sums.
    pub(super) fn numbers(
        &mut self,
        column: &Datum<'_>,
        get: &ConnectionGet,
    ) -> Result<(), Unreadable> {
        if let (Some(sums), ConnectionGet::Numbers(fields)) = (sums(self.model, get), get) {
            return self.sums(column, &sums, fields);
        }
        let Some(facts) = facts(get) else { return Ok(()) };
        let rows = list_of(column)?;
        let nodes = known(rows, &facts)?;
        let all: Vec<usize> = (0..rows.len()).collect();
        let mut told = Told { reader: self, facts, nodes, failed: None };
        match get {
            ConnectionGet::Numbers(fields) => numbers::tell(&mut told, &all, fields),
            ConnectionGet::Groups(grouping) => numbers::tell_groups(&mut told, &all, grouping),
            _ => {}
        }
        told.failed.map_or(Ok(()), Err)
    }
}

fn known<'r, 'a>(
    rows: &'r [Datum<'a>],
    facts: &[Fact<'_>],
) -> Result<Vec<Known<'r, 'a>>, Unreadable> {
    let one = |row: &'r Datum<'a>, met| -> Result<Known<'r, 'a>, Unreadable> {
        let (id, columns) = match list_of(row)? {
            [id, columns @ ..] => (text_of(id)?, columns),
            [] => return Err(Unreadable("a node without its id".to_owned())),
        };
        Ok(Known { id, columns, linked: vec![Vec::new(); facts.len()], met })
    };
    let mut nodes = rows.iter().map(|row| one(row, None)).collect::<Result<Vec<_>, _>>()?;
    for (at, fact) in facts.iter().enumerate() {
        if !matches!(fact, Fact::Linked(..)) {
            continue;
        }
        // The same far node is one, however many nodes lead there.
        let mut met = hashbrown::HashMap::<&str, usize>::new();
        for node in 0..rows.len() {
            let Some(column) = nodes[node].columns.get(at) else { continue };
            for far in list_of(column)? {
                let far = one(far, Some(at))?;
                let number = *met.entry(far.id).or_insert_with(|| {
                    nodes.push(far);
                    nodes.len() - 1
                });
                nodes[node].linked[at].push(number);
            }
        }
    }
    Ok(nodes)
}

impl Numbers for Told<'_, '_, '_, '_> {
    type Node = usize;

    fn model(&self) -> &Model {
        self.reader.model
    }

    fn id(&self, node: usize) -> &str {
        self.nodes[node].id
    }

    fn value(
        &self,
        node: usize,
        property: PropertyId,
        language: Option<Language>,
    ) -> Option<Value> {
        let is_asked = |fact: &Fact<'_>| matches!(fact, Fact::Value(id, read) if (*id, *read) == (property, language));
        let at = self.facts.iter().position(is_asked)?;
        let declared = self.reader.model.kinds.iter().find_map(|kind| kind.property(property))?;
        let node = &self.nodes[node];
        // Of another type than the model says it is as good as absent; what changes the network checks that.
        read::value(self.reader.model, declared, node.columns.get(at)?, node.id).ok()?
    }

    fn linked(&self, node: usize, follow: Follow) -> Vec<usize> {
        let is_asked = |fact: &Fact<'_>| matches!(fact, Fact::Linked(one, _) if *one == follow);
        let at = self.facts.iter().position(is_asked);
        at.map(|at| self.nodes[node].linked[at].clone()).unwrap_or_default()
    }

    fn tree(&mut self) -> &mut Tree {
        &mut self.reader.tree
    }

    fn tell_node(&mut self, node: usize, selection: &Selection) {
        let Known { columns, met, .. } = &self.nodes[node];
        let fact = met.and_then(|met| self.facts.get(met));
        let told = match fact {
            Some(Fact::Linked(follow, selections)) => {
                let at = selections.iter().position(|one| std::ptr::eq(*one, selection));
                let far = far_kinds(self.reader.model, *follow);
                at.and_then(|at| columns.get(at))
                    .map(|column| self.reader.node(column, selection, far))
            }
            _ => None,
        };
        match told {
            Some(Ok(())) => {}
            Some(Err(why)) => {
                self.failed.get_or_insert(why);
            }
            None => self.reader.tree.push(Cell::Null),
        }
    }
}
