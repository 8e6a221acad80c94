//! The state of one lowering: the request, where it stands in it, and what was wrong so far.

use std::sync::Arc;

use apollo_compiler::Name;
use apollo_compiler::executable::{ExecutableDocument, Field as Selected, Operation};

use super::catalog::Catalog;
use super::collect::{Collector, Group, Sets};
use super::input::{Input, Variables, argument, default};
use super::{Fault, NullArgument};
use crate::fault::{Code, words};
use crate::model::{KindSet, Language, Model};
use crate::plan::as_of::AsOf;
use crate::plan::selection::Field;
use crate::plan::viewer::{Sight, Viewer};
use crate::text::Sentence;

/// The most fields that a request can become. Fragments on many kinds repeat what they share for each
/// class of kinds, at every level, so that a small document could otherwise become a huge plan.
const MOST_FIELDS: usize = 20_000;

/// How many mistakes of one root field are told.
const MOST_FAULTS: usize = 50;

/// A request to lower.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The names of the schema.
    pub catalog: &'a Catalog,
    /// The document, validated.
    pub document: &'a ExecutableDocument,
    /// The operation of the document.
    pub operation: &'a Operation,
    /// The values of its variables, coerced.
    pub variables: &'a Variables,
    /// Where these are null and may not be.
    pub nulls: &'a [NullArgument],
    /// Who asks.
    pub viewer: &'a Viewer,
    /// What they may see.
    pub sight: &'a Arc<Sight>,
}

/// The state of lowering one root field.
pub(super) struct Lowerer<'a> {
    pub(super) request: Request<'a>,
    pub(super) faults: Vec<Fault>,
    /// The response keys of the fields that are being lowered, outermost first, each with its offset.
    path: Vec<(&'a Name, usize)>,
    fields: usize,
    languages: Arc<[Language]>,
    /// The day that the root field's answer is as of, if it says one.
    pub(super) as_of: Option<AsOf>,
}

impl<'a> Lowerer<'a> {
    pub(super) fn new(request: Request<'a>) -> Self {
        let languages = match request.viewer.languages.as_slice() {
            [] => request.catalog.no_languages.clone(),
            some => some.into(),
        };
        let (faults, path) = (Vec::new(), Vec::new());
        Self { request, faults, path, fields: 0, languages, as_of: None }
    }

    pub(super) fn catalog(&self) -> &'a Catalog {
        self.request.catalog
    }

    pub(super) fn model(&self) -> &'a Model {
        self.request.catalog.model()
    }

    pub(super) fn sight(&self) -> &'a Arc<Sight> {
        self.request.sight
    }

    pub(super) fn variables(&self) -> &'a Variables {
        self.request.variables
    }

    pub(super) fn collector(&self) -> Collector<'a> {
        self.request.collector()
    }

    /// An argument that has a value; null is none.
    pub(super) fn given(&self, field: &'a Selected, name: &str) -> Option<Input<'a>> {
        argument(field, name, self.variables()).filter(|value| !value.is_null())
    }

    /// An argument, where null is the default; none when there is no default either.
    pub(super) fn given_or_default(&self, field: &'a Selected, name: &str) -> Option<Input<'a>> {
        self.given(field, name).or_else(|| default(field, name, self.variables()))
    }

    /// Lowers what is selected of an object, field by field. A field that becomes nothing is left out;
    /// then there is a fault.
    pub(super) fn fields<G>(
        &mut self,
        sets: &Sets<'a>,
        class: Option<KindSet>,
        mut get: impl FnMut(&mut Self, &Group<'a>) -> Option<G>,
    ) -> Vec<Field<G>> {
        let groups = self.collector().collect(sets, class);
        let mut fields = Vec::with_capacity(groups.len());
        for group in &groups {
            self.fields += 1;
            if self.fields > MOST_FIELDS {
                self.too_many_fields();
                break;
            }
            let nullable = !group.first().definition.ty.is_non_null();
            if let Some(get) = self.within(group, |lowerer| get(lowerer, group)) {
                fields.push(Field { key: text(group.key), nullable, get });
            }
        }
        fields
    }

    /// Does something at a field, so that faults are told there.
    pub(super) fn within<T>(&mut self, group: &Group<'a>, work: impl FnOnce(&mut Self) -> T) -> T {
        let at = offset(group);
        self.path.push((group.key, at));
        for null in self.request.nulls.iter().filter(|null| null.field == at) {
            self.bad_input(null.message.clone());
        }
        let done = work(self);
        self.path.pop();
        done
    }

    pub(super) fn fault(&mut self, code: Code, message: Sentence) {
        let path = self.path.iter().map(|(key, _)| text(key)).collect();
        let at = self.path.last().map_or(0, |(_, at)| *at);
        let fault = Fault { path, at, code, message };
        // What several classes of kinds share is lowered for each of them.
        if self.faults.len() < MOST_FAULTS && !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }

    pub(super) fn bad_input(&mut self, message: Sentence) {
        self.fault(Code::BadInput, message);
    }

    fn too_many_fields(&mut self) {
        if !self.faults.iter().any(|fault| fault.code == Code::TooCostly) {
            self.fault(Code::TooCostly, words::request::becomes_too_many_fields(MOST_FIELDS));
        }
    }

    /// The languages that a localised field is read in: its `language`, then the viewer's.
    pub(super) fn languages(&self, field: &'a Selected) -> Arc<[Language]> {
        let given = self.given(field, "language").and_then(Input::text);
        match given.and_then(Language::from_code) {
            Some(first) if self.languages.first() != Some(&first) => {
                let rest = self.languages.iter().copied().filter(|one| *one != first);
                std::iter::once(first).chain(rest).collect()
            }
            _ => self.languages.clone(),
        }
    }

    /// The viewer's languages, best first.
    pub(super) fn viewer_languages(&self) -> Arc<[Language]> {
        self.languages.clone()
    }

    /// The language that a reader who prefers none is taken to read.
    pub(super) fn first_language(&self) -> Language {
        self.languages.first().copied().unwrap_or(Language::En)
    }
}

/// A name as a shared text, without copying it where it can be helped.
pub(super) fn text(name: &Name) -> Arc<str> {
    name.to_cloned_arc().unwrap_or_else(|| name.as_str().into())
}

/// The byte offset of a response key in the document.
pub(super) fn offset(group: &Group<'_>) -> usize {
    group.key.location().map_or(0, |location| location.offset())
}
