//! Ids that arguments name, and the order of nodes: `orderBy`.

use std::sync::Arc;

use super::input::Input;
use super::lowerer::Lowerer;
use crate::fault::words::list as words;
use crate::model::{KindSet, LinkId};
use crate::plan::filter::LinkDate;
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

    /// An order of nodes of some kinds, met over links of a kind if one is told, without what the viewer may
    /// not see.
    pub(super) fn order(
        &mut self,
        order: Input<'_>,
        kinds: KindSet,
        link: Option<LinkId>,
    ) -> Vec<OrderBy> {
        let mut keys = Vec::new();
        for one in order.items() {
            let Some((name, given)) = self.only_key(one, "an item of `orderBy`") else { continue };
            let (key, direction) = match name {
                "link" => {
                    let Some((name, direction)) = self.only_key(given, "`link` of `orderBy`")
                    else {
                        continue;
                    };
                    (self.link_order_key(name, link), direction)
                }
                _ => match self.count_order_key(name, kinds) {
                    Some(key) => {
                        let Some((_, direction)) = self.only_key(given, name) else { continue };
                        (key, direction)
                    }
                    None => (self.order_key(name, kinds), given),
                },
            };
            let Some(direction) = direction.text() else {
                self.bad_input(words::null_direction(name));
                continue;
            };
            keys.extend(key.map(|key| OrderBy {
                key,
                descending: direction.starts_with("DESC"),
                absent_first: direction.ends_with("NULLS_FIRST"),
            }));
        }
        keys
    }

    /// The one key of an object; a fault when there is another number of them.
    pub(super) fn only_key<'a>(
        &mut self,
        object: Input<'a>,
        whose: &str,
    ) -> Option<(&'a str, Input<'a>)> {
        let entries = object.entries();
        if let &[entry] = entries.as_slice() {
            return Some(entry);
        }
        self.bad_input(words::order_keys(whose, entries.len()));
        None
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

    /// The key of the number of a field's links; the outer none when the name is not of links, the inner one when
    /// there are none for the viewer.
    #[expect(clippy::option_option, reason = "the outer one says whether it is of links")]
    fn count_order_key(&self, name: &str, kinds: KindSet) -> Option<Option<OrderKey>> {
        let field = self.catalog().link_field(kinds.iter().next()?, name)?;
        let follow = self.follow(field);
        Some((!follow.far.is_empty()).then_some(OrderKey::Count(follow)))
    }

    /// The key of what stands on the links that lead to the nodes.
    fn link_order_key(&mut self, name: &str, link: Option<LinkId>) -> Option<OrderKey> {
        let Some(link) = link else {
            self.bad_input(words::order_without_link());
            return None;
        };
        let date = match name {
            "since" => LinkDate::Since,
            "until" => LinkDate::Until,
            "seen" => LinkDate::Seen,
            _ => {
                let kind = self.model().link(link);
                let found = kind.properties.iter().find(|property| property.name == name);
                let Some(property) = found else {
                    let own = kind.properties.iter().map(|one| one.name.as_str());
                    let all: Vec<&str> =
                        ["since", "until", "seen"].into_iter().chain(own).collect();
                    let message = words::no_link_property(&kind.name, name, &all);
                    self.bad_input(message);
                    return None;
                };
                let seen = self.sight().of_link(link).has(property.id);
                return seen.then_some(OrderKey::LinkProperty(property.id));
            }
        };
        Some(OrderKey::LinkDate(date))
    }
}
