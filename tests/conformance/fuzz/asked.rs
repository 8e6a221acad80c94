//! Documents that are valid by construction are planned and executed: what may be wrong of them is a value.

use proptest::test_runner::TestCaseError;

use super::choices::{Choices, for_all, numbers};
use super::world::World;
use super::writer::write;

/// What is not found before values are known.
const NOT_OF_VALUES: [&str; 3] =
    ["GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "OPERATION_RESOLUTION_FAILURE"];

#[test]
fn whatever_the_schema_allows_is_planned() {
    let world = World::new();
    for_all(4_000, &numbers(400), |numbers| {
        let written = write(&world, &mut Choices::new(&numbers));
        let codes = world.judge(&written.text, written.variables)?;
        let refused = codes.iter().find(|code| NOT_OF_VALUES.contains(&code.as_str()));
        refused.map_or(Ok(()), |code| {
            Err(TestCaseError::fail(format!("a valid document has {code}\n{}", written.text)))
        })
    });
}
