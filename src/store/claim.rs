//! What no two nodes may share: identifiers, and the values of `@unique` properties.

use crate::model::{KindId, Model, PropertyId, Value};
use crate::store::records::NodeRecord;

/// Something that only one node may have.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Claim {
    /// An identifier, by scheme and value.
    Identifier(Box<str>, Box<str>),
    /// The value of a property of a kind.
    Value(KindId, PropertyId, Box<str>),
}

impl Claim {
    /// The claim of a value. Its text need not be read again, only differ from those of other values.
    #[must_use]
    pub fn of_value(kind: KindId, property: PropertyId, value: &Value) -> Self {
        Self::Value(kind, property, format!("{value:?}").into())
    }
}

/// The claims of a record with words for each, as in "already has the ORCID `0000-...`".
#[must_use]
pub fn of_record(record: &NodeRecord, model: &Model) -> Vec<(Claim, String)> {
    let mut claims: Vec<(Claim, String)> = record
        .identifiers
        .iter()
        .map(|one| {
            let claim = Claim::Identifier((*one.scheme).into(), (*one.value).into());
            (claim, format!("the {} `{}`", one.scheme, one.value))
        })
        .collect();
    let Some(kind) = model.kinds.get(usize::from(record.kind.0)) else { return claims };
    for property in kind.properties.iter().filter(|property| property.unique) {
        let found = record.properties.iter().find(|(id, _)| *id == property.id);
        claims.extend(found.map(|(id, value)| {
            let words = format!("the same `{}`", property.name);
            (Claim::of_value(record.kind, *id, value), words)
        }));
    }
    claims
}
