//! Mutations: carried out by `write`, answered as records.

use std::sync::Arc;

use super::answer::{AnswerError, More, RootAnswer, Step};
use super::change::difference;
use super::run::{answer_record, failed};
use crate::ask::answer::Answer;
use crate::model::Model;
use crate::plan::lower::{Catalog, RootField, Writing};
use crate::plan::viewer::Sight;
use crate::store::Store;
use crate::store::records::{Action, Recorded};
use crate::write::{self, Effect, Fault, FaultCode, Outcome, Touched, WriteError};

/// Carries out a mutation for somebody, and answers what is wanted of its payload.
pub(super) async fn answer(
    root: &RootField,
    writing: &Writing,
    by: &Arc<str>,
    sight: &Arc<Sight>,
    catalog: &Catalog,
    store: &dyn Store,
) -> RootAnswer {
    let recorded = Recorded { by: by.clone(), at: jiff::Timestamp::now().as_millisecond() };
    match write::run(store, writing.mutation, &writing.arguments, &recorded).await {
        Ok(outcome) => {
            let record = payload(catalog.model(), &outcome);
            answer_record(root, &record, &writing.wanted, sight, catalog, store).await
        }
        Err(WriteError::Store(error)) => failed(root, &error.into()),
        Err(WriteError::Faults(faults)) => {
            let errors = faults.iter().map(|fault| refused(root, fault)).collect();
            RootAnswer { json: None, errors }
        }
    }
}

/// A payload: `Payload`, or that of a kind, which has no `link`.
fn payload(model: &Model, outcome: &Outcome) -> Answer {
    let node = outcome.node.clone().map_or(Answer::Null, Answer::Node);
    let link = outcome.link.clone().map_or(Answer::Null, Answer::Link);
    let effects = outcome.effects.iter().map(|effect| told(model, effect)).collect();
    Answer::Record(vec![
        ("node", node),
        ("link", link),
        ("changes", Answer::List(effects)),
        ("sequence", Answer::Text(outcome.sequence.to_string().into())),
        ("repeated", Answer::Bool(outcome.repeated)),
    ])
}

/// An `Effect`.
fn told(model: &Model, effect: &Effect) -> Answer {
    let action = match effect.action {
        Action::Added => "ADDED",
        Action::Updated => "UPDATED",
        Action::Removed => "REMOVED",
    };
    let (id, kind, node, link) = match &effect.touched {
        Touched::Node(id, kind) => {
            let constant = Answer::Text(model.kind(*kind).constant.as_str().into());
            (id.clone(), constant, Answer::Node(id.clone()), Answer::Null)
        }
        Touched::Link(link) => {
            (link.id(model).into(), Answer::Null, Answer::Null, Answer::Link(link.clone()))
        }
    };
    let differences = effect.differences.iter().map(difference);
    Answer::Record(vec![
        ("action", Answer::Constant(action)),
        ("id", Answer::Text(id)),
        ("kind", kind),
        ("node", node),
        ("link", link),
        ("differences", Answer::List(differences.collect())),
    ])
}

/// A fault at the root field, with its place in the arguments.
fn refused(root: &RootField, fault: &Fault) -> AnswerError {
    let step = |step: &write::Step| match step {
        write::Step::Field(name) => Step::Key(name.clone()),
        write::Step::Item(at) => Step::Item(*at),
    };
    let input: Vec<Step> = fault.place.iter().map(step).collect();
    let version = match fault.code {
        FaultCode::Conflict(version) => version,
        _ => None,
    };
    AnswerError {
        path: vec![Step::Key(root.key.clone())],
        at: root.at,
        code: fault.code.code(),
        message: fault.message.clone(),
        more: Some(Box::new(More { input, version })),
    }
}
