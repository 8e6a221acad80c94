//! `network`: a bounded piece of the network, to draw.

use std::sync::Arc;

use super::answer::Answer;
use super::error::AskError;
use super::facts::{Facts, all_known};
use super::question::Network;
use super::reasons::{cut, links, network, nodes};
use super::run::Asking;
use crate::fault::words::ask::Expected;
use crate::store::features::{Piece, SubgraphQuery};

/// What is around some nodes, or the most linked nodes.
pub(super) async fn answer(asked: &Network, asking: &Asking<'_>) -> Result<Answer, AskError> {
    let model = asking.store.model();
    let center = asked.center.clone().unwrap_or_default();
    if !center.is_empty() {
        let shape = Piece::Exactly { nodes: center.clone(), links: Vec::new() };
        let facts = Facts::read(asking, shape).await?;
        all_known(center.iter().map(|id| facts.unknown("center", id, &["Node"], Expected::Node)))?;
    }
    let shape = Piece::Around {
        center,
        depth: usize::try_from(asked.depth).unwrap_or_default(),
        kinds: asked.kinds.unwrap_or_else(|| model.all_kinds()).and(asking.sight.kinds),
        links: asked.links.unwrap_or_else(|| model.all_links()).and(asking.sight.links),
        limit: usize::try_from(asked.limit).unwrap_or_default(),
    };
    let query = SubgraphQuery { sight: Arc::clone(asking.sight), shape };
    let piece = asking.store.subgraph(&query).await?;
    let found = usize::try_from(piece.found).unwrap_or(usize::MAX);
    Ok(network(
        nodes(piece.nodes.iter().map(|node| &node.id)),
        links(piece.links.iter().map(|link| &link.link)),
        cut("limit", piece.nodes.len(), found),
        query.shape,
    ))
}
