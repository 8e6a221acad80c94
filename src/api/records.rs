//! Writing the answer to a question as JSON.

use super::pieces::Pieces;
use super::sink::{Sink, Write, Wrote};
use crate::ask::answer::Answer;
use crate::export::url::{Selection, to_query};
use crate::model::{Language, Model};
use crate::plan::lower::{RecordGet, ValueGet};
use crate::plan::selection::Field;
use crate::plan::viewer::Sight;

/// Writes an answer, with its nodes and links already written.
pub(super) struct RecordWriter<'a> {
    pub(super) model: &'a Model,
    pub(super) sight: &'a Sight,
    pub(super) pieces: &'a Pieces,
    pub(super) sink: Sink,
}

impl Write for RecordWriter<'_> {
    fn sink(&mut self) -> &mut Sink {
        &mut self.sink
    }
}

impl RecordWriter<'_> {
    /// Writes a record, or a list of them.
    pub(super) fn record(&mut self, answer: &Answer, fields: &[Field<RecordGet>]) -> Wrote {
        match answer {
            Answer::List(items) => {
                self.list(items.len(), false, |this, at| this.record(&items[at], fields))
            }
            Answer::Record(_) => self.object(fields, |this, get| match get {
                RecordGet::Typename(name) => this.sink.text(name),
                RecordGet::Value(name, get) => match answer.field(name) {
                    Some(value) => this.value(value, get),
                    None => Wrote::Null,
                },
            }),
            _ => Wrote::Null,
        }
    }

    fn value(&mut self, answer: &Answer, get: &ValueGet) -> Wrote {
        match (answer, get) {
            (Answer::List(items), get) => {
                self.list(items.len(), false, |this, at| this.value(&items[at], get))
            }
            (Answer::Record(_), ValueGet::Record(fields)) => self.record(answer, fields),
            (Answer::Node(id) | Answer::Named(id, _), ValueGet::Node(number)) => {
                self.pieces.nodes[*number].put(id, &mut self.sink)
            }
            (Answer::Link(link), ValueGet::Link(number)) => {
                self.pieces.links[*number].put(link, &mut self.sink)
            }
            (Answer::Sentence(sentence), ValueGet::Sentence(language)) => {
                self.sink.text(match language {
                    Language::En => &sentence.en,
                    Language::Lt => &sentence.lt,
                })
            }
            (Answer::Export(piece), ValueGet::Export(format)) => {
                let Ok(format) = format.to_ascii_lowercase().parse() else { return Wrote::Null };
                let selection = Selection { format, piece: piece.clone() };
                self.sink.text(&to_query(&selection, self.model, self.sight))
            }
            (scalar, ValueGet::Scalar) => self.scalar(scalar),
            _ => Wrote::Null,
        }
    }

    fn scalar(&mut self, answer: &Answer) -> Wrote {
        match answer {
            Answer::Bool(one) => self.sink.bool(*one),
            Answer::Int(number) => self.sink.int(*number),
            Answer::Float(number) => self.sink.float(*number),
            Answer::Text(text) => self.sink.text(text),
            Answer::Constant(name) => self.sink.text(name),
            Answer::Date(date) => self.sink.text(&date.to_string()),
            // What is read in another way is no scalar.
            Answer::Null
            | Answer::Sentence(_)
            | Answer::Node(_)
            | Answer::Named(..)
            | Answer::Link(_)
            | Answer::Export(_)
            | Answer::List(_)
            | Answer::Record(_) => Wrote::Null,
        }
    }
}
