//! Arguments that choose and order nodes: `filter` and `orderBy`.

use std::sync::Arc;

use super::input::Input;
use super::lowerer::Lowerer;
use crate::model::{DataType, KindId, KindSet, Property, Shape, Value};
use crate::plan::filter::{Filter, Test};
use crate::plan::selection::{OrderBy, OrderKey};
use crate::store::records::NodeId;
use crate::text::fold;

impl Lowerer<'_> {
    /// A filter of nodes of some kinds, which have its fields in common.
    pub(super) fn filter(&mut self, filter: Input<'_>, kinds: KindSet) -> Filter {
        let mut all = Vec::new();
        for (name, condition) in filter.entries() {
            if condition.is_null() {
                self.refuse_null(name);
                continue;
            }
            // The kinds have the fields of the filter in common, so any of them knows the name.
            let Some(kind) = kinds.iter().next() else { continue };
            for (test, value) in condition.entries() {
                if value.is_null() {
                    self.refuse_null(&format!("{name}.{test}"));
                } else {
                    all.extend(self.condition(name, test, value, kind, kinds));
                }
            }
        }
        Filter::All(all)
    }

    fn refuse_null(&mut self, place: &str) {
        self.bad_input(format!(
            "`{place}` of the filter is null; leave it out to accept any value"
        ));
    }

    /// One condition of a filter: a field, how it is tested, and against what.
    fn condition(
        &mut self,
        name: &str,
        test: &str,
        value: Input<'_>,
        kind: KindId,
        kinds: KindSet,
    ) -> Option<Filter> {
        if name == "id" {
            return Some(Filter::Id(self.ids(value, kinds)));
        }
        if let Some(field) = self.catalog().link_field(kind, name)
            && field.shape == Shape::One
        {
            let follow = self.follow(field);
            return Some(if follow.far.is_empty() {
                Filter::Never
            } else {
                Filter::Linked(follow, self.ids(value, field.far))
            });
        }
        let property = self.catalog().property(kind, name)?;
        if !self.is_seen(property, kinds) {
            return Some(Filter::Never);
        }
        let test = if test == "contains" {
            Test::Contains(fold(value.text()?))
        } else {
            let values = value.items();
            Test::In(values.into_iter().filter_map(|one| self.value(property, one)).collect())
        };
        Some(Filter::Property(property.id, test))
    }

    /// The ids of a condition; what cannot be an id names nothing and is left out.
    fn ids(&self, value: Input<'_>, kinds: KindSet) -> Vec<Arc<str>> {
        let ids = value.items().into_iter().filter_map(Input::text);
        ids.filter_map(|id| self.node_id(id, kinds)).collect()
    }

    /// The id of a node of one of some kinds, if it can be one.
    pub(super) fn node_id(&self, id: &str, kinds: KindSet) -> Option<Arc<str>> {
        let id = self.full_id(id, kinds);
        id.parse::<NodeId>().is_ok().then_some(id)
    }

    /// A value that a property is compared with.
    fn value(&self, property: &Property, given: Input<'_>) -> Option<Value> {
        Some(match property.data {
            DataType::Text => Value::Text(given.text()?.into()),
            DataType::Int => Value::Int(given.int()?),
            DataType::Float => Value::Float(given.float()?),
            DataType::Bool => Value::Bool(given.bool()?),
            DataType::Enum(of) => {
                Value::Enum(self.model().enumeration(of).position(given.text()?)?)
            }
            DataType::Date => Value::Date(given.text()?.parse().ok()?),
        })
    }

    /// An order of nodes of some kinds, without what the viewer may not see.
    pub(super) fn order(&mut self, order: Input<'_>, kinds: KindSet) -> Vec<OrderBy> {
        let mut keys = Vec::new();
        for one in order.items() {
            let entries = one.entries();
            let &[(name, direction)] = entries.as_slice() else {
                let count = entries.len();
                self.bad_input(format!("an item of `orderBy` has {count} keys; expected one each"));
                continue;
            };
            let Some(direction) = direction.text() else {
                self.bad_input(format!("`{name}` of `orderBy` is null; expected `ASC` or `DESC`"));
                continue;
            };
            if let Some(key) = self.order_key(name, kinds) {
                keys.push(OrderBy { key, descending: direction == "DESC" });
            }
        }
        keys
    }

    fn order_key(&self, name: &str, kinds: KindSet) -> Option<OrderKey> {
        if name == "id" {
            return Some(OrderKey::Id);
        }
        let property = self.catalog().property(kinds.iter().next()?, name)?;
        self.is_seen(property, kinds).then(|| OrderKey::Property {
            property: property.id,
            language: property.localized.then(|| self.first_language()),
        })
    }
}
