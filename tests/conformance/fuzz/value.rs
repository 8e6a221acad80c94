//! Random values of the schema's types, as they are written in a document and as a variable.

use apollo_compiler::ast::Type;
use apollo_compiler::schema::{ExtendedType, InputObjectType};
use serde_json::{Value, json};
use tinklas::model::Value as Key;
use tinklas::plan::cursor::{Cursor, encode};

use super::choices::Choices;
use super::world::World;

/// A value that fits its type.
pub(super) enum Made {
    /// A number, text, truth value or null.
    Plain(Value),
    Name(String),
    List(Vec<Made>),
    Object(Vec<(String, Made)>),
}

impl Made {
    /// As it stands in a document.
    pub(super) fn literal(&self) -> String {
        match self {
            Self::Plain(value) => value.to_string(),
            Self::Name(name) => name.clone(),
            Self::List(all) => {
                format!("[{}]", all.iter().map(Self::literal).collect::<Vec<_>>().join(", "))
            }
            Self::Object(fields) => {
                let field = |(name, value): &(String, Self)| format!("{name}: {}", value.literal());
                format!("{{{}}}", fields.iter().map(field).collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// As it is sent as a variable.
    pub(super) fn json(&self) -> Value {
        match self {
            Self::Plain(value) => value.clone(),
            Self::Name(name) => json!(name),
            Self::List(all) => all.iter().map(Self::json).collect(),
            Self::Object(fields) => {
                fields.iter().map(|(name, value)| (name.clone(), value.json())).collect()
            }
        }
    }
}

const TEXTS: [&str; 10] = [
    "LITEK",
    "a",
    "",
    "žuvėdra",
    "ŽUVĖDRA",
    "%_",
    "\\\"'`",
    "\u{0}\u{7}",
    "\u{1F41F}\u{301}",
    "https://a.example/?b=c#d",
];
const DATES: [&str; 7] =
    ["2014", "2014-10", "2014-10-20", "2016-02-29", "0001", "9999-12-31", "2025-06-30"];
const INSTANTS: [&str; 3] =
    ["2025-03-01T12:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z"];
const INTEGERS: [i32; 10] = [2, 0, 1, 3, 20, 500, 501, -1, i32::MAX, i32::MIN];
const LONGS: [i64; 6] = [1, 0, -1, 9_007_199_254_740_993, i64::MAX, i64::MIN];
const FLOATS: [f64; 7] = [1.5, 0.0, -0.0, 1e308, -1e308, 5e-324, 0.1];

/// A value of a type for an argument or field of this name, nested at most so deep.
pub(super) fn value(
    world: &World,
    ty: &Type,
    name: &str,
    depth: usize,
    choices: &mut Choices<'_>,
) -> Made {
    if !ty.is_non_null() && choices.chance(5) {
        return Made::Plain(Value::Null);
    }
    if ty.is_list() {
        let one = |choices: &mut Choices<'_>| {
            value(world, ty.item_type(), name, depth.saturating_sub(1), choices)
        };
        return Made::List(choices.several(3, one));
    }
    let named = ty.inner_named_type();
    match world.schema.types.get(named) {
        Some(ExtendedType::Enum(one)) => {
            let all: Vec<_> = one.values.keys().collect();
            Made::Name(choices.pick(&all).to_string())
        }
        Some(ExtendedType::InputObject(object)) => self::object(world, object, depth, choices),
        _ => Made::Plain(scalar(world, named, name, choices)),
    }
}

fn scalar(world: &World, named: &str, name: &str, choices: &mut Choices<'_>) -> Value {
    match named {
        "Int" if name == "first" || name == "last" => json!(choices.pick(&INTEGERS[..4])),
        "Int" => json!(choices.pick(&INTEGERS)),
        "Long" => json!(choices.pick(&LONGS)),
        "Float" => json!(choices.pick(&FLOATS)),
        // Nothing is really written: each case meets the same network.
        "Boolean" if name == "dryRun" => json!(true),
        "Boolean" => json!(choices.chance(50)),
        "PartialDate" => json!(choices.pick(&DATES)),
        "Instant" => json!(choices.pick(&INSTANTS)),
        "ID" => json!(choices.pick(&world.ids)),
        _ if name == "after" || name == "before" => json!(cursor(world, choices)),
        _ => json!(choices.pick(&TEXTS)),
    }
}

/// A cursor that some list gave, now and then with another letter, or cut; or one that no list gave.
fn cursor(world: &World, choices: &mut Choices<'_>) -> String {
    let mut cursor = choices.pick(&world.cursors).clone();
    match choices.below(8) {
        0 => cursor.truncate(choices.below(cursor.len())),
        1 | 2 => {
            let at = choices.below(cursor.len());
            let letter = *choices.pick(&["A", "B", "g", "_", "=", " "]);
            cursor.replace_range(at..=at, letter);
        }
        3..=5 => {
            let keys = choices.several(3, key);
            let (id, tag) = (choices.pick(&world.ids).as_str().into(), choices.below(3));
            let made = Cursor { keys, id, tag: u32::try_from(tag).unwrap_or(0) };
            cursor = encode(&made, *choices.pick(&world.orders));
        }
        _ => {}
    }
    cursor
}

/// What a cursor may hold, whether or not the order has a key of that type.
fn key(choices: &mut Choices<'_>) -> Option<Key> {
    Some(match choices.below(7) {
        0 => return None,
        1 => Key::Int(*choices.pick(&LONGS)),
        2 => Key::Float(*choices.pick(&FLOATS)),
        3 => Key::Bool(true),
        4 => Key::Enum(u8::MAX),
        5 => Key::Date(choices.pick(&DATES).parse().expect("a date")),
        _ => Key::Text((*choices.pick(&TEXTS)).into()),
    })
}

fn object(
    world: &World,
    object: &InputObjectType,
    depth: usize,
    choices: &mut Choices<'_>,
) -> Made {
    let one_of = object.directives.has("oneOf");
    let all: Vec<_> = object.fields.values().collect();
    let chosen = choices.below(all.len());
    let mut fields = Vec::new();
    for (at, field) in all.into_iter().enumerate() {
        let leaf = !matches!(
            world.schema.types.get(field.ty.inner_named_type()),
            Some(ExtendedType::InputObject(_))
        );
        let wanted = if one_of {
            at == chosen
        } else {
            field.is_required()
                || at == chosen && (leaf || depth > 0)
                || (leaf || depth > 0) && choices.chance(8)
                || &field.name == "dryRun"
        };
        if !wanted {
            continue;
        }
        let ty =
            if one_of { field.ty.as_ref().clone().non_null() } else { field.ty.as_ref().clone() };
        let made = value(world, &ty, &field.name, depth.saturating_sub(1), choices);
        fields.push((field.name.to_string(), made));
    }
    Made::Object(fields)
}
