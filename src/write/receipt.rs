//! An outcome as text, as a store keeps it for a request that comes again.

use serde_json::{Value as Json, json};

use super::outcome::{Difference, Effect, Outcome, Touched};
use crate::model::Model;
use crate::store::records::{Action, LinkRef};

/// The longest text that is kept; beyond it, what differs is left out.
const LONGEST: usize = 64 * 1024;

/// The text of an outcome.
pub(super) fn write(model: &Model, outcome: &Outcome) -> String {
    let whole = json_of(model, outcome, true).to_string();
    if whole.len() <= LONGEST { whole } else { json_of(model, outcome, false).to_string() }
}

fn json_of(model: &Model, outcome: &Outcome, whole: bool) -> Json {
    let effect = |effect: &Effect| {
        let (node, kind, link) = match &effect.touched {
            Touched::Node(id, kind) => (Some(&**id), Some(&model.kind(*kind).name), None),
            Touched::Link(link) => (None, None, Some(link.id(model))),
        };
        let action = match effect.action {
            Action::Added => "added",
            Action::Updated => "updated",
            Action::Removed => "removed",
        };
        let told = if whole { &effect.differences[..] } else { &[] };
        let told: Vec<Json> =
            told.iter().map(|one| json!([one.field, one.before, one.after])).collect();
        json!({ "action": action, "node": node, "kind": kind, "link": link, "differences": told })
    };
    json!({
        "node": outcome.node.as_deref(),
        "link": outcome.link.as_ref().map(|link| link.id(model)),
        "effects": outcome.effects.iter().map(effect).collect::<Vec<_>>(),
    })
}

/// The outcome of a text; of one that cannot be read, as one of another version, that nothing is told.
pub(super) fn read(model: &Model, text: &str, sequence: u64) -> Outcome {
    let json: Json = serde_json::from_str(text).unwrap_or_default();
    let link = |json: &Json| LinkRef::parse(json.as_str()?, model);
    let effect = |json: &Json| {
        let action = match json["action"].as_str()? {
            "added" => Action::Added,
            "updated" => Action::Updated,
            _ => Action::Removed,
        };
        let touched = match json["node"].as_str() {
            Some(id) => Touched::Node(id.into(), model.kind_named(json["kind"].as_str()?)?.id),
            None => Touched::Link(link(&json["link"])?),
        };
        let text = |json: &Json| json.as_str().map(str::to_owned);
        let difference = |one: &Json| {
            Some(Difference { field: text(&one[0])?, before: text(&one[1]), after: text(&one[2]) })
        };
        let differences = json["differences"].as_array()?.iter().filter_map(difference).collect();
        Some(Effect { action, touched, differences })
    };
    Outcome {
        node: json["node"].as_str().map(Into::into),
        link: link(&json["link"]),
        effects: json["effects"].as_array().into_iter().flatten().filter_map(effect).collect(),
        sequence,
        repeated: true,
    }
}
