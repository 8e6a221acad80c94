//! Which numbers about nodes Neo4j sums up itself, so that no node has to be sent.
//!
//! It does where its sum is exactly that of every other store. Whole numbers are added as two halves, which cannot run
//! over 64 bits as their sum can. Numbers with a point are added in any order while every partial sum is whole and
//! below 2^53, where none is rounded; else in the order of the nodes' ids. Text and dates have an order of their own,
//! so the least and greatest of them are found here.

use crate::model::{DataType, Language, Model, Property, PropertyId};
use crate::plan::numbers::{MeasureGet, NumbersGet};
use crate::plan::selection::{ConnectionGet, Field};

/// What stands above the lower 32 bits of a whole number counts this often.
pub const HALF: i64 = 1 << 32;

/// What is summed up of a property's values.
#[derive(Debug)]
pub struct Sums<'m> {
    /// The property.
    pub property: &'m Property,
    /// The reader's language, where it is localised.
    pub language: Option<Language>,
    /// Whether different values are counted.
    pub distinct: bool,
    /// Whether the least and the greatest are wanted.
    pub extremes: bool,
    /// Whether the sum is.
    pub sum: bool,
}

/// What Neo4j sums up for a field of a page: for each property that is told of, in the order of the fields; none for one that
/// the viewer may not see. Nothing where the field tells no numbers, or one that Neo4j cannot tell exactly.
#[must_use]
pub fn sums<'m>(model: &'m Model, get: &ConnectionGet) -> Option<Vec<Option<Sums<'m>>>> {
    let ConnectionGet::Numbers(fields) = get else { return None };
    let mut all = Vec::new();
    for field in fields {
        let NumbersGet::Measures(measured, fields) = &field.get else { continue };
        all.push(match measured.property {
            Some(property) => Some(of_values(model, property, measured.language, fields)?),
            None => None,
        });
    }
    Some(all)
}

/// What is summed up of a property's values; nothing where it cannot be.
fn of_values<'m>(
    model: &'m Model,
    property: PropertyId,
    language: Option<Language>,
    fields: &[Field<MeasureGet>],
) -> Option<Sums<'m>> {
    let property = model.kinds.iter().find_map(|kind| kind.property(property))?;
    let mut sums = Sums { property, language, distinct: false, extremes: false, sum: false };
    for field in fields {
        match field.get {
            MeasureGet::Typename(_) | MeasureGet::Count => {}
            MeasureGet::Distinct => sums.distinct = true,
            MeasureGet::Min | MeasureGet::Max => sums.extremes = true,
            MeasureGet::Sum | MeasureGet::Average => sums.sum = true,
        }
    }
    let is_number = matches!(property.data, DataType::Int | DataType::Float);
    let is_exact = !property.list && (is_number || !(sums.extremes || sums.sum));
    is_exact.then_some(sums)
}
