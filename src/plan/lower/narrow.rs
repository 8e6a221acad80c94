//! Ids that arguments name, and the order of nodes: `orderBy`.

use std::sync::Arc;

use super::input::Input;
use super::lowerer::Lowerer;
use crate::model::KindSet;
use crate::plan::selection::{OrderBy, OrderKey};
use crate::store::records::NodeId;

impl Lowerer<'_> {
    /// The ids of a condition; what cannot be an id names nothing and is left out.
    pub(super) fn ids(&self, value: Input<'_>, kinds: KindSet) -> Vec<Arc<str>> {
        let ids = value.items().into_iter().filter_map(Input::text);
        ids.filter_map(|id| self.node_id(id, kinds)).collect()
    }

    /// The id of a node of one of some kinds, if it can be one.
    pub(super) fn node_id(&self, id: &str, kinds: KindSet) -> Option<Arc<str>> {
        let id = self.full_id(id, kinds);
        id.parse::<NodeId>().is_ok().then_some(id)
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
