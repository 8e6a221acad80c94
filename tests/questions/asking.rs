//! Asking questions of a store that holds the sample.

use std::sync::Arc;

use tinklas::ask::answer::Answer;
use tinklas::ask::error::AskError;
use tinklas::ask::question::{
    Claims, ExpertsConnecting, ExpertsForChallenge, NeedInput, Network, PartnershipPaths, Question,
};
use tinklas::import::sample;
use tinklas::model::{Audience, Language, LinkSet, network as model};
use tinklas::plan::filter::Filter;
use tinklas::plan::viewer::Sight;
use tinklas::store::Store;
use tinklas::store::records::Change;
use tinklas::store::reference::Reference;
use tinklas::store::resident::Resident;
use tokio::runtime::{self, Runtime};

/// The kinds of link that make a step when a request does not say.
pub(crate) const VIA: [&str; 5] =
    ["PARTNERS_WITH", "PARTY_TO", "PARTICIPATES_IN", "MEMBER_OF", "HOLDS_ROLE"];

/// The changes that make the sample.
pub(crate) fn sample_changes() -> Vec<Change> {
    sample::read(&model(), 0).expect("the sample fits the model").changes
}

/// A store and what runs it.
pub(crate) struct World<S> {
    store: S,
    runtime: Runtime,
}

/// The network in memory that changes make.
pub(crate) fn resident(changes: &[Change]) -> World<Resident> {
    World::new(Resident::in_memory(model()).expect("it starts"), changes)
}

/// The slow and obviously right one.
pub(crate) fn reference(changes: &[Change]) -> World<Reference> {
    World::new(Reference::new(model()), changes)
}

impl<S: Store> World<S> {
    fn new(store: S, changes: &[Change]) -> Self {
        let runtime = runtime::Builder::new_current_thread().build().expect("a runtime");
        let world = Self { store, runtime };
        world.apply(changes);
        world
    }

    /// Applies changes that fit.
    pub(crate) fn apply(&self, changes: &[Change]) {
        let recorded = sample::recorded(0);
        let applied = self.store.apply(changes, &recorded);
        self.runtime.block_on(applied).expect("the changes fit");
    }

    /// Asks as an audience.
    pub(crate) fn ask_as(
        &self,
        question: &Question,
        audience: Audience,
    ) -> Result<Answer, AskError> {
        let sight = Sight::new(self.store.model(), audience);
        let languages = [Language::En, Language::Lt];
        let answer = tinklas::ask::answer(question, &self.store, &sight, &languages, None);
        self.runtime.block_on(answer)
    }

    /// Asks as the public.
    pub(crate) fn ask(&self, question: &Question) -> Result<Answer, AskError> {
        self.ask_as(question, Audience::Public)
    }
}

/// Kinds of link by their names.
pub(crate) fn via(names: &[&str]) -> LinkSet {
    names.iter().map(|name| model().link_named(name).expect("a kind of link").id).collect()
}

/// `expertsConnecting`.
pub(crate) fn connecting(a: &str, b: &str) -> Question {
    Question::ExpertsConnecting(ExpertsConnecting {
        sector_a: a.into(),
        sector_b: b.into(),
        via: None,
        filter: Filter::ANY,
        first: 10,
        as_of: None,
    })
}

/// `partnershipPaths` with the defaults of the schema.
pub(crate) fn paths(from: &str, to: &str) -> PartnershipPaths {
    PartnershipPaths {
        from: from.into(),
        to: to.into(),
        via: via(&VIA),
        avoid: Vec::new(),
        max_length: 6,
        first: 3,
        as_of: None,
    }
}

/// `expertsForChallenge` of a challenge.
pub(crate) fn challenge(id: &str) -> Question {
    Question::ExpertsForChallenge(ExpertsForChallenge {
        challenge: Some(id.into()),
        needs: None,
        filter: Filter::ANY,
        first: 10,
        as_of: None,
    })
}

/// `expertsForChallenge` of needs.
pub(crate) fn needs(needs: &[(&str, f64)]) -> Question {
    let need = |(id, weight): &(&str, f64)| NeedInput { competence: (*id).into(), weight: *weight };
    Question::ExpertsForChallenge(ExpertsForChallenge {
        challenge: None,
        needs: Some(needs.iter().map(need).collect()),
        filter: Filter::ANY,
        first: 10,
        as_of: None,
    })
}

/// `claims`.
pub(crate) fn claims(subject: &str) -> Question {
    Question::Claims(Claims { subject: Arc::from(subject) })
}

/// `network` with the defaults of the schema.
pub(crate) fn network(center: &[&str], limit: i64) -> Question {
    let center: Vec<Arc<str>> = center.iter().map(|id| Arc::from(*id)).collect();
    Question::Network(Network {
        center: (!center.is_empty()).then_some(center),
        depth: 1,
        kinds: None,
        links: None,
        limit,
    })
}
