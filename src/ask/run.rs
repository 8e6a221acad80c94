//! Asking a question of a store.

use std::sync::Arc;

use super::answer::Answer;
use super::error::AskError;
use super::question::Question;
use super::{bridge, challenge, check, claims, piece, route};
use crate::model::{Language, PartialDate};
use crate::plan::as_of::AsOf;
use crate::plan::lower::Wanted;
use crate::plan::viewer::Sight;
use crate::store::{Store, StoreError};

/// What every question is answered with.
pub(super) struct Asking<'a> {
    pub(super) store: &'a dyn Store,
    /// What the viewer may see: nothing else is counted, ranked or told.
    pub(super) sight: &'a Arc<Sight>,
    /// The viewer's languages, best first: names are ordered as they read them.
    pub(super) languages: &'a [Language],
    /// What is wanted of the answer; none for all of it.
    wanted: Option<&'a Wanted>,
    /// The day that the answer is as of, as it was asked for.
    pub(super) date: Option<PartialDate>,
    /// What counts on it.
    pub(super) as_of: Option<AsOf>,
}

impl Asking<'_> {
    /// The day that says how fresh a fact is: that of the answer, else the newest that the network knows of, which the store
    /// may have told along.
    pub(super) async fn now(
        &self,
        newest: Option<PartialDate>,
    ) -> Result<Option<PartialDate>, StoreError> {
        match self.date.or(newest) {
            Some(date) => Ok(Some(date)),
            None => Ok(self.store.stamp().await?.newest_seen),
        }
    }

    /// Whether one of some fields is wanted of the answer, or of a record anywhere in it.
    pub(super) fn wants(&self, fields: &[&str]) -> bool {
        self.wanted.is_none_or(|wanted| wanted.mentions(fields))
    }
}

/// The answer to a question, for one viewer.
///
/// Fields that need more of the store than the ranking does are left empty unless they are wanted; where `wanted` is
/// none, all are.
///
/// A question reads the store at most four times beside its stamp; a path question that finds nothing tries the rules
/// that could be relaxed, one search each.
///
/// # Errors
/// See [`AskError`]. Nothing found is an answer.
pub async fn answer(
    question: &Question,
    store: &dyn Store,
    sight: &Arc<Sight>,
    languages: &[Language],
    wanted: Option<&Wanted>,
) -> Result<Answer, AskError> {
    check::bounds(question, store.model())?;
    let date = question.as_of();
    let as_of = date.map(|date| AsOf::new(store.model(), sight, date));
    let asking = Asking { store, sight, languages, wanted, date, as_of };
    match question {
        Question::ExpertsConnecting(question) => bridge::answer(question, &asking).await,
        Question::PartnershipPaths(question) => route::answer(question, &asking).await,
        Question::ExpertsForChallenge(question) => challenge::answer(question, &asking).await,
        Question::Claims(question) => claims::answer(question, &asking).await,
        Question::Network(question) => piece::answer(question, &asking).await,
    }
}
