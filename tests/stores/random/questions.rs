//! Random queries of the features that the questions are answered from.

use std::sync::Arc;

use proptest::test_runner::TestCaseError;
use tinklas::model::{KindSet, LinkSet, Model, PartialDate};
use tinklas::plan::as_of::AsOf;
use tinklas::plan::filter::{Filter, Letters, Part, Place, Test};
use tinklas::plan::viewer::Sight;
use tinklas::store::Store;
use tinklas::store::features::{
    BridgeQuery, BridgeRows, CoverageQuery, CoverageRows, PathQuery, PathRows, Piece, StarQuery,
    Subgraph, SubgraphQuery,
};

use super::Choices;
use super::records::{date, link_ref, some_id};

/// A query of one of the features.
#[derive(Debug)]
pub(crate) enum Query {
    Bridges(BridgeQuery),
    Coverage(CoverageQuery),
    Paths(PathQuery),
    Star(StarQuery),
    Subgraph(SubgraphQuery),
}

/// What a store answers to one.
#[derive(PartialEq, Debug)]
pub(crate) enum Found {
    Bridges(BridgeRows),
    Coverage(CoverageRows),
    Paths(PathRows),
    Subgraph(Subgraph),
}

impl Query {
    /// A query for a viewer who sees this much.
    pub(crate) fn random(model: &Model, sight: &Arc<Sight>, choices: &mut Choices<'_>) -> Self {
        let sight = sight.clone();
        let as_of = choices.chance(40).then(|| AsOf::new(model, &sight, date(choices)));
        let id_of = |kinds: &str, choices: &mut Choices<'_>| {
            some_id(model, model.kinds_of_type(kinds), choices)
        };
        let filter = |choices: &mut Choices<'_>| match model.property_id("name") {
            Some(name) if choices.chance(20) => Filter::Property(
                name,
                Test::Part(Part::new("alfa", Place::Anywhere, Letters::Folded)),
            ),
            _ => Filter::ANY,
        };
        let only = |choices: &mut Choices<'_>| {
            let some = |choices: &mut Choices<'_>| id_of("Person", choices);
            choices.chance(50).then(|| choices.several(5, some))
        };
        let end = |choices: &mut Choices<'_>| {
            let kinds = ["Actor", "Person", "Actor", "Person", "Node"];
            id_of(kinds[choices.below(kinds.len())], choices)
        };
        match choices.below(5) {
            0 => Self::Bridges(BridgeQuery {
                sight,
                as_of,
                sectors: [id_of("Sector", choices), id_of("Sector", choices)],
                via: links(model, choices),
                filter: filter(choices),
                only: only(choices),
                best: None,
            }),
            1 => Self::Coverage(CoverageQuery {
                sight,
                as_of,
                competences: choices.several(4, |choices| id_of("Competence", choices)),
                sectors: choices.several(2, |choices| id_of("Sector", choices)),
                askers: choices.several(2, |choices| id_of("Actor", choices)),
                filter: filter(choices),
                only: only(choices),
                best: None,
            }),
            2 => Self::Paths(PathQuery {
                sight,
                as_of,
                from: end(choices),
                to: end(choices),
                via: links(model, choices),
                avoid: choices.several(3, end),
                max_length: 1 + choices.below(6),
                now: if choices.chance(50) { PartialDate::new(2020, 0, 0) } else { None },
                first: 1 + choices.below(6),
            }),
            3 => Self::Star(StarQuery {
                sight,
                as_of,
                center: some_id(model, model.all_kinds(), choices),
                kinds: kinds(model, choices),
                links: links(model, choices),
                properties: ["name", "years", "level", "note", "end"].split_at(choices.below(6)).0,
            }),
            _ => {
                let everything = model.all_kinds();
                let shape = match choices.below(6) {
                    0 => Piece::Everything,
                    1 => Piece::Exactly {
                        nodes: choices.several(6, |choices| some_id(model, everything, choices)),
                        links: choices.several(12, |choices| link_ref(model, choices)),
                    },
                    _ => Piece::Around {
                        center: choices.several(3, |choices| some_id(model, everything, choices)),
                        depth: choices.below(4),
                        kinds: kinds(model, choices),
                        links: links(model, choices),
                        limit: 1 + choices.below(30),
                    },
                };
                Self::Subgraph(SubgraphQuery { sight, shape })
            }
        }
    }

    /// The same of all days.
    pub(crate) fn of_all_days(mut self) -> Self {
        match &mut self {
            Self::Bridges(query) => query.as_of = None,
            Self::Coverage(query) => query.as_of = None,
            Self::Paths(query) => query.as_of = None,
            Self::Star(query) => query.as_of = None,
            Self::Subgraph(_) => {}
        }
        self
    }

    /// The same as of a day; a piece is of all days.
    pub(crate) fn on(mut self, as_of: AsOf) -> Option<Self> {
        match &mut self {
            Self::Bridges(query) => query.as_of = Some(as_of),
            Self::Coverage(query) => query.as_of = Some(as_of),
            Self::Paths(query) => query.as_of = Some(as_of),
            Self::Star(query) => query.as_of = Some(as_of),
            Self::Subgraph(_) => return None,
        }
        Some(self)
    }

    /// The same with ties weighed by a day, not by the newest that a network knows of.
    pub(crate) fn weighed_by(mut self, day: PartialDate) -> Self {
        if let Self::Paths(query) = &mut self {
            query.now = Some(day);
        }
        self
    }

    /// Asks a store.
    pub(crate) async fn ask(&self, store: &dyn Store) -> Result<Found, TestCaseError> {
        let found = match self {
            Self::Bridges(query) => store.bridges(query).await.map(Found::Bridges),
            Self::Coverage(query) => store.coverage(query).await.map(Found::Coverage),
            Self::Paths(query) => store.paths(query).await.map(Found::Paths),
            Self::Star(query) => store.star(query).await.map(Found::Subgraph),
            Self::Subgraph(query) => store.subgraph(query).await.map(Found::Subgraph),
        };
        found.map_err(|error| TestCaseError::fail(error.to_string()))
    }
}

fn links(model: &Model, choices: &mut Choices<'_>) -> LinkSet {
    if choices.chance(70) {
        return model.all_links();
    }
    model.all_links().iter().filter(|_| choices.chance(60)).collect()
}

fn kinds(model: &Model, choices: &mut Choices<'_>) -> KindSet {
    if choices.chance(70) {
        return model.all_kinds();
    }
    model.all_kinds().iter().filter(|_| choices.chance(60)).collect()
}
