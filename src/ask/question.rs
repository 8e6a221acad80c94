//! The questions with their arguments, as a request gives them.
//!
//! Reading a request fills in the schema's defaults and resolves names of kinds and links to numbers. What the
//! types cannot say (bounds, ids that exist, arguments that exclude each other) is checked when a question is asked.

use std::sync::Arc;

use crate::model::{KindSet, LinkSet, PartialDate};
use crate::plan::filter::Filter;

/// A question of `schema/questions` with its arguments.
#[derive(Clone, PartialEq, Debug)]
pub enum Question {
    /// `expertsConnecting`.
    ExpertsConnecting(ExpertsConnecting),
    /// `partnershipPaths`.
    PartnershipPaths(PartnershipPaths),
    /// `expertsForChallenge`.
    ExpertsForChallenge(ExpertsForChallenge),
    /// `claims`.
    Claims(Claims),
    /// `network`.
    Network(Network),
}

/// Which experts connect two sectors?
#[derive(Clone, PartialEq, Debug)]
pub struct ExpertsConnecting {
    /// `sectorA`: an id or a bare code.
    pub sector_a: Arc<str>,
    /// `sectorB`: an id or a bare code.
    pub sector_b: Arc<str>,
    /// Kinds of link that count as a tie of the person; none for all that can.
    pub via: Option<LinkSet>,
    /// Which people count.
    pub filter: Filter,
    /// How many at most.
    pub first: i64,
    /// The day that the answer is as of; none for all days.
    pub as_of: Option<PartialDate>,
}

/// By which path of partners do we reach somebody?
#[derive(Clone, PartialEq, Debug)]
pub struct PartnershipPaths {
    /// The id at the start.
    pub from: Arc<str>,
    /// The id at the end.
    pub to: Arc<str>,
    /// Kinds of link that make a step.
    pub via: LinkSet,
    /// Ids that no path may touch.
    pub avoid: Vec<Arc<str>>,
    /// The most steps.
    pub max_length: i64,
    /// How many paths at most.
    pub first: i64,
    /// The day that the answer is as of; none for all days.
    pub as_of: Option<PartialDate>,
}

/// Which experts can help with a challenge?
#[derive(Clone, PartialEq, Debug)]
pub struct ExpertsForChallenge {
    /// A challenge's id.
    pub challenge: Option<Arc<str>>,
    /// Competences needed.
    pub needs: Option<Vec<NeedInput>>,
    /// Which people count.
    pub filter: Filter,
    /// How many at most.
    pub first: i64,
    /// The day that the answer is as of; none for all days.
    pub as_of: Option<PartialDate>,
}

/// A competence needed.
#[derive(Clone, PartialEq, Debug)]
pub struct NeedInput {
    /// Its id or bare code.
    pub competence: Arc<str>,
    /// How much it matters beside the others.
    pub weight: f64,
}

/// What does somebody say of itself in numbers, beside what is recorded here?
#[derive(Clone, PartialEq, Debug)]
pub struct Claims {
    /// The id of an actor, event or project.
    pub subject: Arc<str>,
}

/// A bounded piece of the network.
#[derive(Clone, PartialEq, Debug)]
pub struct Network {
    /// The ids at the centre; none for those with the most links.
    pub center: Option<Vec<Arc<str>>>,
    /// How many links away.
    pub depth: i64,
    /// Kinds of node to keep; none for all.
    pub kinds: Option<KindSet>,
    /// Kinds of link to follow; none for all.
    pub links: Option<LinkSet>,
    /// How many nodes at most.
    pub limit: i64,
}

impl Question {
    /// The day that its answer is as of, where it asks for one.
    #[must_use]
    pub fn as_of(&self) -> Option<PartialDate> {
        match self {
            Self::ExpertsConnecting(question) => question.as_of,
            Self::PartnershipPaths(question) => question.as_of,
            Self::ExpertsForChallenge(question) => question.as_of,
            Self::Claims(_) | Self::Network(_) => None,
        }
    }

    /// The root field that asks it.
    #[must_use]
    pub fn field(&self) -> &'static str {
        match self {
            Self::ExpertsConnecting(_) => "expertsConnecting",
            Self::PartnershipPaths(_) => "partnershipPaths",
            Self::ExpertsForChallenge(_) => "expertsForChallenge",
            Self::Claims(_) => "claims",
            Self::Network(_) => "network",
        }
    }
}
