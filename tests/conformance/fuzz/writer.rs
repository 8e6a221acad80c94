//! Writes a random document that is valid: every field under an alias of its own, so that no two conflict.

use std::fmt::Write as _;

use apollo_compiler::ast::{FieldDefinition, InputValueDefinition};
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::{Name, Node};
use serde_json::{Map, Value};

use super::choices::Choices;
use super::value::value;
use super::world::World;

/// A document and its variables.
#[derive(Default)]
pub(super) struct Written {
    pub(super) text: String,
    pub(super) variables: Map<String, Value>,
}

/// How deep fields are nested below a root field, and how many there are at most.
const DEPTH: usize = 4;
const FIELDS: usize = 40;

struct Writer<'w, 'c, 'n> {
    world: &'w World,
    choices: &'c mut Choices<'n>,
    selected: String,
    declared: Vec<String>,
    variables: Map<String, Value>,
    fields: usize,
}

/// A query or mutation.
pub(super) fn write(world: &World, choices: &mut Choices<'_>) -> Written {
    let (operation, root) =
        if choices.chance(25) { ("mutation", "Mutation") } else { ("query", "Query") };
    let mut writer = Writer {
        world,
        choices,
        selected: String::new(),
        declared: Vec::new(),
        variables: Map::new(),
        fields: 0,
    };
    writer.selection(root, DEPTH);
    let declared = match writer.declared.join(", ") {
        none if none.is_empty() => none,
        some => format!("({some})"),
    };
    Written {
        text: format!("{operation}{declared} {}", writer.selected),
        variables: writer.variables,
    }
}

impl Writer<'_, '_, '_> {
    /// `{ ... }` of a composite type.
    fn selection(&mut self, parent: &str, depth: usize) {
        let world = self.world;
        self.selected.push_str("{ ");
        let fields: Vec<_> = match world.schema.types.get(parent) {
            Some(ExtendedType::Object(one)) => one.fields.values().collect(),
            Some(ExtendedType::Interface(one)) => one.fields.values().collect(),
            _ => Vec::new(),
        };
        let many = if depth == DEPTH { 2 } else { 4 };
        for _ in 0..=self.choices.below(many) {
            if !fields.is_empty() && self.fields < FIELDS {
                let field = *self.choices.pick(&fields);
                self.field(field, depth);
            }
        }
        if depth > 0 && self.choices.chance(30) {
            self.narrowed(parent, depth);
        }
        self.selected.push_str("__typename } ");
    }

    /// `... on Kind { ... }` with one of the kinds that a type may be.
    fn narrowed(&mut self, parent: &str, depth: usize) {
        let map = self.world.schema.implementers_map();
        let Some(all) = map.get(parent) else { return };
        let mut kinds: Vec<&Name> = all.iter().collect();
        kinds.sort();
        let Some(kind) = (!kinds.is_empty()).then(|| *self.choices.pick(&kinds)) else { return };
        _ = write!(self.selected, "... on {kind} ");
        self.selection(kind, depth - 1);
    }

    fn field(&mut self, field: &Node<FieldDefinition>, depth: usize) {
        let named = field.ty.inner_named_type();
        let composite = matches!(
            self.world.schema.types.get(named),
            Some(ExtendedType::Object(_) | ExtendedType::Interface(_) | ExtendedType::Union(_))
        );
        if composite && depth == 0 {
            return;
        }
        self.fields += 1;
        _ = write!(self.selected, "f{}: {}", self.fields, field.name);
        let wanted = |argument: &&Node<InputValueDefinition>, choices: &mut Choices<'_>| {
            // Two places contradict each other often enough.
            let place = matches!(argument.name.as_str(), "after" | "before" | "last");
            let percent = if place { 8 } else { 25 };
            argument.is_required() || argument.name == "dryRun" || choices.chance(percent)
        };
        let mut given = Vec::new();
        for argument in &field.arguments {
            if wanted(&argument, self.choices) {
                given.push(format!("{}: {}", argument.name, self.argument(argument)));
            }
        }
        if !given.is_empty() {
            _ = write!(self.selected, "({})", given.join(", "));
        }
        if self.choices.chance(5) {
            let directive = *self.choices.pick(&[" @include(if: true)", " @skip(if: true)"]);
            self.selected.push_str(directive);
        }
        self.selected.push(' ');
        if composite {
            self.selection(named, depth - 1);
        }
    }

    /// A value of an argument, or the variable that it is sent as.
    fn argument(&mut self, argument: &InputValueDefinition) -> String {
        let made = value(self.world, &argument.ty, &argument.name, 3, self.choices);
        if !self.choices.chance(20) {
            return made.literal();
        }
        let name = format!("v{}", self.variables.len());
        self.declared.push(format!("${name}: {}", argument.ty));
        self.variables.insert(name.clone(), made.json());
        format!("${name}")
    }
}
