//! The words of the pages, in every language: one typed dictionary, so that none can be forgotten.

use crate::model::Language;

/// The words of the pages in one language.
#[derive(Debug)]
pub(super) struct Words {
    /// For `<html lang>` and the `lang` parameter.
    pub(super) code: &'static str,
    pub(super) tagline: &'static str,
    pub(super) skip: &'static str,
    pub(super) language: &'static str,
    pub(super) questions: &'static str,
    pub(super) ask: &'static str,
    pub(super) choose: &'static str,
    pub(super) connecting: &'static str,
    pub(super) connecting_hint: &'static str,
    pub(super) sector_a: &'static str,
    pub(super) sector_b: &'static str,
    pub(super) paths: &'static str,
    pub(super) paths_hint: &'static str,
    pub(super) from: &'static str,
    pub(super) to: &'static str,
    pub(super) help: &'static str,
    pub(super) help_hint: &'static str,
    pub(super) challenge: &'static str,
    pub(super) clusters: &'static str,
    pub(super) organisations: &'static str,
    pub(super) companies: &'static str,
    pub(super) search: &'static str,
    pub(super) search_label: &'static str,
    pub(super) nothing_found: &'static str,
    pub(super) nobody: &'static str,
    pub(super) answer: &'static str,
    pub(super) score: &'static str,
    pub(super) reasons: &'static str,
    pub(super) direct: &'static str,
    pub(super) indirect: &'static str,
    pub(super) same_actor: &'static str,
    pub(super) sources: &'static str,
    /// The title of the feeds.
    pub(super) feed: &'static str,
    pub(super) changed_fields: &'static str,
    pub(super) added: &'static str,
    pub(super) updated: &'static str,
    pub(super) removed: &'static str,
    pub(super) steps: &'static str,
    pub(super) strength: &'static str,
    pub(super) coverage: &'static str,
    pub(super) needed: &'static str,
    pub(super) covers: &'static str,
    pub(super) not_covered: &'static str,
    pub(super) covered_by_nobody: &'static str,
    pub(super) level: &'static str,
    pub(super) conflicts: &'static str,
    pub(super) no_path: &'static str,
    pub(super) download: &'static str,
    pub(super) shown_of: [&'static str; 3],
    pub(super) undated: &'static str,
    pub(super) choices_cut: &'static str,
    pub(super) links_of: &'static str,
    pub(super) link: &'static str,
    pub(super) other_end: &'static str,
    pub(super) role: &'static str,
    pub(super) when: &'static str,
    pub(super) since: &'static str,
    pub(super) until: &'static str,
    pub(super) seen: &'static str,
    pub(super) as_source: &'static str,
    pub(super) website: &'static str,
    pub(super) fault: &'static str,
    pub(super) fault_hint: &'static str,
    pub(super) no_such_node: &'static str,
    pub(super) no_such_page: &'static str,
    pub(super) home: &'static str,
    pub(super) sample: &'static str,
    pub(super) sample_remove: &'static str,
    pub(super) for_programs: &'static str,
    pub(super) schema: &'static str,
    pub(super) whole_network: &'static str,
    pub(super) decimal: char,
    kinds: &'static [(&'static str, &'static str)],
    links: &'static [(&'static str, &'static str)],
}

impl Words {
    /// The words of a language.
    pub(super) fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Lt => &LT,
        }
    }

    /// A kind of node in words.
    pub(super) fn kind(&self, constant: &str) -> String {
        look_up(self.kinds, constant)
    }

    /// A kind of link in words, as a noun that fits both directions.
    pub(super) fn link_kind(&self, constant: &str) -> String {
        look_up(self.links, constant)
    }

    /// What was done, by the constant of `ChangeAction`.
    pub(super) fn action(&self, constant: &str) -> &'static str {
        match constant {
            "ADDED" => self.added,
            "REMOVED" => self.removed,
            _ => self.updated,
        }
    }

    /// The address of a node's page.
    pub(super) fn node_page(&self, id: &str) -> String {
        let mut address = form_urlencoded::Serializer::for_suffix("/?".to_owned(), 2);
        address.append_pair("q", "node").append_pair("id", id);
        address.append_pair("lang", self.code).finish()
    }

    /// A score of 0 to 1 with two places.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    pub(super) fn number(&self, value: &f64) -> String {
        self.decimals(format!("{value:.2}"))
    }

    /// The same with its sign: what a reason adds to a score or takes from it.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    pub(super) fn signed(&self, value: &f64) -> String {
        // U+2212 is as wide as the plus, so that the numbers stand in line.
        self.decimals(format!("{value:+.2}").replace('-', "\u{2212}"))
    }

    fn decimals(&self, text: String) -> String {
        if self.decimal == '.' { text } else { text.replace('.', &self.decimal.to_string()) }
    }
}

/// The word of a constant; one without a word is written out, so that a new kind is readable at once.
fn look_up(words: &[(&str, &str)], constant: &str) -> String {
    words
        .iter()
        .find(|(name, _)| *name == constant)
        .map_or_else(|| constant.to_lowercase().replace('_', " "), |(_, word)| (*word).to_owned())
}

static EN: Words = Words {
    code: "en",
    tagline: "A network of industrial clusters that answers questions and says why",
    skip: "Skip to the answer",
    language: "Language",
    questions: "Questions",
    ask: "Ask",
    choose: "Choose",
    connecting: "Which experts connect two sectors?",
    connecting_hint: "People who work in, advise or share projects with both.",
    sector_a: "One sector",
    sector_b: "The other sector",
    paths: "By which path of partners do we reach somebody?",
    paths_hint: "Partnerships, shared projects, memberships and roles, step by step.",
    from: "From",
    to: "To",
    help: "Which experts can help with a challenge?",
    help_hint: "Who covers the competences that it requires.",
    challenge: "Challenge",
    clusters: "Clusters",
    organisations: "Organisations",
    companies: "Companies",
    search: "Search",
    search_label: "Find anything by name",
    nothing_found: "Nothing in the network has these words.",
    nobody: "Nobody in the network fits.",
    answer: "Answer",
    score: "Score",
    reasons: "Why",
    direct: "directly",
    indirect: "through projects",
    same_actor: "Both sides go through one actor that is in both sectors.",
    sources: "Sources",
    feed: "Tinklas: what changed",
    changed_fields: "Changed",
    added: "Added",
    updated: "Updated",
    removed: "Removed",
    steps: "Steps",
    strength: "Strength",
    coverage: "Coverage",
    needed: "Needed",
    covers: "Covers",
    not_covered: "Does not cover",
    covered_by_nobody: "Nobody in the network covers",
    level: "level",
    conflicts: "Possible conflict of interest",
    no_path: "There is no path under these rules.",
    download: "Evidence for graph tools",
    shown_of: ["Shown", "of", "found."],
    undated: "Facts without a date that were counted:",
    choices_cut: "The lists offer the first 500 of each kind by name. Search finds the others.",
    links_of: "Links",
    link: "Link",
    other_end: "With",
    role: "As",
    when: "When",
    since: "since",
    until: "until",
    seen: "seen",
    as_source: "as their source says",
    website: "Website",
    fault: "This cannot be answered",
    fault_hint: "Choose other values, or go back to the start page.",
    no_such_node: "There is nothing with this id in the network.",
    no_such_page: "There is no such page.",
    home: "Start page",
    sample: "This network is the built-in sample of Lithuanian clusters, compiled from public web pages. It is not a register.",
    sample_remove: "To remove it:",
    for_programs: "For programs",
    schema: "GraphQL schema",
    whole_network: "Whole network",
    decimal: '.',
    kinds: &[
        ("CLUSTER", "cluster"),
        ("COMPANY", "company"),
        ("ORGANISATION", "organisation"),
        ("WORKING_GROUP", "working group"),
        ("EVENT", "event"),
        ("AWARD", "award"),
        ("FIGURE", "figure"),
        ("NEWS_ITEM", "news"),
        ("PERSON", "person"),
        ("COUNTRY", "country"),
        ("PLACE", "place"),
        ("SECTOR", "sector"),
        ("COMPETENCE", "competence"),
        ("PROJECT", "project"),
        ("PROGRAMME", "programme"),
        ("CHALLENGE", "challenge"),
        ("PARTNERSHIP", "partnership"),
        ("SERVICE", "service"),
        ("PROPOSAL", "proposal"),
    ],
    links: &[
        ("IN_SECTOR", "sector"),
        ("LOCATED_IN", "location"),
        ("BROADER", "broader topic"),
        ("SAME_AS", "the same"),
        ("MEMBER_OF", "membership"),
        ("HOLDS_ROLE", "role"),
        ("HAS_COMPETENCE", "competence"),
        ("WORKS_IN", "field of work"),
        ("ADVISES", "advice"),
        ("WORKED_ON", "work on a project"),
        ("PARTICIPATES_IN", "participation in a project"),
        ("FUNDED_BY", "funding"),
        ("PART_OF", "part"),
        ("PARTNERS_WITH", "partnership"),
        ("PARTY_TO", "party to an agreement"),
        ("SUPPLIES", "supply"),
        ("FACES", "challenge faced"),
        ("REQUIRES", "competence required"),
        ("LACKS", "competence lacking"),
        ("OFFERS", "offer"),
        ("SEEKS", "search"),
        ("TAKES_PART", "participation in an event"),
        ("TEACHES", "training"),
        ("ABOUT", "subject"),
        ("RECEIVED", "award"),
        ("SAYS", "figure stated"),
        ("PROVIDES", "service"),
        ("RUNS", "organiser"),
    ],
};

static LT: Words = Words {
    code: "lt",
    tagline: "Pramonės klasterių tinklas, kuris atsako į klausimus ir paaiškina, kodėl",
    skip: "Pereiti prie atsakymo",
    language: "Kalba",
    questions: "Klausimai",
    ask: "Klausti",
    choose: "Pasirinkite",
    connecting: "Kurie ekspertai jungia du sektorius?",
    connecting_hint: "Žmonės, kurie dirba abiejuose, konsultuoja ar turi bendrų projektų.",
    sector_a: "Vienas sektorius",
    sector_b: "Kitas sektorius",
    paths: "Per kokius partnerius ką nors pasiekti?",
    paths_hint: "Partnerystės, bendri projektai, narystės ir pareigos – žingsnis po žingsnio.",
    from: "Nuo",
    to: "Iki",
    help: "Kurie ekspertai gali padėti įveikti iššūkį?",
    help_hint: "Kas turi iššūkiui reikalingų kompetencijų.",
    challenge: "Iššūkis",
    clusters: "Klasteriai",
    organisations: "Organizacijos",
    companies: "Įmonės",
    search: "Ieškoti",
    search_label: "Rasti pagal pavadinimą ar vardą",
    nothing_found: "Tinkle nėra nieko su šiais žodžiais.",
    nobody: "Tinkle nėra tinkamo žmogaus.",
    answer: "Atsakymas",
    score: "Įvertis",
    reasons: "Kodėl",
    direct: "tiesiogiai",
    indirect: "per projektus",
    same_actor: "Abi pusės eina per vieną veikėją, kuris yra abiejuose sektoriuose.",
    sources: "Šaltiniai",
    feed: "Tinklas: kas pasikeitė",
    changed_fields: "Pakeista",
    added: "Pridėta",
    updated: "Atnaujinta",
    removed: "Pašalinta",
    steps: "Žingsniai",
    strength: "Stiprumas",
    coverage: "Aprėptis",
    needed: "Reikia",
    covers: "Turi",
    not_covered: "Neturi",
    covered_by_nobody: "Tinkle niekas neturi",
    level: "lygis",
    conflicts: "Galimas interesų konfliktas",
    no_path: "Pagal šias taisykles kelio nėra.",
    download: "Įrodymai tinklų analizės programoms",
    shown_of: ["Parodyta", "iš", "rastų."],
    undated: "Įskaityta faktų be datos:",
    choices_cut: "Sąrašuose – pirmi 500 kiekvienos rūšies pagal pavadinimą. Kitus rasite paieška.",
    links_of: "Ryšiai",
    link: "Ryšys",
    other_end: "Su kuo",
    role: "Kaip",
    when: "Kada",
    since: "nuo",
    until: "iki",
    seen: "matyta",
    as_source: "kaip nurodo šaltinis",
    website: "Svetainė",
    fault: "Į tai atsakyti negalima",
    fault_hint: "Pasirinkite kitas reikšmes arba grįžkite į pradžią.",
    no_such_node: "Tinkle nieko su tokiu identifikatoriumi nėra.",
    no_such_page: "Tokio puslapio nėra.",
    home: "Pradžia",
    sample: "Šis tinklas – įdėtas Lietuvos klasterių pavyzdys, sudarytas iš viešų tinklalapių. Tai nėra registras.",
    sample_remove: "Pašalinti:",
    for_programs: "Programoms",
    schema: "GraphQL schema",
    whole_network: "Visas tinklas",
    decimal: ',',
    kinds: &[
        ("CLUSTER", "klasteris"),
        ("COMPANY", "įmonė"),
        ("ORGANISATION", "organizacija"),
        ("WORKING_GROUP", "darbo grupė"),
        ("EVENT", "renginys"),
        ("AWARD", "apdovanojimas"),
        ("FIGURE", "skaičius"),
        ("NEWS_ITEM", "naujiena"),
        ("PERSON", "asmuo"),
        ("COUNTRY", "šalis"),
        ("PLACE", "vietovė"),
        ("SECTOR", "sektorius"),
        ("COMPETENCE", "kompetencija"),
        ("PROJECT", "projektas"),
        ("PROGRAMME", "programa"),
        ("CHALLENGE", "iššūkis"),
        ("PARTNERSHIP", "partnerystė"),
        ("SERVICE", "paslauga"),
        ("PROPOSAL", "pasiūlymas"),
    ],
    links: &[
        ("IN_SECTOR", "sektorius"),
        ("LOCATED_IN", "vieta"),
        ("BROADER", "platesnė tema"),
        ("SAME_AS", "tas pats"),
        ("MEMBER_OF", "narystė"),
        ("HOLDS_ROLE", "pareigos"),
        ("HAS_COMPETENCE", "kompetencija"),
        ("WORKS_IN", "darbo sritis"),
        ("ADVISES", "konsultavimas"),
        ("WORKED_ON", "darbas projekte"),
        ("PARTICIPATES_IN", "dalyvavimas projekte"),
        ("FUNDED_BY", "finansavimas"),
        ("PART_OF", "dalis"),
        ("PARTNERS_WITH", "partnerystė"),
        ("PARTY_TO", "susitarimo šalis"),
        ("SUPPLIES", "tiekimas"),
        ("FACES", "patiriamas iššūkis"),
        ("REQUIRES", "reikalinga kompetencija"),
        ("LACKS", "trūkstama kompetencija"),
        ("OFFERS", "pasiūla"),
        ("SEEKS", "paieška"),
        ("TAKES_PART", "dalyvavimas renginyje"),
        ("TEACHES", "mokymai"),
        ("ABOUT", "tema"),
        ("RECEIVED", "apdovanojimas"),
        ("SAYS", "nurodytas skaičius"),
        ("PROVIDES", "paslauga"),
        ("RUNS", "organizatorius"),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::network;

    #[test]
    fn every_kind_of_the_model_has_a_word_in_every_language() {
        let model = network();
        for words in [&EN, &LT] {
            for kind in &model.kinds {
                assert!(
                    words.kinds.iter().any(|(name, _)| *name == kind.constant),
                    "{}",
                    kind.constant
                );
            }
            for link in &model.links {
                assert!(words.links.iter().any(|(name, _)| *name == link.name), "{}", link.name);
            }
        }
    }

    #[test]
    fn numbers_have_the_sign_of_their_language() {
        assert_eq!(EN.number(&0.834), "0.83");
        assert_eq!(LT.number(&0.5), "0,50");
        assert_eq!(EN.signed(&0.061), "+0.06");
        assert_eq!(LT.signed(&-0.07), "\u{2212}0,07");
    }
}
