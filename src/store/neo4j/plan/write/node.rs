//! Nodes as lists of columns.

use super::Writer;
use super::labels;
use super::page::Source;
use crate::model::{KindSet, Language, Property, PropertyId, Shape};
use crate::plan::selection::{Field, Follow, NodeGet, Selection};
use crate::store::neo4j::layout::names;
use crate::store::neo4j::plan::columns::{branches, far_kinds, is_node_column};

impl Writer<'_> {
    /// What is wanted of a node of one of the kinds `possible`, as a list. Where there can be several kinds,
    /// the first column has the number of its kind.
    pub(super) fn node(&mut self, node: &str, selection: &Selection, possible: KindSet) -> String {
        let mut cases = Vec::new();
        for (kinds, fields) in branches(selection, possible) {
            let mut columns = Vec::new();
            if possible.len() > 1 {
                columns.push(self.kind(node, kinds));
            }
            self.node_columns(node, fields, kinds, &mut columns);
            cases.push((kinds, format!("[{}]", columns.join(", "))));
        }
        self.cases(node, &cases, possible)
    }

    /// The number of a node's kind, which is one of `kinds`. `labels` would say it too, and take twice the
    /// time: a list of names is made and sent for each node.
    fn kind(&self, node: &str, kinds: KindSet) -> String {
        let cases: Vec<_> =
            kinds.iter().map(|kind| (KindSet::one(kind), kind.0.to_string())).collect();
        self.cases(node, &cases, kinds)
    }

    /// One of several expressions, by the kind of a node, which is one of `possible`.
    fn cases(&self, node: &str, cases: &[(KindSet, String)], possible: KindSet) -> String {
        let Some(((_, last), others)) = cases.split_last() else { return "[]".to_owned() };
        if others.is_empty() {
            return last.clone();
        }
        let others = others.iter().filter_map(|(kinds, then)| {
            // None would mean all kinds, of which the last case has at least one.
            let label = labels::among(self.model, *kinds, possible)?;
            Some(format!("WHEN {node}:{label} THEN {then}"))
        });
        format!("CASE {} ELSE {last} END", others.collect::<Vec<_>>().join(" "))
    }

    fn node_columns(
        &mut self,
        node: &str,
        fields: &[Field<NodeGet>],
        kinds: KindSet,
        columns: &mut Vec<String>,
    ) {
        for field in fields.iter().filter(|field| is_node_column(&field.get)) {
            let column = self.node_column(node, &field.get, kinds);
            columns.push(column);
        }
    }

    fn node_column(&mut self, node: &str, get: &NodeGet, kinds: KindSet) -> String {
        match get {
            // Never columns; see `is_node_column`.
            NodeGet::Typename | NodeGet::Hidden | NodeGet::Kind => "null".to_owned(),
            NodeGet::Id | NodeGet::Code => format!("{node}.id"),
            NodeGet::Version => format!("{node}.version"),
            NodeGet::RecordedAt => format!("{node}.recorded_at"),
            NodeGet::RecordedBy => format!("{node}.recorded_by"),
            NodeGet::Property { property, languages } => {
                self.read_property(node, *property, languages, kinds)
            }
            NodeGet::LanguageOf { property, languages } => {
                self.language_of(node, *property, languages, kinds)
            }
            NodeGet::Sources(_) => format!("[{node}.source_urls, {node}.source_dates]"),
            NodeGet::Identifiers(_) => {
                format!("[{node}.identifier_schemes, {node}.identifier_values]")
            }
            NodeGet::One(follow, selection) => self.far_nodes(node, *follow, selection, "", 1),
            NodeGet::List(follow, selection) => {
                self.far_nodes(node, *follow, selection, "DISTINCT ", Shape::LIST_LIMIT)
            }
            NodeGet::Connection(follow, connection) => {
                self.page(&Source::Links { near: node, follow: *follow }, connection)
            }
        }
    }

    /// The nodes over links, by id.
    fn far_nodes(
        &mut self,
        near: &str,
        follow: Follow,
        selection: &Selection,
        distinct: &str,
        limit: usize,
    ) -> String {
        let far = far_kinds(self.model, follow);
        if far.is_empty() {
            return "[]".to_owned();
        }
        let node = format!("n{}", self.fresh());
        let pattern = self.pattern(near, None, &node, follow, far);
        let columns = self.node(&node, selection, far);
        format!(
            "COLLECT {{ MATCH {pattern} WITH {distinct}{node} ORDER BY {node}.id LIMIT {limit} \
             RETURN {columns} }}"
        )
    }

    /// A property as its reader reads it.
    pub(super) fn read_property(
        &self,
        node: &str,
        property: PropertyId,
        languages: &[Language],
        kinds: KindSet,
    ) -> String {
        match self.property(property, kinds) {
            None => "null".to_owned(),
            Some(property) if property.localized => {
                let texts = texts_for(property, languages).into_iter();
                let texts: Vec<String> = texts.map(|(name, _)| format!("{node}.{name}")).collect();
                format!("coalesce({})", texts.join(", "))
            }
            Some(property) => format!("{node}.{}", property.name),
        }
    }

    fn language_of(
        &self,
        node: &str,
        property: PropertyId,
        languages: &[Language],
        kinds: KindSet,
    ) -> String {
        let Some(property) = self.property(property, kinds).filter(|one| one.localized) else {
            return "null".to_owned();
        };
        let cases = texts_for(property, languages).into_iter().map(|(name, language)| {
            let code =
                language.map_or_else(|| "null".to_owned(), |one| format!("'{}'", one.code()));
            format!("WHEN {node}.{name} IS NOT NULL THEN {code}")
        });
        format!("CASE {} END", cases.collect::<Vec<_>>().join(" "))
    }
}

/// Where the texts of a localised property are kept and in which language they are, in the order in which a
/// reader of the languages reads them; as `Localized::read` does.
fn texts_for(property: &Property, languages: &[Language]) -> Vec<(String, Option<Language>)> {
    let mut order: Vec<Option<Language>> = Vec::new();
    let last = [Some(Language::En), None, Some(Language::Lt)];
    for language in languages.iter().copied().map(Some).chain(last) {
        if !order.contains(&language) {
            order.push(language);
        }
    }
    let kept = |language: Option<Language>| match language {
        Some(language) => names::in_language(&property.name, language),
        None => property.name.clone(),
    };
    order.into_iter().map(|language| (kept(language), language)).collect()
}
