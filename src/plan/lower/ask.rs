//! The arguments of questions. Bounds are checked when a question is asked.

use std::sync::Arc;

use super::catalog::QuestionName;
use super::collect::Group;
use super::input::Input;
use super::lowerer::Lowerer;
use crate::ask::question::{
    Claims, ExpertsConnecting, ExpertsForChallenge, NeedInput, Network, PartnershipPaths, Question,
};
use crate::model::{KindSet, LinkSet};
use crate::plan::filter::Filter;

impl<'a> Lowerer<'a> {
    /// The question of a root field.
    pub(super) fn question(&mut self, name: QuestionName, group: &Group<'a>) -> Question {
        match name {
            QuestionName::ExpertsConnecting => Question::ExpertsConnecting(ExpertsConnecting {
                sector_a: self.id(group, "sectorA"),
                sector_b: self.id(group, "sectorB"),
                via: self.links_of(group, "via"),
                filter: self.people(group),
                first: self.int(group, "first"),
                as_of: self.date_given(group),
            }),
            QuestionName::PartnershipPaths => Question::PartnershipPaths(PartnershipPaths {
                from: self.id(group, "from"),
                to: self.id(group, "to"),
                via: self.links_of(group, "via").unwrap_or_else(|| self.model().all_links()),
                avoid: self.ids_of(group, "avoid").unwrap_or_default(),
                max_length: self.int(group, "maxLength"),
                first: self.int(group, "first"),
                as_of: self.date_given(group),
            }),
            QuestionName::ExpertsForChallenge => {
                Question::ExpertsForChallenge(ExpertsForChallenge {
                    challenge: self
                        .argument(group, "challenge")
                        .and_then(Input::text)
                        .map(Arc::from),
                    needs: self.argument(group, "needs").map(needs),
                    filter: self.people(group),
                    first: self.int(group, "first"),
                    as_of: self.date_given(group),
                })
            }
            QuestionName::Claims => Question::Claims(Claims { subject: self.id(group, "subject") }),
            QuestionName::Network => Question::Network(Network {
                center: self.ids_of(group, "center"),
                depth: self.int(group, "depth"),
                kinds: self.kinds(group, "kinds"),
                links: self.links_of(group, "links"),
                limit: self.int(group, "limit"),
            }),
        }
    }

    fn argument(&self, group: &Group<'a>, name: &str) -> Option<Input<'a>> {
        self.given(group.first(), name)
    }

    fn id(&self, group: &Group<'a>, name: &str) -> Arc<str> {
        self.argument(group, name).and_then(Input::text).unwrap_or_default().into()
    }

    pub(super) fn ids_of(&self, group: &Group<'a>, name: &str) -> Option<Vec<Arc<str>>> {
        let items = self.argument(group, name)?.items();
        Some(items.into_iter().filter_map(Input::text).map(Arc::from).collect())
    }

    /// A whole number; null is the default.
    fn int(&self, group: &Group<'a>, name: &str) -> i64 {
        self.given_or_default(group.first(), name).and_then(Input::int).unwrap_or_default()
    }

    /// Kinds of node by their constants.
    pub(super) fn kinds(&self, group: &Group<'a>, name: &str) -> Option<KindSet> {
        let items = self.argument(group, name)?.items().into_iter();
        let kind = |item: Input<'_>| Some(self.model().kind_of_constant(item.text()?)?.id);
        Some(items.filter_map(kind).collect())
    }

    /// Kinds of link by their constants; null is the default.
    fn links_of(&self, group: &Group<'a>, name: &str) -> Option<LinkSet> {
        let items = self.given_or_default(group.first(), name)?.items();
        let link = |item: Input<'_>| Some(self.model().link_named(item.text()?)?.id);
        Some(items.into_iter().filter_map(link).collect())
    }

    fn people(&mut self, group: &Group<'a>) -> Filter {
        let Some(filter) = self.argument(group, "filter") else { return Filter::ANY };
        let kinds = self.model().kinds_of_type("Person");
        self.filter(filter, kinds)
    }
}

fn needs(needs: Input<'_>) -> Vec<NeedInput> {
    let need = |need: Input<'_>| {
        let entries = need.entries();
        let value = |name: &str| entries.iter().find(|(one, _)| *one == name).map(|(_, it)| *it);
        Some(NeedInput {
            competence: value("competence")?.text()?.into(),
            weight: value("weight").and_then(Input::float).unwrap_or(1.0),
        })
    };
    needs.items().into_iter().filter_map(need).collect()
}
