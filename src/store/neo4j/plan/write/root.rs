//! Where statements start.

use super::link::Ends;
use super::page::Source;
use super::{Writer, filtered_by, labels};
use crate::model::LinkId;
use crate::plan::Root;
use crate::plan::selection::{Field, LinkGet};
use crate::store::neo4j::layout::names::NODE;
use crate::store::neo4j::plan::columns::is_link_column;
use crate::store::neo4j::plan::lookups::IDS;
use crate::store::neo4j::statement::Parameter;
use crate::store::records::LinkRef;

impl Writer<'_> {
    /// The whole statement; none when there is nothing to ask.
    pub(super) fn root(&mut self, root: &Root) -> Option<String> {
        match root {
            Root::Nodes { ids, kinds, selection } => {
                if ids.is_empty() || kinds.is_empty() {
                    return None;
                }
                let label = labels::among(self.model, *kinds, self.model.all_kinds());
                let condition: Vec<String> =
                    label.iter().map(|label| format!("n:{label}")).collect();
                let columns = self.node("n", selection, *kinds);
                let condition = filtered_by(&condition);
                Some(format!(
                    "UNWIND ${IDS} AS id MATCH (n:{NODE} {{id: id}}){condition} RETURN [id, {columns}] AS row"
                ))
            }
            Root::Scan { kinds, fixed, connection } => {
                let page = self.page(&Source::All { kinds: *kinds, fixed }, connection);
                Some(format!("{}RETURN {page} AS row", self.before.concat()))
            }
            Root::Search { words, kinds, connection } => {
                let page = self.page(&Source::Found { words, kinds: *kinds }, connection);
                Some(format!("{}RETURN {page} AS row", self.before.concat()))
            }
            Root::Links { links, fields } => self.links(links, fields),
        }
    }

    /// Links by identity: one part for each kind, since what a link has depends on it.
    fn links(&mut self, links: &[LinkRef], fields: &[Field<LinkGet>]) -> Option<String> {
        let seen = self.sight.links;
        let kinds = self.model.all_links().iter().filter(|kind| seen.has(*kind));
        let parts: Vec<String> =
            kinds.filter_map(|kind| self.links_of(kind, links, fields)).collect();
        (!parts.is_empty()).then(|| parts.join(" UNION ALL "))
    }

    fn links_of(
        &mut self,
        kind: LinkId,
        links: &[LinkRef],
        fields: &[Field<LinkGet>],
    ) -> Option<String> {
        let asked: Parameter = links
            .iter()
            .enumerate()
            .filter(|(_, link)| link.kind == kind)
            .map(|(at, link)| {
                let at = i64::try_from(at).unwrap_or(i64::MAX);
                Parameter::List(vec![
                    at.into(),
                    (&link.from).into(),
                    (&link.to).into(),
                    link.tag.into(),
                ])
            })
            .collect();
        if matches!(&asked, Parameter::List(asked) if asked.is_empty()) {
            return None;
        }
        let declared = self.model.link(kind);
        let mut conditions = Vec::new();
        for (end, kinds) in [("a", declared.from), ("b", declared.to)] {
            let shown = kinds.and(self.sight.kinds);
            if shown.is_empty() {
                return None;
            }
            let label = labels::among(self.model, shown, kinds);
            conditions.extend(label.map(|label| format!("{end}:{label}")));
        }
        let asked = self.parameter(asked);
        let ends = Ends { kind, link: "r", from: "a", to: "b" };
        let columns: Vec<String> = fields
            .iter()
            .filter(|field| is_link_column(&field.get))
            .map(|field| self.link_column(ends, &field.get))
            .collect();
        let (name, condition, columns) =
            (&declared.name, filtered_by(&conditions), columns.join(", "));
        Some(format!(
            "UNWIND {asked} AS k MATCH (a:{NODE} {{id: k[1]}})-[r:{name} {{tag: k[3]}}]->(b:{NODE} {{id: k[2]}}){condition} \
             RETURN [k[0], [{columns}]] AS row"
        ))
    }
}
