//! Filters as conditions.

use super::{Writer, labels};
use crate::model::{DataType, Direction, KindSet, PropertyId, Value};
use crate::plan::filter::{Filter, Test};
use crate::plan::selection::Follow;
use crate::store::neo4j::layout::{names, write};
use crate::store::neo4j::plan::columns::{far_ends, far_kinds};
use crate::store::neo4j::statement::Parameter;

impl Writer<'_> {
    /// Adds the conditions of a filter of a node, which is of one of some kinds.
    pub(super) fn conditions(
        &mut self,
        node: &str,
        filter: &Filter,
        kinds: KindSet,
        into: &mut Vec<String>,
    ) {
        match filter {
            Filter::All(all) => all.iter().for_each(|one| self.conditions(node, one, kinds, into)),
            Filter::Never => into.push("false".to_owned()),
            Filter::Id(ids) => {
                let ids = self.parameter(ids.iter().collect::<Parameter>());
                into.push(format!("{node}.id IN {ids}"));
            }
            Filter::Property(property, test) => {
                let condition = self.test(node, *property, test, kinds);
                into.push(condition);
            }
            Filter::Linked(follow, ids) => {
                let condition = self.linked(node, *follow, ids.iter().collect());
                into.push(condition);
            }
        }
    }

    fn test(&mut self, node: &str, property: PropertyId, test: &Test, kinds: KindSet) -> String {
        let Some(property) = self.property(property, kinds) else { return "false".to_owned() };
        match test {
            Test::Contains(_) if property.data != DataType::Text => "false".to_owned(),
            Test::Contains(part) => {
                let part = self.parameter(part.as_str());
                format!("{node}.{} CONTAINS {part}", names::folded(&property.name))
            }
            Test::In(values) => {
                // Cypher finds 1 equal to 1.0; values of another type are never equal here.
                let values = values.iter().filter(|value| is_of(value, property.data));
                let values = values.map(|value| write::value(self.model, property, value));
                let values = self.parameter(values.collect::<Parameter>());
                if property.list {
                    return format!("any(x IN {node}.{} WHERE x IN {values})", property.name);
                }
                let kept = names::kept(property);
                let tests = kept.iter().map(|name| format!("{node}.{name} IN {values}"));
                let tests = tests.collect::<Vec<_>>().join(" OR ");
                if kept.len() > 1 { format!("({tests})") } else { tests }
            }
        }
    }

    fn linked(&mut self, node: &str, follow: Follow, ids: Parameter) -> String {
        let far = far_kinds(self.model, follow);
        if far.is_empty() {
            return "false".to_owned();
        }
        let number = self.fresh();
        let other = format!("n{number}");
        let pattern = self.pattern(node, None, &other, follow, far);
        let ids = self.parameter(ids);
        format!("EXISTS {{ {pattern} WHERE {other}.id IN {ids} }}")
    }

    /// The pattern of links from a node to nodes of the kinds `far`: `(n0)-[r1:MEMBER_OF]->(n1:Cluster)`.
    pub(super) fn pattern(
        &self,
        near: &str,
        link: Option<&str>,
        other: &str,
        follow: Follow,
        far: KindSet,
    ) -> String {
        let possible = far_ends(self.model, follow.link, follow.direction);
        let label = labels::among(self.model, far, possible);
        let label = label.map_or_else(String::new, |label| format!(":{label}"));
        let link = format!("[{}:{}]", link.unwrap_or_default(), self.model.link(follow.link).name);
        let (left, right) = match follow.direction {
            Direction::Out => ("-", "->"),
            Direction::In => ("<-", "-"),
            // Neo4j meets a relationship from a node to itself once, as the plan wants it.
            Direction::Both => ("-", "-"),
        };
        format!("({near}){left}{link}{right}({other}{label})")
    }
}

fn is_of(value: &Value, data: DataType) -> bool {
    matches!(
        (value, data),
        (Value::Text(_), DataType::Text)
            | (Value::Int(_), DataType::Int)
            | (Value::Float(_), DataType::Float)
            | (Value::Bool(_), DataType::Bool)
            | (Value::Date(_), DataType::Date)
            | (Value::Enum(_), DataType::Enum(_))
    )
}
