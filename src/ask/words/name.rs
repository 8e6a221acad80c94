//! A name as sentences write it.

use super::Noun;
use crate::model::{Language, Localized};

/// A node's name in both languages, with the noun to put beside it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Name {
    pub(super) noun: Noun,
    /// As an English sentence writes it: in quotation marks unless it is a person's.
    pub(super) en: String,
    /// As a Lithuanian sentence writes it.
    pub(super) lt: String,
}

impl Name {
    /// A name; the id stands in for one that is empty.
    pub(crate) fn new(noun: Noun, name: &Localized, id: &str) -> Self {
        let read = |language| name.read(&[language]).map_or(id, |(text, _)| &**text);
        let (en, lt) = (read(Language::En), read(Language::Lt));
        if noun.quoted {
            Self { noun, en: format!("“{en}”"), lt: format!("„{lt}“") }
        } else {
            Self { noun, en: en.to_owned(), lt: lt.to_owned() }
        }
    }

    /// An id in the place of a name.
    pub(crate) fn of_id(id: &str) -> Self {
        Self { noun: Noun::of_kind(""), en: format!("“{id}”"), lt: format!("„{id}“") }
    }

    /// „the cluster “LITEK”": noun and name in English.
    pub(super) fn the(&self) -> String {
        if self.noun.quoted { format!("the {} {}", self.noun.en, self.en) } else { self.en.clone() }
    }

    /// „klasteryje „LITEK“": the noun in a case, the name as it is.
    pub(super) fn lt(&self, case: impl Fn(&Noun) -> &'static str) -> String {
        if self.noun.quoted { format!("{} {}", case(&self.noun), self.lt) } else { self.lt.clone() }
    }
}
