//! The numbers of one property by node.
//!
//! Adding up thousands of nodes takes as long as fetching the bytes of each from memory. In a column their numbers lie
//! together.

use super::key::SortKey;
use crate::model::{DataType, Value};

/// The nodes of a kind may lie so many times as far apart as if nothing were between them: a column has a place for each.
const SPREAD: usize = 8;

/// The numbers that the nodes of a kind have in a property.
#[derive(Debug)]
pub(in crate::store::resident) struct Column {
    /// The node of the first number.
    first: u32,
    numbers: Box<[Option<Value>]>,
}

impl Column {
    /// The numbers of nodes, given as keys in any order; none where the values are no numbers, or the nodes lie far apart.
    pub(super) fn new(of: DataType, keys: &[(u32, u64)]) -> Option<Self> {
        let number: fn(u64) -> Value = match of {
            DataType::Int => |key| Value::Int(SortKey::int(key)),
            DataType::Float => |key| Value::Float(SortKey::float(key)),
            DataType::Text | DataType::Bool | DataType::Date | DataType::Enum(_) => return None,
        };
        let nodes = || keys.iter().map(|(node, _)| *node);
        let (first, last) = (nodes().min().unwrap_or(0), nodes().max().unwrap_or(0));
        let places = (last - first) as usize + 1;
        if places > keys.len().saturating_mul(SPREAD) {
            return None;
        }
        let mut numbers = vec![None; places];
        for (node, key) in keys {
            numbers[(node - first) as usize] = Some(number(*key));
        }
        Some(Self { first, numbers: numbers.into() })
    }

    /// The number of a node, if it has one.
    pub(in crate::store::resident) fn get(&self, node: u32) -> Option<&Value> {
        self.numbers.get(node.checked_sub(self.first)? as usize)?.as_ref()
    }
}
