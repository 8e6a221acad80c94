//! What a search finds, ranked where it is found.
//!
//! The words of every text are kept one after the other (see `layout::names::words`), so all of
//! [`search_rank`](crate::text::search_rank) is `CONTAINS`: a word begins with ` las`, a name begins with
//! `␟ laser li`, and is `␟ laser light␟`. One statement therefore finds, ranks, orders and reads a page.

use super::order::NO_LANGUAGE;
use super::{Writer, labels};
use crate::model::{KindId, KindSet, Property, PropertyId};
use crate::store::neo4j::layout::names::{self, MARK, NODE};
use crate::text::SearchWord;

/// What the viewer may find of a kind.
#[derive(PartialEq, Eq)]
struct Searched {
    /// Whether its name is searched.
    name: bool,
    /// Whether its name may be seen, which finds are ordered by.
    named: bool,
    /// Its other searched properties.
    others: Vec<PropertyId>,
}

impl Writer<'_> {
    /// The clauses that find nodes of some kinds, with their rank, the key and the text of their name under
    /// the names given; none when nothing of them is searched.
    pub(super) fn found(
        &mut self,
        words: &[SearchWord],
        kinds: KindSet,
        variables: [&str; 4],
    ) -> Option<String> {
        let mut groups: Vec<(Searched, KindSet)> = Vec::new();
        for kind in kinds.iter() {
            let searched = self.searched(kind);
            if !searched.name && searched.others.is_empty() {
                continue;
            }
            match groups.iter_mut().find(|(other, _)| *other == searched) {
                Some((_, kinds)) => *kinds = kinds.with(kind),
                None => groups.push((searched, KindSet::one(kind))),
            }
        }
        if groups.is_empty() {
            return None;
        }
        let starts: Vec<String> =
            words.iter().map(|word| self.parameter(format!(" {}", word.shortest()))).collect();
        let name = words.iter().fold(String::new(), |name, word| name + " " + &word.folded);
        let start = self.parameter(format!("{MARK}{name}"));
        let whole = self.parameter(format!("{MARK}{name}{MARK}"));
        let parts = groups.iter().map(|(searched, kinds)| {
            self.found_of(searched, *kinds, &starts, [&start, &whole], variables)
        });
        Some(parts.collect::<Vec<_>>().join(" UNION ALL "))
    }

    fn searched(&self, kind: KindId) -> Searched {
        let (kind, seen) = (self.model.kind(kind), self.sight.of_kind(kind));
        let shown = kind.properties.iter().filter(|property| seen.has(property.id));
        let mut searched = Searched { name: false, named: false, others: Vec::new() };
        for property in shown {
            if property.name == "name" {
                searched.named = true;
                searched.name = property.search;
            } else if property.search {
                searched.others.push(property.id);
            }
        }
        searched
    }

    fn found_of(
        &self,
        searched: &Searched,
        kinds: KindSet,
        starts: &[String],
        [start, whole]: [&str; 2],
        [node, rank, key, name]: [&str; 4],
    ) -> String {
        let property = |id: PropertyId| self.property(id, kinds);
        let words_of = |property: &Property| format!("{node}.{}", names::words(&property.name));
        let own = self.model.property_id("name").filter(|_| searched.named).and_then(property);
        let in_name = own.filter(|_| searched.name).map(words_of);
        let others = searched.others.iter().copied().filter_map(property).map(words_of);
        let places: Vec<String> = in_name.iter().cloned().chain(others).collect();
        let found = all(starts, |start| any(&places, start));
        let ranked = match &in_name {
            None => "3".to_owned(),
            Some(words) => {
                // With nothing but names to be found in, every word was found in one.
                let rest = if searched.others.is_empty() {
                    "ELSE 2".to_owned()
                } else {
                    let found = all(starts, |start| format!("{words} CONTAINS {start}"));
                    format!("WHEN {found} THEN 2 ELSE 3")
                };
                format!(
                    "CASE WHEN {words} CONTAINS {whole} THEN 0 WHEN {words} CONTAINS {start} THEN 1 {rest} END"
                )
            }
        };
        let (order, text) = match own {
            Some(own) => (
                format!("{node}.{}", names::order(own, None)),
                self.read_property(node, own.id, NO_LANGUAGE, kinds),
            ),
            None => ("null".to_owned(), "null".to_owned()),
        };
        // What is searched is indexed for all nodes at once.
        let label = match labels::among(self.model, kinds, self.model.all_kinds()) {
            None => NODE.to_owned(),
            Some(label) => format!("{NODE}&({label})"),
        };
        format!(
            "MATCH ({node}:{label}) WHERE {found} RETURN {node}, {ranked} AS {rank}, {order} AS {key}, {text} AS {name}"
        )
    }
}

/// The condition that every start is found.
fn all(starts: &[String], found: impl Fn(&String) -> String) -> String {
    starts.iter().map(found).collect::<Vec<_>>().join(" AND ")
}

/// The condition that a start is in one of some places.
fn any(places: &[String], start: &str) -> String {
    let tests = places.iter().map(|place| format!("{place} CONTAINS {start}"));
    let tests = tests.collect::<Vec<_>>().join(" OR ");
    if places.len() > 1 { format!("({tests})") } else { tests }
}
