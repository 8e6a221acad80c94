//! The order of groups.

use std::cmp::Ordering;

use super::group::{Group, Key};
use super::measure::{Plain, Summary};
use super::{Numbers, summary};
use crate::plan::numbers::{GroupOrder, GroupOrderKey, MeasureGet, Measured};

/// A number that a group is ordered by.
#[derive(Clone, Copy)]
enum Rank {
    Whole(i128),
    Broken(f64),
}

/// Orders groups as is asked, then those of the most nodes first, then by their keys, what is absent last.
pub(super) fn sort<N: Numbers>(
    of: &N,
    groups: &mut Vec<Group<N::Node>>,
    order: Option<&GroupOrder>,
) {
    groups.sort_by(|a, b| {
        b.nodes.len().cmp(&a.nodes.len()).then_with(|| by_keys(of, a, b, false, false))
    });
    let Some(order) = order else { return };
    let (falling, absent_first) = (order.descending, order.absent_first);
    match &order.key {
        GroupOrderKey::Count if falling => {}
        GroupOrderKey::Count => groups.sort_by_key(|group| group.nodes.len()),
        GroupOrderKey::Keys => {
            groups.sort_by(|a, b| by_keys(of, a, b, falling, absent_first));
        }
        GroupOrderKey::Measure(measured, get) => {
            let ranked = |group: Group<N::Node>| (rank(of, &group, *measured, get), group);
            let mut ranked: Vec<_> = std::mem::take(groups).into_iter().map(ranked).collect();
            ranked.sort_by(|(a, _), (b, _)| {
                placed(a.as_ref(), b.as_ref(), falling, absent_first, |a, b| a.compare(*b))
            });
            groups.extend(ranked.into_iter().map(|(_, group)| group));
        }
    }
}

/// Compares what may be absent.
fn placed<T>(
    a: Option<&T>,
    b: Option<&T>,
    falling: bool,
    absent_first: bool,
    compare: impl Fn(&T, &T) -> Ordering,
) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if falling => compare(b, a),
        (Some(a), Some(b)) => compare(a, b),
        (a, b) if absent_first => a.is_some().cmp(&b.is_some()),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

/// Compares the keys of groups, the first that differ.
fn by_keys<N: Numbers>(
    of: &N,
    a: &Group<N::Node>,
    b: &Group<N::Node>,
    falling: bool,
    absent_first: bool,
) -> Ordering {
    let present = |key| if matches!(key, &Key::Absent) { None } else { Some(key) };
    let compare = |a: &&Key<N::Node>, b: &&Key<N::Node>| match (a, b) {
        (Key::Value(a), Key::Value(b)) => a.compare(b),
        (Key::Node(a), Key::Node(b)) => of.id(*a).as_bytes().cmp(of.id(*b).as_bytes()),
        // A grouping's key is values or nodes.
        _ => Ordering::Equal,
    };
    let pairs = a.keys.iter().zip(&b.keys);
    pairs
        .map(|(a, b)| {
            placed(present(a).as_ref(), present(b).as_ref(), falling, absent_first, compare)
        })
        .find(|one| one.is_ne())
        .unwrap_or(Ordering::Equal)
}

/// The number about a group's values that it is ordered by; none where it would be told as null.
fn rank<N: Numbers>(
    of: &N,
    group: &Group<N::Node>,
    measured: Measured,
    get: &MeasureGet,
) -> Option<Rank> {
    let whole = |number: usize| i128::try_from(number).ok().map(Rank::Whole);
    let Summary { count, distinct, least, greatest, whole: sum, broken } =
        summary(of, &group.nodes, measured, [get]);
    match get {
        MeasureGet::Typename(_) => None,
        MeasureGet::Count => whole(count),
        MeasureGet::Distinct => whole(distinct),
        MeasureGet::Min => of_value(least.as_ref()),
        MeasureGet::Max => of_value(greatest.as_ref()),
        MeasureGet::Sum => broken.map_or(Some(Rank::Whole(sum)), finite),
        MeasureGet::Average => {
            let sum = broken.map_or(Rank::Whole(sum), Rank::Broken).broken();
            whole(count).filter(|_| count > 0).and_then(|count| finite(sum / count.broken()))
        }
    }
}

fn of_value(value: Option<&Plain>) -> Option<Rank> {
    match value? {
        Plain::Int(number) => Some(Rank::Whole((*number).into())),
        Plain::Float(bits) => finite(f64::from_bits(*bits)),
        _ => None,
    }
}

fn finite(number: f64) -> Option<Rank> {
    number.is_finite().then_some(Rank::Broken(number))
}

impl Rank {
    #[expect(clippy::cast_precision_loss, reason = "as exact as the number that is told")]
    fn broken(self) -> f64 {
        match self {
            Self::Whole(number) => number as f64,
            Self::Broken(number) => number,
        }
    }

    fn compare(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::Whole(a), Self::Whole(b)) => a.cmp(&b),
            (a, b) => a.broken().total_cmp(&b.broken()),
        }
    }
}
