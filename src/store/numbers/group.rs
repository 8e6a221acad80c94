//! Which nodes have what in common.

use hashbrown::HashMap;
use smallvec::{SmallVec, smallvec};

use super::measure::Plain;
use super::{Numbers, order};
use crate::model::{DataType, Model, Value};
use crate::plan::numbers::{GroupBy, Grouping, Measured};

/// What the nodes of a group have in common, for one of the grouping's keys.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) enum Key<N> {
    /// A value.
    Value(Plain),
    /// A node that links lead to.
    Node(N),
    /// That they have neither.
    Absent,
}

type Keys<N> = SmallVec<[Key<N>; 2]>;

/// Nodes that have something in common, by id.
pub(super) struct Group<N> {
    pub(super) keys: Keys<N>,
    pub(super) nodes: Vec<N>,
}

/// All groups, in their order.
pub(super) struct Groups<N> {
    pub(super) groups: Vec<Group<N>>,
    /// Whether nodes were left out.
    pub(super) cut: bool,
}

/// Groups nodes, which come each once and by id.
pub(super) fn groups<N: Numbers>(
    of: &N,
    nodes: &[N::Node],
    grouping: &Grouping,
) -> Groups<N::Node> {
    let mut places: HashMap<Keys<N::Node>, usize, foldhash::fast::FixedState> = HashMap::default();
    let mut groups: Vec<Group<N::Node>> = Vec::new();
    let mut left = Grouping::MOST_MEMBERSHIPS;
    let mut cut = false;
    for node in nodes {
        let each: Vec<Vec<Key<N::Node>>> =
            grouping.by.iter().map(|by| keys(of, *node, *by)).collect();
        let many = each.iter().map(Vec::len).fold(1, usize::saturating_mul);
        let Some(rest) = left.checked_sub(many) else {
            cut = true;
            break;
        };
        left = rest;
        for keys in combined(&each) {
            let place = *places.entry(keys).or_insert_with_key(|keys| {
                groups.push(Group { keys: keys.clone(), nodes: Vec::new() });
                groups.len() - 1
            });
            groups[place].nodes.push(*node);
        }
    }
    order::sort(of, &mut groups, grouping.order.as_ref());
    Groups { groups, cut }
}

/// The keys of a node, each once.
fn keys<N: Numbers>(of: &N, node: N::Node, by: GroupBy) -> Vec<Key<N::Node>> {
    let value = |measured: Measured| of.value(node, measured.property?, measured.language);
    let mut keys: Vec<Key<N::Node>> = match by {
        GroupBy::Value(measured) => {
            let mut keys = Vec::new();
            for key in value(measured).iter().flat_map(Plain::all).map(Key::Value) {
                if !keys.contains(&key) {
                    keys.push(key);
                }
            }
            keys
        }
        GroupBy::Year(measured) => match value(measured) {
            Some(Value::Date(date)) => vec![Key::Value(Plain::Int(date.year().into()))],
            _ => Vec::new(),
        },
        GroupBy::Linked(follow) => of.linked(node, follow).into_iter().map(Key::Node).collect(),
    };
    if keys.is_empty() {
        keys.push(Key::Absent);
    }
    keys
}

/// One key of each list, in every way.
fn combined<N: Clone>(each: &[Vec<Key<N>>]) -> Vec<Keys<N>> {
    each.iter().fold(vec![smallvec![]], |all, keys| {
        let longer = |start: &Keys<N>, key: &Key<N>| {
            let mut longer = start.clone();
            longer.push(key.clone());
            longer
        };
        all.iter().flat_map(|start| keys.iter().map(move |key| longer(start, key))).collect()
    })
}

impl<N> Key<N> {
    /// A value as text; none for anything else.
    pub(super) fn text(&self, model: &Model, by: &GroupBy) -> Option<String> {
        let Self::Value(value) = self else { return None };
        Some(match value {
            Plain::Bool(one) => one.to_string(),
            Plain::Int(one) => one.to_string(),
            Plain::Float(bits) => f64::from_bits(*bits).to_string(),
            Plain::Text(one) => one.to_string(),
            Plain::Date(one) => one.to_string(),
            Plain::Enum(at) => {
                let GroupBy::Value(Measured { property: Some(property), .. }) = by else {
                    return None;
                };
                let declared = model.kinds.iter().find_map(|kind| kind.property(*property))?;
                let DataType::Enum(of) = declared.data else { return None };
                model.enumeration(of).name_of(*at).to_owned()
            }
        })
    }
}
