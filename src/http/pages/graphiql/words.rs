//! The words around GraphiQL, in every language. GraphiQL itself speaks English only.

use crate::model::Language;

/// The words of the page in one language.
#[derive(Debug)]
pub(super) struct GraphiqlWords {
    /// For `<html lang>` and the `lang` parameter.
    pub(super) code: &'static str,
    pub(super) language: &'static str,
    pub(super) title: &'static str,
    /// What the browser keeps of what is written here.
    pub(super) kept: &'static str,
    pub(super) licences: &'static str,
    pub(super) home: &'static str,
    /// The server answers trusted documents only.
    pub(super) only_trusted: &'static str,
    pub(super) no_script: &'static str,
    pub(super) examples: &'static str,
    pub(super) hint: &'static str,
    /// The server went away while something was followed.
    pub(super) lost: &'static str,
    /// This build has no GraphiQL: what that means, how to get it, and what there is meanwhile.
    pub(super) missing: &'static str,
    pub(super) missing_how: &'static str,
    pub(super) missing_meanwhile: &'static str,
}

impl GraphiqlWords {
    /// The words of a language.
    pub(super) fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Lt => &LT,
        }
    }
}

static EN: GraphiqlWords = GraphiqlWords {
    code: "en",
    language: "Language",
    title: "Ask over GraphQL",
    kept: "This browser keeps your queries and their values. It forgets what stands under Headers, \
           and a token with it, when you leave the page.",
    licences: "Licences",
    home: "Start page",
    only_trusted: "This server answers trusted documents only (setting only-trusted): you can read the \
                   schema here, and what you write yourself is refused.",
    no_script: "This page needs JavaScript. The start page does not, and docs/API.md tells how to ask with curl.",
    examples: "Examples",
    hint: "Choose one and press Ctrl+Enter. It opens in a tab of its own when you have written something.",
    lost: "The connection to the server was lost. Start again, and give `after` the last cursor to miss nothing.",
    missing: "This build has no GraphiQL",
    missing_how: "The server was built on a machine without npm, or npm failed; the build has said why. Install Node.js \
                  20.19 or later, then build anew:",
    missing_meanwhile: "Everything else works without it. The schema is at",
};

static LT: GraphiqlWords = GraphiqlWords {
    code: "lt",
    language: "Kalba",
    title: "Klauskite per GraphQL",
    kept: "Ši naršyklė išsaugo jūsų užklausas ir jų reikšmes. Tai, kas įrašyta skiltyje „Headers“, taigi ir prieigos \
           raktas, pamirštama, kai išeinate iš puslapio.",
    licences: "Licencijos",
    home: "Pradžios puslapis",
    only_trusted: "Šis serveris atsako tik į patvirtintus dokumentus (nuostata only-trusted): čia galite skaityti \
                   schemą, o jūsų pačių parašytos užklausos atmetamos.",
    no_script: "Šiam puslapiui reikia „JavaScript“. Pradžios puslapiui jo nereikia, o docs/API.md paaiškina, kaip \
                klausti su curl.",
    examples: "Pavyzdžiai",
    hint: "Pasirinkite ir paspauskite Ctrl+Enter. Jei ką nors jau parašėte, pavyzdys atsidaro atskiroje kortelėje.",
    lost: "Ryšys su serveriu nutrūko. Pradėkite iš naujo ir nurodykite „after“ paskutinį žymeklį, kad nieko \
           nepraleistumėte.",
    missing: "Šioje versijoje „GraphiQL“ nėra",
    missing_how: "Serveris sukompiliuotas be npm arba npm nepavyko; priežastį pasakė kompiliavimas. Įdiekite \
                  „Node.js“ 20.19 arba naujesnę ir kompiliuokite iš naujo:",
    missing_meanwhile: "Visa kita veikia ir be jo. Schema yra čia:",
};
