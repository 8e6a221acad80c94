//! A change in words.

use serde::Deserialize;

use crate::http::pages::words::Words;

/// A change, as the document asks for it.
#[derive(Deserialize)]
pub(super) struct Change {
    cursor: String,
    at: String,
    by: String,
    action: String,
    id: String,
    kind: Option<String>,
    node: Option<Named>,
    link: Option<Link>,
    sources: Vec<Source>,
    differences: Vec<Difference>,
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

#[derive(Deserialize)]
struct End {
    id: String,
    name: String,
}

#[derive(Deserialize)]
struct Link {
    kind: String,
    from: End,
    to: End,
}

#[derive(Deserialize)]
struct Source {
    url: String,
}

#[derive(Deserialize)]
struct Difference {
    field: String,
}

/// A change as feeds tell it.
pub(super) struct Entry {
    /// The same for a change for ever, whatever the server is called and in whatever language it is read.
    pub(super) id: String,
    /// When it was recorded, by RFC 3339.
    pub(super) at: String,
    /// Who recorded it.
    pub(super) by: String,
    /// What was changed, in a line.
    pub(super) title: String,
    /// What differs and where it is known from.
    pub(super) text: String,
    /// The path of what was changed; of the start page where that is gone.
    pub(super) path: String,
}

impl Entry {
    /// A change in a language.
    pub(super) fn of(change: Change, words: &Words) -> Self {
        let what = match (&change.link, &change.node) {
            (Some(Link { kind, from, to }), _) => {
                format!("{} → {} ({})", from.name, to.name, words.link_kind(kind))
            }
            (None, node) => {
                let name = node.as_ref().map_or(&change.id, |node| &node.name);
                match &change.kind {
                    Some(kind) => format!("{name} ({})", words.kind(kind)),
                    None => name.clone(),
                }
            }
        };
        let page = match (&change.link, &change.node) {
            (Some(link), _) => Some(&link.from.id),
            (None, Some(_)) => Some(&change.id),
            (None, None) => None,
        };
        let path = page.map_or_else(|| format!("/?lang={}", words.code), |id| words.node_page(id));
        let fields: Vec<&str> = change.differences.iter().map(|one| one.field.as_str()).collect();
        let sources: Vec<&str> = change.sources.iter().map(|one| one.url.as_str()).collect();
        let parts = [(words.changed_fields, fields), (words.sources, sources)];
        let told = parts.iter().filter(|(_, all)| !all.is_empty());
        let told = told.map(|(word, all)| format!("{word}: {}.", all.join(", ")));
        Self {
            id: format!("urn:x-tinklas:change:{}", change.cursor),
            title: format!("{}: {what}", words.action(&change.action)),
            text: told.collect::<Vec<_>>().join(" "),
            at: change.at,
            by: change.by,
            path,
        }
    }
}
