//! Running root fields against a store.

use std::sync::Arc;

use super::answer::{AnswerError, RootAnswer, Step};
use super::history;
use super::pieces::Pieces;
use super::records::RecordWriter;
use super::sink::{Sink, Write, Wrote};
use super::writer::TreeWriter;
use crate::ask;
use crate::ask::answer::Answer;
use crate::ask::error::AskError;
use crate::plan::lower::{Asking, Catalog, Fault, RootField, Wanted, Work};
use crate::plan::viewer::Sight;
use crate::store::Store;

/// Answers a root field of a query. A field that follows changes has no answer of its own, see [`answer_record`], and a
/// mutation is answered elsewhere.
pub async fn answer_root(
    root: &RootField,
    sight: &Arc<Sight>,
    catalog: &Catalog,
    store: &dyn Store,
) -> RootAnswer {
    match &root.work {
        Work::Typename(name) => finished(root, Sink::default(), |sink| sink.text(name)),
        Work::Refused(faults) => {
            RootAnswer { json: None, errors: faults.iter().map(refused).collect() }
        }
        Work::Fetch(plan, unwrap) => match store.fetch(plan).await {
            Ok(tree) => {
                let writer = TreeWriter::new(catalog, &tree, root.at);
                finished(root, writer, |writer| writer.root(plan, unwrap))
            }
            Err(error) => failed(root, &error.into()),
        },
        Work::Ask(asking) => {
            let Asking { question, languages, wanted } = &**asking;
            match ask::answer(question, store, sight, languages, Some(wanted)).await {
                Ok(answer) => answer_record(root, &answer, wanted, sight, catalog, store).await,
                Err(error) => failed(root, &error),
            }
        }
        Work::Log(reading) => history::answer(root, reading, sight, catalog, store).await,
        Work::Follow(_) | Work::Write(_) => finished(root, Sink::default(), |_| Wrote::Null),
    }
}

/// Writes a record that a root field became: fetches what is wanted of its nodes and links.
pub async fn answer_record(
    root: &RootField,
    answer: &Answer,
    wanted: &Wanted,
    sight: &Arc<Sight>,
    catalog: &Catalog,
    store: &dyn Store,
) -> RootAnswer {
    let pieces = match Pieces::fetch(answer, wanted, sight, catalog, store, root.at).await {
        Ok(pieces) => pieces,
        Err(error) => return failed(root, &error.into()),
    };
    let sink = Sink { at: root.at, ..Sink::default() };
    let writer = RecordWriter { model: catalog.model(), sight, pieces: &pieces, sink };
    finished(root, writer, |writer| writer.record(answer, &wanted.fields))
}

/// A root field's answer, as it is written.
fn finished<W: Write>(
    root: &RootField,
    mut writer: W,
    content: impl FnOnce(&mut W) -> Wrote,
) -> RootAnswer {
    let mut whole = false;
    writer.place(
        root.nullable,
        || Step::Key(root.key.clone()),
        |writer| {
            let wrote = content(writer);
            whole = wrote == Wrote::Value;
            wrote
        },
    );
    let Sink { out, mut errors, .. } = std::mem::take(writer.sink());
    for error in &mut errors {
        error.path.reverse();
    }
    RootAnswer { json: whole.then_some(out), errors }
}

pub(super) fn failed(root: &RootField, error: &AskError) -> RootAnswer {
    let error = AnswerError {
        path: vec![Step::Key(root.key.clone())],
        at: root.at,
        code: error.code(),
        message: error.message(),
        more: None,
    };
    RootAnswer { json: None, errors: vec![error] }
}

fn refused(fault: &Fault) -> AnswerError {
    AnswerError {
        path: fault.path.iter().cloned().map(Step::Key).collect(),
        at: fault.at,
        code: fault.code,
        message: fault.message.clone(),
        more: None,
    }
}
