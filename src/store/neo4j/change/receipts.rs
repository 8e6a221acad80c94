//! The receipts of batches: read before the batches are judged, written with what they did.

use super::chunks::{Values, chunks};
use super::statements::{self, map, with};
use super::{Stop, writer};
use crate::store::Applied;
use crate::store::batch::Receipt;
use crate::store::neo4j::driver::{Datum, Transaction};
use crate::store::neo4j::layout::read::Unreadable;
use crate::store::neo4j::statement::{Parameter, Statement};
use crate::store::receipts::{Kept, Receipts};

/// The receipts that are kept of the keys of some calls.
pub(super) async fn load(
    calls: &[writer::Call],
    transaction: &mut Transaction<'_>,
) -> Result<Receipts, Stop> {
    let mut receipts = Receipts::default();
    for keys in chunks(keys(calls)) {
        let rows = transaction.run(&with(statements::READ_RECEIPTS, "keys", keys)).await?;
        for row in rows.iter() {
            let kept = read(&row?).ok_or_else(|| Unreadable("a receipt without key".to_owned()))?;
            receipts.keep(kept);
        }
    }
    Ok(receipts)
}

fn keys(calls: &[writer::Call]) -> Values<'_> {
    Box::new(calls.iter().filter_map(|call| Some((&call.receipt.as_ref()?.key).into())))
}

fn read(row: &Datum<'_>) -> Option<Kept> {
    let [key, request, outcome, at, sequence, changed] = row.list() else { return None };
    let receipt = Receipt {
        key: key.text()?.into(),
        request: request.text()?.into(),
        outcome: outcome.text()?.into(),
    };
    let applied = Applied {
        sequence: sequence.int()?.cast_unsigned(),
        changed: usize::try_from(changed.int()?).ok()?,
    };
    Some(Kept { receipt, at: at.int()?, applied })
}

/// Keeps new receipts, and forgets those that are too many or too old.
pub(super) async fn save(new: &[Kept], transaction: &mut Transaction<'_>) -> Result<(), Stop> {
    let Some(last) = new.last() else { return Ok(()) };
    for receipts in chunks(Box::new(new.iter().map(parameter))) {
        transaction.run(&with(statements::KEEP_RECEIPTS, "receipts", receipts)).await?;
    }
    let most = i64::try_from(Receipt::MOST).unwrap_or(i64::MAX);
    let forget = Statement::new(statements::FORGET_RECEIPTS)
        .with("most", most)
        .with("oldest", last.at.saturating_sub(Receipt::AGE));
    transaction.run(&forget).await?;
    Ok(())
}

fn parameter(kept: &Kept) -> Parameter {
    let Kept { receipt, at, applied } = kept;
    map([
        ("key", (&receipt.key).into()),
        ("request", (&receipt.request).into()),
        ("outcome", (&receipt.outcome).into()),
        ("at", (*at).into()),
        ("sequence", Parameter::Int(applied.sequence.cast_signed())),
        ("changed", Parameter::Int((applied.changed as u64).cast_signed())),
    ])
}
