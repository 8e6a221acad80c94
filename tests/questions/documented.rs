//! The examples of `docs/QUESTIONS.md` are what the sample answers. `UPDATE=1` rewrites them; the diff is what to look
//! at.

use std::fs;
use std::path::Path;

use tinklas::ask::question::{PartnershipPaths, Question};

use crate::asking::{challenge, claims, connecting, paths, resident, sample_changes};
use crate::told::told;

/// The question of an example's first line, and how many items it shows.
fn question(line: &str) -> (Question, usize) {
    let words: Vec<&str> = line.split_whitespace().collect();
    match words.as_slice() {
        ["expertsConnecting", a, b] => (connecting(a, b), 1),
        ["partnershipPaths", from, to] => (Question::PartnershipPaths(paths(from, to)), 2),
        ["partnershipPaths", from, to, "avoid", avoid] => {
            let asked = PartnershipPaths { avoid: vec![(*avoid).into()], ..paths(from, to) };
            (Question::PartnershipPaths(asked), 2)
        }
        ["partnershipPaths", from, to, "asOf", day] => {
            let as_of = Some(day.parse().expect("a date"));
            (Question::PartnershipPaths(PartnershipPaths { as_of, ..paths(from, to) }), 1)
        }
        ["expertsForChallenge", id] => (challenge(id), 1),
        ["claims", id] => (claims(id), 0),
        other => panic!("an example asks {other:?}"),
    }
}

#[test]
fn the_examples_are_what_the_sample_answers() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/QUESTIONS.md");
    let page = fs::read_to_string(&file).expect("the page is there");
    let world = resident(&sample_changes());
    let mut renewed = String::new();
    let mut examples = 0;
    let mut rest = page.as_str();
    while let Some((before, after)) = rest.split_once("```answer\n") {
        let (example, after) = after.split_once("```\n").expect("an example ends");
        let (asked, _) = example.split_once('\n').expect("an example asks first");
        let (question, most) = question(asked);
        let answer = world.ask(&question).expect("it is answered");
        let told = told(&answer, most);
        renewed.extend([before, "```answer\n", asked, "\n", &told, "```\n"]);
        examples += 1;
        rest = after;
    }
    renewed += rest;
    assert!(examples >= 5, "an example for each question that has a formula or a sentence");
    if std::env::var("UPDATE").is_ok_and(|update| update == "1") {
        fs::write(&file, &renewed).expect("the page can be written");
    } else {
        assert!(
            page == renewed,
            "docs/QUESTIONS.md is not what the sample answers (UPDATE=1 renews it)"
        );
    }
}
