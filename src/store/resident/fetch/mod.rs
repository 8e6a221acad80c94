//! Executes plans over a state.
//!
//! - [`node`]: what is read of a node
//! - [`link`]: what is read of a link
//! - [`page`]: which part of a list is shown, and the fields of a connection
//! - [`lines`]: lists in order that can be paged
//! - [`ordered`]: a kind in the order of a property
//! - [`sorted`]: lists that have to be sorted first
//! - [`scan`]: the nodes of kinds
//! - [`search`]: the nodes that words find
//! - [`condition`]: which nodes count
//! - [`links`]: which links count, and which nodes have how many
//! - [`value_test`]: which values pass
//! - [`numbers`]: what numbers about nodes are made of
//! - [`few`]: the nodes that a condition can hold for

mod condition;
mod few;
mod lines;
mod link;
mod links;
mod node;
mod numbers;
mod ordered;
mod page;
mod scan;
mod search;
mod sorted;
mod value_test;

use super::snapshot::Snapshot;
use crate::plan::tree::{Cell, Tree};
use crate::plan::viewer::Sight;
use crate::plan::{Plan, Root};

/// Executes a plan.
pub(super) fn fetch(state: &Snapshot, plan: &Plan) -> Tree {
    let mut fetch = Fetch { state, sight: &plan.sight, tree: Tree::new() };
    fetch.root(&plan.root);
    fetch.tree
}

/// A plan under way.
struct Fetch<'a> {
    state: &'a Snapshot,
    sight: &'a Sight,
    tree: Tree,
}

/// A node in a list, and the link that led to it, if one did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Entry {
    node: u32,
    link: Option<u32>,
}

impl Fetch<'_> {
    fn root(&mut self, root: &Root) {
        match root {
            Root::Nodes { ids, kinds, selection } => {
                let list = self.tree.begin_list();
                for id in ids {
                    let found = self
                        .state
                        .find(id)
                        .and_then(|node| self.state.nodes.get(node).map(|row| (node, row)));
                    match found.filter(|(_, row)| kinds.has(row.kind)) {
                        Some((node, row)) => self.node_row(node, row, selection),
                        None => self.tree.push(Cell::Null),
                    }
                }
                self.tree.end_list(list, ids.len());
            }
            Root::Scan { kinds, fixed, connection } => self.scan(*kinds, fixed, connection),
            Root::Search { words, kinds, connection } => self.search(words, *kinds, connection),
            Root::Links { links, fields } => {
                let list = self.tree.begin_list();
                for link in links {
                    let found = self.state.find_link(link).and_then(|at| self.state.links.get(at));
                    match found.filter(|row| self.sees(row)) {
                        None => self.tree.push(Cell::Null),
                        Some(row) => {
                            self.tree.push(Cell::Link);
                            for field in fields {
                                self.link(row, &field.get);
                            }
                        }
                    }
                }
                self.tree.end_list(list, links.len());
            }
        }
    }
}
