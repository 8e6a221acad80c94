//! An answer as a few lines that a person can read.

use std::fmt::Write as _;

use tinklas::ask::answer::{Answer, Sentence};

/// The list that a field holds.
pub(crate) fn list<'a>(answer: &'a Answer, field: &str) -> &'a [Answer] {
    match answer.field(field) {
        Some(Answer::List(items)) => items,
        _ => &[],
    }
}

/// The number that a field holds.
pub(crate) fn number(answer: &Answer, field: &str) -> f64 {
    match answer.field(field) {
        Some(Answer::Float(value)) => *value,
        Some(Answer::Int(value)) => i32::try_from(*value).map_or(f64::NAN, f64::from),
        other => panic!("`{field}` is no number: {other:?}"),
    }
}

/// The ids of the nodes that a field holds.
pub(crate) fn ids(answer: &Answer, field: &str) -> Vec<String> {
    let id = |node: &Answer| match node {
        Answer::Node(id) | Answer::Named(id, _) => id.to_string(),
        other => panic!("no node: {other:?}"),
    };
    match answer.field(field) {
        Some(Answer::List(nodes)) => nodes.iter().map(id).collect(),
        Some(node) => vec![id(node)],
        None => Vec::new(),
    }
}

/// The sentence that a field holds.
pub(crate) fn sentence(answer: &Answer) -> &Sentence {
    match answer.field("text") {
        Some(Answer::Sentence(sentence)) => sentence,
        other => panic!("no sentence: {other:?}"),
    }
}

/// The first items of an answer, with their reasons in both languages.
pub(crate) fn told(answer: &Answer, most: usize) -> String {
    let mut text = String::new();
    let mut line = |told: String| writeln!(text, "{told}").expect("a string takes all");
    if let Answer::List(claims) = answer {
        for claim in claims {
            line(sentence(claim).en.clone());
            line(sentence(claim).lt.clone());
        }
        return text;
    }
    for (at, item) in list(answer, "items").iter().take(most).enumerate() {
        if item.field("expert").is_some() {
            let who = ids(item, "expert").join("");
            line(format!("{}. {who} {}", at + 1, number(item, "score")));
        } else {
            let way = ids(item, "nodes").join(" > ");
            line(format!("{}. {way} {}", at + 1, number(item, "strength")));
        }
        for reason in list(item, "reasons") {
            let Some(Answer::Text(part)) = reason.field("part") else { panic!("a part") };
            line(format!("   {part} {}", number(reason, "share")));
            line(format!("     {}", sentence(reason).en));
            line(format!("     {}", sentence(reason).lt));
        }
        for conflict in list(item, "conflicts") {
            line("   conflict".to_owned());
            line(format!("     {}", sentence(conflict).en));
            line(format!("     {}", sentence(conflict).lt));
        }
    }
    if let Some(why_not @ Answer::Record(_)) = answer.field("whyNot") {
        line(sentence(why_not).en.clone());
        line(sentence(why_not).lt.clone());
    }
    let uncovered = ids(answer, "uncovered");
    if !uncovered.is_empty() {
        line(format!("nobody covers: {}", uncovered.join(", ")));
    }
    text
}
