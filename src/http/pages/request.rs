//! What a page's address asks for.

use crate::model::Language;

/// A request for a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct PageRequest {
    /// In which language.
    pub(super) language: Language,
    /// Which answer is wanted.
    pub(super) asked: Asked,
}

/// What is asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Asked {
    /// Nothing yet.
    Nothing,
    /// `q=experts-connecting&a=..&b=..`
    Connecting { a: String, b: String },
    /// `q=partnership-paths&from=..&to=..`
    Paths { from: String, to: String },
    /// `q=experts-for-challenge&challenge=..`
    Help { challenge: String },
    /// `q=search&text=..`
    Search { text: String },
    /// `q=node&id=..`
    Node { id: String },
}

impl PageRequest {
    /// Reads the pairs of an address; `languages` are those that the browser prefers. A question without
    /// its arguments is not asked yet: the form is shown.
    pub(super) fn read(pairs: &[(String, String)], languages: &[Language]) -> Self {
        let value = |name: &str| {
            let found = pairs.iter().find(|(given, _)| given == name);
            found.map(|(_, value)| value.trim().to_owned()).filter(|value| !value.is_empty())
        };
        let language = value("lang")
            .and_then(|code| Language::from_code(&code))
            .or_else(|| languages.first().copied())
            .unwrap_or(Language::En);
        let asked = match value("q").as_deref() {
            Some("experts-connecting") => {
                value("a").zip(value("b")).map(|(a, b)| Asked::Connecting { a, b })
            }
            Some("partnership-paths") => {
                value("from").zip(value("to")).map(|(from, to)| Asked::Paths { from, to })
            }
            Some("experts-for-challenge") => {
                value("challenge").map(|challenge| Asked::Help { challenge })
            }
            Some("search") => value("text").map(|text| Asked::Search { text }),
            Some("node") => value("id").map(|id| Asked::Node { id }),
            _ => None,
        };
        Self { language, asked: asked.unwrap_or(Asked::Nothing) }
    }

    /// The address of the same page in another language.
    pub(super) fn in_language(&self, code: &str) -> String {
        let mut address = form_urlencoded::Serializer::new("/?".to_owned());
        for (name, value) in self.asked.pairs() {
            address.append_pair(name, value);
        }
        address.append_pair("lang", code);
        address.finish()
    }
}

impl Asked {
    /// The pairs of its address.
    fn pairs(&self) -> Vec<(&'static str, &str)> {
        match self {
            Self::Nothing => Vec::new(),
            Self::Connecting { a, b } => vec![("q", "experts-connecting"), ("a", a), ("b", b)],
            Self::Paths { from, to } => {
                vec![("q", "partnership-paths"), ("from", from), ("to", to)]
            }
            Self::Help { challenge } => {
                vec![("q", "experts-for-challenge"), ("challenge", challenge)]
            }
            Self::Search { text } => vec![("q", "search"), ("text", text)],
            Self::Node { id } => vec![("q", "node"), ("id", id)],
        }
    }

    /// The value of a parameter of the question asked; empty when it has none.
    pub(super) fn value(&self, name: &str) -> &str {
        self.pairs().into_iter().find(|(one, _)| *one == name).map_or("", |(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str, languages: &[Language]) -> PageRequest {
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        PageRequest::read(&pairs, languages)
    }

    #[test]
    fn an_address_survives_a_change_of_language() {
        let request = read("q=search&text=%C5%BEuv%C4%97dra+%26+co", &[Language::Lt]);
        assert_eq!(request.asked, Asked::Search { text: "žuvėdra & co".to_owned() });
        assert_eq!(request.language, Language::Lt);
        let address = request.in_language("en");
        let again = read(address.strip_prefix("/?").expect("an address"), &[Language::Lt]);
        assert_eq!(again, PageRequest { language: Language::En, ..request });
    }

    #[test]
    fn a_question_without_its_arguments_is_not_asked_yet() {
        assert_eq!(read("q=experts-connecting&a=AGRI&b=", &[]).asked, Asked::Nothing);
        assert_eq!(read("q=unheard-of", &[]).asked, Asked::Nothing);
        assert_eq!(read("lang=xx", &[]).language, Language::En);
    }
}
