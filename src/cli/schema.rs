//! `tinklas schema`: the public GraphQL schema.

use super::exit::Failure;
use super::run::print;

/// Prints the schema in the schema definition language.
pub(super) fn schema() -> Result<(), Failure> {
    print(&crate::api::sdl(&crate::model::network()))
}
