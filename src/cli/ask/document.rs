//! The GraphQL document that asks for all of an answer.

use std::fmt::Write as _;

use apollo_compiler::ast::Type;
use apollo_compiler::schema::{ExtendedType, FieldDefinition};

use super::catalog::Catalog;
use super::words::Asked;

/// How deep an answer is read. Types of answers do not nest deeper.
const DEEPEST: usize = 8;

/// A document with the question as its only root field, called `answer`, and a variable for each argument.
pub(super) fn document(catalog: &Catalog, asked: &Asked) -> String {
    let mut text = String::new();
    let Ok(question) = catalog.question(&asked.question) else { return text };
    let given: Vec<_> = question
        .arguments()
        .iter()
        .filter(|one| asked.variables.contains_key(&*one.name))
        .collect();
    text.push_str("query");
    // Writing to a String cannot fail.
    if !given.is_empty() {
        let all: Vec<String> =
            given.iter().map(|one| format!("${}: {}", one.name, one.ty)).collect();
        let _ = write!(text, "({})", all.join(", "));
    }
    let _ = write!(text, " {{ answer: {}", question.name());
    if !given.is_empty() {
        let all: Vec<String> = given.iter().map(|one| format!("{0}: ${0}", one.name)).collect();
        let _ = write!(text, "({})", all.join(", "));
    }
    select(catalog, question.answer(), DEEPEST, &mut text);
    text.push_str(" }");
    text
}

/// Writes the selection of a type: everything of an answer's own types, name and id of a node.
fn select(catalog: &Catalog, of: &Type, deeper: usize, text: &mut String) {
    let fields = match catalog.type_named(of.inner_named_type()) {
        Some(one) if is_node(one) => {
            text.push_str(" { id name }");
            return;
        }
        Some(ExtendedType::Object(object)) => &object.fields,
        Some(ExtendedType::Interface(interface)) => &interface.fields,
        _ => return,
    };
    text.push_str(" {");
    for field in fields.values().filter(|field| is_told(catalog, field, deeper)) {
        let _ = write!(text, " {}", field.name);
        select(catalog, &field.ty, deeper.saturating_sub(1), text);
    }
    text.push_str(" }");
}

/// Whether a field is worth reading: it needs no argument, is no piece of the network to draw (which would
/// repeat the answer), and nests no deeper than it is read.
fn is_told(catalog: &Catalog, field: &FieldDefinition, deeper: usize) -> bool {
    let name = field.ty.inner_named_type().as_str();
    let is_leaf = !matches!(
        catalog.type_named(name),
        Some(ExtendedType::Object(_) | ExtendedType::Interface(_) | ExtendedType::Union(_))
    );
    field.arguments.iter().all(|one| !one.is_required())
        && name != "Network"
        && (is_leaf || deeper > 1)
}

fn is_node(one: &ExtendedType) -> bool {
    match one {
        ExtendedType::Object(object) => {
            object.implements_interfaces.iter().any(|interface| interface.name == "Node")
        }
        ExtendedType::Interface(interface) => {
            interface.name == "Node"
                || interface.implements_interfaces.iter().any(|one| one.name == "Node")
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::super::words::{Wanted, read};
    use super::*;
    use crate::model::network;

    #[test]
    fn the_document_asks_for_the_whole_answer() {
        let catalog = Catalog::new(&network());
        let words = ["claims", "cl-litek"].map(OsString::from).to_vec();
        let Ok(Wanted::Answer(asked)) = read(&catalog, words) else { panic!("a question") };
        assert_eq!(
            document(&catalog, &asked),
            "query($subject: ID!) { answer: claims(subject: $subject) { figure { id name } recorded text } }"
        );
    }

    #[test]
    fn every_question_makes_a_valid_document() {
        let catalog = Catalog::new(&network());
        for question in catalog.questions() {
            let words = [question.name()].into_iter().chain(question.required().map(|_| "x"));
            let Ok(Wanted::Answer(asked)) = read(&catalog, words.map(OsString::from).collect())
            else {
                panic!("{} is not read", question.name())
            };
            let text = document(&catalog, &asked);
            let parsed = apollo_compiler::ast::Document::parse(text.clone(), "q.graphql");
            assert!(parsed.is_ok(), "{text}");
            assert!(!text.contains("{ }"), "{text}");
        }
    }
}
