//! Numbers about values.

use std::cmp::Ordering;
use std::sync::Arc;

use hashbrown::HashSet;

use crate::model::{PartialDate, Value};
use crate::plan::numbers::MeasureGet;
use crate::plan::tree::{Cell, Tree};
use crate::text::collation_key;

/// A value that can be told apart from others.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Plain {
    Bool(bool),
    Int(i64),
    /// The bits of a number, of which there is one zero.
    Float(u64),
    Text(Arc<str>),
    Date(PartialDate),
    Enum(u8),
}

impl Plain {
    /// A number that is not whole.
    pub(crate) fn float(number: f64) -> Self {
        Self::Float((number + 0.0).to_bits())
    }

    /// The values of a property: the items of a list, or the one.
    pub(super) fn all(value: &Value) -> impl Iterator<Item = Self> {
        let items = match value {
            Value::List(items) => &**items,
            one => std::slice::from_ref(one),
        };
        items.iter().filter_map(Self::one)
    }

    fn one(value: &Value) -> Option<Self> {
        Some(match value {
            Value::Bool(one) => Self::Bool(*one),
            Value::Int(one) => Self::Int(*one),
            Value::Float(one) => Self::float(*one),
            Value::Text(one) => Self::Text(one.clone()),
            Value::Date(one) => Self::Date(*one),
            Value::Enum(one) => Self::Enum(*one),
            // Localised text is read before it is measured, and lists hold no lists.
            Value::Localized(_) | Value::List(_) => return None,
        })
    }

    /// Their order: of numbers, dates and constants their own, of text that of names.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Bool(a), Self::Bool(b)) => a.cmp(b),
            (Self::Int(a), Self::Int(b)) => a.cmp(b),
            (Self::Float(a), Self::Float(b)) => f64::from_bits(*a).total_cmp(&f64::from_bits(*b)),
            (Self::Text(a), Self::Text(b)) => {
                collation_key(a).cmp(&collation_key(b)).then_with(|| a.cmp(b))
            }
            (Self::Date(a), Self::Date(b)) => a.cmp(b),
            (Self::Enum(a), Self::Enum(b)) => a.cmp(b),
            // One property has values of one type.
            _ => Ordering::Equal,
        }
    }

    fn tell(&self, tree: &mut Tree) {
        match self {
            Self::Int(one) => tree.push(Cell::Int(*one)),
            Self::Float(bits) => tree.push(Cell::Float(f64::from_bits(*bits))),
            Self::Text(one) => tree.push_text(one),
            Self::Date(one) => tree.push_display(one),
            // The schema asks for no least constant or truth.
            Self::Bool(_) | Self::Enum(_) => tree.push(Cell::Null),
        }
    }
}

/// What there is to tell of values.
#[derive(Default, Debug)]
pub(crate) struct Summary {
    /// How many nodes have a value.
    pub(crate) count: usize,
    /// How many different values there are.
    pub(crate) distinct: usize,
    /// The least.
    pub(crate) least: Option<Plain>,
    /// The greatest.
    pub(crate) greatest: Option<Plain>,
    /// The sum of whole numbers.
    pub(crate) whole: i128,
    /// The sum of others, added in the order of the nodes' ids; none where there are none.
    pub(crate) broken: Option<f64>,
}

/// Makes the summary of the values added to it, as far as it is asked for.
#[derive(Default)]
pub(super) struct Measure {
    summary: Summary,
    /// The values so far, where it is asked how many there are.
    different: Option<HashSet<Plain, foldhash::fast::FixedState>>,
    /// Whether the least or the greatest is asked for: names compare by what they are sorted by, which has to be made.
    has_ends: bool,
}

impl Measure {
    /// A summary of no values yet that is asked for these numbers.
    pub(super) fn new<'g>(asked: impl IntoIterator<Item = &'g MeasureGet>) -> Self {
        let mut measure = Self::default();
        for get in asked {
            match get {
                MeasureGet::Distinct => measure.different = Some(HashSet::default()),
                MeasureGet::Min | MeasureGet::Max => measure.has_ends = true,
                MeasureGet::Typename(_)
                | MeasureGet::Count
                | MeasureGet::Sum
                | MeasureGet::Average => {}
            }
        }
        measure
    }

    /// Adds the value of one more node.
    pub(super) fn add(&mut self, value: &Value) {
        self.summary.count += 1;
        for one in Plain::all(value) {
            if !matches!(value, Value::List(_)) {
                self.summary.sum(&one);
                if self.has_ends {
                    self.summary.reach(&one);
                }
            }
            if let Some(different) = &mut self.different {
                different.insert(one);
            }
        }
    }

    /// What there is to tell.
    pub(super) fn summary(self) -> Summary {
        Summary { distinct: self.different.map_or(0, |all| all.len()), ..self.summary }
    }
}

impl Summary {
    fn sum(&mut self, one: &Plain) {
        match one {
            Plain::Int(number) => self.whole += i128::from(*number),
            Plain::Float(bits) => {
                self.broken = Some(self.broken.unwrap_or(0.0) + f64::from_bits(*bits));
            }
            _ => {}
        }
    }

    /// Keeps it if it is the least or the greatest so far.
    fn reach(&mut self, one: &Plain) {
        let is = |kept: &Option<Plain>, ordering| {
            kept.as_ref().is_none_or(|kept| one.compare(kept) == ordering)
        };
        if is(&self.least, Ordering::Less) {
            self.least = Some(one.clone());
        }
        if is(&self.greatest, Ordering::Greater) {
            self.greatest = Some(one.clone());
        }
    }

    /// Tells a number.
    pub(super) fn tell(&self, get: &MeasureGet, tree: &mut Tree) {
        match get {
            MeasureGet::Typename(_) => {}
            MeasureGet::Count => tree.push(super::number(self.count)),
            MeasureGet::Distinct => tree.push(super::number(self.distinct)),
            MeasureGet::Min => told(self.least.as_ref(), tree),
            MeasureGet::Max => told(self.greatest.as_ref(), tree),
            MeasureGet::Sum => tree.push(match self.broken {
                Some(sum) => finite(sum),
                None => Cell::Int(i64::try_from(self.whole).unwrap_or(if self.whole < 0 {
                    i64::MIN
                } else {
                    i64::MAX
                })),
            }),
            MeasureGet::Average => tree.push(self.average()),
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "an average is as exact as a `Float` can be")]
    fn average(&self) -> Cell {
        if self.count == 0 {
            return Cell::Null;
        }
        finite(self.broken.unwrap_or(self.whole as f64) / self.count as f64)
    }
}

fn told(value: Option<&Plain>, tree: &mut Tree) {
    match value {
        Some(value) => value.tell(tree),
        None => tree.push(Cell::Null),
    }
}

/// Trees hold finite numbers only.
fn finite(number: f64) -> Cell {
    if number.is_finite() { Cell::Float(number) } else { Cell::Null }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told_of(values: &[Value], get: &MeasureGet) -> Cell {
        let mut measure = Measure::new([get]);
        for value in values {
            measure.add(value);
        }
        let mut tree = Tree::new();
        measure.summary().tell(get, &mut tree);
        tree.cells()[0]
    }

    #[test]
    fn sums_of_whole_numbers_stay_within_64_bits() {
        let most = Value::Int(i64::MAX);
        assert_eq!(
            told_of(&[most.clone(), Value::Int(-1)], &MeasureGet::Sum),
            Cell::Int(i64::MAX - 1)
        );
        assert_eq!(told_of(&[most.clone(), most.clone()], &MeasureGet::Sum), Cell::Int(i64::MAX));
        let half = told_of(&[most, Value::Int(0)], &MeasureGet::Average);
        assert_eq!(half, Cell::Float(4_611_686_018_427_387_904.0));
    }

    #[test]
    fn a_sum_that_is_no_number_is_absent() {
        let huge = Value::Float(1.7e308);
        assert_eq!(told_of(&[huge.clone(), huge.clone()], &MeasureGet::Sum), Cell::Null);
        assert_eq!(told_of(&[huge], &MeasureGet::Max), Cell::Float(1.7e308));
    }

    #[test]
    fn nothing_has_no_average_and_no_least() {
        for (get, cell) in [
            (MeasureGet::Count, Cell::Int(0)),
            (MeasureGet::Sum, Cell::Int(0)),
            (MeasureGet::Average, Cell::Null),
            (MeasureGet::Min, Cell::Null),
        ] {
            assert_eq!(told_of(&[], &get), cell);
        }
    }
}
