//! `tinklas ask`, `export`, `schema`, `check`.

use super::support::Place;

#[test]
fn a_question_is_answered_from_the_sample_with_names_reasons_and_sources() {
    let run = Place::new().run(&["ask", "experts-connecting", "MANU", "HEAL", "--first", "2"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.starts_with(" 1. "), "{}", run.out);
    assert!(run.out.contains("score 0."), "{}", run.out);
    assert!(run.out.contains("reasons:"), "{}", run.out);
    assert!(run.out.contains("<https://"), "{}", run.out);
}

#[test]
fn an_answer_can_be_had_in_lithuanian_and_as_json() {
    let place = Place::new();
    let ask = ["ask", "partnershipPaths", "cl-litek", "cl-medicen", "--json", "--language"];
    let read = |language: &str| {
        let run = place.run(&[&ask[..], &[language]].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        let answer: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
        answer["items"][0]["reasons"][0]["text"].as_str().expect("a sentence").to_owned()
    };
    assert_ne!(read("lt"), read("en"));
    let table =
        place.run(&["ask", "partnershipPaths", "cl-litek", "cl-medicen", "--language", "lt"]);
    assert!(table.out.contains("kodėl:") && !table.out.contains("reasons"), "{}", table.out);
    let unknown = place.run(&["ask", "claims", "cl-nobody", "--language", "lt"]);
    assert!(unknown.err.contains("nėra") && unknown.err.contains("UNKNOWN_ID"), "{}", unknown.err);
}

#[test]
fn faults_of_a_question_end_with_1_and_wrong_usage_with_2() {
    let place = Place::new();
    let unknown = place.run(&["ask", "claims", "cl-nobody"]);
    assert_eq!(unknown.code, 1, "{}", unknown.err);
    assert!(unknown.err.contains("cl-nobody"), "{}", unknown.err);
    let few = place.run(&["ask", "claims"]);
    assert_eq!(few.code, 2);
    assert!(few.err.contains("`subject` is missing"), "{}", few.err);
    assert_eq!(place.run(&["asks"]).code, 2);
}

#[test]
fn everything_is_exported_without_a_selection_and_a_part_with_one() {
    let place = Place::new();
    let file = place.file("net.graphml");
    let out = file.to_str().expect("UTF-8");
    let run = place.run(&["export", "--format", "graphml", "--out", out]);
    assert_eq!(run.code, 0, "{}", run.err);
    let whole = std::fs::read_to_string(&file).expect("the file");
    assert!(whole.contains("<graphml"), "{}", &whole[..200]);
    let part = place.run(&["export", "--center", "cl-litek", "--depth", "1"]);
    assert_eq!(part.code, 0, "{}", part.err);
    assert!(part.out.contains("cl-litek") && part.out.contains("<gexf"));
    assert!(part.out.len() < whole.len());
    let wrong = place.run(&["export", "--kinds", "CLUSTR"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("`CLUSTER`"), "{}", wrong.err);
}

#[test]
fn the_schema_is_the_one_checked_in() {
    let run = Place::new().run(&["schema"]);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/api.graphql");
    assert_eq!(run.out, std::fs::read_to_string(path).expect("the schema"));
}

#[test]
fn check_counts_what_is_kept() {
    let place = Place::new();
    assert_eq!(place.run(&["ask", "claims", "cl-litek"]).code, 0);
    let run = place.run(&["check"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("is whole"), "{}", run.out);
    assert!(run.out.contains("CLUSTER"), "{}", run.out);
}
