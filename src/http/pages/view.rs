//! The templates and what they are filled with.

use askama::Template;
use axum::http::StatusCode;

use super::Fault;
use super::answers::{
    Around, Bridges, Choices, Found, Link, Matches, Named, Node, Paths, Reason, Source,
};
use super::request::PageRequest;
use super::words::Words;
use crate::model::Language;

/// A page.
#[derive(Template)]
#[template(path = "page.html")]
pub(super) struct Page {
    pub(super) words: &'static Words,
    pub(super) request: PageRequest,
    pub(super) choices: Choices,
    pub(super) shown: Shown,
    /// Whether the built-in sample is in.
    pub(super) sample: bool,
}

/// What a page shows beside the forms.
#[derive(Debug)]
pub(super) enum Shown {
    Nothing,
    Connecting(Bridges),
    Paths(Paths),
    Help(Matches),
    Search(Found),
    Node { node: Node, around: Around },
    NoSuchNode,
    NoSuchPage,
    Fault(Fault),
}

impl Shown {
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::NoSuchNode | Self::NoSuchPage => StatusCode::NOT_FOUND,
            Self::Fault(fault) if fault.messages.is_empty() => StatusCode::SERVICE_UNAVAILABLE,
            Self::Fault(_) => StatusCode::BAD_REQUEST,
            _ => StatusCode::OK,
        }
    }
}

impl Page {
    /// The languages to switch between: code, own name, whether it is the page's.
    fn languages(&self) -> [(&'static str, &'static str, bool); 2] {
        [(Language::Lt, "Lietuvių"), (Language::En, "English")]
            .map(|(one, name)| (Words::of(one).code, name, one == self.request.language))
    }

    /// The two fields of the first question: parameter and label.
    fn sector_fields(&self) -> [(&'static str, &'static str); 2] {
        [("a", self.words.sector_a), ("b", self.words.sector_b)]
    }

    /// The two fields of the second question: parameter and label.
    fn actor_fields(&self) -> [(&'static str, &'static str); 2] {
        [("from", self.words.from), ("to", self.words.to)]
    }

    /// Those who can stand at the ends of a path, in groups.
    fn groups(&self) -> [(&'static str, &Found); 3] {
        let (words, choices) = (self.words, &self.choices);
        [
            (words.clusters, &choices.clusters),
            (words.organisations, &choices.organisations),
            (words.companies, &choices.companies),
        ]
    }

    /// Whether something other than the forms is to be read.
    fn has_answer(&self) -> bool {
        !matches!(self.shown, Shown::Nothing)
    }

    /// Whether a question's form is unfolded: all are on the start page, and the one that was asked.
    fn is_open(&self, question: &str) -> bool {
        !self.has_answer() || self.request.asked.value("q") == question
    }

    /// The value of a form's field.
    fn value(&self, name: &str) -> &str {
        self.request.asked.value(name)
    }

    /// Whether an option is the one chosen, by id or by code.
    fn is_chosen(&self, name: &str, option: &Named) -> bool {
        let value = self.value(name);
        value == option.id || option.code.as_deref() == Some(value)
    }

    /// Whether a value was chosen that the select does not offer: a person, or one of a long list.
    fn is_beyond(&self, name: &str) -> bool {
        let value = self.value(name);
        let offered =
            [&self.choices.clusters, &self.choices.organisations, &self.choices.companies];
        !value.is_empty()
            && !offered.iter().any(|found| found.nodes.iter().any(|one| one.id == value))
    }

    /// The address of a node's page.
    fn node_page(&self, id: &str) -> String {
        self.words.node_page(id)
    }

    /// The parts of a score as a row of bars: start, width, number of colour.
    #[expect(clippy::unused_self, reason = "called from a template")]
    fn parts(&self, reasons: &[Reason]) -> Vec<(String, String, usize)> {
        let mut start = 0.0;
        let mut parts = Vec::new();
        for (at, reason) in reasons.iter().enumerate().filter(|(_, reason)| reason.share > 0.0) {
            let width = reason.share.min(1.0) * 100.0;
            parts.push((format!("{start:.1}"), format!("{width:.1}"), at % 6));
            start += width;
        }
        parts
    }

    /// When a link holds, in words; empty when nothing is stated.
    fn when(&self, link: &Link) -> String {
        let words = self.words;
        let parts = [(words.since, &link.since), (words.until, &link.until)];
        let mut told: Vec<String> = parts
            .into_iter()
            .filter_map(|(word, date)| Some(format!("{word} {}", date.as_ref()?)))
            .collect();
        if let (true, Some(seen)) = (told.is_empty(), &link.seen) {
            told.push(format!("{} {seen}", words.seen));
        }
        told.join(", ")
    }

    /// The end of a link that is not the node.
    #[expect(clippy::unused_self, reason = "called from a template")]
    fn far<'a>(&self, link: &'a Link, id: &str) -> &'a Named {
        if link.from.id == id { &link.to } else { &link.from }
    }
}

/// A source's address as a person reads it: the site.
fn site(source: &Source) -> String {
    let url = &source.url;
    let rest = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    rest.split('/').next().unwrap_or_default().trim_start_matches("www.").to_owned()
}
