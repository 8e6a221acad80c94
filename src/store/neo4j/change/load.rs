//! Reads what a batch of changes touches, before it is judged.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use indexmap::{IndexMap, IndexSet};

use super::Stop;
use super::chunks::{Values, chunks};
use super::draft::{Draft, Spot};
use super::statements::{self, link_ref, map, with};
use super::writer::Call;
use crate::model::{LinkId, LinkSet, Model};
use crate::store::batch::Expected;
use crate::store::claim::{Claim, of_record};
use crate::store::neo4j::driver::Transaction;
use crate::store::neo4j::layout::{claim_key, read};
use crate::store::neo4j::statement::{Parameter, Statement};
use crate::store::records::{Change, LinkRef};

/// What calls name.
#[derive(Default)]
struct Named<'c> {
    nodes: IndexSet<&'c Arc<str>>,
    /// Those whose links must all be known, because they go with them or are counted.
    with_links: IndexSet<&'c Arc<str>>,
    links: IndexSet<&'c LinkRef>,
}

impl<'c> Named<'c> {
    fn by(calls: &'c [Call]) -> Self {
        let mut named = Self::default();
        for call in calls {
            for change in &call.changes {
                match change {
                    Change::PutNode(node) => _ = named.nodes.insert(&node.id),
                    Change::RemoveNode(id) => named.with_links(id),
                    Change::PutLink(link) => _ = named.links.insert(&link.link),
                    Change::RemoveLink(link) => _ = named.links.insert(link),
                    Change::Forget(_) => {}
                }
            }
            for expected in &call.expected {
                match expected {
                    Expected::Node { id, .. } => _ = named.nodes.insert(id),
                    Expected::Link { link, .. } => _ = named.links.insert(link),
                    Expected::Links { id, .. } => named.with_links(id),
                }
            }
        }
        named
    }

    fn with_links(&mut self, id: &'c Arc<str>) {
        self.nodes.insert(id);
        self.with_links.insert(id);
    }
}

/// Reads into a draft whatever calls touch.
pub(super) async fn load(
    draft: &mut Draft,
    calls: &[Call],
    transaction: &mut Transaction<'_>,
) -> Result<(), Stop> {
    let model = draft.model.clone();
    let named = Named::by(calls);
    draft.nodes = named.nodes.iter().map(|id| ((*id).clone(), Spot::of(None))).collect();
    draft.links = named.links.iter().map(|link| ((*link).clone(), Spot::of(None))).collect();
    draft.arms = named.with_links.iter().map(|id| ((*id).clone(), BTreeSet::new())).collect();
    if draft.node_count == 0 {
        // The first import meets an empty database, which need not be asked.
        return Ok(());
    }
    let mut reader = Reader { model: &model, draft, transaction };
    reader.nodes(&named).await?;
    reader.links(&named).await?;
    reader.links_of(&named).await?;
    reader.kinds().await?;
    reader.owners(calls).await
}

struct Reader<'a, 'd> {
    model: &'a Model,
    draft: &'a mut Draft,
    transaction: &'a mut Transaction<'d>,
}

impl Reader<'_, '_> {
    async fn nodes(&mut self, named: &Named<'_>) -> Result<(), Stop> {
        let text = statements::read_nodes(self.model);
        let all = self.model.all_kinds();
        for ids in chunks(texts(named.nodes.iter().copied())) {
            let rows = self.transaction.run(&with(text.clone(), "ids", ids)).await?;
            for row in rows.iter() {
                let node = read::node(self.model, all, &row?)?;
                self.draft.nodes.insert(node.id.clone(), Spot::of(Some(node)));
            }
        }
        Ok(())
    }

    async fn links(&mut self, named: &Named<'_>) -> Result<(), Stop> {
        // A kind that there is not is refused later.
        for kind in self.model.all_links().iter() {
            let mut text = None;
            for links in chunks(refs(named, kind)) {
                let text = text.get_or_insert_with(|| statements::read_links(self.model, kind));
                self.put_links(&with(text.clone(), "links", links), LinkSet::one(kind)).await?;
            }
        }
        Ok(())
    }

    async fn links_of(&mut self, named: &Named<'_>) -> Result<(), Stop> {
        let text = statements::read_links_of(self.model);
        for ids in chunks(texts(named.with_links.iter().copied())) {
            self.put_links(&with(text.clone(), "ids", ids), self.model.all_links()).await?;
        }
        for (link, spot) in &self.draft.links {
            for end in [&link.from, &link.to] {
                if let Some(arms) = self.draft.arms.get_mut(end).filter(|_| spot.now.is_some()) {
                    arms.insert(link.clone());
                }
            }
        }
        Ok(())
    }

    async fn put_links(&mut self, statement: &Statement, kinds: LinkSet) -> Result<(), Stop> {
        let rows = self.transaction.run(statement).await?;
        for row in rows.iter() {
            let link = read::link(self.model, kinds, &row?)?;
            self.draft.links.insert(link.link.clone(), Spot::of(Some(link)));
        }
        Ok(())
    }

    /// Reads what the ends of links are, as far as they are not nodes of the batch.
    async fn kinds(&mut self) -> Result<(), Stop> {
        let ends = ends(self.draft);
        for ids in chunks(texts(ends.iter())) {
            let rows = self.transaction.run(&with(statements::READ_KINDS, "ids", ids)).await?;
            for row in rows.iter() {
                let row = row?;
                if let [id, labels] = row.list()
                    && let (Some(id), Some(kind)) = (id.text(), read::kind_of(self.model, labels))
                {
                    self.draft.ends.insert(id.into(), kind.id);
                }
            }
        }
        Ok(())
    }

    /// Reads who has what the nodes of the batch claim.
    async fn owners(&mut self, calls: &[Call]) -> Result<(), Stop> {
        let keys = keys(self.draft, calls);
        let mut owners = HashMap::new();
        for some in chunks(Box::new(keys.keys().map(|key| key.as_str().into()))) {
            let rows = self.transaction.run(&with(statements::READ_OWNERS, "keys", some)).await?;
            for row in rows.iter() {
                let row = row?;
                if let [key, id] = row.list()
                    && let (Some(key), Some(id)) = (key.text(), id.text())
                    && let Some(claim) = keys.get(key)
                {
                    owners.insert(claim.clone(), Arc::from(id));
                }
            }
        }
        self.draft.owners = owners;
        Ok(())
    }
}

/// What the links of a kind join.
fn refs<'a>(named: &'a Named<'_>, kind: LinkId) -> Values<'a> {
    Box::new(
        named.links.iter().filter(move |link| link.kind == kind).map(|link| map(link_ref(link))),
    )
}

/// The ends of links that are not nodes of the batch.
fn ends(draft: &Draft) -> IndexSet<Arc<str>> {
    let ends = draft.links.keys().flat_map(|link| [&link.from, &link.to]);
    ends.filter(|id| !draft.nodes.contains_key(*id)).cloned().collect()
}

/// What the nodes of the batch claim or claimed, by key.
fn keys(draft: &Draft, calls: &[Call]) -> IndexMap<String, Claim> {
    let puts = calls.iter().flat_map(|call| &call.changes).filter_map(|change| match change {
        Change::PutNode(node) => Some(node),
        _ => None,
    });
    let before = draft.nodes.values().filter_map(|spot| spot.was.as_ref());
    let claims = before.chain(puts).flat_map(|node| of_record(node, &draft.model));
    claims.map(|(claim, _)| (claim_key(&draft.model, &claim), claim)).collect()
}

/// The values of a parameter that lists texts.
fn texts<'a>(texts: impl Iterator<Item = &'a Arc<str>> + Send + 'a) -> Values<'a> {
    Box::new(texts.map(Parameter::from))
}
