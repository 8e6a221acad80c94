//! The best paths between two actors or persons.
//!
//! A search gathers what lies around both ends, level by level, and walks over what it has. Say that it has the
//! steps from every station that is fewer than `a` steps from the start, and from every station that is fewer than
//! `b` steps from the end. Then it has **every path of at most `a + b` steps, with all ties of its steps**: take the
//! step from station `i` to station `i + 1` of such a path of `n` steps. If `i < a`, the first of the two is at most
//! `i` steps from the start, so the step was gathered from there. Otherwise the second is at most
//! `n - (i + 1) <= b - 1` steps from the end, so it was gathered from there. (A step is gathered with all links
//! between the two, and with all links of every hub that both share.)
//!
//! Paths order by length first. So as soon as the walk finds as many paths as are wanted among those of at most
//! `a + b` steps, they are the best of all, and nothing farther is gathered.

use std::sync::Arc;

use foldhash::HashSet;

use super::gather::{Gathering, Kinds, ids};
use super::text::{Slot, Text};
use crate::model::{Model, PartialDate};
use crate::store::StoreError;
use crate::store::features::{self, Outline, PathQuery, PathRows, VISITED_LIMIT, ring};
use crate::store::fragment::Fragment;
use crate::store::neo4j::driver::Driver;
use crate::store::neo4j::statement::Parameter;

const STEPS: Text = Text {
    file: include_str!("../../../../cypher/ask/steps.cypher"),
    nodes: &["suggestable", "start", "end"],
    links: &[],
};
const SHORTEST: Text = Text {
    file: include_str!("../../../../cypher/ask/shortest.cypher"),
    nodes: &["suggestable"],
    links: &[],
};

/// When there are so many shortest paths, they are gathered as levels and not one by one.
const MOST_SHORTEST: usize = 200;

/// The best paths for a query. It takes one statement for both ends, and one more for each level that it has to
/// widen by; one alone where Neo4j's own shortest paths are enough.
pub async fn paths(
    driver: &Driver,
    model: &Arc<Model>,
    query: &PathQuery,
) -> Result<PathRows, StoreError> {
    let outline = Outline::of(model, query);
    if query.from == query.to || query.max_length == 0 || outline.via.is_empty() {
        return Ok(PathRows { paths: Vec::new(), cut: false, now: None });
    }
    let gathering = Gathering::new(driver, model, &query.sight, query.as_of);
    let via = gathering.slot("via", Kinds(outline.via));
    let mut search = Search { query, outline, via, gathering, expanded: HashSet::default() };
    if outline.direct
        && let Some(rows) = search.shortest().await?
    {
        return Ok(rows);
    }
    search.widening().await
}

/// A search for paths and what it has gathered.
struct Search<'a> {
    query: &'a PathQuery,
    outline: Outline,
    via: Slot,
    gathering: Gathering<'a>,
    /// The stations whose steps were gathered.
    expanded: HashSet<Arc<str>>,
}

impl Search<'_> {
    /// The best paths by Neo4j's own search for the shortest, which counts links; nothing when more than these
    /// are wanted.
    async fn shortest(&mut self) -> Result<Option<PathRows>, StoreError> {
        let query = self.query;
        let most = i64::try_from(MOST_SHORTEST).unwrap_or(i64::MAX);
        let parameters = vec![
            ("from".into(), (&query.from).into()),
            ("to".into(), (&query.to).into()),
            ("avoid".into(), ids(&query.avoid)),
            ("most".into(), most.into()),
        ];
        let slots = [self.via.clone(), ("length", query.max_length.to_string())];
        let found = self.gathering.read(&SHORTEST, &slots, parameters).await?;
        let rows = features::paths(&self.gathering.fragment(), query, self.gathering.newest);
        // No path at all is an answer too.
        let enough = found == 0 || (found < MOST_SHORTEST && rows.paths.len() >= query.first);
        Ok(enough.then_some(rows))
    }

    /// The best paths over levels that are gathered until they are enough.
    async fn widening(&mut self) -> Result<PathRows, StoreError> {
        let query = self.query;
        let both = [Arc::clone(&query.from), Arc::clone(&query.to)];
        self.expand(&both, &both).await?;
        let mut levels = [1, 1];
        loop {
            let fragment = self.gathering.fragment();
            let reach = query.max_length.min(levels[0] + levels[1]);
            let rings = [
                ring(&fragment, query, &query.from, levels[0]),
                ring(&fragment, query, &query.to, levels[1]),
            ];
            // Everybody who can be reached from one end is there: so are all paths.
            let is_whole = reach == query.max_length || rings.iter().any(Vec::is_empty);
            let length = if is_whole { query.max_length } else { reach };
            let mut rows = walk(&fragment, query, length, self.gathering.newest);
            if is_whole || rows.cut || rows.paths.len() >= query.first {
                return Ok(rows);
            }
            self.gathering.resume(fragment);
            if self.gathering.nodes().len() > VISITED_LIMIT {
                rows.cut = true;
                return Ok(rows);
            }
            let fresh = rings.map(|ring| self.not_expanded(ring));
            let side = usize::from(fresh[1].len() < fresh[0].len());
            if !fresh[side].is_empty() {
                self.expand(&fresh[side], &[]).await?;
            }
            levels[side] += 1;
        }
    }

    /// Gathers all steps from some stations, and tells the ends alone.
    async fn expand(&mut self, stations: &[Arc<str>], ends: &[Arc<str>]) -> Result<(), StoreError> {
        let hubs = self.gathering.nodes().iter().filter(|node| self.outline.hubs.has(node.kind));
        let known: Parameter = hubs.map(|hub| &hub.id).collect();
        let parameters = vec![
            ("ends".into(), ids(ends)),
            ("stations".into(), ids(stations)),
            ("known".into(), known),
        ];
        self.gathering.read(&STEPS, std::slice::from_ref(&self.via), parameters).await?;
        self.expanded.extend(stations.iter().cloned());
        Ok(())
    }

    fn not_expanded(&self, mut stations: Vec<Arc<str>>) -> Vec<Arc<str>> {
        stations.retain(|station| !self.expanded.contains(station));
        stations
    }
}

/// The best paths of at most so many steps.
fn walk(
    fragment: &Fragment,
    query: &PathQuery,
    max_length: usize,
    newest: Option<PartialDate>,
) -> PathRows {
    features::paths(fragment, &PathQuery { max_length, ..query.clone() }, newest)
}
