//! From a request's text to a document that is valid for the schema.

use apollo_compiler::ast::OperationType;
use apollo_compiler::executable::{ExecutableDocument, Operation};
use apollo_compiler::introspection;
use apollo_compiler::parser::Parser;
use apollo_compiler::validation::{DiagnosticList, Valid};
use apollo_compiler::{Name, Node, Schema};

use super::fault::RequestFault;
use super::limits::Limits;
use super::statistics::{Phase, Watch};
use super::suggest::suggestion;
use super::{Request, literals, scan};
use crate::fault::{Code, words};
use crate::plan::lower::Fault;
use crate::text::{Sentence, meant};

/// How many mistakes of one request are told.
const MOST_FAULTS: usize = 50;

/// A document that is valid for the schema.
pub(crate) struct Document {
    /// Its text, to tell lines by.
    pub(crate) text: String,
    /// Its tree.
    pub(crate) tree: Valid<ExecutableDocument>,
}

impl Document {
    /// Reads a text and checks it against the schema.
    ///
    /// # Errors
    /// Every mistake, at most 50; of the first kind that there is: too large, not GraphQL, not valid.
    pub(crate) fn read(
        text: &str,
        schema: &Valid<Schema>,
        limits: &Limits,
        watch: &mut Watch,
    ) -> Result<Self, Vec<RequestFault>> {
        scan::scan(text, limits).map_err(|fault| vec![fault])?;
        watch.ended(Phase::Scan);
        let parsed = parser(limits)
            .parse_ast(text, "request")
            .map_err(|broken| faults(&broken.errors, Code::ParseFailed, |_| meant(None)))?;
        if parsed.definitions.is_empty() {
            return Err(vec![RequestFault::new(Code::ParseFailed, words::request::no_operation())]);
        }
        let tree = parsed.to_executable_validate(schema).map_err(|broken| {
            let near = |sentence: &str| suggestion(sentence, schema, &broken.partial);
            faults(&broken.errors, Code::ValidationFailed, near)
        })?;
        for operation in tree.operations.iter() {
            introspection::check_max_depth(&tree, operation).map_err(|error| {
                let message = words::graphql::too_deep(&error.message().to_string());
                let at = error.location().map_or(0, |place| place.offset());
                vec![RequestFault::at_byte(Code::TooDeep, message, text, at)]
            })?;
        }
        let mut more = literals::check(&tree, schema, text);
        more.truncate(MOST_FAULTS);
        watch.ended(Phase::Validate);
        if more.is_empty() { Ok(Self { text: text.to_owned(), tree }) } else { Err(more) }
    }

    /// Whether the operation to execute is no query, as far as the text says.
    pub(crate) fn is_no_query(request: &Request, limits: &Limits) -> bool {
        if scan::scan(&request.query, limits).is_err() {
            return false;
        }
        let Ok(parsed) = parser(limits).parse_ast(request.query.as_str(), "request") else {
            return false;
        };
        let operations = parsed.definitions.iter().filter_map(|one| one.as_operation_definition());
        let named = |name: Option<&Name>| {
            let wanted = request.operation_name.as_deref();
            wanted.is_none() || wanted == name.map(Name::as_str)
        };
        let mut chosen = operations.filter(|one| named(one.name.as_ref()));
        matches!((chosen.next(), chosen.next()), (Some(only), None)
            if only.operation_type != OperationType::Query)
    }

    /// A mistake in an argument, as a fault of the request.
    pub(crate) fn fault(&self, fault: &Fault) -> RequestFault {
        let path = fault.path.iter().map(ToString::to_string).collect();
        let message = fault.message.clone();
        RequestFault { path, ..RequestFault::at_byte(fault.code, message, &self.text, fault.at) }
    }

    /// The operation to execute.
    ///
    /// # Errors
    /// There is none of the name, or there are several and no name.
    pub(crate) fn operation(&self, name: Option<&str>) -> Result<&Node<Operation>, RequestFault> {
        let all = &self.tree.operations;
        all.get(name).map_err(|_| {
            let message = match name {
                Some(name) => {
                    words::request::no_such_operation(name, all.named.keys().map(Name::as_str))
                }
                None if all.is_empty() => words::request::no_operation(),
                None => words::request::several_operations(),
            };
            RequestFault::new(Code::Operation, message)
        })
    }
}

/// The scan has bounded the nesting of brackets; the parser counts each as a few levels.
fn parser(limits: &Limits) -> Parser {
    Parser::new().recursion_limit(limits.nesting * 8)
}

fn faults(
    list: &DiagnosticList,
    code: Code,
    suggestion: impl Fn(&str) -> Sentence,
) -> Vec<RequestFault> {
    let mut all: Vec<RequestFault> = Vec::new();
    for diagnostic in list.iter() {
        let message = diagnostic.error.to_string();
        let near = suggestion(&message);
        let mut fault = RequestFault::new(code, words::graphql::found(&message).and(&near));
        fault.at = diagnostic.line_column_range().map(|at| (at.start.line, at.start.column));
        if !all.contains(&fault) {
            all.push(fault);
        }
        if all.len() == MOST_FAULTS {
            break;
        }
    }
    all
}
