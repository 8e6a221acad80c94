//! A small piece of a network with everything that has ever upset a file or its reader.

use std::sync::Arc;

use tinklas::model::{Localized, Model, PartialDate, PropertyId, Value};
use tinklas::store::features::Subgraph;
use tinklas::store::records::{Identifier, LinkRecord, LinkRef, NodeRecord, Recorded, Source};

/// Nodes: `(kind, id)`.
const NODES: [(&str, &str); 8] = [
    ("Cluster", "cl-1"),
    ("Cluster", "cl-2"),
    ("Company", "co-1"),
    ("Company", "co-alone"),
    ("Competence", "competence:A+B@c~d"),
    ("Person", "p-1"),
    ("Project", "pr-1"),
    ("Project", "pr-backwards"),
];

/// The piece.
pub(crate) fn network(model: &Model) -> Subgraph {
    let mut piece = Subgraph {
        nodes: NODES.iter().map(|(kind, id)| node(model, kind, id)).collect(),
        links: Vec::new(),
        found: NODES.len() as u64,
    };
    for node in &mut piece.nodes {
        fill(model, node);
        node.properties.sort_by_key(|(property, _)| *property);
    }
    let link = |kind, from, to, tag| plain_link(model, kind, from, to, tag);
    let mut founder = link("MEMBER_OF", "co-1", "cl-1", 1);
    founder.properties = vec![(property(model, "role"), text("founder & „steigėjas“"))];
    founder.since = Some(date("2014-10"));
    founder.until = Some(date("2016"));
    let mut member = link("MEMBER_OF", "co-1", "cl-1", 2);
    member.since = Some(date("2016-02-29"));
    let mut seen = link("PARTNERS_WITH", "cl-1", "cl-2", 0);
    seen.seen = Some(date("2020"));
    seen.sources = vec![source("https://example.org/?a=1&b=2", Some("2026-11-22"))];
    let mut backwards = link("PARTNERS_WITH", "cl-2", "cl-1", 0);
    backwards.since = Some(date("2020"));
    backwards.until = Some(date("2019"));
    let mut level = link("HAS_COMPETENCE", "p-1", "competence:A+B@c~d", 0);
    level.properties = vec![(property(model, "level"), Value::Int(5))];
    let mut ended = link("PARTICIPATES_IN", "co-1", "pr-1", 0);
    ended.until = Some(date("2018-02"));
    ended.properties = vec![(property(model, "contribution"), Value::Float(1234.5))];
    let itself = link("SUPPLIES", "co-1", "co-1", 0);
    piece.links = vec![founder, member, seen, backwards, level, ended, itself];
    piece.links.sort_by(|a, b| a.link.cmp(&b.link));
    piece
}

fn fill(model: &Model, node: &mut NodeRecord) {
    let mut put = |name: &str, value| node.properties.push((property(model, name), value));
    match &*node.id {
        "cl-1" => {
            put("name", localized(Some("„Šviesa“ \"<&>'\" ]]>"), Some("Light"), Some("Šviesa")));
            put("label", Value::Enum(2));
            put("founded", Value::Date(date("2014-10")));
            put("description", localized(None, Some("one\ntwo\tthree\r\nfour"), None));
            node.identifiers = vec![
                Identifier { scheme: "eccp".into(), value: "a:b".into() },
                Identifier { scheme: "pic".into(), value: "1".into() },
            ];
            node.sources = vec![
                source("https://example.org/1", Some("2026-11-22")),
                source("a letter; by post", None),
            ];
        }
        "cl-2" => put("name", localized(None, None, Some("Žuvėdra\u{0}\u{1b}[31m\u{fffe}\u{7f}"))),
        "co-1" => {
            put("name", localized(Some("UAB ąčęėįšųūž ĄČĘĖĮŠŲŪŽ 漢字 🦀"), None, None));
            put("employees", Value::Int(2_147_483_647));
        }
        "p-1" => {
            put("name", localized(Some("  "), None, None));
            put("areas", Value::List(Arc::new([text("optics"), text("a; b")])));
        }
        "pr-1" => {
            put("name", localized(Some("1.5"), None, None));
            put("start", Value::Date(date("2014")));
            put("end", Value::Date(date("2016-02")));
            put("budget", Value::Float(1_234_567.25));
        }
        "pr-backwards" => {
            put("name", localized(Some("true"), None, None));
            put("start", Value::Date(date("2016")));
            put("end", Value::Date(date("2014")));
            put("budget", Value::Float(1e21));
        }
        _ => put("name", localized(Some(&"long ".repeat(2000)), None, None)),
    }
}

fn node(model: &Model, kind: &str, id: &str) -> NodeRecord {
    NodeRecord {
        id: id.into(),
        kind: model.kind_named(kind).expect("a kind").id,
        properties: Vec::new(),
        identifiers: Vec::new(),
        sources: Vec::new(),
        recorded: Recorded { by: "a test".into(), at: 0 },
        version: 1,
    }
}

fn plain_link(model: &Model, kind: &str, from: &str, to: &str, tag: u32) -> LinkRecord {
    let kind = model.link_named(kind).expect("a kind of link").id;
    LinkRecord {
        link: LinkRef { kind, from: from.into(), to: to.into(), tag },
        since: None,
        until: None,
        seen: None,
        properties: Vec::new(),
        sources: Vec::new(),
        recorded: Recorded { by: "a test".into(), at: 0 },
        version: 1,
    }
}

fn property(model: &Model, name: &str) -> PropertyId {
    model.property_id(name).expect("a property")
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn localized(any: Option<&str>, en: Option<&str>, lt: Option<&str>) -> Value {
    let of = |text: Option<&str>| text.map(Into::into);
    Value::Localized(Arc::new(Localized { any: of(any), en: of(en), lt: of(lt) }))
}

fn date(text: &str) -> PartialDate {
    text.parse().expect("a date")
}

fn source(url: &str, retrieved: Option<&str>) -> Source {
    Source { url: url.into(), retrieved: retrieved.map(date) }
}
