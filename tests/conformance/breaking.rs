//! The public schema beside the one that was last accepted: what breaks clients must be listed.
//!
//! `schema/accepted.txt` has a line for each place of that schema, `schema/breaking.txt` the places that may break since,
//! with the reason. At a release the one is written anew by `UPDATE=1 cargo test --test conformance breaking`, and the
//! other is emptied.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use apollo_compiler::Schema;
use apollo_compiler::ast::{InputValueDefinition, Type};
use apollo_compiler::schema::ExtendedType;
use tinklas::model::network;

/// What stands at a place, as far as clients rely on it.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Shape {
    /// A type, or a value of an enumeration: it is there.
    There,
    /// What a field gives.
    Output(String),
    /// What an argument or input field takes, and whether it must be given.
    Input(String, bool),
}

type Shapes = BTreeMap<String, Shape>;

/// The schema as it is now.
fn current() -> Shapes {
    let sdl = format!("directive @oneOf on INPUT_OBJECT {}", tinklas::api::sdl(&network()));
    shapes(&Schema::parse_and_validate(sdl, "api.graphql").expect("the schema is valid"))
}

fn shapes(schema: &Schema) -> Shapes {
    let mut all = Shapes::new();
    for (name, definition) in &schema.types {
        if name.starts_with("__") {
            continue;
        }
        all.insert(format!("{name}"), Shape::There);
        let fields = match definition {
            ExtendedType::Object(object) => &object.fields,
            ExtendedType::Interface(interface) => &interface.fields,
            ExtendedType::Enum(values) => {
                let values = values.values.keys().map(|one| format!("{name}.{one}"));
                all.extend(values.map(|place| (place, Shape::There)));
                continue;
            }
            ExtendedType::InputObject(object) => {
                let fields = object.fields.iter();
                all.extend(fields.map(|(field, one)| (format!("{name}.{field}"), input(one))));
                continue;
            }
            ExtendedType::Scalar(_) | ExtendedType::Union(_) => continue,
        };
        for (field, definition) in fields {
            let place = format!("{name}.{field}");
            for argument in &definition.arguments {
                all.insert(format!("{place}({}:)", argument.name), input(argument));
            }
            all.insert(place, Shape::Output(definition.ty.to_string()));
        }
    }
    all
}

fn input(one: &InputValueDefinition) -> Shape {
    let of: &Type = &one.ty;
    Shape::Input(of.to_string(), of.is_non_null() && one.default_value.is_none())
}

/// Whether a client that was made for one shape can go on with another.
fn goes_on(before: &Shape, after: Option<&Shape>) -> bool {
    match (before, after) {
        // What was perhaps null never is now; what had to be given may be left out now.
        (Shape::Output(was), Some(Shape::Output(is))) => was == is || *is == format!("{was}!"),
        (Shape::Input(was, needed), Some(Shape::Input(is, needs))) => {
            (was == is || *was == format!("{is}!")) && (*needed || !needs)
        }
        (before, after) => Some(before) == after,
    }
}

/// The places where clients of a schema break with another.
fn breaks(before: &Shapes, after: &Shapes) -> Vec<String> {
    let lost = before.iter().filter(|(place, was)| !goes_on(was, after.get(*place)));
    let mut all: Vec<String> = lost.map(|(place, _)| place.clone()).collect();
    // What is new must be given, to something that was there before.
    all.extend(after.iter().filter_map(|(place, is)| {
        let owner = place.rsplit_once(['(', '.'])?.0;
        let is_new = !before.contains_key(place) && before.contains_key(owner);
        (matches!(is, Shape::Input(_, true)) && is_new).then(|| place.clone())
    }));
    all
}

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("schema").join(name)
}

fn lines(shapes: &Shapes) -> String {
    let mut text = String::new();
    for (place, shape) in shapes {
        // Writing to a String cannot fail.
        let _ = match shape {
            Shape::There => writeln!(text, "{place}"),
            Shape::Output(of) => writeln!(text, "{place} gives {of}"),
            Shape::Input(of, true) => writeln!(text, "{place} needs {of}"),
            Shape::Input(of, false) => writeln!(text, "{place} takes {of}"),
        };
    }
    text
}

fn parse(text: &str) -> Shapes {
    let shape = |line: &str| match *line.split(' ').collect::<Vec<_>>() {
        [place, "gives", of] => (place.to_owned(), Shape::Output(of.to_owned())),
        [place, "needs", of] => (place.to_owned(), Shape::Input(of.to_owned(), true)),
        [place, "takes", of] => (place.to_owned(), Shape::Input(of.to_owned(), false)),
        _ => (line.to_owned(), Shape::There),
    };
    text.lines().map(shape).collect()
}

#[test]
fn no_client_of_the_accepted_schema_breaks_unless_it_is_listed() {
    let current = current();
    assert_eq!(parse(&lines(&current)), current, "every line is read as it was written");
    if std::env::var("UPDATE").is_ok_and(|update| update == "1") {
        std::fs::write(path("accepted.txt"), lines(&current)).expect("it is written");
    }
    let read = |name| std::fs::read_to_string(path(name)).expect(name);
    let found = breaks(&parse(&read("accepted.txt")), &current);
    let listed = read("breaking.txt");
    let listed: Vec<&str> = listed
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split_once(": ").expect("`PLACE: why`").0)
        .collect();
    let unlisted: Vec<&String> = found.iter().filter(|one| !listed.contains(&&***one)).collect();
    assert!(
        unlisted.is_empty(),
        "these break clients; list them in schema/breaking.txt: {unlisted:#?}"
    );
    let idle: Vec<_> = listed.iter().filter(|one| found.iter().all(|it| it != *one)).collect();
    assert!(idle.is_empty(), "these break nobody; take them out of schema/breaking.txt: {idle:#?}");
}

#[test]
fn the_size_of_the_schema_is_told_as_it_is() {
    let sdl = tinklas::api::sdl(&network());
    let own = |name: &&String| !name.starts_with("__") && !name.contains(['.', '(']);
    let types = current().keys().filter(own).count();
    let told = std::fs::read_to_string(path("../docs/API.md")).expect("docs/API.md");
    let (_, told) = told.split_once("`schema/api.graphql` has ").expect("its size");
    let words: Vec<&str> = told.split(' ').take(5).collect();
    let [told_types, "types", "in", told_size, "KB,"] = words[..] else { panic!("{words:?}") };
    for (told, is) in [(told_types, types), (told_size, sdl.len() / 1000)] {
        let told: usize = told.parse().expect("a number");
        assert!(told.abs_diff(is) * 50 <= is, "docs/API.md says {told}, it is {is}");
    }
}

#[test]
fn what_breaks_clients_is_found_and_what_does_not_is_not() {
    let of = |fields: &str| {
        let text =
            format!("type Query {{ {fields} }} enum E {{ A B }} input I {{ a: Int b: Int! }}");
        shapes(&Schema::parse_and_validate(text, "s.graphql").expect("a schema"))
    };
    let before = of("x(a: Int, b: I!): Int y: E");
    for (after, expected) in [
        ("x(a: Int, b: I!): Int y: E z: Int", &[][..]),
        ("x(a: Int, b: I): Int! y: E!", &[]),
        ("x(a: Int, b: I!, c: Int! = 1): Int y: E", &[]),
        ("x(a: Int, b: I!): Int", &["Query.y"]),
        ("x(a: Int!, b: I!): Int y: E", &["Query.x(a:)"]),
        ("x(b: I!): Float y: E", &["Query.x", "Query.x(a:)"]),
        ("x(a: Int, b: I!, c: Int!): Int y: E", &["Query.x(c:)"]),
    ] {
        assert_eq!(breaks(&before, &of(after)), expected, "{after}");
    }
}
