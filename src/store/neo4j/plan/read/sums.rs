//! Numbers about nodes that Neo4j summed up itself.

use super::{Columns, Reader, list_of, unexpected};
use crate::model::DataType;
use crate::plan::numbers::NumbersGet;
use crate::plan::selection::Field;
use crate::store::neo4j::driver::Datum;
use crate::store::neo4j::layout::read::Unreadable;
use crate::store::neo4j::plan::sums::{HALF, Sums};
use crate::store::numbers::{Plain, Summary, tell_summaries};

impl Reader<'_> {
    /// Tells numbers of what was summed up for them.
    pub(super) fn sums(
        &mut self,
        column: &Datum<'_>,
        sums: &[Option<Sums<'_>>],
        fields: &[Field<NumbersGet>],
    ) -> Result<(), Unreadable> {
        // No row where nothing can be met.
        let Some(row) = list_of(column)?.first() else {
            tell_summaries(&mut self.tree, 0, Vec::new(), fields);
            return Ok(());
        };
        let mut told = Columns::of(row)?;
        let count = number(told.next()?)?;
        let mut summaries = Vec::with_capacity(sums.len());
        for sums in sums {
            let column = told.next()?;
            summaries.push(match sums {
                Some(sums) => summary(sums, column)?,
                None => Summary::default(),
            });
        }
        tell_summaries(&mut self.tree, count, summaries, fields);
        Ok(())
    }
}

/// The columns of a property's sums.
fn summary(sums: &Sums<'_>, column: &Datum<'_>) -> Result<Summary, Unreadable> {
    let mut columns = Columns::of(column)?;
    let mut summary = Summary { count: number(columns.next()?)?, ..Summary::default() };
    if sums.distinct {
        summary.distinct = number(columns.next()?)?;
    }
    if sums.extremes {
        summary.least = plain(columns.next()?, sums.property.data)?;
        summary.greatest = plain(columns.next()?, sums.property.data)?;
    }
    if !sums.sum || summary.count == 0 {
        return Ok(summary);
    }
    if sums.property.data == DataType::Float {
        let sum = columns.next()?;
        summary.broken = Some(sum.float().ok_or_else(|| unexpected("a number", sum))?);
    } else {
        let mut half = || {
            let half = columns.next()?;
            half.int().map(i128::from).ok_or_else(|| unexpected("a whole number", half))
        };
        summary.whole = half()? * i128::from(HALF) + half()?;
    }
    Ok(summary)
}

fn number(datum: &Datum<'_>) -> Result<usize, Unreadable> {
    let number = datum.int().and_then(|number| usize::try_from(number).ok());
    number.ok_or_else(|| unexpected("a number of nodes", datum))
}

fn plain(datum: &Datum<'_>, data: DataType) -> Result<Option<Plain>, Unreadable> {
    match (data, datum) {
        (_, Datum::Null) => Ok(None),
        (DataType::Int, Datum::Int(number)) => Ok(Some(Plain::Int(*number))),
        (DataType::Float, other) => {
            let number = other.float().ok_or_else(|| unexpected("a number", other))?;
            Ok(Some(Plain::float(number)))
        }
        (_, other) => Err(unexpected("a whole number", other)),
    }
}
