//! What holds for every answer: scores, order, shares, the two stores, visibility, objections.

use std::sync::Arc;

use tinklas::ask::answer::Answer;
use tinklas::ask::question::Question;
use tinklas::import::sample;
use tinklas::model::{Audience, Value, network as model};
use tinklas::store::records::{Change, LinkRecord, LinkRef, NodeRecord};

use crate::asking::{
    challenge, claims, connecting, needs, network, paths, reference, resident, sample_changes,
};
use crate::told::{ids, list, number};

const SECTORS: [&str; 9] = ["AGRI", "ENER", "MANU", "ICT", "CREA", "HEAL", "TRAN", "TOUR", "FINT"];

/// Many questions of every kind.
fn questions(changes: &[Change]) -> Vec<Question> {
    let mut all = Vec::new();
    for (at, a) in SECTORS.into_iter().enumerate() {
        all.extend(SECTORS[at + 1..].iter().map(|b| connecting(a, b)));
    }
    let nodes = |prefix: &'static str| {
        changes.iter().filter_map(move |change| match change {
            Change::PutNode(node) if node.id.starts_with(prefix) => Some(node.id.to_string()),
            _ => None,
        })
    };
    all.extend(nodes("ch-").map(|id| challenge(&id)));
    all.push(needs(&[("INTL", 3.0), ("EXPORT", 1.0), ("LASER", 0.5)]));
    let clusters: Vec<String> = nodes("cl-").step_by(9).collect();
    for pair in clusters.windows(2) {
        all.push(Question::PartnershipPaths(paths(&pair[0], &pair[1])));
        all.push(claims(&pair[0]));
    }
    all.push(network(&[], 40));
    all.push(network(&["cl-litek"], 500));
    all
}

/// A share or score in ten-thousandths.
#[expect(clippy::cast_possible_truncation, reason = "scores lie between -1 and 1")]
fn points(value: f64) -> i64 {
    let points = value * 10_000.0;
    assert!((points - points.round()).abs() < 1e-6, "`{value}` has more than four places");
    points.round() as i64
}

#[test]
fn scores_fall_and_their_shares_add_up() {
    let changes = sample_changes();
    let world = resident(&changes);
    let mut seen = 0;
    for question in questions(&changes) {
        let answer = world.ask(&question).expect("it is answered");
        let mut last = (0.0, f64::INFINITY);
        for item in list(&answer, "items") {
            seen += 1;
            let is_path = item.field("steps").is_some();
            let score = number(item, if is_path { "strength" } else { "score" });
            assert!((0.0..=1.0).contains(&score), "{question:?}");
            let length = if is_path { number(item, "length") } else { 0.0 };
            assert!(length > last.0 || score <= last.1, "{question:?}");
            last = (length, score);
            let shares: i64 =
                list(item, "reasons").iter().map(|reason| points(number(reason, "share"))).sum();
            assert_eq!(shares, points(score), "{question:?}");
            for reason in list(item, "reasons") {
                assert!((0.0..=1.0).contains(&number(reason, "value")), "{question:?}");
            }
        }
    }
    assert!(seen > 300, "the sample answers: {seen} items");
}

#[test]
fn both_stores_answer_alike() {
    let changes = sample_changes();
    let (slow, fast) = (reference(&changes), resident(&changes));
    for question in questions(&changes).iter().step_by(16) {
        let expected = slow.ask(question).expect("it is answered");
        let given = fast.ask(question).expect("it is answered");
        assert!(given == expected, "{question:?}");
    }
}

/// What only staff may see, with ties that would change every answer.
fn staff_only(changes: &[Change]) -> Vec<Change> {
    let model = model();
    let recorded = sample::recorded(0);
    let property = |name: &str| model.property_id(name).expect("a property");
    let node = |id: &str| {
        changes.iter().find_map(|change| match change {
            Change::PutNode(node) if *node.id == *id => Some(node.clone()),
            _ => None,
        })
    };
    let mut noted = node("cl-litek").expect("LITEK");
    noted.properties.push((property("note"), Value::Text("only for us".into())));
    noted.properties.sort_by_key(|(id, _)| *id);
    let name = noted.properties.iter().find(|(id, _)| *id == property("name")).cloned();
    let proposal = NodeRecord {
        id: "proposal-1".into(),
        kind: model.kind_named("Proposal").expect("a kind").id,
        properties: name.into_iter().collect(),
        identifiers: Vec::new(),
        sources: Vec::new(),
        recorded: recorded.clone(),
        version: 1,
    };
    let link = |kind: &str, from: &str, to: &str| {
        let kind = model.link_named(kind).expect("a kind of link").id;
        Change::PutLink(LinkRecord {
            link: LinkRef { kind, from: from.into(), to: to.into(), tag: 0 },
            since: None,
            until: None,
            seen: "2040".parse().ok(),
            properties: Vec::new(),
            sources: Vec::new(),
            recorded: recorded.clone(),
            version: 1,
        })
    };
    vec![
        Change::PutNode(noted),
        Change::PutNode(proposal),
        link("ABOUT", "proposal-1", "cl-litek"),
        link("ABOUT", "proposal-1", "cl-kedainiai-tour"),
        link("SAME_AS", "cl-litek", "cl-kedainiai-tour"),
        link("SAME_AS", "sector:ICT", "sector:FINT"),
    ]
}

#[test]
fn the_public_is_answered_as_if_what_it_may_not_see_were_not_there() {
    let mut changes = sample_changes();
    let without = resident(&changes);
    changes.extend(staff_only(&changes));
    let with = resident(&changes);
    for question in questions(&changes) {
        let expected = without.ask(&question).expect("it is answered");
        let given = with.ask(&question).expect("it is answered");
        assert!(given == expected, "{question:?}");
    }
    let about = network(&["proposal-1"], 500);
    assert!(with.ask_as(&about, Audience::Staff).is_ok());
    let hidden = with.ask(&about).expect_err("it may not be seen");
    let unknown = without.ask(&about).expect_err("it is not there");
    assert_eq!((hidden.code(), hidden.to_string()), (unknown.code(), unknown.to_string()));
}

/// Everybody that a question's items name, evidence included.
fn named(answer: &Answer, all: &mut Vec<Arc<str>>) {
    match answer {
        Answer::Node(id) | Answer::Named(id, _) => all.push(Arc::clone(id)),
        Answer::Link(link) => all.extend([Arc::clone(&link.from), Arc::clone(&link.to)]),
        Answer::List(items) => items.iter().for_each(|item| named(item, all)),
        Answer::Record(fields) => fields.iter().for_each(|(_, field)| named(field, all)),
        _ => {}
    }
}

#[test]
fn who_objects_is_in_no_ranking_and_on_no_path_at_once() {
    let changes = sample_changes();
    let world = resident(&changes);
    let asked = [
        connecting("MANU", "HEAL"),
        challenge("ch-newmarkets-laser"),
        Question::PartnershipPaths(paths("cl-litek", "org-fimtp")),
    ];
    let mentions = |question: &Question| {
        let answer = world.ask(question).expect("it is answered");
        let mut all = Vec::new();
        named(&Answer::List(list(&answer, "items").to_vec()), &mut all);
        all.iter().any(|id| **id == *"p-pauzolis")
    };
    assert!(asked.iter().all(mentions), "he is in every answer");
    let model = model();
    let suggestable = model.property_id("suggestable").expect("a property");
    let objects = changes.iter().find_map(|change| match change {
        Change::PutNode(node) if *node.id == *"p-pauzolis" => {
            let mut node = node.clone();
            node.properties.retain(|(property, _)| *property != suggestable);
            node.properties.push((suggestable, Value::Enum(2)));
            node.properties.sort_by_key(|(property, _)| *property);
            Some(Change::PutNode(node))
        }
        _ => None,
    });
    let objects = objects.expect("he is in the sample");
    world.apply(&[objects]);
    assert!(!asked.iter().any(mentions), "he is in no answer");
    let own = Question::PartnershipPaths(paths("p-pauzolis", "cl-litek"));
    let answer = world.ask(&own).expect("he is still known");
    assert!(list(&answer, "items").is_empty() && answer.field("whyNot").is_some());
}

#[test]
fn what_nobody_covers_is_said() {
    let answer = resident(&sample_changes()).ask(&challenge("ch-nis2")).expect("it is answered");
    assert_eq!(ids(&answer, "uncovered"), ["competence:CYBER"]);
    assert!(list(&answer, "items").is_empty());
}
