//! `tinklas check`: opens the store, verifies what is kept in it, and counts it.

use std::fmt::Write as _;

use super::exit::Failure;
use super::run::print;
use super::store;
use crate::config::Settings;
use crate::model::Audience;
use crate::plan::viewer::Sight;
use crate::store::features::{Piece, SubgraphQuery};
use crate::text::plural;

/// Reads every record that is kept and tells how many there are of each kind.
pub(super) async fn check(settings: &Settings) -> Result<(), Failure> {
    let store = store::open_to_read(settings).await?;
    let model = store.model();
    let sight = Sight::new(model, Audience::Staff);
    let all = store.subgraph(&SubgraphQuery { sight, shape: Piece::Everything }).await?;
    let stamp = store.stamp().await?;
    let mut told = format!(
        "{} is whole: {} {}, {} {}, {} {}\n",
        settings.store,
        stamp.nodes,
        plural::english(stamp.nodes, "node", "nodes"),
        stamp.links,
        plural::english(stamp.links, "link", "links"),
        stamp.sequence,
        plural::english(stamp.sequence, "change", "changes"),
    );
    let nodes = model.kinds.iter().map(|kind| {
        (kind.constant.as_str(), all.nodes.iter().filter(|node| node.kind == kind.id).count())
    });
    let links = model.links.iter().map(|kind| {
        (kind.name.as_str(), all.links.iter().filter(|link| link.link.kind == kind.id).count())
    });
    for (name, count) in nodes.chain(links).filter(|(_, count)| *count > 0) {
        // Writing to a String cannot fail.
        let _ = writeln!(told, "{count:>9}  {name}");
    }
    print(&told)
}
