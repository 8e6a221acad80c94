//! What numbers about nodes are made of, as lists of facts.

use super::Writer;
use crate::model::KindSet;
use crate::plan::selection::{Follow, Selection};
use crate::store::neo4j::plan::columns::{Fact, far_kinds};

impl Writer<'_> {
    /// The facts about every node that `matched` finds, each once and by id: its id, then a column for each.
    pub(super) fn facts(
        &mut self,
        matched: &str,
        node: &str,
        facts: &[Fact<'_>],
        kinds: KindSet,
    ) -> String {
        let mut columns = vec![format!("{node}.id")];
        for fact in facts {
            columns.push(match fact {
                Fact::Value(property, language) => {
                    self.read_property(node, *property, language.as_slice(), kinds)
                }
                Fact::Linked(follow, selections) => self.grouped_by(node, *follow, selections),
            });
        }
        let columns = columns.join(", ");
        format!(
            "COLLECT {{ {matched} WITH DISTINCT {node} ORDER BY {node}.id RETURN [{columns}] }}"
        )
    }

    fn grouped_by(&mut self, node: &str, follow: Follow, selections: &[&Selection]) -> String {
        let far = far_kinds(self.model, follow);
        if far.is_empty() {
            return "[]".to_owned();
        }
        let other = format!("n{}", self.fresh());
        let pattern = self.pattern(node, None, &other, follow, far);
        let mut columns = vec![format!("{other}.id")];
        for selection in selections {
            columns.push(self.node(&other, selection, far));
        }
        let columns = columns.join(", ");
        format!(
            "COLLECT {{ MATCH {pattern} WITH DISTINCT {other} ORDER BY {other}.id RETURN [{columns}] }}"
        )
    }
}
