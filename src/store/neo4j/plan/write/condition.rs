//! Filters as conditions.

use super::value_test::{never, one_of, sign};
use super::{Writer, counts, labels};
use crate::model::{Direction, KindSet, LinkId, LinkSet, Value};
use crate::plan::filter::{Comparison, Filter, LinkFilter, Links, Test};
use crate::plan::selection::Follow;
use crate::store::neo4j::layout::names;
use crate::store::neo4j::plan::columns::{far_ends, far_kinds};
use crate::store::neo4j::statement::Parameter;

/// A link that was met, with the node at its far end.
#[derive(Clone, Copy)]
pub(super) struct Met<'m> {
    /// The variable of the link.
    pub(super) link: &'m str,
    /// Its kind.
    pub(super) kind: LinkId,
    /// The variable of the far node.
    pub(super) other: &'m str,
    /// What that can be.
    pub(super) far: KindSet,
}

impl Writer<'_> {
    /// Adds the conditions of a filter of a node, which is of one of some kinds.
    pub(super) fn conditions(
        &mut self,
        node: &str,
        filter: &Filter,
        kinds: KindSet,
        into: &mut Vec<String>,
    ) {
        match filter {
            Filter::All(all) => all.iter().for_each(|one| self.conditions(node, one, kinds, into)),
            Filter::Any(_) | Filter::Not(_) => {
                let condition = self.condition(node, filter, kinds);
                into.push(condition);
            }
            Filter::Links(links) => {
                let condition = self.linked_often(node, links);
                into.push(condition);
            }
            Filter::Never => into.push(never()),
            Filter::Id(ids) => {
                let ids = self.parameter(ids.iter().collect::<Parameter>());
                into.push(format!("{node}.id IN {ids}"));
            }
            Filter::Property(property, test) => {
                let condition = match self.property(*property, kinds) {
                    Some(property) => self.test(node, property, test),
                    None => never(),
                };
                into.push(condition);
            }
            Filter::Linked(follow, ids) => {
                let condition = self.linked(node, *follow, ids.iter().collect());
                into.push(condition);
            }
        }
    }

    /// A filter as one condition.
    fn condition(&mut self, node: &str, filter: &Filter, kinds: KindSet) -> String {
        match filter {
            Filter::Any(any) => {
                let any: Vec<String> =
                    any.iter().map(|one| self.condition(node, one, kinds)).collect();
                one_of(any.into_iter())
            }
            // What is null is not so, and must not become null again.
            Filter::Not(one) => {
                format!("NOT coalesce({}, false)", self.condition(node, one, kinds))
            }
            _ => {
                let mut all = Vec::new();
                self.conditions(node, filter, kinds, &mut all);
                all_of(&all)
            }
        }
    }

    /// The condition that so many links count.
    fn linked_often(&mut self, node: &str, links: &Links) -> String {
        let Links { follow, matching, count } = links;
        let far = far_kinds(self.model, *follow);
        if far.is_empty() {
            return links.passes(0).to_string();
        }
        let number = self.fresh();
        let (link, other) = (format!("r{number}"), format!("n{number}"));
        let pattern = self.pattern(node, Some(&link), &other, *follow, far);
        let met = Met { link: &link, kind: follow.link, other: &other, far };
        let matching = self.link_condition(met, matching);
        let found = match matching.as_str() {
            "true" => format!("{{ {pattern} }}"),
            _ => format!("{{ {pattern} WHERE {matching} }}"),
        };
        match count {
            Test::Compare { comparison: Comparison::AtLeast, value: Value::Int(1), .. }
            | Test::Compare { comparison: Comparison::Greater, value: Value::Int(0), .. } => {
                format!("EXISTS {found}")
            }
            Test::In(numbers) if *numbers == [Value::Int(0)] => format!("NOT EXISTS {found}"),
            Test::Compare { comparison, value: Value::Int(number), .. } => {
                let number = self.parameter(*number);
                format!("COUNT {found} {} {number}", sign(*comparison))
            }
            Test::In(numbers) => {
                let numbers = numbers.iter().filter_map(|number| match number {
                    Value::Int(number) => Some(Parameter::Int(*number)),
                    _ => None,
                });
                let numbers = self.parameter(numbers.collect::<Parameter>());
                format!("COUNT {found} IN {numbers}")
            }
            Test::Present => "true".to_owned(),
            Test::Part(_) | Test::Compare { .. } => never(),
        }
    }

    /// A filter of a link and its far node as one condition.
    pub(super) fn link_condition(&mut self, met: Met<'_>, filter: &LinkFilter) -> String {
        match filter {
            LinkFilter::All(all) => {
                let all: Vec<String> =
                    all.iter().map(|one| self.link_condition(met, one)).collect();
                all_of(&all)
            }
            LinkFilter::Any(any) => {
                let any: Vec<String> =
                    any.iter().map(|one| self.link_condition(met, one)).collect();
                one_of(any.into_iter())
            }
            LinkFilter::Not(one) => {
                format!("NOT coalesce({}, false)", self.link_condition(met, one))
            }
            LinkFilter::Node(filter) => self.condition(met.other, filter, met.far),
            LinkFilter::Date(date, test) => self.test_of_date(met.link, names::date(*date), test),
            LinkFilter::Property(property, test) => {
                let model = self.model;
                match model.link(met.kind).property(*property) {
                    Some(property) => self.test(met.link, property, test),
                    None => never(),
                }
            }
        }
    }

    fn linked(&mut self, node: &str, follow: Follow, ids: Parameter) -> String {
        let far = far_kinds(self.model, follow);
        if far.is_empty() {
            return never();
        }
        let number = self.fresh();
        let other = format!("n{number}");
        let pattern = self.pattern(node, None, &other, follow, far);
        let ids = self.parameter(ids);
        format!("EXISTS {{ {pattern} WHERE {other}.id IN {ids} }}")
    }

    /// The pattern of links from a node to nodes of the kinds `far`: `(n0)-[r1:MEMBER_OF]->(n1:Cluster)`. Only links
    /// that count on the day of `follow` are met, if it has one.
    pub(super) fn pattern(
        &mut self,
        near: &str,
        link: Option<&str>,
        other: &str,
        follow: Follow,
        far: KindSet,
    ) -> String {
        let possible = far_ends(self.model, follow.link, follow.direction);
        let label = labels::among(self.model, far, possible);
        let label = label.map_or_else(String::new, |label| format!(":{label}"));
        let name = &self.model.link(follow.link).name;
        let link = match follow.as_of {
            None => format!("[{}:{name}]", link.unwrap_or_default()),
            Some(as_of) => {
                let link = link.map_or_else(|| format!("r{}", self.fresh()), str::to_owned);
                let day = self.parameter(as_of.day());
                let counts = counts(self.model, LinkSet::one(follow.link), &link, as_of, &day);
                format!("[{link}:{name} WHERE {counts}]")
            }
        };
        let (left, right) = match follow.direction {
            Direction::Out => ("-", "->"),
            Direction::In => ("<-", "-"),
            // Neo4j meets a relationship from a node to itself once, as the plan wants it.
            Direction::Both => ("-", "-"),
        };
        format!("({near}){left}{link}{right}({other}{label})")
    }
}

/// Conditions as one.
fn all_of(all: &[String]) -> String {
    match all {
        [] => "true".to_owned(),
        [one] => one.clone(),
        several => format!("({})", several.join(" AND ")),
    }
}
