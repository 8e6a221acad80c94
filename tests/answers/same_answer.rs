//! However a selection is written, the answer is the same: split over fragments, repeated, behind conditions.

use proptest::prelude::*;
use serde_json::json;
use tinklas::model::Audience;

use super::world::{ask_as, viewer};

/// A field with what is selected of it.
#[derive(Clone, Debug)]
struct Wanted {
    field: &'static str,
    inner: Vec<Wanted>,
}

const SCALARS: [&str; 5] = ["id", "name", "kind", "version", "__typename"];

/// Fields of an actor that lead to actors again, with what stands between.
fn actor(depth: u32) -> BoxedStrategy<Vec<Wanted>> {
    let scalar =
        prop::sample::select(&SCALARS[..]).prop_map(|field| Wanted { field, inner: Vec::new() });
    if depth == 0 {
        return prop::collection::vec(scalar, 1..4).boxed();
    }
    let nodes = |field: &'static str| {
        actor(depth - 1)
            .prop_map(move |inner| Wanted { field, inner: vec![Wanted { field: "nodes", inner }] })
    };
    let partners = nodes("partners");
    let suppliers = nodes("suppliers");
    prop::collection::vec(prop_oneof![3 => scalar, 1 => partners, 1 => suppliers], 1..5).boxed()
}

/// The selection, with each field once.
fn plain(wanted: &[Wanted]) -> String {
    let mut merged: Vec<Wanted> = Vec::new();
    for one in wanted {
        match merged.iter_mut().find(|other| other.field == one.field) {
            Some(other) => other.inner.extend(one.inner.iter().cloned()),
            None => merged.push(one.clone()),
        }
    }
    merged.iter().map(|one| written(one, &plain(&one.inner))).collect()
}

fn written(one: &Wanted, inner: &str) -> String {
    if one.inner.is_empty() {
        format!("{} ", one.field)
    } else {
        format!("{} {{ {inner}}} ", one.field)
    }
}

/// The selection as it is, each field wrapped in one of the ways that change nothing.
fn wrapped(wanted: &[Wanted], on_actors: bool, ways: &mut impl Iterator<Item = u8>) -> String {
    let mut text = String::new();
    for one in wanted {
        let inner = wrapped(&one.inner, one.field == "nodes", ways);
        let field = written(one, &inner);
        let field = field.trim_end();
        let way = match ways.next().unwrap_or_default() {
            0 => format!("... {{ {field} }} "),
            1 if on_actors => format!("... on Actor {{ {field} }} "),
            2 if on_actors => format!(
                "... on Cluster {{ {field} }} ... on Company {{ {field} }} ... on Organisation {{ {field} }} "
            ),
            3 => format!("... @include(if: true) {{ {field} }} "),
            4 => format!("{field} ... @skip(if: true) {{ other: __typename }} "),
            5 => format!("{field} {field} "),
            _ => format!("{field} "),
        };
        text.push_str(&way);
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]
    #[test]
    fn fragments_repetition_and_conditions_change_nothing(
        wanted in actor(2),
        ways in prop::collection::vec(0_u8..8, 64),
    ) {
        let query = |selection: &str| {
            format!(r#"{{ cluster(id: "cl-a") {{ members {{ nodes {{ {selection} }} }} }} }}"#)
        };
        let ask = |selection: &str| {
            ask_as(&query(selection), json!({}), &viewer(Audience::Public)).to_string()
        };
        let other = wrapped(&wanted, true, &mut ways.into_iter().cycle());
        prop_assert_eq!(ask(&plain(&wanted)), ask(&other), "{}", other);
    }
}
