//! Values that go to Neo4j a part at a time.

use crate::store::neo4j::statement::Parameter;

/// Rows that go with one statement at most, so that neither side holds more than so many at a time.
const ROWS: usize = 2_000;

/// Values that are made as they are asked for. They are boxed because a task that waits between two of them
/// cannot hold the closures that make them.
pub(super) type Values<'a> = Box<dyn Iterator<Item = Parameter> + Send + 'a>;

/// Lists of values, each of at most so many as go with one statement.
pub(super) fn chunks(mut values: Values<'_>) -> impl Iterator<Item = Parameter> {
    std::iter::from_fn(move || {
        let some: Vec<Parameter> = values.by_ref().take(ROWS).collect();
        (!some.is_empty()).then_some(Parameter::List(some))
    })
}
