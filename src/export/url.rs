//! The parameters of `/export`: written by an answer's `exportUrl`, read by the HTTP server.
//!
//! `format`, and one of
//! - nothing else: everything;
//! - `center`, `depth`, `kinds`, `links`, `limit`, as in the root field `network`;
//! - `node` and `link`: exactly these ids.
//!
//! `center`, `node` and `link` may be repeated; `kinds` and `links` take several names with commas.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::format::Format;
use crate::model::{KindSet, LinkSet, Model};
use crate::plan::viewer::Sight;
use crate::store::features::Piece;
use crate::store::records::{LinkRef, NodeId};
use crate::text::nearest;

/// The path under which the server offers exports.
pub const PATH: &str = "/export";

/// Links away from the centre, when not said.
pub const DEFAULT_DEPTH: usize = 1;
/// The farthest that one may go from the centre.
pub const MAX_DEPTH: usize = 4;
/// Nodes of a piece around a centre, when not said.
pub const DEFAULT_LIMIT: usize = 500;
/// The most nodes of a piece around a centre.
pub const MAX_LIMIT: usize = 5000;

const PARAMETERS: [&str; 8] =
    ["format", "node", "link", "center", "depth", "kinds", "links", "limit"];

/// What to export, and as what.
#[derive(Clone, PartialEq, Debug)]
pub struct Selection {
    /// The file's format.
    pub format: Format,
    /// The piece of the network.
    pub piece: Piece,
}

/// A parameter that cannot be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// Its name.
    pub parameter: String,
    /// What is wrong with it and what was expected.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.parameter, self.message)
    }
}

/// The path and query of a selection. What the viewer sees anyway (all kinds) is not spelt out.
#[must_use]
pub fn to_query(selection: &Selection, model: &Model, sight: &Sight) -> String {
    let mut url = format!("{PATH}?format={}", selection.format);
    let mut add = |parameter: &str, value: &str| {
        url.push('&');
        url.push_str(parameter);
        url.push('=');
        encode(value, &mut url);
    };
    match &selection.piece {
        Piece::Everything => {}
        Piece::Around { center, depth, kinds, links, limit } => {
            for id in center {
                add("center", id);
            }
            add("depth", &depth.to_string());
            if *kinds != sight.kinds {
                let names: Vec<&str> =
                    kinds.iter().map(|id| model.kind(id).constant.as_str()).collect();
                add("kinds", &names.join(","));
            }
            if *links != sight.links {
                let names: Vec<&str> =
                    links.iter().map(|id| model.link(id).name.as_str()).collect();
                add("links", &names.join(","));
            }
            add("limit", &limit.to_string());
        }
        Piece::Exactly { nodes, links } => {
            for id in nodes {
                add("node", id);
            }
            for link in links {
                add("link", &link.id(model));
            }
            // Without any parameter it would be everything.
            if nodes.is_empty() && links.is_empty() {
                add("node", "");
            }
        }
    }
    url
}

/// The selection of a query's decoded pairs, for one viewer.
///
/// # Errors
/// Every parameter that is unknown, repeated without need, or has a value that cannot be used.
pub fn parse<'a>(
    pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    model: &Model,
    sight: &Sight,
) -> Result<Selection, Vec<Fault>> {
    let mut reader = Reader { given: BTreeMap::new(), faults: Vec::new() };
    for (parameter, value) in pairs {
        if PARAMETERS.contains(&parameter) {
            reader.given.entry(parameter).or_default().push(value);
        } else {
            reader.unknown(parameter);
        }
    }
    let format = reader.format();
    let exactly = reader.has(&["node", "link"]);
    let around = reader.has(&["center", "depth", "kinds", "links", "limit"]);
    if exactly && around {
        reader.fault("node", "`node` and `link` cannot be used together with the others");
    }
    let piece = if exactly {
        Piece::Exactly { nodes: reader.ids("node"), links: reader.link_ids(model) }
    } else if around {
        Piece::Around {
            center: reader.ids("center"),
            depth: reader.number("depth", 0, MAX_DEPTH, DEFAULT_DEPTH),
            kinds: reader.kinds(model, sight),
            links: reader.links(model, sight),
            limit: reader.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT),
        }
    } else {
        Piece::Everything
    };
    match format {
        Some(format) if reader.faults.is_empty() => Ok(Selection { format, piece }),
        _ => Err(reader.faults),
    }
}

/// The pairs given, and what is wrong with them so far.
struct Reader<'a> {
    given: BTreeMap<&'a str, Vec<&'a str>>,
    faults: Vec<Fault>,
}

impl<'a> Reader<'a> {
    fn fault(&mut self, parameter: &str, message: impl Into<String>) {
        self.faults.push(Fault { parameter: parameter.to_owned(), message: message.into() });
    }

    fn unknown(&mut self, parameter: &str) {
        let hint = nearest(parameter, PARAMETERS)
            .map_or_else(|| format!("one of {}", listed(&PARAMETERS)), |name| format!("`{name}`"));
        self.fault(parameter, format!("not a parameter; expected {hint}"));
    }

    fn has(&self, parameters: &[&str]) -> bool {
        parameters.iter().any(|parameter| self.given.contains_key(parameter))
    }

    /// The values of a parameter that may be repeated, empty ones left out.
    fn all(&self, parameter: &str) -> Vec<&'a str> {
        let given = self.given.get(parameter).map_or(&[][..], Vec::as_slice);
        given.iter().copied().filter(|value| !value.is_empty()).collect()
    }

    /// The value of a parameter that may not be repeated.
    fn single(&mut self, parameter: &str) -> Option<&'a str> {
        let given = self.given.get(parameter).map_or(&[][..], Vec::as_slice);
        let first = given.first().copied();
        if given.len() > 1 {
            self.fault(parameter, "given more than once");
        }
        first
    }

    fn format(&mut self) -> Option<Format> {
        let Some(given) = self.single("format") else {
            self.fault("format", "missing; expected one of `gexf`, `graphml`");
            return None;
        };
        given.parse().map_err(|why: super::NotAFormat| self.fault("format", why.to_string())).ok()
    }

    fn number(&mut self, parameter: &str, least: usize, most: usize, default: usize) -> usize {
        let Some(given) = self.single(parameter) else { return default };
        match given.parse() {
            Ok(number) if (least..=most).contains(&number) => number,
            _ => {
                let expected = format!("`{given}` is not a whole number from {least} to {most}");
                self.fault(parameter, expected);
                default
            }
        }
    }

    fn ids(&mut self, parameter: &str) -> Vec<Arc<str>> {
        let mut ids = Vec::new();
        for given in self.all(parameter) {
            match given.parse::<NodeId>() {
                Ok(id) => ids.push(id.0),
                Err(why) => self.fault(parameter, format!("`{given}` is {why}")),
            }
        }
        ids
    }

    fn link_ids(&mut self, model: &Model) -> Vec<LinkRef> {
        let mut links = Vec::new();
        for given in self.all("link") {
            match LinkRef::parse(given, model) {
                Some(link) => links.push(link),
                None => self.fault(
                    "link",
                    format!(
                        "`{given}` is not a link's id; expected one like `MEMBER_OF/co-1/cl-1`"
                    ),
                ),
            }
        }
        links
    }

    /// The names in a comma-separated parameter; all that there are, when it is left out.
    /// What the viewer may not see is not among `known`, so it answers like what there is not.
    fn names<T: Copy>(&mut self, parameter: &str, known: &[(&str, T)]) -> Vec<T> {
        let Some(given) = self.single(parameter) else {
            return known.iter().map(|(_, id)| *id).collect();
        };
        let mut found = Vec::new();
        for name in given.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            let Some((_, id)) = known.iter().find(|(one, _)| one.eq_ignore_ascii_case(name)) else {
                let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
                let hint = nearest(name, names.iter().copied())
                    .map_or_else(|| format!("one of {}", listed(&names)), |it| format!("`{it}`"));
                self.fault(parameter, format!("`{name}` is not known; expected {hint}"));
                continue;
            };
            found.push(*id);
        }
        found
    }

    fn kinds(&mut self, model: &Model, sight: &Sight) -> KindSet {
        let known: Vec<_> =
            sight.kinds.iter().map(|id| (model.kind(id).constant.as_str(), id)).collect();
        self.names("kinds", &known).into_iter().collect()
    }

    fn links(&mut self, model: &Model, sight: &Sight) -> LinkSet {
        let known: Vec<_> =
            sight.links.iter().map(|id| (model.link(id).name.as_str(), id)).collect();
        self.names("links", &known).into_iter().collect()
    }
}

fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// Percent-encodes what has a meaning in a query; ids keep their `:`, `/` and `@`, which have none.
fn encode(value: &str, url: &mut String) {
    use fmt::Write as _;
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:@/,".contains(&byte) {
            url.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(url, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Audience, network};

    fn public() -> (Arc<Model>, Arc<Sight>) {
        let model = network();
        let sight = Sight::new(&model, Audience::Public);
        (model, sight)
    }

    /// Reads a query as a server does: split, then decoded.
    fn read(url: &str) -> Result<Selection, Vec<String>> {
        let (model, sight) = public();
        let query = url.strip_prefix("/export?").expect("the path");
        let decoded = query.replace("%2B", "+");
        let pairs = decoded.split('&').filter_map(|pair| pair.split_once('='));
        parse(pairs, &model, &sight)
            .map_err(|faults| faults.iter().map(ToString::to_string).collect())
    }

    fn written(piece: Piece) -> (String, Selection) {
        let (model, sight) = public();
        let selection = Selection { format: Format::Gexf, piece };
        (to_query(&selection, &model, &sight), selection)
    }

    #[test]
    fn what_is_written_is_read_back() {
        let (model, sight) = public();
        let link = |id: &str| LinkRef::parse(id, &model).expect("a link's id");
        let around = |center: &[&str], kinds, links| Piece::Around {
            center: center.iter().map(|id| (*id).into()).collect(),
            depth: 2,
            kinds,
            links,
            limit: 40,
        };
        let person = model.kind_named("Person").expect("a kind").id;
        let member = model.link_named("MEMBER_OF").expect("a link").id;
        let pieces = [
            Piece::Everything,
            around(&[], sight.kinds, sight.links),
            around(&["sector:AGRI", "a+b@c~d"], KindSet::one(person), LinkSet::one(member)),
            around(&["x"], KindSet::EMPTY, LinkSet::EMPTY),
            Piece::Exactly { nodes: Vec::new(), links: Vec::new() },
            Piece::Exactly {
                nodes: vec!["cl-litek".into(), "a+b".into()],
                links: vec![link("MEMBER_OF/co-1/cl-1"), link("SAYS/cl-1/f:2/0000002a")],
            },
        ];
        for piece in pieces {
            let (url, selection) = written(piece);
            assert_eq!(read(&url).as_ref(), Ok(&selection), "{url}");
        }
    }

    #[test]
    fn a_url_is_short_and_readable() {
        let (_, sight) = public();
        let center = vec!["country:LT".into(), "a+b".into()];
        let piece =
            Piece::Around { center, depth: 1, kinds: sight.kinds, links: sight.links, limit: 500 };
        let (url, _) = written(piece);
        assert_eq!(url, "/export?format=gexf&center=country:LT&center=a%2Bb&depth=1&limit=500");
    }

    #[test]
    fn every_fault_is_named_at_once() {
        let faults = read(
            "/export?format=gexv&depth=9&limit=x&kinds=COMPANY,PERSN&links=MEMBER&centre=x&center=a b",
        );
        assert_eq!(
            faults.expect_err("faults"),
            [
                "`centre`: not a parameter; expected `center`",
                "`format`: `gexv` is not a format; expected one of `gexf`, `graphml`; did you mean `gexf`?",
                "`center`: `a b` is not an id; expected 1 to 128 letters, digits or `-_.:~@+`",
                "`depth`: `9` is not a whole number from 0 to 4",
                "`kinds`: `PERSN` is not known; expected `PERSON`",
                "`links`: `MEMBER` is not known; expected `MEMBER_OF`",
                "`limit`: `x` is not a whole number from 1 to 5000",
            ]
        );
    }

    #[test]
    fn two_ways_of_choosing_are_not_mixed() {
        let faults = read("/export?format=gexf&node=a&depth=1").expect_err("a fault");
        assert_eq!(faults, ["`node`: `node` and `link` cannot be used together with the others"]);
    }

    #[test]
    fn a_hidden_kind_answers_like_an_unknown_one() {
        let told = |name: &str| read(&format!("/export?format=gexf&kinds={name}"));
        let hidden = told("PROPOSAL").expect_err("a fault").join("").replace("PROPOSAL", "X");
        let unknown = told("QQQQQQQQ").expect_err("a fault").join("").replace("QQQQQQQQ", "X");
        assert_eq!(hidden, unknown);
    }
}
