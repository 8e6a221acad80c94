//! The documents that the page offers. A test sends each to a server, and another opens each in a browser.

use serde::Serialize;

use crate::model::Language;

/// An example as the page gets it.
#[derive(Serialize)]
pub(super) struct Example {
    title: &'static str,
    query: &'static str,
    /// JSON; empty where the document takes no variables.
    variables: &'static str,
}

/// English title, Lithuanian title, document, variables.
type Row = (&'static str, &'static str, &'static str, &'static str);

const ROWS: [Row; 9] = [
    (
        "Which experts connect two sectors?",
        "Kurie ekspertai jungia du sektorius?",
        include_str!("examples/experts_connecting.graphql"),
        "",
    ),
    (
        "By which path of partners is a cluster reached?",
        "Per kokius partnerius pasiekiamas klasteris?",
        include_str!("examples/partnership_paths.graphql"),
        "",
    ),
    (
        "Who can help with a challenge?",
        "Kas gali padėti spręsti iššūkį?",
        include_str!("examples/experts_for_challenge.graphql"),
        "",
    ),
    (
        "A list with a filter, in pages",
        "Sąrašas su filtru, puslapiais",
        include_str!("examples/list.graphql"),
        include_str!("examples/list.json"),
    ),
    ("Numbers and groups", "Skaičiai ir grupės", include_str!("examples/numbers.graphql"), ""),
    (
        "What changed at a cluster, and what it was before",
        "Kas pasikeitė klasteryje ir kaip buvo anksčiau",
        include_str!("examples/changes.graphql"),
        "",
    ),
    (
        "Add a company (needs the token)",
        "Pridėti įmonę (reikia prieigos rakto)",
        include_str!("examples/create.graphql"),
        "",
    ),
    ("Follow every change", "Sekti visus pakeitimus", include_str!("examples/changed.graphql"), ""),
    ("Follow an answer", "Sekti atsakymą", include_str!("examples/experts_followed.graphql"), ""),
];

/// The examples with their titles in a language.
pub(super) fn examples(language: Language) -> Vec<Example> {
    let example = |&(english, lithuanian, query, variables): &Row| Example {
        title: match language {
            Language::En => english,
            Language::Lt => lithuanian,
        },
        query,
        variables,
    };
    ROWS.iter().map(example).collect()
}
