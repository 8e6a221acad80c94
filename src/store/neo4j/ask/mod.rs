//! The questions on Neo4j.
//!
//! A statement of `cypher/ask` gathers the piece of the network that a walk of [`features`](crate::store::features) would touch, without
//! what the viewer may not see, and the same walk runs over that piece. So every store gives the same rows.
//!
//! - [`text`]: statements with slots for what depends on the model, the viewer and the query
//! - [`gather`]: rows of statements become the piece
//! - [`bridges()`], [`coverage()`], [`paths()`], [`star()`], [`subgraph()`]: what each of them gathers
//! - [`reach`]: how people reach sectors, for the first two
//!
//! A query takes at most three statements, a search for paths one for each level that it widens by.

mod bridges;
mod coverage;
mod gather;
mod paths;
mod reach;
mod star;
mod subgraph;
mod text;

pub use bridges::bridges;
pub use coverage::coverage;
pub use paths::paths;
pub use star::star;
pub use subgraph::subgraph;
