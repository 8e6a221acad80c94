//! Reads rows as the tree of the plan that was asked.

mod link;
mod node;
mod numbers;
mod page;
mod root;
mod sums;

use crate::model::Model;
use crate::plan::Plan;
use crate::plan::tree::{Cell, Tree};
use crate::store::neo4j::driver::Datum;
use crate::store::neo4j::layout::read::Unreadable;

/// The tree of a plan, from the rows of its statement.
///
/// # Errors
/// A row is not what the statement returns from a network of the layout.
pub fn read(model: &Model, plan: &Plan, rows: &[Datum<'_>]) -> Result<Tree, Unreadable> {
    let mut reader = Reader { model, tree: Tree::new() };
    reader.root(&plan.root, rows)?;
    Ok(reader.tree)
}

/// What rows are read with.
struct Reader<'m> {
    model: &'m Model,
    tree: Tree,
}

impl Reader<'_> {
    fn text_or_null(&mut self, datum: &Datum<'_>) -> Result<(), Unreadable> {
        match datum {
            Datum::Null => self.tree.push(Cell::Null),
            Datum::Text(text) => self.tree.push_text(text),
            other => return Err(unexpected("a text", other)),
        }
        Ok(())
    }

    fn text(&mut self, datum: &Datum<'_>) -> Result<(), Unreadable> {
        self.tree.push_text(text_of(datum)?);
        Ok(())
    }
}

fn text_of<'a>(datum: &Datum<'a>) -> Result<&'a str, Unreadable> {
    datum.text().ok_or_else(|| unexpected("a text", datum))
}

fn list_of<'r, 'a>(datum: &'r Datum<'a>) -> Result<&'r [Datum<'a>], Unreadable> {
    match datum {
        Datum::List(items) => Ok(items),
        other => Err(unexpected("a list", other)),
    }
}

fn unexpected(expected: &str, found: &Datum<'_>) -> Unreadable {
    Unreadable(format!("`{found:?}` where {expected} was expected"))
}

/// The columns of a list, one after the other.
struct Columns<'r, 'a>(std::slice::Iter<'r, Datum<'a>>);

impl<'r, 'a> Columns<'r, 'a> {
    fn of(list: &'r Datum<'a>) -> Result<Self, Unreadable> {
        Ok(Self(list_of(list)?.iter()))
    }

    fn next(&mut self) -> Result<&'r Datum<'a>, Unreadable> {
        self.0.next().ok_or_else(|| Unreadable("a row that is too short".to_owned()))
    }
}
