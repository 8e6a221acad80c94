//! The one file that knows async-graphql: it runs subscriptions.
//!
//! async-graphql sees neither the client's text nor our types. The root field becomes the field of a small document,
//! under its response key; what each event resolves to is the root's own JSON, which async-graphql carries
//! through as bytes and never reads. `docs/decisions/` says why its validation, its introspection and, for
//! queries, its execution are not used.

use std::borrow::Cow;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, Field, OperationDefinition, OperationType, Selection,
    SelectionSet,
};
use async_graphql::registry::{MetaField, MetaType, MetaTypeId, ObjectBuilder, Registry};
use async_graphql::resolver_utils::ContainerType;
use async_graphql::{
    Context, ContextSelectionSet, EmptyMutation, Name, ObjectType, OutputType, Pos, Positioned,
    Request, Response, Schema, ServerResult, SubscriptionType, ValidationMode, Value,
};
use futures_util::stream::{BoxStream, Stream, StreamExt};

use super::answer::{AnswerError, RootAnswer};
use super::execute::{Answered, Executed};
use crate::fault::Code;
use crate::fault::words::request as words;

/// The one field of the schema that async-graphql sees.
const FIELD: &str = "root";

/// Executes subscriptions.
#[derive(Clone)]
pub(crate) struct Engine {
    schema: Schema<NoQuery, EmptyMutation, Events>,
}

impl Engine {
    /// An engine. It keeps no state between operations.
    pub(crate) fn new() -> Self {
        let schema = Schema::build(NoQuery, EmptyMutation, Events)
            // The document is our own: the rules that remain see that its fields exist.
            .validation_mode(ValidationMode::Fast)
            .disable_introspection()
            .disable_suggestions()
            .finish();
        Self { schema }
    }

    /// Runs the root field of a subscription, which may not be null: each of its answers is executed as one.
    pub(crate) fn subscribe(
        &self,
        key: Arc<str>,
        answers: BoxStream<'static, RootAnswer>,
    ) -> BoxStream<'static, Executed> {
        let errors: Errors = Arc::default();
        let source = Following { answers: Mutex::new(Some(answers)), errors: errors.clone() };
        let responses = self.schema.execute_stream(request(&key).data(source));
        responses.map(move |response| executed(response, &key, &errors)).boxed()
    }
}

/// The errors of the event that is told.
type Errors = Arc<Mutex<Vec<AnswerError>>>;

/// The answers that a subscription follows.
struct Following {
    answers: Mutex<Option<BoxStream<'static, RootAnswer>>>,
    errors: Errors,
}

/// The document `subscription { key: root }`.
fn request(key: &str) -> Request {
    fn here<T>(node: T) -> Positioned<T> {
        Positioned::new(node, Pos::default())
    }
    let field = Field {
        alias: Some(here(Name::new(key))),
        name: here(Name::new(FIELD)),
        arguments: Vec::new(),
        directives: Vec::new(),
        selection_set: here(SelectionSet { items: Vec::new() }),
    };
    let operation = OperationDefinition {
        ty: OperationType::Subscription,
        variable_definitions: Vec::new(),
        directives: Vec::new(),
        selection_set: here(SelectionSet { items: vec![here(Selection::Field(here(field)))] }),
    };
    let mut request = Request::new("");
    request.set_parsed_query(ExecutableDocument {
        operations: DocumentOperations::Single(here(operation)),
        fragments: std::collections::HashMap::new(),
    });
    request
}

fn executed(response: Response, key: &Arc<str>, errors: &Errors) -> Executed {
    let mut errors = std::mem::take(&mut *errors.lock().unwrap_or_else(PoisonError::into_inner));
    if !response.errors.is_empty() {
        errors.push(AnswerError {
            path: Vec::new(),
            at: 0,
            code: Code::Internal,
            message: words::not_executed(),
            more: None,
        });
    }
    let json = match response.data {
        Value::Object(mut fields) => match fields.swap_remove(&**key) {
            Some(Value::Binary(json)) => Some(json.into()),
            _ => None,
        },
        _ => None,
    };
    let answer = RootAnswer { json, errors };
    Executed::of([Answered { key: key.clone(), nullable: false, answer }])
}

fn meta_type(name: &str) -> MetaType {
    let field = MetaField::new(FIELD, "String");
    ObjectBuilder::new(name, [(FIELD.to_owned(), field)].into_iter().collect()).build()
}

/// The query root that a schema must have. Nothing asks for it.
struct NoQuery;

impl OutputType for NoQuery {
    fn type_name() -> Cow<'static, str> {
        "Query".into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        registry.create_output_type::<Self, _>(MetaTypeId::Object, |_| meta_type("Query"))
    }

    async fn resolve(
        &self,
        _ctx: &ContextSelectionSet<'_>,
        _field: &Positioned<Field>,
    ) -> ServerResult<Value> {
        Ok(Value::Null)
    }
}

impl ContainerType for NoQuery {
    async fn resolve_field(&self, _ctx: &Context<'_>) -> ServerResult<Option<Value>> {
        Ok(None)
    }
}

impl ObjectType for NoQuery {}

/// The subscription root.
struct Events;

impl SubscriptionType for Events {
    fn type_name() -> Cow<'static, str> {
        "Subscription".into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        registry.create_subscription_type::<Self, _>(|_| meta_type("Subscription"))
    }

    fn create_field_stream<'a>(
        &'a self,
        ctx: &'a Context<'_>,
    ) -> Option<Pin<Box<dyn Stream<Item = Response> + Send + 'a>>> {
        let following = ctx.data::<Following>().ok()?;
        let key = ctx.item.node.response_key().node.clone();
        let answers = following.answers.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        let responses = answers.map(move |RootAnswer { json, errors }| {
            following.errors.lock().unwrap_or_else(PoisonError::into_inner).extend(errors);
            let value = json.map_or(Value::Null, |json| Value::Binary(json.into()));
            Response::new(Value::Object([(key.clone(), value)].into_iter().collect()))
        });
        Some(Box::pin(responses))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What an upgrade of async-graphql must keep: bytes untouched, names it would take for its own, the end.
    #[tokio::test]
    async fn a_subscription_answers_each_event_and_ends_with_its_source() {
        let odd = r#"{"$serde_json::private::RawValue":"x","n":12345678901234567890.0}"#;
        for key in ["e", "__typename", "__schema"] {
            let answer = |json: Option<&str>| RootAnswer {
                json: json.map(|text| text.as_bytes().to_vec()),
                errors: match json {
                    Some(_) => Vec::new(),
                    None => vec![AnswerError {
                        path: Vec::new(),
                        at: 0,
                        code: Code::Internal,
                        message: words::not_executed(),
                        more: None,
                    }],
                },
            };
            let source =
                futures_util::stream::iter([answer(Some(odd)), answer(None), answer(Some("3"))]);
            let all: Vec<Executed> =
                Engine::new().subscribe(key.into(), source.boxed()).collect().await;
            let told: Vec<_> = all
                .iter()
                .map(|one| {
                    let json = one.data.as_ref().and_then(|fields| fields[0].1.as_deref());
                    (json.map(String::from_utf8_lossy), one.errors.len())
                })
                .collect();
            assert_eq!(told, [(Some(odd.into()), 0), (None, 1), (Some("3".into()), 0)], "{key}");
        }
    }
}
