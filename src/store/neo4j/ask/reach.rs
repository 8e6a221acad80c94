//! How people reach sectors.

use std::sync::Arc;

use super::gather::{Gathering, Kinds, ids};
use super::text::{Slot, Text};
use crate::model::{LinkId, LinkSet};
use crate::store::StoreError;
use crate::store::neo4j::statement::Parameter;

const DIRECT: Text = Text {
    file: include_str!("../../../../cypher/ask/direct.cypher"),
    nodes: &["name"],
    links: &[],
};
const PROJECTS: Text = Text {
    file: include_str!("../../../../cypher/ask/projects.cypher"),
    nodes: &["name", "start", "end"],
    links: &[],
};

/// The kinds of link that a tie to a sector can be made of, as far as the query takes them and the viewer may see
/// them. They are the ways of [`crate::store::features::Reach`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Ways {
    /// Of who works in a sector.
    pub(super) works: Kinds,
    /// A person's own to actors of a sector.
    pub(super) direct: Kinds,
    /// A person's own to projects.
    pub(super) project: Kinds,
    /// A person's own to actors that take part in projects.
    pub(super) role: Kinds,
    /// Of who takes part in projects.
    pub(super) participates: Kinds,
    /// Of actors to their sectors.
    in_sector: Kinds,
}

impl Ways {
    /// The ways of a query that takes these kinds of a person's own links.
    pub(super) fn new(gathering: &Gathering<'_>, via: LinkSet) -> Self {
        let own = |names: &[&str]| gathering.kinds(via, names);
        let other = |name: &str| gathering.kinds(gathering.model.all_links(), &[name]);
        Self {
            works: own(&["WORKS_IN"]),
            direct: own(&["HOLDS_ROLE", "MEMBER_OF", "ADVISES"]),
            project: own(&["WORKED_ON", "HOLDS_ROLE"]),
            role: own(&["HOLDS_ROLE"]),
            participates: other("PARTICIPATES_IN"),
            in_sector: other("IN_SECTOR"),
        }
    }

    /// The kind of link of who works in a sector, where a sector can be reached in no other way.
    pub(super) fn only_works(self) -> Option<LinkId> {
        let by_actors = !self.in_sector.is_empty();
        let others = by_actors && !(self.direct.is_empty() && self.project.is_empty());
        self.works.0.iter().next().filter(|_| !others)
    }

    /// The ways, for the slots of a statement.
    pub(super) fn slots(self, gathering: &Gathering<'_>) -> Vec<Slot> {
        vec![
            gathering.slot("works", self.works),
            gathering.slot("direct", self.direct),
            gathering.slot("project", self.project),
            gathering.slot("role", self.role),
            gathering.slot("participates", self.participates),
        ]
    }

    /// Gathers the ties of people to sectors by actors of them.
    pub(super) async fn gather_direct(
        self,
        gathering: &mut Gathering<'_>,
        people: &[Arc<str>],
        sectors: &[Arc<str>],
    ) -> Result<(), StoreError> {
        if people.is_empty() || self.in_sector.is_empty() || self.direct.is_empty() {
            return Ok(());
        }
        let parameters = vec![("people".into(), ids(people)), ("sectors".into(), ids(sectors))];
        gathering.read(&DIRECT, &self.slots(gathering), parameters).await?;
        Ok(())
    }

    /// Gathers the ties of people to sectors by projects. Each side is the sectors that count as one.
    pub(super) async fn gather_projects(
        self,
        gathering: &mut Gathering<'_>,
        people: &[Arc<str>],
        sides: &[&[Arc<str>]],
    ) -> Result<(), StoreError> {
        let none = self.in_sector.is_empty() || self.participates.is_empty();
        if people.is_empty() || none || self.project.is_empty() {
            return Ok(());
        }
        let sides: Parameter = sides.iter().map(|side| ids(*side)).collect();
        let mut parameters = vec![("people".into(), ids(people)), ("sides".into(), sides)];
        parameters.extend(gathering.day());
        let mut slots = self.slots(gathering);
        slots.push(gathering.on("on part", "part", self.participates));
        slots.push(gathering.on("on in", "in", self.in_sector));
        gathering.read(&PROJECTS, &slots, parameters).await?;
        Ok(())
    }
}
