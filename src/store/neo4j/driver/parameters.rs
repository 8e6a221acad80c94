//! Parameters as the driver wants them.

use neo4rs::{BoltList, BoltMap, BoltNull, BoltType, Query};

use crate::store::neo4j::statement::{Parameter, Statement};

/// A statement as the driver sends it.
pub(super) fn query(statement: &Statement) -> Query {
    let parameters = statement.parameters().iter();
    Query::new(statement.text().to_owned())
        .params(parameters.map(|(name, value)| (name.as_ref(), bolt(value))))
}

fn bolt(parameter: &Parameter) -> BoltType {
    match parameter {
        Parameter::Null => BoltType::Null(BoltNull),
        Parameter::Bool(one) => (*one).into(),
        Parameter::Int(one) => (*one).into(),
        Parameter::Float(one) => (*one).into(),
        Parameter::Text(one) => (&**one).into(),
        Parameter::List(items) => {
            BoltType::List(BoltList { value: items.iter().map(bolt).collect() })
        }
        Parameter::Map(entries) => BoltType::Map(
            entries
                .iter()
                .map(|(name, value)| (name.as_ref().into(), bolt(value)))
                .collect::<BoltMap>(),
        ),
    }
}
