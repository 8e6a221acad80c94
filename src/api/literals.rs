//! What apollo-compiler leaves unchecked in the literals of a valid document: an input field given twice,
//! null or a nullable variable inside a list or an input object where it may not be, and input objects
//! of which exactly one field must be given.

use std::collections::HashSet;

use apollo_compiler::ast::{Argument, DirectiveList, Type, Value, VariableDefinition};
use apollo_compiler::executable::{ExecutableDocument, Operation, Selection, SelectionSet};
use apollo_compiler::schema::{ExtendedType, InputObjectType, InputValueDefinition};
use apollo_compiler::validation::Valid;
use apollo_compiler::{Name, Node, Schema};

use super::fault::{RequestFault, code};

/// Every such mistake of a document that apollo-compiler has found valid.
pub(crate) fn check(
    document: &Valid<ExecutableDocument>,
    schema: &Valid<Schema>,
    text: &str,
) -> Vec<RequestFault> {
    let mut all = Vec::new();
    for operation in document.operations.iter() {
        let mut checker = Checker {
            document,
            schema,
            text,
            operation,
            fragments: HashSet::new(),
            faults: &mut all,
        };
        for variable in &operation.variables {
            if let Some(value) = &variable.default_value {
                checker.value(&variable.ty, None, value);
            }
        }
        checker.directives(&operation.directives);
        checker.selections(&operation.selection_set);
    }
    all
}

struct Checker<'a> {
    document: &'a ExecutableDocument,
    schema: &'a Schema,
    text: &'a str,
    operation: &'a Operation,
    fragments: HashSet<&'a Name>,
    faults: &'a mut Vec<RequestFault>,
}

impl<'a> Checker<'a> {
    /// Recursion is bounded: the scan has bounded the nesting, and each fragment is entered once.
    fn selections(&mut self, set: &'a SelectionSet) {
        for selection in &set.selections {
            self.directives(selection.directives());
            match selection {
                Selection::Field(field) => {
                    self.arguments(&field.definition.arguments, &field.arguments);
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
                self.fault(value, format!("expected a value of type `{expected}`, found null"));
            }
            Value::Null => {}
            Value::Variable(name) => {
                let variable = self.operation.variables.iter().find(|one| one.name == *name);
                if let Some(variable) = variable
                    && !may_stand(variable, expected, default)
                {
                    self.fault(
                        value,
                        format!(
                            "variable `${name}` of type `{}` cannot be used where `{expected}` is expected",
                            variable.ty
                        ),
                    );
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
            _ => {}
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
                self.fault(value, format!("the input field `{name}` is given twice"));
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
            let message = format!("`{}` takes exactly one field", definition.name);
            return self.fault(object, message);
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
            self.fault(value, format!("`{}.{name}` must not be null", definition.name));
        }
    }

    fn fault(&mut self, value: &Node<Value>, message: String) {
        let byte = value.location().map_or(0, |span| span.offset());
        let fault = RequestFault::at_byte(code::VALIDATION_FAILED, message, self.text, byte);
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
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
