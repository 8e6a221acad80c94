//! An answer as text for a person.
//!
//! It goes by the shape of the answer, so that it fits every question: a list `items` becomes a numbered
//! table, nodes are told by name and id, sentences as they are, links as an arrow.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::labels::Labels;

/// How many links of a list are told: more of them hide what they show.
const LINKS_TOLD: usize = 4;

/// An answer as text, with names of fields in a language.
pub(super) fn table(labels: Labels, answer: &Value) -> String {
    let mut text = String::new();
    match answer {
        Value::Object(fields) => {
            if let Some(Value::Array(items)) = fields.get("items") {
                rows(labels, items, &mut text);
            }
            let rest = fields.iter().filter(|(name, _)| *name != "items");
            for (name, value) in rest {
                field(labels, name, value, 0, &mut text);
            }
        }
        Value::Array(items) => rows(labels, items, &mut text),
        other => line(&inline(labels, other), 0, &mut text),
    }
    text
}

/// A numbered list. The first line of each has what it is about and its figures.
fn rows(labels: Labels, items: &[Value], text: &mut String) {
    if items.is_empty() {
        line(labels.nothing_found(), 0, text);
    }
    for (at, item) in items.iter().enumerate() {
        let Value::Object(fields) = item else {
            line(&format!("{:>2}. {}", at + 1, inline(labels, item)), 0, text);
            continue;
        };
        let (head, rest): (Vec<_>, Vec<_>) =
            fields.iter().partition(|(name, value)| is_head(name, value));
        let about: Vec<String> = head
            .iter()
            .filter(|(_, value)| !value.is_number())
            .map(|(_, value)| inline(labels, value))
            .collect();
        let figures: Vec<String> = head
            .iter()
            .filter(|(_, value)| value.is_number())
            .map(|(name, value)| format!("{} {}", labels.of(name), inline(labels, value)))
            .collect();
        line(&format!("{:>2}. {}  {}", at + 1, about.join(" "), figures.join(", ")), 0, text);
        // Why comes before what it rests on.
        let (why, rest): (Vec<_>, Vec<_>) =
            rest.into_iter().partition(|(name, _)| *name == "reasons");
        for (name, value) in why.into_iter().chain(rest) {
            field(labels, name, value, 4, text);
        }
        text.push('\n');
    }
}

/// Whether a field belongs on the first line of a row: figures, the node it is about, the nodes of a path.
fn is_head(name: &str, value: &Value) -> bool {
    value.is_number()
        || is_node(value)
        || (name == "nodes" && value.is_array())
        || (name == "text" && value.is_string())
}

/// A field with its name, as far as it says anything.
fn field(labels: Labels, name: &str, value: &Value, indent: usize, text: &mut String) {
    match value {
        Value::Null | Value::Bool(false) => {}
        Value::Array(all) if all.is_empty() => {}
        Value::Bool(true) => line(&labels.of(name), indent, text),
        Value::Array(all) if all.iter().all(is_short) => {
            let all: Vec<String> = all.iter().map(|one| inline(labels, one)).collect();
            line(&format!("{}: {}", labels.of(name), all.join(", ")), indent, text);
        }
        Value::Array(all) => {
            line(&format!("{}:", labels.of(name)), indent, text);
            let told = if all.iter().all(is_link_value) { LINKS_TOLD } else { all.len() };
            for one in all.iter().take(told) {
                entry(labels, one, indent + 2, text);
            }
            if all.len() > told {
                let more = labels.more(all.len() - told);
                line(&format!("- {more}"), indent + 2, text);
            }
        }
        Value::Object(fields) if !is_short(value) => {
            // A sentence stands for its object; what else there is comes below it.
            let sentence = fields.get("text").and_then(Value::as_str);
            let (short, long): (Vec<_>, Vec<_>) = fields
                .iter()
                .filter(|(name, _)| *name != "text")
                .partition(|(_, value)| sentence.is_none() && is_short(value));
            let short = sentence.map_or_else(|| told(labels, short.into_iter()), str::to_owned);
            line(&format!("{}: {short}", labels.of(name)), indent, text);
            for (name, value) in long {
                field(labels, name, value, indent + 2, text);
            }
        }
        short => line(&format!("{}: {}", labels.of(name), inline(labels, short)), indent, text),
    }
}

/// One of a list of longer things.
fn entry(labels: Labels, value: &Value, indent: usize, text: &mut String) {
    let Value::Object(fields) = value else {
        line(&format!("- {}", inline(labels, value)), indent, text);
        return;
    };
    let (short, long): (Vec<_>, Vec<_>) =
        fields.iter().partition(|(name, value)| is_short(value) || is_sources(name));
    let first = if is_link(fields) || is_step(fields) || fields.contains_key("text") {
        inline(labels, value)
    } else {
        told(labels, short.into_iter())
    };
    line(&format!("- {first}"), indent, text);
    for (name, value) in long {
        field(labels, name, value, indent + 2, text);
    }
}

/// Short fields one after the other.
fn told<'a>(labels: Labels, fields: impl Iterator<Item = (&'a String, &'a Value)>) -> String {
    let parts = fields.filter_map(|(name, value)| match value {
        Value::Null | Value::Bool(false) => None,
        Value::Bool(true) => Some(labels.of(name)),
        Value::Array(all) if all.is_empty() => None,
        node if is_node(node) => Some(inline(labels, node)),
        other => Some(format!("{} {}", labels.of(name), inline(labels, other))),
    });
    parts.collect::<Vec<_>>().join(", ")
}

/// A value on one line.
fn inline(labels: Labels, value: &Value) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        Value::Number(number) if number.is_f64() => {
            number.as_f64().map_or_else(String::new, |number| format!("{number:.2}"))
        }
        Value::Array(all) => {
            let separator = if all.iter().all(is_node) { " > " } else { ", " };
            all.iter().map(|one| inline(labels, one)).collect::<Vec<_>>().join(separator)
        }
        Value::Object(fields) => object(labels, value, fields),
        other => other.to_string(),
    }
}

fn object(labels: Labels, value: &Value, fields: &Map<String, Value>) -> String {
    let text = |name: &str| fields.get(name).and_then(Value::as_str);
    if is_node(value) {
        return format!("{} [{}]", text("name").unwrap_or("-"), text("id").unwrap_or("-"));
    }
    let mut told = if is_link(fields) || is_step(fields) {
        let kind = text("kind").map_or_else(|| "> ".to_owned(), |kind| format!("--{kind}--> "));
        format!("{} {kind}{}", inline(labels, &fields["from"]), inline(labels, &fields["to"]))
    } else if let Some(sentence) = text("text") {
        sentence.to_owned()
    } else {
        return text("url").map_or_else(|| told_all(labels, fields), str::to_owned);
    };
    for name in ["role", "since", "until", "seen"] {
        // A sentence says its dates itself.
        if let (Some(value), false) = (text(name), fields.contains_key("text")) {
            let _ = write!(told, ", {} {value}", labels.of(name));
        }
    }
    if let Some(share) = fields.get("share").and_then(Value::as_f64) {
        let _ = write!(told, "  ({share:+.2})");
    }
    if let Some(Value::Array(sources)) = fields.get("sources") {
        for source in sources {
            let _ = write!(told, "  <{}>", inline(labels, source));
        }
    }
    told
}

fn told_all(labels: Labels, fields: &Map<String, Value>) -> String {
    told(labels, fields.iter())
}

fn is_node(value: &Value) -> bool {
    let Value::Object(fields) = value else { return false };
    fields.len() == 2 && fields.contains_key("id") && fields.contains_key("name")
}

fn is_link(fields: &Map<String, Value>) -> bool {
    is_step(fields) && fields.contains_key("kind")
}

fn is_link_value(value: &Value) -> bool {
    value.as_object().is_some_and(is_link)
}

fn is_step(fields: &Map<String, Value>) -> bool {
    fields.contains_key("from") && fields.contains_key("to")
}

fn is_sources(name: &str) -> bool {
    name == "sources"
}

/// Whether a value fits beside others on one line.
fn is_short(value: &Value) -> bool {
    match value {
        Value::Array(all) => {
            all.is_empty() || all.iter().all(is_node) || all.iter().all(Value::is_string)
        }
        Value::Object(fields) => {
            is_node(value)
                || (!fields.contains_key("text")
                    && fields.values().all(|one| !one.is_object() && !one.is_array()))
        }
        _ => true,
    }
}

fn line(words: &str, indent: usize, text: &mut String) {
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{:indent$}{}", "", words.trim_end());
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::Language;

    const ENGLISH: Labels = Labels(Language::En);

    #[test]
    fn an_answer_reads_like_a_table() {
        let answer = json!({
            "items": [{
                "expert": { "id": "p-1", "name": "Ona Onaitė" },
                "score": 0.834_56,
                "sameActor": true,
                "a": { "sector": { "id": "sector:AGRI", "name": "Agro" }, "strength": 0.5, "direct": false, "links": [{
                    "id": "x", "kind": "HOLDS_ROLE",
                    "from": { "id": "p-1", "name": "Ona Onaitė" },
                    "to": { "id": "cl-1", "name": "Klasteris" },
                    "role": "vadovė", "since": null, "until": null, "seen": "2024",
                    "sources": [{ "url": "https://a.lt/", "retrieved": null }]
                }] },
                "reasons": [{ "part": "reach", "text": "She leads one.", "value": 1.0, "share": 0.5 }]
            }],
            "uncovered": [],
            "cut": { "limit": "first", "shown": 1, "found": 4 },
            "dating": { "asOf": null, "undatedCounted": 2 }
        });
        let expected = "
 1. Ona Onaitė [p-1]  score 0.83
    reasons:
      - She leads one.  (+0.50)
    same actor
    a: Agro [sector:AGRI], strength 0.50
      links:
        - Ona Onaitė [p-1] --HOLDS_ROLE--> Klasteris [cl-1], role vadovė, seen 2024  <https://a.lt/>

cut: limit first, shown 1, found 4
dating: undated counted 2
";
        assert_eq!(format!("\n{}", table(ENGLISH, &answer)), expected);
    }

    #[test]
    fn nothing_found_says_so() {
        let answer = json!({ "items": [], "whyNot": { "text": "No path.", "relax": ["via"] } });
        assert_eq!(table(ENGLISH, &answer), "nothing found\nwhy not: No path.\n  relax: via\n");
        let lithuanian = table(Labels(Language::Lt), &answer);
        assert_eq!(lithuanian, "nieko nerasta\nkodėl ne: No path.\n  ką sušvelninti: via\n");
    }
}
