//! The common nouns that stand beside names, in the cases that sentences need.

/// What something is, as a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Noun {
    /// In English.
    pub(super) en: &'static str,
    /// Who, what.
    pub(super) nominative: &'static str,
    /// To whom.
    pub(super) dative: &'static str,
    /// Whom, what.
    pub(super) accusative: &'static str,
    /// With whom, by what.
    pub(super) instrumental: &'static str,
    /// Where.
    pub(super) locative: &'static str,
    /// Which: „kuris" or „kuri".
    pub(super) which: &'static str,
    /// To which: „kuriam" or „kuriai".
    pub(super) to_which: &'static str,
    /// Whether its names stand in quotation marks; a person's do not.
    pub(super) quoted: bool,
}

impl Noun {
    /// The noun of a kind of node.
    pub(crate) fn of_kind(kind: &str) -> Self {
        match kind {
            "Cluster" => Self::masculine(
                "cluster",
                ["klasteris", "klasteriui", "klasterį", "klasteriu", "klasteryje"],
            ),
            "Company" => {
                Self::feminine("company", ["įmonė", "įmonei", "įmonę", "įmone", "įmonėje"])
            }
            "Organisation" => Self::feminine(
                "organisation",
                ["organizacija", "organizacijai", "organizaciją", "organizacija", "organizacijoje"],
            ),
            "Person" => Self {
                quoted: false,
                ..Self::masculine("person", ["asmuo", "asmeniui", "asmenį", "asmeniu", "asmenyje"])
            },
            "Project" => Self::masculine(
                "project",
                ["projektas", "projektui", "projektą", "projektu", "projekte"],
            ),
            "Partnership" => Self::masculine(
                "agreement",
                ["susitarimas", "susitarimui", "susitarimą", "susitarimu", "susitarime"],
            ),
            "WorkingGroup" => Self::feminine(
                "working group",
                ["darbo grupė", "darbo grupei", "darbo grupę", "darbo grupe", "darbo grupėje"],
            ),
            "Event" => Self::masculine(
                "event",
                ["renginys", "renginiui", "renginį", "renginiu", "renginyje"],
            ),
            "Sector" => Self::masculine(
                "sector",
                ["sektorius", "sektoriui", "sektorių", "sektoriumi", "sektoriuje"],
            ),
            "Competence" => Self::feminine(
                "competence",
                ["kompetencija", "kompetencijai", "kompetenciją", "kompetencija", "kompetencijoje"],
            ),
            _ => Self::masculine("entry", ["įrašas", "įrašui", "įrašą", "įrašu", "įraše"]),
        }
    }

    fn masculine(en: &'static str, cases: [&'static str; 5]) -> Self {
        Self::new(en, cases, ["kuris", "kuriam"])
    }

    fn feminine(en: &'static str, cases: [&'static str; 5]) -> Self {
        Self::new(en, cases, ["kuri", "kuriai"])
    }

    fn new(
        en: &'static str,
        cases: [&'static str; 5],
        [which, to_which]: [&'static str; 2],
    ) -> Self {
        let [nominative, dative, accusative, instrumental, locative] = cases;
        Self {
            en,
            nominative,
            dative,
            accusative,
            instrumental,
            locative,
            which,
            to_which,
            quoted: true,
        }
    }
}
