//! Which of some nodes pass a filter, as they are now.

use std::sync::Arc;

use crate::model::{KindId, KindSet};
use crate::plan::filter::{Filter, LinkFilter};
use crate::plan::lower::MOST_PER_PAGE;
use crate::plan::selection::{Connection, ConnectionGet, Field, NodeGet, Page, Selection, Variant};
use crate::plan::tree::Cell;
use crate::plan::viewer::Sight;
use crate::plan::{Plan, Root};
use crate::store::{Store, StoreError};

/// The ids of those nodes of a kind that are there and pass; at most as many are asked for as a page has.
pub(super) async fn passing(
    store: &dyn Store,
    sight: &Arc<Sight>,
    kind: KindId,
    filter: &Filter,
    ids: Vec<Arc<str>>,
) -> Result<Vec<Arc<str>>, StoreError> {
    let kinds = KindSet::one(kind);
    let id = Field { key: "id".into(), nullable: false, get: NodeGet::Id };
    let selection = Selection { variants: vec![Variant { kinds, fields: vec![id] }] };
    let nodes =
        Field { key: "nodes".into(), nullable: false, get: ConnectionGet::Nodes(selection) };
    let connection = Connection {
        fields: vec![nodes],
        filter: filter.clone(),
        edge_filter: LinkFilter::ANY,
        order: Vec::new(),
        page: Page { size: MOST_PER_PAGE, after: None, before: None, backward: false },
    };
    let root = Root::Scan { kinds: kinds.and(sight.kinds), fixed: Filter::Id(ids), connection };
    let tree = store.fetch(&Plan { root, sight: sight.clone() }).await?;
    // The page is a list of nodes, and a node has one text: its id.
    let ids = tree.cells().iter().filter_map(|cell| match cell {
        Cell::Text(id) => Some(Arc::from(tree.text(*id))),
        _ => None,
    });
    Ok(ids.collect())
}
