//! Filters: which nodes and which links count.

use super::input::Input;
use super::lowerer::Lowerer;
use super::value_test::{Told, count_test, date_test};
use crate::fault::words::list as words;
use crate::model::{KindSet, LinkField, LinkId, Property, Value};
use crate::plan::filter::{Comparison, Filter, LinkDate, LinkFilter, Links, Test};
use crate::plan::selection::Follow;

/// What conditions of both sorts are put together by.
pub(super) trait Logic: Sized {
    /// Every one of these.
    fn every(all: Vec<Self>) -> Self;
    /// At least one of these.
    fn any(all: Vec<Self>) -> Self;
    /// Not this one.
    fn not(one: Self) -> Self;
}

impl Logic for Filter {
    fn every(all: Vec<Self>) -> Self {
        Self::All(all)
    }

    fn any(all: Vec<Self>) -> Self {
        Self::Any(all)
    }

    fn not(one: Self) -> Self {
        one.negated()
    }
}

impl Logic for LinkFilter {
    fn every(all: Vec<Self>) -> Self {
        Self::All(all)
    }

    fn any(all: Vec<Self>) -> Self {
        Self::Any(all)
    }

    fn not(one: Self) -> Self {
        Self::Not(Box::new(one))
    }
}

impl<'a> Lowerer<'a> {
    /// A filter of nodes of some kinds, which have its fields in common.
    pub(super) fn filter(&mut self, filter: Input<'a>, kinds: KindSet) -> Filter {
        self.every("", filter, |lowerer, name, condition| match name {
            "and" | "or" | "not" => {
                Some(lowerer.logic(name, condition, |it, one| it.filter(one, kinds)))
            }
            "id" => Some(lowerer.every(name, condition, |lowerer, test, value| {
                let ids = Filter::Id(lowerer.ids(value, kinds));
                Some(if matches!(test, "ne" | "notIn") { Filter::not(ids) } else { ids })
            })),
            _ => lowerer.of_field(name, condition, kinds),
        })
    }

    /// The condition on a property or on links.
    fn of_field(&mut self, name: &str, condition: Input<'a>, kinds: KindSet) -> Option<Filter> {
        // The kinds have the fields of the filter in common, so any of them knows the name.
        let kind = kinds.iter().next()?;
        if let Some(field) = self.catalog().link_field(kind, name) {
            return Some(self.of_links(condition, field));
        }
        let property = self.catalog().property(kind, name)?;
        let seen = self.is_seen(property, kinds);
        let leaf = |test| if seen { Filter::Property(property.id, test) } else { Filter::Never };
        Some(self.of_property(condition, property, leaf))
    }

    /// The condition on the links of a field.
    fn of_links(&mut self, condition: Input<'a>, field: &'a LinkField) -> Filter {
        let follow = self.follow(field);
        self.every(&field.name, condition, |lowerer, name, value| {
            let number =
                |matching, count| Filter::Links(Box::new(Links { follow, matching, count }));
            Some(match name {
                "eq" | "in" => lowerer.leads_to(value, field, follow),
                "count" => lowerer.every(name, value, |_, test, value| {
                    let told = count_test(test, value)?;
                    Some(told.made(|test| number(LinkFilter::ANY, test)))
                }),
                _ => {
                    let matching = lowerer.edge_filter(value, field.link, field.far);
                    match name {
                        "some" => number(matching, Test::number(Comparison::AtLeast, 1)),
                        "single" => number(matching, Test::In(vec![Value::Int(1)])),
                        "none" => number(matching, Test::In(vec![Value::Int(0)])),
                        "all" => number(LinkFilter::not(matching), Test::In(vec![Value::Int(0)])),
                        _ => return None,
                    }
                }
            })
        })
    }

    fn leads_to(&self, ids: Input<'a>, field: &LinkField, follow: Follow) -> Filter {
        if follow.far.is_empty() {
            Filter::Never
        } else {
            Filter::Linked(follow, self.ids(ids, field.far))
        }
    }

    /// A filter of links of a kind and the nodes at their far ends, which are of some kinds.
    pub(super) fn edge_filter(
        &mut self,
        filter: Input<'a>,
        link: LinkId,
        far: KindSet,
    ) -> LinkFilter {
        self.every("", filter, |lowerer, name, condition| {
            let date = match name {
                "and" | "or" | "not" => {
                    return Some(
                        lowerer.logic(name, condition, |it, one| it.edge_filter(one, link, far)),
                    );
                }
                "node" => return Some(LinkFilter::Node(lowerer.filter(condition, far))),
                "since" => LinkDate::Since,
                "until" => LinkDate::Until,
                "seen" => LinkDate::Seen,
                _ => return lowerer.of_link_property(name, condition, link),
            };
            Some(lowerer.every(name, condition, |_, test, value| {
                let told = date_test(test, value)?;
                Some(told.made(|test| LinkFilter::Date(date, test)))
            }))
        })
    }

    fn of_link_property(
        &mut self,
        name: &str,
        condition: Input<'a>,
        link: LinkId,
    ) -> Option<LinkFilter> {
        let kind = self.model().link(link);
        let property = kind.properties.iter().find(|property| property.name == name)?;
        let seen = self.sight().of_link(kind.id).has(property.id);
        let leaf = |test| {
            // What nobody may see is nowhere stated.
            if seen { LinkFilter::Property(property.id, test) } else { LinkFilter::Any(Vec::new()) }
        };
        Some(self.of_property(condition, property, leaf))
    }

    /// Every test of a property's value.
    fn of_property<F: Logic>(
        &mut self,
        condition: Input<'a>,
        property: &'a Property,
        leaf: impl Fn(Test) -> F,
    ) -> F {
        self.every(&property.name, condition, |lowerer, test, value| {
            let told: Told = lowerer.value_test(property, test, value)?;
            Some(told.made(&leaf))
        })
    }

    /// `and`, `or` and `not`.
    fn logic<F: Logic>(
        &mut self,
        name: &str,
        given: Input<'a>,
        mut one: impl FnMut(&mut Self, Input<'a>) -> F,
    ) -> F {
        if name == "not" {
            return F::not(one(self, given));
        }
        let all = given.items().into_iter().map(|given| one(self, given)).collect();
        if name == "or" { F::any(all) } else { F::every(all) }
    }

    /// Everything that an object says must hold; `of` names what it is a condition of. A null is refused: leaving a condition out and asking for what
    /// is absent are different wishes.
    fn every<F: Logic>(
        &mut self,
        of: &str,
        object: Input<'a>,
        mut one: impl FnMut(&mut Self, &'a str, Input<'a>) -> Option<F>,
    ) -> F {
        let mut all = Vec::new();
        for (name, value) in object.entries() {
            if value.is_null() {
                let place = if of.is_empty() { name.to_owned() } else { format!("{of}.{name}") };
                self.bad_input(words::null_condition(&place));
            } else {
                all.extend(one(self, name, value));
            }
        }
        if all.len() == 1 { all.remove(0) } else { F::every(all) }
    }
}
