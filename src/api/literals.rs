//! What apollo-compiler leaves unchecked in the literals of a valid document: an input field given twice,
//! null or a nullable variable inside a list or an input object where it may not be, input objects
//! of which exactly one field must be given, and texts that are no dates.
//!
//! The same walk finds where a variable is null at run time although its place does not allow null.

use std::collections::HashSet;

use apollo_compiler::ast::{Argument, DirectiveList, Type, Value, VariableDefinition};
use apollo_compiler::executable::{ExecutableDocument, Operation, Selection, SelectionSet};
use apollo_compiler::schema::{ExtendedType, InputObjectType, InputValueDefinition};
use apollo_compiler::validation::Valid;
use apollo_compiler::{Name, Node, Schema};

use super::fault::RequestFault;
use crate::fault::Code;
use crate::fault::words::request as words;
use crate::model::{NotADate, PartialDate};
use crate::plan::lower::{NullArgument, Variables};
use crate::text::{Sentence, meant};

/// Every such mistake of a document that apollo-compiler has found valid.
pub(crate) fn check(
    document: &Valid<ExecutableDocument>,
    schema: &Valid<Schema>,
    text: &str,
) -> Vec<RequestFault> {
    let mut all = Vec::new();
    for operation in document.operations.iter() {
        let found = Checker::new(document, schema, operation, None).walk();
        let fault =
            |one: Mistake| RequestFault::at_byte(Code::ValidationFailed, one.message, text, one.at);
        for fault in found.into_iter().map(fault) {
            if !all.contains(&fault) {
                all.push(fault);
            }
        }
    }
    all
}

/// Where a variable that the client set to null stands although null may not stand there. Validation lets such a
/// variable pass for its default, which an explicit null replaces (GraphQL, sections 5.8.5 and 6.4.1).
///
/// # Errors
/// One of them decides whether a field is selected at all.
pub(crate) fn nulls(
    document: &Valid<ExecutableDocument>,
    schema: &Valid<Schema>,
    text: &str,
    operation: &Operation,
    variables: &Variables,
) -> Result<Vec<NullArgument>, Vec<RequestFault>> {
    // Few clients send null, and without a null there is nothing to look for.
    if !variables.values().any(serde_json::Value::is_null) {
        return Ok(Vec::new());
    }
    let (mut nulls, mut faults) = (Vec::new(), Vec::new());
    for Mistake { at, field, message } in
        Checker::new(document, schema, operation, Some(variables)).walk()
    {
        match field {
            Some(field) => nulls.push(NullArgument { field, message }),
            None => faults.push(RequestFault::at_byte(Code::BadInput, message, text, at)),
        }
    }
    if faults.is_empty() { Ok(nulls) } else { Err(faults) }
}

/// Something wrong with a value.
struct Mistake {
    /// The byte offset of the value.
    at: usize,
    /// The byte offset of the response key of the field whose argument it is in; none in a directive.
    field: Option<usize>,
    message: Sentence,
}

struct Checker<'a> {
    document: &'a ExecutableDocument,
    schema: &'a Schema,
    operation: &'a Operation,
    /// The values of the variables, to look for nulls; none to look for mistakes of the document.
    variables: Option<&'a Variables>,
    fragments: HashSet<&'a Name>,
    field: Option<usize>,
    found: Vec<Mistake>,
}

impl<'a> Checker<'a> {
    fn new(
        document: &'a ExecutableDocument,
        schema: &'a Schema,
        operation: &'a Operation,
        variables: Option<&'a Variables>,
    ) -> Self {
        let (fragments, found) = (HashSet::new(), Vec::new());
        Self { document, schema, operation, variables, fragments, field: None, found }
    }

    fn walk(mut self) -> Vec<Mistake> {
        for variable in &self.operation.variables {
            if let Some(value) = &variable.default_value {
                self.value(&variable.ty, None, value);
            }
        }
        self.directives(&self.operation.directives);
        self.selections(&self.operation.selection_set);
        self.found
    }

    /// Recursion is bounded: the scan has bounded the nesting, and each fragment is entered once.
    fn selections(&mut self, set: &'a SelectionSet) {
        for selection in &set.selections {
            self.directives(selection.directives());
            match selection {
                Selection::Field(field) => {
                    self.field = field.response_key().location().map(|span| span.offset());
                    self.arguments(&field.definition.arguments, &field.arguments);
                    self.field = None;
                    self.selections(&field.selection_set);
                }
                Selection::InlineFragment(inline) => self.selections(&inline.selection_set),
                Selection::FragmentSpread(spread) => {
                    if let Some(fragment) = spread.fragment_def(self.document)
                        && self.fragments.insert(&fragment.name)
                    {
                        self.directives(&fragment.directives);
                        self.selections(&fragment.selection_set);
                    }
                }
            }
        }
    }

    fn directives(&mut self, directives: &'a DirectiveList) {
        for directive in directives {
            if let Some(definition) = self.schema.directive_definitions.get(&directive.name) {
                self.arguments(&definition.arguments, &directive.arguments);
            }
        }
    }

    fn arguments(
        &mut self,
        definitions: &'a [Node<InputValueDefinition>],
        arguments: &'a [Node<Argument>],
    ) {
        for argument in arguments {
            if let Some(definition) = definitions.iter().find(|one| one.name == argument.name) {
                self.value(&definition.ty, definition.default_value.as_deref(), &argument.value);
            }
        }
    }

    fn value(&mut self, expected: &Type, default: Option<&Value>, value: &'a Node<Value>) {
        match value.as_ref() {
            Value::Null if expected.is_non_null() => {
                self.fault(value, words::found_null(&expected.to_string()));
            }
            Value::Null => {}
            Value::Variable(name) => {
                if let Some(message) = self.variable(name, expected, default) {
                    self.fault(value, message);
                }
            }
            Value::List(items) if expected.is_list() => {
                for item in items {
                    self.value(expected.item_type(), None, item);
                }
            }
            // One value stands for a list of one.
            _ if expected.is_list() => self.value(expected.item_type(), None, value),
            Value::Object(fields) => {
                let name = expected.inner_named_type();
                if let Some(ExtendedType::InputObject(object)) = self.schema.types.get(name) {
                    self.object(object, value, fields);
                }
            }
            one if expected.inner_named_type() == "PartialDate" => {
                if let Err(NotADate) = date(one) {
                    self.fault(value, words::no_date(&format!("`{one}`"), &meant(None)));
                }
            }
            _ => {}
        }
    }

    /// What is wrong with a variable where a type is expected.
    fn variable(&self, name: &Name, expected: &Type, default: Option<&Value>) -> Option<Sentence> {
        let variable = self.operation.variables.iter().find(|one| one.name == *name)?;
        let of = &variable.ty;
        match self.variables {
            Some(values) => {
                let null = values.get(name.as_str()).is_some_and(serde_json::Value::is_null);
                (null && expected.is_non_null())
                    .then(|| words::null_variable(name, &expected.to_string()))
            }
            None => (!may_stand(variable, expected, default))
                .then(|| words::unfit_variable(name, &of.to_string(), &expected.to_string())),
        }
    }

    fn object(
        &mut self,
        definition: &InputObjectType,
        object: &'a Node<Value>,
        fields: &'a [(Name, Node<Value>)],
    ) {
        for (at, (name, value)) in fields.iter().enumerate() {
            if fields[..at].iter().any(|(earlier, _)| earlier == name) {
                self.fault(value, words::given_twice(name));
            }
            if let Some(field) = definition.fields.get(name) {
                self.value(&field.ty, field.default_value.as_deref(), value);
            }
        }
        if definition.directives.has("oneOf") {
            self.one_of(definition, object, fields);
        }
    }

    fn one_of(
        &mut self,
        definition: &InputObjectType,
        object: &'a Node<Value>,
        fields: &'a [(Name, Node<Value>)],
    ) {
        let [(name, value)] = fields else {
            return self.fault(object, words::exactly_one(&definition.name));
        };
        let nullable = match value.as_ref() {
            Value::Null => true,
            Value::Variable(used) => {
                let variable = self.operation.variables.iter().find(|one| one.name == *used);
                variable.is_some_and(|variable| !variable.ty.is_non_null())
            }
            _ => false,
        };
        if nullable {
            self.fault(value, words::not_null(&format!("{}.{name}", definition.name)));
        }
    }

    fn fault(&mut self, value: &Node<Value>, message: Sentence) {
        let at = value.location().map_or(0, |span| span.offset());
        self.found.push(Mistake { at, field: self.field, message });
    }
}

/// Whether a literal is a date.
fn date(literal: &Value) -> Result<PartialDate, NotADate> {
    match literal {
        Value::String(text) => text.parse(),
        _ => Err(NotADate),
    }
}

/// Whether a variable may stand where a type is expected (GraphQL, section 5.8.5).
fn may_stand(variable: &VariableDefinition, expected: &Type, default: Option<&Value>) -> bool {
    if !expected.is_non_null() || variable.ty.is_non_null() {
        return variable.ty.is_assignable_to(expected);
    }
    let filled = |value: Option<&Value>| value.is_some_and(|value| !value.is_null());
    (filled(variable.default_value.as_deref()) || default.is_some())
        && variable.ty.is_assignable_to(&expected.clone().nullable())
}
