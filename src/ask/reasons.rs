//! The parts of a score, and other records that several answers have.

use std::sync::Arc;

use super::answer::{Answer, Evidence, Sentence};
use super::run::Asking;
use super::score::Points;
use crate::store::features::Piece;
use crate::store::records::LinkRef;

/// One part of a score.
pub(super) struct Part {
    /// Which: the same in every answer to a question.
    pub(super) name: &'static str,
    /// The sentence.
    pub(super) text: Sentence,
    /// Its own value.
    pub(super) value: f64,
    /// Its share of the whole.
    pub(super) share: Points,
}

/// The sum of the parts, 0 to 1.
pub(super) fn total(parts: &[Part]) -> Points {
    parts.iter().map(|part| part.share).sum()
}

/// `[Reason!]!`.
pub(super) fn reasons(parts: Vec<Part>) -> Answer {
    let reason = |part: Part| {
        Answer::Record(vec![
            ("part", Answer::Text(part.name.into())),
            ("text", Answer::Sentence(part.text)),
            ("value", Answer::Float(Points::of(part.value).value())),
            ("share", Answer::Float(part.share.value())),
        ])
    };
    Answer::List(parts.into_iter().map(reason).collect())
}

/// `Cut`, or null when nothing was left out.
pub(super) fn cut(limit: &'static str, shown: usize, found: usize) -> Answer {
    if shown >= found {
        return Answer::Null;
    }
    Answer::Record(vec![
        ("limit", Answer::Text(limit.into())),
        ("shown", count(shown)),
        ("found", count(found)),
    ])
}

/// `Dating!` of an answer in which so many facts without a date counted.
pub(super) fn dating(asking: &Asking<'_>, undated: usize) -> Answer {
    let as_of = asking.date.map_or(Answer::Null, Answer::Date);
    Answer::Record(vec![("asOf", as_of), ("undatedCounted", count(undated))])
}

/// A count as a number of the API.
pub(super) fn count(count: usize) -> Answer {
    Answer::Int(i64::try_from(count).unwrap_or(i64::MAX))
}

/// A list of nodes.
pub(super) fn nodes<'a>(ids: impl IntoIterator<Item = &'a Arc<str>>) -> Answer {
    Answer::List(ids.into_iter().map(|id| Answer::Node(Arc::clone(id))).collect())
}

/// A list of links.
pub(super) fn links<'a>(all: impl IntoIterator<Item = &'a LinkRef>) -> Answer {
    Answer::List(all.into_iter().map(|link| Answer::Link(link.clone())).collect())
}

impl Evidence {
    /// The evidence that these links are, with their ends, starting from a node.
    pub(super) fn from<'a>(start: &Arc<str>, links: impl IntoIterator<Item = &'a LinkRef>) -> Self {
        let mut evidence = Self { nodes: vec![Arc::clone(start)], links: Vec::new() };
        for link in links {
            if !evidence.links.contains(link) {
                evidence.links.push(link.clone());
            }
            for end in [&link.from, &link.to] {
                if !evidence.nodes.contains(end) {
                    evidence.nodes.push(Arc::clone(end));
                }
            }
        }
        evidence
    }

    /// `Network!`.
    pub(super) fn answer(self) -> Answer {
        let (all, ties) = (nodes(&self.nodes), links(&self.links));
        let piece = Piece::Exactly { nodes: self.nodes, links: self.links };
        network(all, ties, Answer::Null, piece)
    }
}

/// `Network!`.
pub(super) fn network(nodes: Answer, links: Answer, cut: Answer, piece: Piece) -> Answer {
    Answer::Record(vec![
        ("nodes", nodes),
        ("links", links),
        ("cut", cut),
        ("exportUrl", Answer::Export(piece)),
    ])
}
