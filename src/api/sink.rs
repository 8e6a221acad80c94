//! Where answers are written: bytes, and what went wrong on the way.
//!
//! A null that the schema does not allow empties the nearest place that allows one: what was written of that
//! place is cut off again.

use super::answer::{AnswerError, Step};
use super::json;
use crate::fault::Code;
use crate::fault::words::request::broken_promise;
use crate::plan::selection::Field;

/// What was written of a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Wrote {
    /// A value.
    Value,
    /// Nothing: there is no value.
    Null,
    /// Something that must be cut off: a null inside it reached out of it. The error is told.
    Failed,
}

/// The bytes and the errors of an answer.
#[derive(Default)]
pub(super) struct Sink {
    pub(super) out: Vec<u8>,
    /// Their paths are reversed as long as writing goes on: each place adds its own step on the way out.
    pub(super) errors: Vec<AnswerError>,
    /// The byte offset that errors are told at.
    pub(super) at: usize,
}

impl Sink {
    pub(super) fn text(&mut self, text: &str) -> Wrote {
        json::string(&mut self.out, text);
        Wrote::Value
    }

    pub(super) fn raw(&mut self, json: &[u8]) -> Wrote {
        self.out.extend_from_slice(json);
        Wrote::Value
    }

    pub(super) fn int(&mut self, number: i64) -> Wrote {
        json::int(&mut self.out, number);
        Wrote::Value
    }

    pub(super) fn float(&mut self, number: f64) -> Wrote {
        json::float(&mut self.out, number);
        Wrote::Value
    }

    pub(super) fn bool(&mut self, one: bool) -> Wrote {
        self.raw(if one { b"true" } else { b"false" })
    }
}

/// Something that writes an answer to a sink.
pub(super) trait Write {
    /// The sink.
    fn sink(&mut self) -> &mut Sink;

    /// Writes what stands at a place of an answer; whether the place is as the schema has it.
    fn place(
        &mut self,
        nullable: bool,
        step: impl FnOnce() -> Step,
        write: impl FnOnce(&mut Self) -> Wrote,
    ) -> bool {
        let sink = self.sink();
        let (start, before) = (sink.out.len(), sink.errors.len());
        let wrote = write(self);
        let sink = self.sink();
        match wrote {
            Wrote::Value => {}
            Wrote::Null if nullable => sink.out.extend_from_slice(b"null"),
            Wrote::Null => sink.errors.push(AnswerError {
                path: Vec::new(),
                at: sink.at,
                code: Code::Internal,
                message: broken_promise(),
                more: None,
            }),
            Wrote::Failed => {
                // What else went wrong inside is cut off with it; one error says why it is null.
                sink.errors.truncate(before + 1);
                if nullable {
                    sink.out.truncate(start);
                    sink.out.extend_from_slice(b"null");
                }
            }
        }
        if sink.errors.len() > before {
            let step = step();
            for error in &mut sink.errors[before..] {
                error.path.push(step.clone());
            }
        }
        wrote == Wrote::Value || nullable
    }

    /// Writes an object of fields. All of them are written even after one failed: reading goes on.
    fn object<G>(
        &mut self,
        fields: &[Field<G>],
        mut write: impl FnMut(&mut Self, &G) -> Wrote,
    ) -> Wrote {
        let mut whole = true;
        let mut before = b'{';
        for field in fields {
            let out = &mut self.sink().out;
            out.extend_from_slice(&[before, b'"']);
            out.extend_from_slice(field.key.as_bytes());
            out.extend_from_slice(b"\":");
            before = b',';
            let step = || Step::Key(field.key.clone());
            whole &= self.place(field.nullable, step, |this| write(this, &field.get));
        }
        self.sink().out.extend_from_slice(if fields.is_empty() { b"{}" } else { b"}" });
        if whole { Wrote::Value } else { Wrote::Failed }
    }

    /// Writes a list of so many items.
    fn list(
        &mut self,
        count: usize,
        nullable: bool,
        mut write: impl FnMut(&mut Self, usize) -> Wrote,
    ) -> Wrote {
        let mut whole = true;
        self.sink().out.push(b'[');
        for item in 0..count {
            if item > 0 {
                self.sink().out.push(b',');
            }
            whole &= self.place(nullable, || Step::Item(item), |this| write(this, item));
        }
        self.sink().out.push(b']');
        if whole { Wrote::Value } else { Wrote::Failed }
    }
}

impl Write for Sink {
    fn sink(&mut self) -> &mut Sink {
        self
    }
}
