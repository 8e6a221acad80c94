//! What the questions ask of a store: one compact row per candidate, complete, unranked.
//!
//! Rows hold facts, not scores: `ask` ranks and explains them, the same for every store. A query with
//! `only` asks for the details of those already ranked, so that evidence is fetched for few.
//!
//! A store that is a [`Graph`](super::graph::Graph) answers them by the walks of this folder.

mod bridges;
mod condition;
mod coverage;
mod lens;
mod marks;
mod on_day;
mod paths;
mod reach;
#[cfg(test)]
mod sketch;
mod star;
mod subgraph;

pub use bridges::bridges;
pub use coverage::coverage;
pub use paths::{Outline, VISITED_LIMIT, paths, ring};
pub use star::star;
pub use subgraph::subgraph;

use std::sync::Arc;

use super::graph::Dates;
use super::records::{LinkRecord, LinkRef, NodeRecord};
use crate::model::{KindId, KindSet, LinkId, LinkSet, Localized, PartialDate};
use crate::plan::as_of::AsOf;
use crate::plan::filter::Filter;
use crate::plan::viewer::Sight;

/// Of the projects by which somebody reaches a sector through one actor, so many count: those with the fewest
/// participants, then by id. More would say no more and make rows long.
pub const THROUGH_LIMIT: usize = 8;

/// How the candidates of a [`BridgeQuery`] are ranked.
///
/// A store that would rather not send all of them may leave out whoever cannot be among the first. It must know that by the
/// formulas of [`score`](crate::ask::score), and equals may not be left out: names decide between them.
#[derive(Clone, PartialEq, Debug)]
pub struct BestBridges {
    /// How many will be told.
    pub first: usize,
}

/// How the candidates of a [`CoverageQuery`] are ranked. As for [`BestBridges`], some may be left out.
#[derive(Clone, PartialEq, Debug)]
pub struct BestFits {
    /// How many will be told.
    pub first: usize,
    /// The weight of each of the query's competences.
    pub weights: Vec<f64>,
}

/// Who reaches two sectors.
#[derive(Clone, Debug)]
pub struct BridgeQuery {
    /// What the viewer may see.
    pub sight: Arc<Sight>,
    /// The day that links must count on; every one counts when none is told.
    pub as_of: Option<AsOf>,
    /// The ids of the two sectors.
    pub sectors: [Arc<str>; 2],
    /// Kinds of link that count as a tie of the person.
    pub via: LinkSet,
    /// Which people count.
    pub filter: Filter,
    /// Only these people, with the links of every tie.
    pub only: Option<Vec<Arc<str>>>,
    /// That only the best are needed, for a query without `only`.
    pub best: Option<BestBridges>,
}

/// The candidates for a [`BridgeQuery`].
#[derive(Clone, PartialEq, Default, Debug)]
pub struct BridgeRows {
    /// People with a tie on both sides who may be suggested, by rising id.
    pub rows: Vec<BridgeRow>,
    /// How many there are, with those left out.
    pub found: usize,
    /// The newest day that the network knows of, where the store read it along.
    pub newest: Option<PartialDate>,
}

/// A person who reaches both sectors.
#[derive(Clone, PartialEq, Debug)]
pub struct BridgeRow {
    /// Their id.
    pub person: Arc<str>,
    /// Their name, where the store read it along.
    pub name: Option<Arc<Localized>>,
    /// Their ties to each sector, in the order: how, actor's id, project's id. Of the actors by which one
    /// project reaches the sector there are the first two by id: enough to tell whether there is another.
    pub sides: [Vec<ReachTie>; 2],
}

/// How a person reaches a sector.
#[derive(Clone, PartialEq, Debug)]
pub struct ReachTie {
    /// In which way.
    pub how: Reach,
    /// The actor of the sector; none when the person works in the sector itself.
    pub actor: Option<Arc<str>>,
    /// The project between person and actor, if there is one.
    pub project: Option<Arc<str>>,
    /// How many actors take part in the project; 0 without one.
    pub participants: u32,
    /// Years in the sector, where stated.
    pub years: Option<i64>,
    /// When the person's own link of the tie holds, of several the one known to hold last; for a project
    /// role without dates, when the project ran.
    pub dates: Dates,
    /// The links of the tie from the person to the sector; empty unless the query has `only`.
    pub links: Vec<LinkRef>,
}

/// The ways to reach a sector.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Reach {
    /// Works in it.
    WorksIn,
    /// Holds a role in, or is a member of, an actor of it.
    Role,
    /// Advises an actor of it.
    Advises,
    /// Worked on, or holds a role in, a project with a participant of it.
    Project,
    /// Holds a role in an actor that takes part in a project with another participant of it.
    ThroughActor,
}

/// Who covers competences.
#[derive(Clone, Debug)]
pub struct CoverageQuery {
    /// What the viewer may see.
    pub sight: Arc<Sight>,
    /// The day that links must count on; every one counts when none is told.
    pub as_of: Option<AsOf>,
    /// The ids of the competences needed.
    pub competences: Vec<Arc<str>>,
    /// The ids of the sectors that the need belongs to.
    pub sectors: Vec<Arc<str>>,
    /// The ids of who needs it; conflicts of interest are looked for with them.
    pub askers: Vec<Arc<str>>,
    /// Which people count.
    pub filter: Filter,
    /// Only these people, with conflicts.
    pub only: Option<Vec<Arc<str>>>,
    /// That only the best are needed, for a query without `only`.
    pub best: Option<BestFits>,
}

/// The candidates for a [`CoverageQuery`].
#[derive(Clone, PartialEq, Default, Debug)]
pub struct CoverageRows {
    /// People who have one of the competences and may be suggested, by rising id.
    pub rows: Vec<CoverageRow>,
    /// How many there are, with those left out.
    pub found: usize,
    /// The newest day that the network knows of, where the store read it along.
    pub newest: Option<PartialDate>,
}

/// A person who has some of the competences.
#[derive(Clone, PartialEq, Debug)]
pub struct CoverageRow {
    /// Their id.
    pub person: Arc<str>,
    /// Their name, where the store read it along.
    pub name: Option<Arc<Localized>>,
    /// What they have of what is needed, in the order of the query's competences.
    pub held: Vec<Held>,
    /// Their first tie to one of the query's sectors, in the order of [`BridgeRow`].
    pub nearness: Option<Nearness>,
    /// Ties to an asker; empty unless the query has `only`.
    pub conflicts: Vec<ConflictTie>,
}

/// A tie to a sector, told with its actor's name.
#[derive(Clone, PartialEq, Debug)]
pub struct Nearness {
    /// In which way.
    pub how: Reach,
    /// The actor of the sector; none when the person works in the sector itself.
    pub actor: Option<Named>,
    /// The links from the person to the sector.
    pub links: Vec<LinkRef>,
}

/// A node as a sentence speaks of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Named {
    /// Its id.
    pub id: Arc<str>,
    /// What it is.
    pub kind: KindId,
    /// Its name.
    pub name: Arc<Localized>,
}

/// A competence that a person has.
#[derive(Clone, PartialEq, Debug)]
pub struct Held {
    /// Its position in the query's competences.
    pub competence: usize,
    /// How good, 1 to 5, where stated.
    pub level: Option<i64>,
    /// When the link holds.
    pub dates: Dates,
    /// The link.
    pub link: LinkRef,
}

/// A tie between a person and an asker.
#[derive(Clone, PartialEq, Debug)]
pub struct ConflictTie {
    /// The asker's id.
    pub asker: Arc<str>,
    /// The project between them, if it is not a role with the asker itself.
    pub project: Option<Named>,
    /// The links from the person to the asker.
    pub links: Vec<LinkRef>,
}

/// The way from one actor or person to another.
#[derive(Clone, Debug)]
pub struct PathQuery {
    /// What the viewer may see.
    pub sight: Arc<Sight>,
    /// The day that links must count on; every one counts when none is told.
    pub as_of: Option<AsOf>,
    /// The id at the start.
    pub from: Arc<str>,
    /// The id at the end.
    pub to: Arc<str>,
    /// Kinds of link that make a step.
    pub via: LinkSet,
    /// Ids that no path may touch.
    pub avoid: Vec<Arc<str>>,
    /// The most steps.
    pub max_length: usize,
    /// The most paths.
    pub first: usize,
    /// The day by which older ties are weaker; none for the newest that the network knows of, as
    /// [`Stamp::newest_seen`](crate::store::Stamp::newest_seen).
    pub now: Option<PartialDate>,
}

/// The best paths for a [`PathQuery`].
#[derive(Clone, PartialEq, Debug)]
pub struct PathRows {
    /// By length, then strength (greatest first), then the ids along the way.
    pub paths: Vec<PathRow>,
    /// Whether the search stopped at its limit of visited nodes.
    pub cut: bool,
    /// The day by which the ties of the paths were weighed; none without paths.
    pub now: Option<PartialDate>,
}

/// A path.
#[derive(Clone, PartialEq, Debug)]
pub struct PathRow {
    /// The ids along the way, both ends included.
    pub nodes: Vec<Arc<str>>,
    /// One for each step: all its ties.
    pub steps: Vec<Vec<TieRow>>,
    /// The strength that it was ordered by.
    pub strength: f64,
}

/// A tie between two neighbours on a path.
#[derive(Clone, PartialEq, Debug)]
pub struct TieRow {
    /// The kind of the first node's link.
    pub kind: LinkId,
    /// The project, partnership or event shared, if it is not a direct link.
    pub through: Option<Arc<str>>,
    /// How many parties share it; 2 for a direct link.
    pub parties: u32,
    /// When it holds.
    pub dates: Dates,
    /// The one or two links of it.
    pub links: Vec<LinkRef>,
}

/// A piece of the network.
#[derive(Clone, Debug)]
pub struct SubgraphQuery {
    /// What the viewer may see. Records come without what it hides.
    pub sight: Arc<Sight>,
    /// Which piece.
    pub shape: Piece,
}

/// A node and its links.
#[derive(Clone, Debug)]
pub struct StarQuery {
    /// What the viewer may see.
    pub sight: Arc<Sight>,
    /// The day that links must count on; every one counts when none is told.
    pub as_of: Option<AsOf>,
    /// The id of the node in the middle.
    pub center: Arc<str>,
    /// Kinds of node to tell at the far ends.
    pub kinds: KindSet,
    /// Kinds of link to tell, in both directions.
    pub links: LinkSet,
    /// Properties to tell of nodes and links, by name. Records come without the others, and without identifiers, sources and
    /// who recorded them.
    pub properties: &'static [&'static str],
}

/// Which piece of the network.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// All of it, unconnected nodes too, however large.
    Everything,
    /// What is within some steps of the centres: nearest first, then by id, until the limit.
    Around {
        /// The ids at the centre; with none, the nodes with the most links.
        center: Vec<Arc<str>>,
        /// How many links away.
        depth: usize,
        /// Kinds of node to keep.
        kinds: KindSet,
        /// Kinds of link to follow.
        links: LinkSet,
        /// The most nodes.
        limit: usize,
    },
    /// Exactly these nodes and links, with the links' ends.
    Exactly {
        /// Ids of nodes.
        nodes: Vec<Arc<str>>,
        /// Links.
        links: Vec<LinkRef>,
    },
}

/// A piece of the network.
#[derive(Clone, PartialEq, Debug)]
pub struct Subgraph {
    /// Its nodes, by rising id.
    pub nodes: Vec<NodeRecord>,
    /// Its links, both of whose ends are among the nodes, by kind, ids of the ends, tag.
    pub links: Vec<LinkRecord>,
    /// How many nodes there would be without the limit.
    pub found: u64,
}
