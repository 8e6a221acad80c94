//! A sentence in both languages.

use std::fmt;

use crate::model::Language;

/// A sentence in both languages. As [`fmt::Display`] writes it, for logs and programs, it is English.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sentence {
    /// In English.
    pub en: String,
    /// In Lithuanian.
    pub lt: String,
}

impl Sentence {
    /// A sentence, or a part of one.
    pub fn new(en: impl Into<String>, lt: impl Into<String>) -> Self {
        Self { en: en.into(), lt: lt.into() }
    }

    /// Parts of a sentence with something between them.
    #[must_use]
    pub fn join(parts: &[Self], between: &str) -> Self {
        let [en, lt] = Language::ALL.map(|language| {
            let all: Vec<&str> = parts.iter().map(|part| part.read_in(language)).collect();
            all.join(between)
        });
        Self { en, lt }
    }

    /// The sentence, and at once what follows it.
    #[must_use]
    pub fn and(self, next: &Self) -> Self {
        Self { en: self.en + &next.en, lt: self.lt + &next.lt }
    }

    /// The sentence in a language.
    #[must_use]
    pub fn read_in(&self, language: Language) -> &str {
        match language {
            Language::En => &self.en,
            Language::Lt => &self.lt,
        }
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)
    }
}
