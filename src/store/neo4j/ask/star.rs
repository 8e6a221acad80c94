//! A node and its links.

use std::sync::Arc;

use super::gather::{Gathering, Kinds, labels, types};
use super::text::Text;
use crate::model::Model;
use crate::store::StoreError;
use crate::store::features::{self, StarQuery, Subgraph};
use crate::store::neo4j::driver::Driver;

/// The node, its links and who is at their far ends, by one statement.
pub async fn star(
    driver: &Driver,
    model: &Arc<Model>,
    query: &StarQuery,
) -> Result<Subgraph, StoreError> {
    let mut gathering = Gathering::new(driver, model, &query.sight, query.as_of);
    let text = Text {
        file: include_str!("../../../../cypher/ask/star.cypher"),
        nodes: query.properties,
        links: query.properties,
    };
    let slots = [
        ("links", types(model, Kinds(query.links.and(query.sight.links)))),
        ("kinds", labels(model, query.kinds.and(query.sight.kinds))),
    ];
    let parameters = vec![("center".into(), (&query.center).into())];
    gathering.read(&text, &slots, parameters).await?;
    Ok(features::star(&gathering.fragment(), query))
}
