//! Paths against brute force on small random networks, and the rules one by one.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::super::super::fragment::Fragment;
use super::super::super::graph::Dates;
use super::super::super::records::LinkRecord;
use super::super::sketch::Sketch;
use super::super::{PathQuery, PathRows};
use super::{paths, ring};
use crate::ask::score;
use crate::model::{Audience, LinkSet, PartialDate, Value, network as model};
use crate::plan::viewer::Sight;

const STATIONS: [(&str, &str); 7] = [
    ("a", "Cluster"),
    ("b", "Cluster"),
    ("c", "Company"),
    ("d", "Organisation"),
    ("e", "Organisation"),
    ("f", "Person"),
    ("g", "Person"),
];
const HUBS: [(&str, &str); 4] =
    [("x", "Project"), ("y", "Project"), ("z", "Partnership"), ("v", "Event")];

fn query(via: &[&str], max_length: usize, first: usize) -> PathQuery {
    let model = model();
    PathQuery {
        sight: Sight::new(&model, Audience::Public),
        as_of: None,
        from: "a".into(),
        to: "b".into(),
        via: via.iter().filter_map(|name| model.link_named(name)).map(|link| link.id).collect(),
        avoid: Vec::new(),
        max_length,
        first,
        now: PartialDate::new(2020, 0, 0),
    }
}

const ALL: [&str; 6] =
    ["PARTNERS_WITH", "PARTY_TO", "PARTICIPATES_IN", "MEMBER_OF", "HOLDS_ROLE", "TAKES_PART"];

/// The links of a kind that the tests' graphs can have.
fn possible() -> Vec<(&'static str, &'static str, &'static str)> {
    let mut all = Vec::new();
    for (from, from_kind) in STATIONS {
        let person = from_kind == "Person";
        for (to, to_kind) in STATIONS {
            if from == to || to_kind == "Person" {
                continue;
            }
            if person {
                all.push(("HOLDS_ROLE", from, to));
            } else {
                all.push(("PARTNERS_WITH", from, to));
                if to_kind != "Company" {
                    all.push(("MEMBER_OF", from, to));
                }
            }
        }
        for (to, to_kind) in HUBS {
            match (person, to_kind) {
                (true, "Project") => all.push(("HOLDS_ROLE", from, to)),
                (false, "Project") => all.push(("PARTICIPATES_IN", from, to)),
                (false, "Partnership") => all.push(("PARTY_TO", from, to)),
                (_, "Event") => all.push(("TAKES_PART", from, to)),
                _ => {}
            }
        }
    }
    all
}

/// A path's sort key and its ids, from the rules as they are written.
type Ranked = (usize, u64, Vec<String>);

/// Every loopless path, by trying all of them.
fn by_force(
    links: &[(&str, &str, &str)],
    years: &[u16],
    query: &PathQuery,
    unusable: &[&str],
) -> Vec<Ranked> {
    let allowed = |name: &str| model().link_named(name).is_some_and(|link| query.via.has(link.id));
    let usable = |id: &str| !unusable.contains(&id) && !query.avoid.iter().any(|no| **no == *id);
    let is_hub = |id: &str| HUBS.iter().any(|(hub, _)| *hub == id);
    let mut weights: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    let mut tie = |a, b, base: f64, parties: u32, since: Option<u16>| {
        let since = since.and_then(|year| PartialDate::new(year, 0, 0));
        let fresh = score::freshness(Dates { since, ..Dates::default() }, query.now);
        let weight = score::tie_weight(score::tie_strength(base, parties, fresh));
        *weights.entry((a, b)).or_default() += weight;
    };
    let mut rims: BTreeMap<&str, BTreeMap<&str, (f64, u16)>> = BTreeMap::new();
    for ((kind, from, to), year) in links.iter().zip(years) {
        if !allowed(kind) {
            continue;
        }
        if is_hub(to) {
            let rim = rims.entry(to).or_default();
            rim.entry(from).or_insert((score::tie_base(kind), *year));
        } else {
            tie(from, to, score::tie_base(kind), 2, Some(*year));
            tie(to, from, score::tie_base(kind), 2, Some(*year));
        }
    }
    for (hub, rim) in &rims {
        if !usable(hub) {
            continue;
        }
        for (a, (a_base, a_year)) in rim {
            for (b, (b_base, b_year)) in rim {
                if a != b {
                    let parties = u32::try_from(rim.len()).expect("few");
                    tie(a, b, a_base.min(*b_base), parties, Some(*a_year.max(b_year)));
                }
            }
        }
    }
    let mut found = Vec::new();
    let mut open = vec![(vec!["a"], 0)];
    while let Some((way, weakness)) = open.pop() {
        let at = *way.last().expect("it has a start");
        if at == "b" {
            let ids = way.iter().map(|id| (*id).to_owned()).collect();
            found.push((way.len() - 1, weakness, ids));
            continue;
        }
        for (next, _) in STATIONS {
            let weight = weights.get(&(at, next));
            if let Some(weight) = weight
                && way.len() <= query.max_length
                && usable(next)
                && !way.contains(&next)
            {
                let longer = way.iter().copied().chain([next]).collect();
                open.push((longer, weakness + score::step_weakness(*weight)));
            }
        }
    }
    found.sort();
    found.truncate(query.first);
    found
}

fn ids(rows: &PathRows) -> Vec<Vec<String>> {
    let ids = |row: &super::super::PathRow| row.nodes.iter().map(ToString::to_string).collect();
    rows.paths.iter().map(ids).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn the_best_paths_are_those_that_brute_force_finds(
        chosen in proptest::sample::subsequence(possible(), 0..30),
        doubled in proptest::collection::vec(any::<bool>(), 30),
        years in proptest::collection::vec(1990_u16..2020, 60),
        via in proptest::sample::subsequence(ALL.to_vec(), 1..=6),
        avoid in proptest::sample::subsequence(vec!["c", "d", "f", "x", "z"], 0..2),
        objects in any::<bool>(),
        max_length in 1_usize..8,
        first in 1_usize..12,
    ) {
        let mut links = Vec::new();
        for (link, twice) in chosen.iter().zip(&doubled) {
            links.push(*link);
            // Two links of a pair are two ties; two links to one hub are one.
            if *twice && !HUBS.iter().any(|(hub, _)| *hub == link.2) {
                links.push(*link);
            }
        }
        let nodes: Vec<(&str, &str)> = STATIONS.into_iter().chain(HUBS).collect();
        let mut sketch = Sketch::new(&nodes, &links);
        for (at, year) in years.iter().enumerate().take(links.len()) {
            let since = PartialDate::new(*year, 0, 0);
            sketch.date(at, Dates { since, ..Dates::default() });
        }
        let mut query = query(&via, max_length, first);
        query.avoid = avoid.iter().map(|id| Arc::from(*id)).collect();
        let mut unusable = Vec::new();
        if objects {
            let (_, objected) = query.sight.objection.expect("one can object");
            sketch.set("g", "suggestable", Value::Enum(objected));
            unusable.push("g");
        }
        let expected = by_force(&links, &years, &query, &unusable);
        let rows = paths(&sketch.graph(), &query, None);
        prop_assert!(!rows.cut);
        let expected_ids: Vec<Vec<String>> =
            expected.iter().map(|(_, _, ids)| ids.clone()).collect();
        prop_assert_eq!(ids(&rows), expected_ids);
        for (row, (length, weakness, _)) in rows.paths.iter().zip(&expected) {
            prop_assert_eq!(row.steps.len(), *length);
            prop_assert_eq!(row.strength.to_bits(), score::path_strength(*weakness).to_bits());
            prop_assert!(row.steps.iter().all(|ties| !ties.is_empty()));
        }
    }
}

/// What is there when the steps from some stations were gathered, and no others.
fn gathered(sketch: &Sketch, query: &PathQuery, stations: &[Arc<str>]) -> Fragment {
    let is_hub = |id: &Arc<str>| HUBS.iter().any(|(hub, _)| **hub == **id);
    let (nodes, links) = sketch.graph().into_records();
    let of = |link: &LinkRecord, some: &[Arc<str>]| {
        query.via.has(link.link.kind)
            && (some.contains(&link.link.from) || some.contains(&link.link.to))
    };
    let met = links.iter().filter(|link| of(link, stations)).map(|link| &link.link.to);
    let hubs: Vec<Arc<str>> = met.filter(|id| is_hub(id)).cloned().collect();
    let links = links.iter().filter(|link| of(link, stations) || of(link, &hubs));
    Fragment::new(model(), nodes, links.cloned().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Why a store can stop gathering: all short paths are in what lies around the two ends.
    #[test]
    fn levels_around_both_ends_hold_every_path_of_as_many_steps(
        links in proptest::sample::subsequence(possible(), 0..30),
        via in proptest::sample::subsequence(ALL.to_vec(), 1..=6),
        avoid in proptest::sample::subsequence(vec!["c", "d", "f", "x", "z"], 0..2),
        levels in [0_usize..4, 0_usize..4],
    ) {
        let nodes: Vec<(&str, &str)> = STATIONS.into_iter().chain(HUBS).collect();
        let sketch = Sketch::new(&nodes, &links);
        let mut query = query(&via, levels[0] + levels[1], 20);
        query.avoid = avoid.iter().map(|id| Arc::from(*id)).collect();
        let whole = sketch.graph();
        let mut stations = Vec::new();
        for (end, levels) in [&query.from, &query.to].into_iter().zip(levels) {
            for distance in 0..levels {
                stations.extend(ring(&whole, &query, end, distance));
            }
        }
        let piece = gathered(&sketch, &query, &stations);
        prop_assert_eq!(paths(&piece, &query, None), paths(&whole, &query, None));
        // The next stations to gather from are told by the piece alone.
        for (end, levels) in [&query.from, &query.to].into_iter().zip(levels) {
            let [mut found, mut expected] =
                [&piece, &whole].map(|graph| ring(graph, &query, end, levels));
            found.sort();
            expected.sort();
            prop_assert_eq!(found, expected);
        }
    }
}

#[test]
fn a_shared_project_is_one_step_and_names_both_links() {
    let nodes = [("a", "Cluster"), ("b", "Cluster"), ("x", "Project")];
    let links = [("PARTICIPATES_IN", "a", "x"), ("PARTICIPATES_IN", "b", "x")];
    let sketch = Sketch::new(&nodes, &links);
    let rows = paths(&sketch.graph(), &query(&ALL, 1, 3), None);
    assert_eq!(ids(&rows), [["a", "b"]]);
    let tie = &rows.paths[0].steps[0][0];
    assert_eq!((tie.through.as_deref(), tie.parties), (Some("x"), 2));
    let all: Vec<_> = sketch.all_links().cloned().collect();
    assert_eq!(tie.links, all);
}

#[test]
fn events_make_a_step_only_when_asked_for() {
    let nodes = [("a", "Cluster"), ("b", "Cluster"), ("v", "Event")];
    let links = [("TAKES_PART", "a", "v"), ("TAKES_PART", "b", "v")];
    let sketch = Sketch::new(&nodes, &links);
    assert!(paths(&sketch.graph(), &query(&ALL[..5], 6, 3), None).paths.is_empty());
    assert_eq!(paths(&sketch.graph(), &query(&ALL, 6, 3), None).paths.len(), 1);
}

#[test]
fn a_kind_of_link_that_carries_nobody_makes_no_step() {
    let nodes = [("a", "Cluster"), ("b", "Cluster"), ("sector:ICT", "Sector")];
    let links = [("IN_SECTOR", "a", "sector:ICT"), ("IN_SECTOR", "b", "sector:ICT")];
    let sketch = Sketch::new(&nodes, &links);
    let mut query = query(&ALL, 6, 3);
    query.via = LinkSet(u64::MAX >> 1).and(model().all_links());
    assert!(paths(&sketch.graph(), &query, None).paths.is_empty());
}
