//! Numbers about nodes that Neo4j sums up itself.
//!
//! By functions of lists: it takes a `count` or `sum` in a subquery for one of the whole statement, and refuses that.

use super::Writer;
use crate::model::{DataType, KindSet};
use crate::store::neo4j::plan::sums::{HALF, Sums};

/// From here on, numbers with a point are rounded to whole ones, and a sum depends on the order.
const FIRST_ROUNDED: &str = "9007199254740992.0";

impl Writer<'_> {
    /// A row of how many nodes `matched` finds, each counted once, and of the sums of each property.
    pub(super) fn sums(
        &self,
        matched: &str,
        node: &str,
        sums: &[Option<Sums<'_>>],
        kinds: KindSet,
    ) -> String {
        let found = format!("{matched} WITH DISTINCT {node} RETURN {node}");
        if sums.is_empty() {
            return format!("[[COUNT {{ {found} }}]]");
        }
        let mut told = vec!["size(nodes)".to_owned()];
        let (mut values, mut exact) = (vec!["nodes".to_owned()], Vec::new());
        for (at, one) in sums.iter().enumerate() {
            let Some(sums) = one else {
                told.push("[]".to_owned());
                continue;
            };
            let language = sums.language.as_slice();
            let value = self.read_property(node, sums.property.id, language, kinds);
            let list = format!("v{at}");
            values.push(format!("[{node} IN nodes WHERE {value} IS NOT NULL | {value}] AS {list}"));
            let mut columns = vec![format!("size({list})")];
            columns.extend(sums.distinct.then(|| distinct(sums, &list)));
            if sums.extremes {
                columns.extend(["<", ">"].map(|before| {
                    format!(
                        "reduce(m = {list}[0], x IN {list} | CASE WHEN x {before} m THEN x ELSE m END)"
                    )
                }));
            }
            if sums.sum && sums.property.data == DataType::Float {
                let is_exact = format!("e{at}");
                exact.push(format!(
                    "all(x IN {list} WHERE x = floor(x)) \
                     AND reduce(s = 0.0, x IN {list} | s + abs(x)) < {FIRST_ROUNDED} AS {is_exact}"
                ));
                // No node to start from is met at once; a condition would be tested after all are in order.
                columns.push(format!(
                    "reduce(s = 0.0, x IN CASE WHEN {is_exact} THEN {list} ELSE COLLECT {{ \
                     UNWIND CASE WHEN {is_exact} THEN [] ELSE nodes END AS {node} \
                     WITH {node} ORDER BY {node}.id WHERE {value} IS NOT NULL RETURN {value} }} END | s + x)"
                ));
            } else if sums.sum {
                columns.extend(
                    ["/", "%"]
                        .map(|half| format!("reduce(s = 0, x IN {list} | s + x {half} {HALF})")),
                );
            }
            told.push(format!("[{}]", columns.join(", ")));
        }
        let (told, values) = (told.join(", "), values.join(", "));
        let exact =
            if exact.is_empty() { String::new() } else { format!(" WITH *, {}", exact.join(", ")) };
        format!(
            "COLLECT {{ UNWIND [COLLECT {{ {found} }}] AS nodes WITH {values}{exact} RETURN [{told}] }}"
        )
    }
}

/// How many different values there are, of which one is zero.
fn distinct(sums: &Sums<'_>, list: &str) -> String {
    let zero = if sums.property.data == DataType::Float { " + 0.0" } else { "" };
    format!("COUNT {{ UNWIND {list} AS x RETURN DISTINCT x{zero} AS y }}")
}
