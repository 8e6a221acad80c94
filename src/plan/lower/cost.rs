//! What an operation costs, told before anything of it is expanded.
//!
//! Fragments are looked at once each, however often they are spread, so that a document in which each of a chain of
//! fragments spreads the next one twice is weighed in the time it takes to read it. Counting saturates.

use apollo_compiler::Name;
use apollo_compiler::executable::{
    ExecutableDocument, Field, Fragment, Operation, Selection, SelectionSet,
};
use hashbrown::HashMap;

use super::input::{Input, Variables, argument, is_included};
use super::page::PAGE_SIZE;

/// How many items a list is taken to have when the request does not say.
const LIST_SIZE: u64 = 10;

/// The most items that one list is taken to have: more is refused later, in better words.
const MOST_ITEMS: u64 = 5_000;

/// How deep fragments may spread fragments; a deeper chain counts as endlessly deep.
const DEEPEST_CHAIN: usize = 64;

/// What an operation costs. `u64::MAX` stands for that and more.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Cost {
    /// How deep the fields of the answer nest.
    pub depth: u64,
    /// How many fields it selects, fragments counted where they are spread.
    pub fields: u64,
    /// How many of them have an alias.
    pub aliases: u64,
    /// How many directives it uses, those of fragments where they are spread.
    pub directives: u64,
    /// How many conditions its filters have, and values in their lists, fragments counted where they are spread.
    pub conditions: u64,
    /// How many values the answer may have: rows times the page sizes, down the tree. What is skipped has none.
    pub cells: u64,
}

impl Cost {
    /// The cost of an operation. The document need not be valid, but its fields must exist; with variables
    /// left out, page sizes are those that are read without them.
    #[must_use]
    pub fn of(document: &ExecutableDocument, operation: &Operation, variables: &Variables) -> Self {
        let mut weigher = Weigher { document, variables, fragments: HashMap::default(), chain: 0 };
        let weight = weigher.set(&operation.selection_set);
        let of_variables =
            operation.variables.iter().map(|one| one.directives.len()).sum::<usize>();
        Self {
            depth: weight.depth,
            fields: weight.fields,
            aliases: weight.aliases,
            directives: weight.directives + count(operation.directives.len() + of_variables),
            conditions: weight.conditions,
            cells: weight.cells(LIST_SIZE),
        }
    }
}

/// The weight of a selection set.
#[derive(Clone, Copy, Default)]
struct Weight {
    depth: u64,
    fields: u64,
    aliases: u64,
    directives: u64,
    conditions: u64,
    /// Cells that are there once.
    once: u64,
    /// Cells that are there for each row of the object's lists.
    each: u64,
}

impl Weight {
    const ENDLESS: Self = Self {
        depth: u64::MAX,
        fields: u64::MAX,
        aliases: u64::MAX,
        directives: u64::MAX,
        conditions: u64::MAX,
        once: u64::MAX,
        each: u64::MAX,
    };

    fn cells(self, rows: u64) -> u64 {
        self.once.saturating_add(self.each.saturating_mul(rows))
    }

    fn add(&mut self, other: Self) {
        self.depth = self.depth.max(other.depth);
        self.fields = self.fields.saturating_add(other.fields);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.directives = self.directives.saturating_add(other.directives);
        self.conditions = self.conditions.saturating_add(other.conditions);
        self.once = self.once.saturating_add(other.once);
        self.each = self.each.saturating_add(other.each);
    }
}

struct Weigher<'a> {
    document: &'a ExecutableDocument,
    variables: &'a Variables,
    /// Those already weighed; none for one that is being weighed.
    fragments: HashMap<&'a Name, Option<Weight>, foldhash::fast::FixedState>,
    /// How many fragments are being weighed, each spread by the one before.
    chain: usize,
}

impl<'a> Weigher<'a> {
    fn set(&mut self, set: &'a SelectionSet) -> Weight {
        let mut sum = Weight::default();
        for selection in &set.selections {
            let mut weight = match selection {
                Selection::Field(field) => self.field(field),
                Selection::InlineFragment(fragment) => self.set(&fragment.selection_set),
                Selection::FragmentSpread(spread) => {
                    match self.document.fragments.get(&spread.fragment_name) {
                        Some(fragment) => self.fragment(fragment),
                        None => Weight::default(),
                    }
                }
            };
            let directives = selection.directives();
            weight.directives = weight.directives.saturating_add(count(directives.len()));
            if !is_included(directives, self.variables) {
                (weight.once, weight.each) = (0, 0);
            }
            sum.add(weight);
        }
        sum
    }

    fn fragment(&mut self, fragment: &'a Fragment) -> Weight {
        match self.fragments.get(&fragment.name) {
            Some(Some(known)) => return *known,
            // It spreads itself: validation says so.
            Some(None) => return Weight::default(),
            None => {}
        }
        if self.chain == DEEPEST_CHAIN {
            return Weight::ENDLESS;
        }
        self.chain += 1;
        self.fragments.insert(&fragment.name, None);
        let mut weight = self.set(&fragment.selection_set);
        weight.directives = weight.directives.saturating_add(count(fragment.directives.len()));
        self.fragments.insert(&fragment.name, Some(weight));
        self.chain -= 1;
        weight
    }

    fn field(&mut self, field: &'a Field) -> Weight {
        let inner = self.set(&field.selection_set);
        let size = self.size(field);
        // A list of its own size (`nodes(ids:)`) has that many; its items' lists say nothing of theirs.
        let is_list = field.definition.ty.is_list();
        let rows = size.unwrap_or(LIST_SIZE);
        let content = inner.cells(if is_list { LIST_SIZE } else { rows }).saturating_add(1);
        let (once, each) = match (is_list, size) {
            // Introspection has bounds of its own: it is answered from memory, whole.
            _ if matches!(field.name.as_str(), "__schema" | "__type") => (1, 0),
            (false, _) => (content, 0),
            (true, Some(size)) => (content.saturating_mul(size), 0),
            (true, None) => (0, content),
        };
        Weight {
            depth: inner.depth.saturating_add(1),
            fields: inner.fields.saturating_add(1),
            aliases: inner.aliases.saturating_add(u64::from(field.alias.is_some())),
            directives: inner.directives,
            conditions: inner.conditions.saturating_add(self.conditions(field)),
            once,
            each,
        }
    }

    /// How many conditions the field's own filters have.
    fn conditions(&self, field: &'a Field) -> u64 {
        let filters = ["filter", "edgeFilter"].into_iter().filter_map(|name| {
            let given = field.arguments.iter().any(|argument| argument.name == *name);
            given.then(|| argument(field, name, self.variables)).flatten()
        });
        filters.map(Input::conditions).sum()
    }

    /// How many items the field's own arguments ask for; none when they say nothing of it.
    fn size(&self, field: &'a Field) -> Option<u64> {
        let declares = |name: &str| field.definition.arguments.iter().any(|one| one.name == *name);
        let given = |name: &str| argument(field, name, self.variables);
        let number = |name: &str| {
            let number = given(name)?.int()?;
            Some(u64::try_from(number).unwrap_or_default().min(MOST_ITEMS))
        };
        if declares("first") {
            Some(number("first").or_else(|| number("last")).unwrap_or(PAGE_SIZE as u64))
        } else if declares("limit") {
            Some(number("limit").unwrap_or(MOST_ITEMS))
        } else if declares("ids") && field.definition.ty.is_list() {
            Some(given("ids").map_or(0, |ids| count(Input::items(ids).len())))
        } else {
            None
        }
    }
}

fn count(number: usize) -> u64 {
    number as u64
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::time::{Duration, Instant};

    use apollo_compiler::Schema;
    use serde_json::{Value as Json, json};

    use super::*;

    const SCHEMA: &str = "
        type Query {
          node(id: ID!): Thing
          nodes(ids: [ID!]!): [Thing]!
          things(first: Int, last: Int, filter: ThingFilter): ThingConnection!
          piece(limit: Int = 500): Piece!
        }
        type ThingConnection { nodes: [Thing!]! totalCount: Int! }
        type Thing { id: ID! name: String! sources: [Source!]! things(first: Int): ThingConnection! }
        type Source { url: String! }
        input ThingFilter { and: [ThingFilter!] not: ThingFilter name: NameFilter }
        input NameFilter { eq: String in: [String!] }
        type Piece { nodes: [Thing!]! evidence: Piece! }
    ";

    fn cost_with(query: &str, variables: Json) -> Cost {
        let schema = Schema::parse_and_validate(SCHEMA, "schema.graphql").expect("a schema");
        // Not validated: the cost is told before that.
        let document = match ExecutableDocument::parse(&schema, query, "request.graphql") {
            Ok(document) => document,
            Err(broken) => panic!("{}", broken.errors),
        };
        let Json::Object(variables) = variables else { panic!("variables are an object") };
        let operation = document.operations.get(None).expect("one operation");
        Cost::of(&document, operation, &variables)
    }

    fn cost(query: &str) -> Cost {
        cost_with(query, json!({}))
    }

    #[test]
    fn fields_depth_aliases_and_directives_are_counted_where_they_are_spread() {
        let query = "query @a { x: node(id: 1) @include(if: true) { ...F ... on Thing { ...F } } }
            fragment F on Thing { y: id things { totalCount } }";
        // The directive of the operation is unknown, which validation says.
        let told = cost(query);
        assert_eq!(told.fields, 1 + 2 * 3);
        assert_eq!(told.depth, 3);
        assert_eq!(told.aliases, 1 + 2);
        assert_eq!(told.directives, 2);
    }

    #[test]
    fn rows_multiply_down_the_tree() {
        let cases = [
            ("{ node(id: 1) { id name } }", 3),
            ("{ things(first: 3) { totalCount nodes { id name } } }", 1 + 1 + 3 * 3),
            ("{ things { nodes { id } } }", 1 + PAGE_SIZE as u64 * 2),
            (
                "{ things(last: 2) { nodes { things(first: 5) { nodes { id } } } } }",
                1 + 2 * (1 + 1 + 5 * 2),
            ),
            ("{ nodes(ids: [1, 2, 3]) { id } }", 3 * 2),
            ("{ node(id: 1) { sources { url } } }", 1 + LIST_SIZE * 2),
            (
                "{ piece(limit: 100) { nodes { id } evidence { nodes { id } } } }",
                1 + 100 * 2 + 1 + LIST_SIZE * 2,
            ),
            ("{ piece { nodes { id } } }", 1 + 500 * 2),
            ("{ things(first: 0) { nodes { id } } }", 1),
            ("{ things(first: 3) @skip(if: true) { nodes { id } } }", 0),
        ];
        for (query, cells) in cases {
            assert_eq!(cost(query).cells, cells, "{query}");
        }
    }

    #[test]
    fn a_fragment_on_a_page_has_the_page_size_of_each_spread() {
        let query = "{ a: things(first: 3) { ...P } b: things(first: 7) { ...P } }
            fragment P on ThingConnection { nodes { id } }";
        assert_eq!(cost(query).cells, 2 + (3 + 7) * 2);
    }

    #[test]
    fn page_sizes_and_conditions_come_from_variables() {
        let query = "query($n: Int, $some: Boolean!) {
            things(first: $n) { nodes { id name @include(if: $some) } } }";
        assert_eq!(cost_with(query, json!({ "n": 4, "some": true })).cells, 1 + 4 * 3);
        assert_eq!(cost_with(query, json!({ "n": 4, "some": false })).cells, 1 + 4 * 2);
        assert_eq!(cost_with(query, json!({ "n": -4, "some": true })).cells, 1);
        let huge = cost_with(query, json!({ "n": 2_000_000_000, "some": false })).cells;
        assert_eq!(huge, 1 + MOST_ITEMS * 2, "left to be refused as a page size");
    }

    #[test]
    fn conditions_and_their_values_are_counted_where_they_are_spread() {
        let query = "query($names: [String!], $not: ThingFilter) {
            ...F
            b: things(filter: { and: [{ not: $not }, { name: { in: $names } }] }) { totalCount } }
            fragment F on Query { ...G a: things(filter: $not) { totalCount } }
            fragment G on Query { things(filter: { name: { eq: \"a\" } }) { totalCount } }";
        let variables = json!({ "names": ["a", "b"], "not": { "name": { "eq": "c" } } });
        // `and`, its two items, `not` and what is in it, `name`, `in` and its values; the variable; the fragment.
        assert_eq!(cost_with(query, variables).conditions, (1 + 2 + 3 + 4) + 2 + 2);
    }

    fn doubling(count: usize) -> String {
        let mut query = "{ node(id: 1) { ...F0 } }".to_owned();
        for at in 0..count {
            let next = at + 1;
            let _ = write!(query, " fragment F{at} on Thing {{ ...F{next} ...F{next} }}");
        }
        let _ = write!(query, " fragment F{count} on Thing {{ x: name }}");
        query
    }

    #[test]
    fn fragments_that_double_are_weighed_without_being_opened() {
        let told = cost(&doubling(24));
        assert_eq!(told.fields, 1 + (1 << 24));
        assert_eq!(told.aliases, 1 << 24);
        assert_eq!(cost(&doubling(62)).fields, 1 + (1 << 62));
    }

    #[test]
    fn attacks_are_weighed_at_once() {
        let schema = Schema::parse_and_validate(SCHEMA, "schema.graphql").expect("a schema");
        let nested = "{ node(id: 1) { id things(first: 500) { nodes ".to_owned()
            + &"{ things(first: 500) { nodes ".repeat(12)
            + "{ id }"
            + &" } }".repeat(13)
            + " }";
        for query in [doubling(24), doubling(1_000), nested] {
            let document = match ExecutableDocument::parse(&schema, &query, "request.graphql") {
                Ok(document) => document,
                Err(broken) => panic!("{}", broken.errors),
            };
            let operation = document.operations.get(None).expect("one operation");
            let best = (0..5)
                .map(|_| {
                    let start = Instant::now();
                    let cost = Cost::of(&document, operation, &Variables::new());
                    assert!(cost.cells > 10_000_000 || cost.fields > 10_000_000, "{cost:?}");
                    start.elapsed()
                })
                .min();
            // Ten times what it may take, for slow machines.
            assert!(best < Some(Duration::from_millis(10)), "{best:?}");
        }
    }

    #[test]
    fn a_chain_of_fragments_that_would_exhaust_the_stack_is_endless() {
        let mut query = "{ node(id: 1) { ...F0 } }".to_owned();
        for at in 0..3_000 {
            let _ = write!(query, " fragment F{at} on Thing {{ ...F{} }}", at + 1);
        }
        query.push_str(" fragment F3000 on Thing { id }");
        assert_eq!(cost(&query).depth, u64::MAX);
    }

    #[test]
    fn fragments_that_spread_themselves_have_a_cost_too() {
        let query =
            "{ node(id: 1) { ...A } } fragment A on Thing { id ...B } fragment B on Thing { ...A }";
        assert_eq!(cost(query).fields, 2);
    }

    #[test]
    fn introspection_reads_no_rows() {
        let told =
            cost("{ a: __schema { types { fields { name } } } things(first: 3) { totalCount } }");
        assert_eq!((told.cells, told.depth, told.aliases), (1 + 2, 4, 1));
    }
}
