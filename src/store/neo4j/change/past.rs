//! Old values: what becomes of them in a batch, and how they are read.

use std::sync::Arc;

use indexmap::{IndexMap, IndexSet};

use super::statements::{self, link_ref, map, with};
use crate::model::{LinkSet, Model};
use crate::store::StoreError;
use crate::store::history::{Record, Values};
use crate::store::neo4j::layout::{past, read};
use crate::store::neo4j::server::Server;
use crate::store::neo4j::statement::Parameter;
use crate::store::records::{Changed, LinkRef, Subject};

/// What a batch does to old values. Nodes and links are named by their ids, of which none is both.
#[derive(Default, Debug)]
pub(super) struct Past {
    /// Whose old values are erased, before any are kept.
    pub(super) erased: IndexSet<Arc<str>>,
    /// Who recorded values that are erased, before any are kept.
    pub(super) forgotten: IndexSet<Arc<str>>,
    /// What was replaced, with the sequence number of the update that did.
    kept: IndexMap<Arc<str>, Vec<(u64, Record)>>,
}

impl Past {
    pub(super) fn keep(&mut self, whose: Arc<str>, sequence: u64, old: Record) {
        self.kept.entry(whose).or_default().push((sequence, old));
    }

    pub(super) fn erase(&mut self, whose: Arc<str>) {
        self.kept.swap_remove(&whose);
        self.erased.insert(whose);
    }

    pub(super) fn forget(&mut self, by: &Arc<str>) {
        for all in self.kept.values_mut() {
            all.retain(|(_, old)| old.recorded().by != *by);
        }
        self.forgotten.insert(by.clone());
    }

    /// What is kept, as parameters.
    pub(super) fn kept<'a>(&'a self, model: &'a Model) -> impl Iterator<Item = Parameter> + 'a {
        let all = self.kept.iter().flat_map(|(whose, all)| all.iter().map(move |one| (whose, one)));
        all.map(|(whose, (sequence, old))| past::kept(model, whose, *sequence, old))
    }
}

/// What changes found and left, in their order.
pub(in crate::store::neo4j) async fn values(
    server: &Server,
    changes: &[Changed],
) -> Result<Vec<Values>, StoreError> {
    let model = server.model().clone();
    let mut replaced: Vec<Vec<(u64, Record)>> = vec![Vec::new(); changes.len()];
    for is_link in [false, true] {
        let wanted: Vec<Parameter> = (0_i64..)
            .zip(changes)
            .filter(|(_, change)| matches!(change.subject, Subject::Link { .. }) == is_link)
            .map(|(at, change)| {
                let of = whose(&model, &change.subject);
                let sequence = Parameter::Int(change.sequence.cast_signed());
                map([("at", at.into()), ("of", (&of).into()), ("sequence", sequence)])
            })
            .collect();
        if wanted.is_empty() {
            continue;
        }
        let row = if is_link { past::link_row } else { past::node_row };
        let record = if is_link { past::link } else { past::node };
        let text = statements::READ_PAST.replace("<record>", &row(&model, "past"));
        let rows =
            server.read(&with(text, "wanted", wanted.into_iter().collect::<Parameter>())).await?;
        for row in rows.iter() {
            let row = row?;
            if let [at, sequence, kept] = row.list()
                && let (Some(at), Some(sequence)) = (at.int(), sequence.int())
                && let Some(all) = usize::try_from(at).ok().and_then(|at| replaced.get_mut(at))
            {
                all.push((sequence.cast_unsigned(), record(&model, kept)?));
            }
        }
    }
    let now = now(server, changes).await?;
    let values = |(change, replaced): (&Changed, _)| {
        Values::of(change, replaced, now.get(&whose(&model, &change.subject)).cloned())
    };
    Ok(changes.iter().zip(replaced).map(values).collect())
}

/// What the nodes and links of changes are now, by id.
async fn now(
    server: &Server,
    changes: &[Changed],
) -> Result<IndexMap<Arc<str>, Record>, StoreError> {
    let model = server.model();
    let mut now = IndexMap::new();
    let mut ids: IndexSet<&Arc<str>> = IndexSet::new();
    let mut links: IndexSet<&LinkRef> = IndexSet::new();
    for change in changes {
        match &change.subject {
            Subject::Node { id, .. } => _ = ids.insert(id),
            Subject::Link { link, .. } => _ = links.insert(link),
        }
    }
    if !ids.is_empty() {
        let ids: Parameter = ids.into_iter().map(Parameter::from).collect();
        let rows = server.read(&with(statements::read_nodes(model), "ids", ids)).await?;
        for row in rows.iter() {
            let node = read::node(model, model.all_kinds(), &row?)?;
            now.insert(node.id.clone(), Record::Node(node));
        }
    }
    let kinds: LinkSet = links.iter().map(|link| link.kind).collect();
    for kind in kinds.iter() {
        let of_kind = links.iter().filter(|link| link.kind == kind);
        let wanted: Parameter = of_kind.map(|link| map(link_ref(link))).collect();
        let statement = with(statements::read_links(model, kind), "links", wanted);
        let rows = server.read(&statement).await?;
        for row in rows.iter() {
            let link = read::link(model, LinkSet::one(kind), &row?)?;
            now.insert(link.link.id(model).into(), Record::Link(link));
        }
    }
    Ok(now)
}

/// What the old values of something are kept under: its id.
fn whose(model: &Model, subject: &Subject) -> Arc<str> {
    match subject {
        Subject::Node { id, .. } => id.clone(),
        Subject::Link { link, .. } => link.id(model).into(),
    }
}
