//! A bounded piece of the network, with whole records.

use std::sync::Arc;

use super::gather::{Kinds, Named, ids, labels, types};
use super::text::{Slot, Text, hidden};
use crate::model::{KindSet, LinkSet, Model};
use crate::store::StoreError;
use crate::store::features::{self, Piece, Subgraph, SubgraphQuery};
use crate::store::fragment::Fragment;
use crate::store::neo4j::driver::{Datum, Driver};
use crate::store::neo4j::layout::facts::Facts;
use crate::store::neo4j::layout::read;
use crate::store::neo4j::statement::{Parameter, Statement};
use crate::store::records::{LinkRecord, LinkRef, NodeRecord};

const EVERYTHING: Text = whole(include_str!("../../../../cypher/ask/everything.cypher"));
const EXACTLY: Text = whole(include_str!("../../../../cypher/ask/exactly.cypher"));
const AROUND: Text = whole(include_str!("../../../../cypher/ask/around.cypher"));
const LINKED: Text = whole(include_str!("../../../../cypher/ask/linked.cypher"));
const AMONG: Text = whole(include_str!("../../../../cypher/ask/among.cypher"));

/// A statement whose rows hold whole nodes and links.
const fn whole(file: &'static str) -> Text {
    Text { file, nodes: &[], links: &[] }
}

/// How many nodes of everything are read at a time: a part is held as rows while it becomes records.
const PART: usize = 5_000;

/// The piece that a query asks for: one statement, and one more for the links among the nodes around a centre.
/// Everything takes one for each part.
pub async fn subgraph(
    driver: &Driver,
    model: &Arc<Model>,
    query: &SubgraphQuery,
) -> Result<Subgraph, StoreError> {
    let reader = Reader { driver, model, query };
    match &query.shape {
        Piece::Everything => reader.everything().await,
        Piece::Exactly { nodes, links } => {
            let fragment = reader.exactly(nodes, links).await?.fragment(model);
            Ok(features::subgraph(&fragment, query))
        }
        Piece::Around { center, depth, kinds, links, limit } => {
            let kinds = kinds.and(query.sight.kinds);
            reader.around(center, *depth, kinds, links.and(query.sight.links), *limit).await
        }
    }
}

/// Reads for one query.
struct Reader<'a> {
    driver: &'a Driver,
    model: &'a Arc<Model>,
    query: &'a SubgraphQuery,
}

/// What statements returned.
#[derive(Default)]
struct Read {
    nodes: Vec<NodeRecord>,
    links: Vec<LinkRecord>,
    /// How many nodes there would be without a limit, where there is one.
    found: u64,
}

impl Reader<'_> {
    /// Runs a statement about links of some kinds.
    async fn read(
        &self,
        text: &Text,
        links: LinkSet,
        mut slots: Vec<Slot>,
        parameters: Vec<Named>,
    ) -> Result<Read, StoreError> {
        let (model, sight) = (self.model, &self.query.sight);
        slots.push(("links", types(model, Kinds(links))));
        slots.push(("whole node", read::node_row(model, "n", sight.kinds)));
        slots.push(("whole link", read::link_row(model, "r", links)));
        let facts = Facts::new(model, sight, text.nodes, text.links);
        let mut statement = Statement::new(text.fill(&facts, &hidden(model, sight), &slots));
        for (name, value) in parameters {
            statement = statement.with(name, value);
        }
        let mut read = Read::default();
        for row in self.driver.read(&statement).await?.iter() {
            let row = row?;
            let [node, all, found @ ..] = row.list() else {
                return Err(read::Unreadable("a row that is too short".to_owned()).into());
            };
            if !node.is_null() {
                read.nodes.push(read::node(model, sight.kinds, node)?);
            }
            for link in all.list() {
                read.links.push(read::link(model, links, link)?);
            }
            if let Some(found) = found.first().and_then(Datum::int) {
                read.found = u64::try_from(found).unwrap_or_default();
            }
        }
        Ok(read)
    }

    async fn everything(&self) -> Result<Subgraph, StoreError> {
        let size = i64::try_from(PART).unwrap_or(i64::MAX);
        let mut all = Read::default();
        loop {
            // Every id is greater than the empty text.
            let after = all.nodes.last().map_or_else(|| "".into(), |node| Arc::clone(&node.id));
            let parameters = vec![("after".into(), after.into()), ("size".into(), size.into())];
            let part =
                self.read(&EVERYTHING, self.query.sight.links, Vec::new(), parameters).await?;
            let is_last = part.nodes.len() < PART;
            all.nodes.extend(part.nodes);
            all.links.extend(part.links);
            if is_last {
                all.found = all.nodes.len() as u64;
                return Ok(self.told(all));
            }
        }
    }

    async fn exactly(&self, nodes: &[Arc<str>], links: &[LinkRef]) -> Result<Read, StoreError> {
        let seen = self.query.sight.links;
        let kinds: LinkSet =
            links.iter().map(|link| link.kind).filter(|kind| seen.has(*kind)).collect();
        let ends = links.iter().flat_map(|link| [&link.from, &link.to]);
        let mut all: Vec<&Arc<str>> = nodes.iter().chain(ends).collect();
        all.sort();
        all.dedup();
        let wanted = links.iter().map(|link| {
            let kind = Parameter::from(self.model.link(link.kind).name.as_str());
            Parameter::List(vec![kind, (&link.from).into(), (&link.to).into(), link.tag.into()])
        });
        let parameters = vec![("nodes".into(), ids(all)), ("links".into(), wanted.collect())];
        self.read(&EXACTLY, kinds, Vec::new(), parameters).await
    }

    async fn around(
        &self,
        center: &[Arc<str>],
        depth: usize,
        kinds: KindSet,
        links: LinkSet,
        limit: usize,
    ) -> Result<Subgraph, StoreError> {
        // One row tells how many there would be even when none is wanted. Cypher counts lists by 32 bits.
        let most = i32::try_from(limit.max(1)).unwrap_or(i32::MAX);
        let mut parameters = vec![("limit".into(), i64::from(most).into())];
        let mut slots = vec![("kinds", labels(self.model, kinds))];
        let text = if center.is_empty() {
            &LINKED
        } else {
            if depth == 0 {
                // Cypher cannot say "at most no links": following them to nothing is the same.
                slots = vec![("kinds", labels(self.model, KindSet::EMPTY))];
            }
            slots.push(("depth", depth.max(1).to_string()));
            parameters.push(("center".into(), ids(center)));
            &AROUND
        };
        let mut read = self.read(text, links, slots, parameters).await?;
        read.nodes.truncate(limit);
        if !read.nodes.is_empty() && !links.is_empty() {
            let nodes = ids(read.nodes.iter().map(|node| &node.id));
            let among = self.read(&AMONG, links, Vec::new(), vec![("nodes".into(), nodes)]).await?;
            read.links = among.links;
        }
        Ok(self.told(read))
    }

    /// All that was read, in order and without what the viewer may not see of it.
    fn told(&self, read: Read) -> Subgraph {
        let (found, sight) = (read.found, &self.query.sight);
        let (mut nodes, mut links) = read.fragment(self.model).into_records();
        for node in &mut nodes {
            let seen = sight.of_kind(node.kind);
            node.properties.retain(|(property, _)| seen.has(*property));
        }
        for link in &mut links {
            let seen = sight.of_link(link.link.kind);
            link.properties.retain(|(property, _)| seen.has(*property));
        }
        Subgraph { nodes, links, found }
    }
}

impl Read {
    fn fragment(self, model: &Arc<Model>) -> Fragment {
        Fragment::new(Arc::clone(model), self.nodes, self.links)
    }
}
