//! What the pages read from GraphQL answers: one type for each query in `queries/`.

use serde::Deserialize;

/// Something that has a page of its own.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Named {
    pub(super) id: String,
    #[serde(default)]
    pub(super) kind: String,
    #[serde(default)]
    pub(super) code: Option<String>,
    pub(super) name: String,
    #[serde(default)]
    pub(super) role: Option<String>,
}

/// Where a fact is known from.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Source {
    pub(super) url: String,
}

impl Source {
    /// Whether it is a page's address. Only those become links: an address can hold a script too.
    pub(super) fn is_page(&self) -> bool {
        self.url.starts_with("https://") || self.url.starts_with("http://")
    }
}

/// A link of the network.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Link {
    pub(super) kind: String,
    pub(super) from: Named,
    pub(super) to: Named,
    pub(super) role: Option<String>,
    pub(super) since: Option<String>,
    pub(super) until: Option<String>,
    pub(super) seen: Option<String>,
    pub(super) sources: Vec<Source>,
}

/// One part of a score, in words.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Reason {
    pub(super) text: String,
    pub(super) share: f64,
}

/// Where a piece of the network can be downloaded.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Files {
    pub(super) gexf: String,
    pub(super) graphml: String,
}

/// What was left out.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct Cut {
    pub(super) shown: u64,
    pub(super) found: u64,
}

/// How undated facts were used.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Dating {
    pub(super) undated_counted: u64,
}

/// A sentence.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Sentence {
    pub(super) text: String,
}

/// The answer to a query whose root is called `answer`.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Answered<T> {
    pub(super) answer: T,
}

/// The answer to `expertsConnecting`.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Bridges {
    pub(super) items: Vec<Bridge>,
    pub(super) cut: Option<Cut>,
    pub(super) dating: Dating,
}

/// An expert who connects two sectors.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Bridge {
    pub(super) expert: Named,
    pub(super) score: f64,
    pub(super) same_actor: bool,
    pub(super) a: Side,
    pub(super) b: Side,
    pub(super) reasons: Vec<Reason>,
    pub(super) evidence: Files,
}

impl Bridge {
    /// Both sides.
    pub(super) fn sides(&self) -> [&Side; 2] {
        [&self.a, &self.b]
    }
}

/// How an expert reaches a sector.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Side {
    pub(super) sector: Named,
    pub(super) strength: f64,
    pub(super) direct: bool,
    pub(super) links: Vec<Link>,
}

/// The answer to `partnershipPaths`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Paths {
    pub(super) items: Vec<Path>,
    pub(super) why_not: Option<Sentence>,
    pub(super) cut: Option<Cut>,
    pub(super) dating: Dating,
}

/// A path.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Path {
    pub(super) length: u64,
    pub(super) strength: f64,
    pub(super) steps: Vec<Step>,
    pub(super) reasons: Vec<Reason>,
    pub(super) evidence: Files,
}

/// From one actor or person to the next.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Step {
    pub(super) from: Named,
    pub(super) to: Named,
    pub(super) ties: Vec<Tie>,
}

/// What ties two neighbours on a path.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Tie {
    pub(super) text: String,
    pub(super) sources: Vec<Source>,
}

/// The answer to `expertsForChallenge`.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Matches {
    pub(super) items: Vec<Match>,
    pub(super) needs: Vec<Need>,
    pub(super) uncovered: Vec<Named>,
    pub(super) cut: Option<Cut>,
    pub(super) dating: Dating,
}

/// An expert who can help.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Match {
    pub(super) expert: Named,
    pub(super) score: f64,
    pub(super) coverage: f64,
    pub(super) covered: Vec<Covered>,
    pub(super) uncovered: Vec<Named>,
    pub(super) conflicts: Vec<Sentence>,
    pub(super) reasons: Vec<Reason>,
    pub(super) evidence: Files,
}

/// A competence needed.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Need {
    pub(super) competence: Named,
}

/// A need that an expert covers.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Covered {
    pub(super) competence: Named,
    pub(super) level: Option<u8>,
}

/// A list of nodes and how many there are.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Found {
    pub(super) nodes: Vec<Named>,
    pub(super) total_count: usize,
}

/// What the selects of the forms offer.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Choices {
    pub(super) sectors: Found,
    pub(super) clusters: Found,
    pub(super) organisations: Found,
    pub(super) companies: Found,
    pub(super) challenges: Found,
}

impl Choices {
    /// Whether a network is so large that the selects do not offer all of it.
    pub(super) fn are_cut(&self) -> bool {
        [&self.sectors, &self.clusters, &self.organisations, &self.companies, &self.challenges]
            .iter()
            .any(|found| found.total_count > found.nodes.len())
    }
}

/// A node and its surroundings.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Surroundings {
    pub(super) node: Option<Node>,
    pub(super) around: Around,
}

/// A node.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Node {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) name: String,
    pub(super) role: Option<String>,
    pub(super) description: Option<String>,
    pub(super) website: Option<String>,
    pub(super) sources: Vec<Source>,
}

/// The links at a node.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Around {
    pub(super) links: Vec<Link>,
    pub(super) cut: Option<Cut>,
    #[serde(flatten)]
    pub(super) files: Files,
}
