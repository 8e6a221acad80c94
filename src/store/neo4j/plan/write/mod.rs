//! Writes statements.

mod as_of;
mod condition;
mod labels;
mod link;
mod node;
mod numbers;
mod order;
mod page;
mod root;
mod scan;
mod search;
mod sums;
mod value_test;

use std::borrow::Cow;

pub use as_of::counts;

use crate::model::{KindSet, Model, Property, PropertyId};
use crate::plan::Plan;
use crate::plan::filter::Filter;
use crate::plan::viewer::Sight;
use crate::store::neo4j::statement::{Parameter, Statement};

/// The statement of a plan; none when there is nothing to ask, as every id is of nothing that may be seen.
/// That of a look-up has everything but its ids: the parameter `ids`.
#[must_use]
pub fn compile(model: &Model, plan: &Plan) -> Option<Statement> {
    let mut writer = Writer {
        model,
        sight: &plan.sight,
        parameters: Vec::new(),
        variables: 0,
        before: Vec::new(),
    };
    let text = writer.root(&plan.root)?;
    let statement = Statement::new(text);
    Some(
        writer
            .parameters
            .into_iter()
            .fold(statement, |statement, (name, value)| statement.with(name, value)),
    )
}

/// The condition that a node of one of some kinds passes a filter, and the parameters in it.
#[must_use]
pub fn condition(
    model: &Model,
    sight: &Sight,
    node: &str,
    filter: &Filter,
    kinds: KindSet,
) -> (String, Vec<(Cow<'static, str>, Parameter)>) {
    let mut writer =
        Writer { model, sight, parameters: Vec::new(), variables: 0, before: Vec::new() };
    let mut conditions = Vec::new();
    writer.conditions(node, filter, kinds, &mut conditions);
    let all = if conditions.is_empty() { "true".to_owned() } else { conditions.join(" AND ") };
    (all, writer.parameters)
}

/// What a statement is written with. Every method returns a piece of Cypher, and keeps the values in it as
/// parameters.
struct Writer<'a> {
    model: &'a Model,
    sight: &'a Sight,
    parameters: Vec<(Cow<'static, str>, Parameter)>,
    /// How many variables have a name.
    variables: usize,
    /// Clauses that stand before the rest of the statement.
    before: Vec<String>,
}

impl<'a> Writer<'a> {
    /// A parameter of a value, as it stands in the text.
    fn parameter(&mut self, value: impl Into<Parameter>) -> String {
        let name = format!("p{}", self.parameters.len());
        let used = format!("${name}");
        self.parameters.push((name.into(), value.into()));
        used
    }

    /// A number that no other variable has in its name.
    fn fresh(&mut self) -> usize {
        self.variables += 1;
        self.variables - 1
    }

    /// The declaration of a property that one of some kinds has. One name has one type in the whole model.
    fn property(&self, id: PropertyId, kinds: KindSet) -> Option<&'a Property> {
        let own = kinds.iter().find_map(|kind| self.model.kind(kind).property(id));
        own.or_else(|| self.model.kinds.iter().find_map(|kind| kind.property(id)))
    }
}

/// Conditions as one, or as nothing where there is none: ` WHERE a AND b`.
fn filtered_by(conditions: &[String]) -> String {
    if conditions.is_empty() {
        String::new()
    } else {
        format!(" WHERE {}", conditions.join(" AND "))
    }
}
