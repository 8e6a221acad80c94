//! Numbers about the nodes of a list, and groups of them.

use super::collect::{Group, Sets};
use super::input::Input;
use super::lowerer::Lowerer;
use super::page::type_name;
use crate::fault::words::list as words;
use crate::model::{KindSet, Property, names};
use crate::plan::numbers::{
    GroupBy, GroupOrder, GroupOrderKey, Grouping, GroupsGet, KeyGet, MeasureGet, Measured,
    NumbersGet,
};
use crate::plan::selection::Field;

/// The most keys that nodes are grouped by: each of several links of one multiplies those of the others.
const MOST_KEYS: usize = 3;

impl<'a> Lowerer<'a> {
    /// Numbers about nodes of some kinds.
    pub(super) fn numbers(&mut self, sets: &Sets<'a>, kinds: KindSet) -> Vec<Field<NumbersGet>> {
        self.fields(sets, None, |lowerer, group| {
            Some(match group.first().name.as_str() {
                "__typename" => NumbersGet::Typename(type_name(sets)),
                "count" => NumbersGet::Count,
                "keys" => NumbersGet::Keys(lowerer.key_fields(&group.sets())),
                name => {
                    let all = lowerer.properties();
                    let property = all.into_iter().find(|one| one.name == name)?;
                    let measured = lowerer.values_of(property, kinds);
                    NumbersGet::Measures(measured, lowerer.measures(&group.sets()))
                }
            })
        })
    }

    /// Groups of nodes of some kinds.
    pub(super) fn grouping(&mut self, group: &Group<'a>, kinds: KindSet) -> Grouping {
        let given = self.given(group.first(), "by").map(Input::items).unwrap_or_default();
        if !(1..=MOST_KEYS).contains(&given.len()) {
            self.bad_input(words::group_keys(given.len(), MOST_KEYS));
        }
        let keys = given.into_iter().take(MOST_KEYS);
        let by = keys.filter_map(|key| self.group_by(key.text()?, kinds)).collect();
        let first = self.given_or_default(group.first(), "first").and_then(Input::int);
        let size = self.page_size("first", first).unwrap_or_default();
        let order = self.given(group.first(), "orderBy");
        let order = order.and_then(|order| self.group_order(order, kinds));
        let sets = group.sets();
        let fields = self.fields(&sets, None, |lowerer, group| {
            Some(match group.first().name.as_str() {
                "__typename" => GroupsGet::Typename(type_name(&sets)),
                "totalCount" => GroupsGet::TotalCount,
                "isCut" => GroupsGet::IsCut,
                "groups" => GroupsGet::Groups(lowerer.numbers(&group.sets(), kinds)),
                _ => return None,
            })
        });
        Grouping { by, order, size, fields }
    }

    /// What groups of nodes of some kinds are ordered by.
    fn group_order(&mut self, order: Input<'a>, kinds: KindSet) -> Option<GroupOrder> {
        let (name, given) = self.only_key(order, "`orderBy`")?;
        let (key, direction) = match name {
            "count" => (GroupOrderKey::Count, given),
            "keys" => (GroupOrderKey::Keys, given),
            _ => {
                let property = self.properties().into_iter().find(|one| one.name == name)?;
                let (measure, direction) = self.only_key(given, name)?;
                let measured = self.values_of(property, kinds);
                (GroupOrderKey::Measure(measured, measure_named(measure)?), direction)
            }
        };
        let Some(direction) = direction.text() else {
            self.bad_input(words::null_direction(name));
            return None;
        };
        Some(GroupOrder {
            key,
            descending: direction.starts_with("DESC"),
            absent_first: direction.ends_with("NULLS_FIRST"),
        })
    }

    /// The properties of any kind. One name has one type in the whole model, and the request was checked against the
    /// schema: of the kinds that are told of, those that have it are hidden from the viewer when none has it.
    fn properties(&self) -> Vec<&'a Property> {
        self.model().properties_among(self.model().all_kinds())
    }

    /// The values of a property, as far as the viewer may see them of every kind that has it.
    fn values_of(&self, property: &Property, kinds: KindSet) -> Measured {
        let owners =
            kinds.iter().filter(|kind| self.model().kind(*kind).property(property.id).is_some());
        Measured {
            property: self.is_seen(property, owners.collect()).then_some(property.id),
            language: property.localized.then(|| self.first_language()),
        }
    }

    fn group_by(&self, key: &str, kinds: KindSet) -> Option<GroupBy> {
        for property in self.properties() {
            if names::constant(&property.name) == key {
                return Some(GroupBy::Value(self.values_of(property, kinds)));
            }
            if names::year(&property.name) == key {
                return Some(GroupBy::Year(self.values_of(property, kinds)));
            }
        }
        // The kinds have their links in common, so any of them knows the name.
        let model = self.model();
        let kind = kinds.iter().next().map(|kind| model.kind(kind)).or_else(|| model.kinds.first());
        let field = kind?.link_fields.iter().find(|field| names::constant(&field.name) == key)?;
        Some(GroupBy::Linked(self.follow(field)))
    }

    fn measures(&mut self, sets: &Sets<'a>) -> Vec<Field<MeasureGet>> {
        self.fields(sets, None, |_, group| match group.first().name.as_str() {
            "__typename" => Some(MeasureGet::Typename(type_name(sets))),
            name => measure_named(name),
        })
    }

    fn key_fields(&mut self, sets: &Sets<'a>) -> Vec<Field<KeyGet>> {
        self.fields(sets, None, |lowerer, group| {
            Some(match group.first().name.as_str() {
                "__typename" => KeyGet::Typename,
                "value" => KeyGet::Value,
                "node" => {
                    let kinds = lowerer.sight().kinds;
                    KeyGet::Node(lowerer.selection(&group.sets(), kinds))
                }
                _ => return None,
            })
        })
    }
}

/// The number about values that a field or a key of an order names.
fn measure_named(name: &str) -> Option<MeasureGet> {
    Some(match name {
        "count" => MeasureGet::Count,
        "distinct" => MeasureGet::Distinct,
        "min" => MeasureGet::Min,
        "max" => MeasureGet::Max,
        "sum" => MeasureGet::Sum,
        "average" => MeasureGet::Average,
        _ => return None,
    })
}
