//! The names of an answer's fields as a table tells them, in both languages.

use super::catalog::kebab;
use crate::model::Language;

/// How a table names things.
#[derive(Clone, Copy)]
pub(super) struct Labels(pub(super) Language);

/// Lithuanian names of fields. One that is missing here is told by its own name, so that a new question is readable at
/// once.
const LITHUANIAN: &[(&str, &str)] = &[
    ("a", "pirmas sektorius"),
    ("asOf", "datai"),
    ("b", "antras sektorius"),
    ("challenge", "iššūkis"),
    ("competence", "kompetencija"),
    ("conflicts", "galimi interesų konfliktai"),
    ("coverage", "aprėptis"),
    ("covered", "turi"),
    ("cut", "sutrumpinta"),
    ("dating", "datos"),
    ("direct", "tiesiogiai"),
    ("evidence", "įrodymai"),
    ("expert", "ekspertas"),
    ("exportUrl", "eksporto adresas"),
    ("figure", "skaičius"),
    ("found", "rasta"),
    ("from", "nuo"),
    ("items", "atsakymai"),
    ("kind", "rūšis"),
    ("length", "ilgis"),
    ("level", "lygis"),
    ("limit", "riba"),
    ("links", "ryšiai"),
    ("needs", "poreikiai"),
    ("nodes", "mazgai"),
    ("part", "dalis"),
    ("reasons", "kodėl"),
    ("recorded", "užregistruota"),
    ("relax", "ką sušvelninti"),
    ("role", "pareigos"),
    ("sameActor", "per tą patį veikėją"),
    ("score", "įvertis"),
    ("sector", "sektorius"),
    ("seen", "matyta"),
    ("share", "dalis įverčio"),
    ("shown", "parodyta"),
    ("since", "nuo"),
    ("sources", "šaltiniai"),
    ("steps", "žingsniai"),
    ("strength", "stiprumas"),
    ("subject", "apie ką"),
    ("text", "tekstas"),
    ("ties", "sąsajos"),
    ("to", "iki"),
    ("uncovered", "neturi"),
    ("undatedCounted", "įskaityta be datos"),
    ("until", "iki"),
    ("url", "adresas"),
    ("value", "reikšmė"),
    ("weight", "svoris"),
    ("whyNot", "kodėl ne"),
];

impl Labels {
    /// A field's name in words: `sameActor` is `same actor`.
    pub(super) fn of(self, name: &str) -> String {
        let known = match self.0 {
            Language::En => None,
            Language::Lt => LITHUANIAN.iter().find(|(field, _)| *field == name),
        };
        known.map_or_else(|| kebab(name).replace('-', " "), |(_, word)| (*word).to_owned())
    }

    /// That a list is empty.
    pub(super) fn nothing_found(self) -> &'static str {
        match self.0 {
            Language::En => "nothing found",
            Language::Lt => "nieko nerasta",
        }
    }

    /// That a list goes on.
    pub(super) fn more(self, count: usize) -> String {
        match self.0 {
            Language::En => format!("and {count} more: --json has all"),
            Language::Lt => format!("ir dar {count}: visus rodo --json"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_in_both_languages_and_new_ones_by_themselves() {
        let (en, lt) = (Labels(Language::En), Labels(Language::Lt));
        assert_eq!(
            (en.of("sameActor"), lt.of("sameActor")),
            ("same actor".into(), "per tą patį veikėją".into())
        );
        assert_eq!(lt.of("somethingNew"), "something new");
        assert!(LITHUANIAN.is_sorted(), "sorted by name");
    }
}
