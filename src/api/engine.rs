//! The one file that knows async-graphql: it executes an operation's root fields.
//!
//! async-graphql sees neither the client's text nor our types. Each prepared root field becomes a field of a
//! small document, under its response key; what it resolves to is the root's own JSON, which async-graphql
//! carries through as bytes and never reads. What it contributes is the execution: root fields at once,
//! streams for subscriptions. That a null which may not be empties the whole answer is said here, so that the
//! other roots still run to their end and tell their errors.
//! `docs/decisions/` says why its validation and its introspection are not used.

use std::borrow::Cow;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, Field, OperationDefinition, OperationType, Selection,
    SelectionSet,
};
use async_graphql::registry::{MetaField, MetaType, MetaTypeId, ObjectBuilder, Registry};
use async_graphql::resolver_utils::ContainerType;
use async_graphql::{
    Context, ContextSelectionSet, EmptyMutation, Name, ObjectType, OutputType, Pos, Positioned,
    Request, Schema, ServerError, ServerResult, SubscriptionType, ValidationMode, Value,
};
use bytes::Bytes;
use futures_util::future::BoxFuture;
use futures_util::stream::{BoxStream, Stream, StreamExt};

use super::answer::{AnswerError, RootAnswer, Step};

/// The one field of the schema that async-graphql sees.
const FIELD: &str = "root";

/// A root field that is ready to run.
pub(crate) struct Prepared {
    /// Its response key.
    pub(crate) key: Arc<str>,
    /// Whether null may stand there.
    pub(crate) nullable: bool,
    /// Its answer.
    pub(crate) answer: BoxFuture<'static, RootAnswer>,
}

/// What executing an operation gave.
#[derive(Debug, Default)]
pub(crate) struct Executed {
    /// The response keys and the JSON of each; none when a null reached the top.
    pub(crate) data: Option<Vec<(Arc<str>, Bytes)>>,
    /// What went wrong on the way.
    pub(crate) errors: Vec<AnswerError>,
}

/// Executes root fields.
#[derive(Clone)]
pub(crate) struct Engine {
    schema: Schema<Roots, EmptyMutation, Events>,
}

impl Engine {
    /// An engine. It keeps no state between operations.
    pub(crate) fn new() -> Self {
        let schema = Schema::build(Roots, EmptyMutation, Events)
            // The document is our own: the rules that remain see that its fields exist.
            .validation_mode(ValidationMode::Fast)
            .disable_introspection()
            .disable_suggestions()
            .finish();
        Self { schema }
    }

    /// Runs the root fields of a query at once.
    pub(crate) async fn execute(&self, roots: Vec<Prepared>) -> Executed {
        let told = Told::default();
        let keys: Vec<Arc<str>> = roots.iter().map(|root| root.key.clone()).collect();
        let running = Running { roots: Mutex::new(roots), told: told.clone() };
        let request = request(OperationType::Query, &keys).data(running);
        let response = self.schema.execute(request).await;
        executed(response, &keys, &told)
    }

    /// Runs the root field of a subscription: each of its answers is executed as one.
    pub(crate) fn subscribe(
        &self,
        key: Arc<str>,
        answers: BoxStream<'static, RootAnswer>,
    ) -> BoxStream<'static, Executed> {
        let told = Told::default();
        let keys = vec![key];
        let source = Following { answers: Mutex::new(Some(answers)), told: told.clone() };
        let request = request(OperationType::Subscription, &keys).data(source);
        let responses = self.schema.execute_stream(request);
        responses.map(move |response| executed(response, &keys, &told)).boxed()
    }
}

/// What roots have told beside their JSON.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<Troubles>>);

#[derive(Default)]
struct Troubles {
    errors: Vec<AnswerError>,
    /// Whether a null reached the top.
    emptied: bool,
}

impl Told {
    fn lock(&self) -> MutexGuard<'_, Troubles> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a root's answer is to async-graphql: its JSON, or null.
    fn take(&self, answer: RootAnswer, nullable: bool) -> Value {
        let mut told = self.lock();
        told.errors.extend(answer.errors);
        told.emptied |= answer.json.is_none() && !nullable;
        answer.json.map_or(Value::Null, |json| Value::Binary(json.into()))
    }
}

/// The root fields of the operation that is executed.
struct Running {
    roots: Mutex<Vec<Prepared>>,
    told: Told,
}

/// The answers that a subscription follows.
struct Following {
    answers: Mutex<Option<BoxStream<'static, RootAnswer>>>,
    told: Told,
}

/// The document `{ key: root ... }`.
fn request(ty: OperationType, keys: &[Arc<str>]) -> Request {
    fn here<T>(node: T) -> Positioned<T> {
        Positioned::new(node, Pos::default())
    }
    let field = |key: &Arc<str>| Field {
        alias: Some(here(Name::new(key))),
        name: here(Name::new(FIELD)),
        arguments: Vec::new(),
        directives: Vec::new(),
        selection_set: here(SelectionSet { items: Vec::new() }),
    };
    let items = keys.iter().map(|key| here(Selection::Field(here(field(key))))).collect();
    let operation = OperationDefinition {
        ty,
        variable_definitions: Vec::new(),
        directives: Vec::new(),
        selection_set: here(SelectionSet { items }),
    };
    let mut request = Request::new("");
    request.set_parsed_query(ExecutableDocument {
        operations: DocumentOperations::Single(here(operation)),
        fragments: std::collections::HashMap::new(),
    });
    request
}

fn executed(response: async_graphql::Response, keys: &[Arc<str>], told: &Told) -> Executed {
    let Troubles { mut errors, emptied } = std::mem::take(&mut *told.lock());
    // Roots end in any order; their errors come in the order of the answer.
    errors.sort_by_key(|error| keys.iter().position(|key| starts_at(error, key)));
    if !response.errors.is_empty() {
        errors.push(AnswerError {
            path: Vec::new(),
            at: 0,
            code: super::fault::code::INTERNAL,
            message: "the request could not be executed; this is a mistake of the server"
                .to_owned(),
        });
    }
    let (Value::Object(mut fields), false) = (response.data, emptied) else {
        return Executed { data: None, errors };
    };
    let data = keys
        .iter()
        .map(|key| match fields.swap_remove(&**key) {
            Some(Value::Binary(json)) => (key.clone(), json),
            _ => (key.clone(), Bytes::from_static(b"null")),
        })
        .collect();
    Executed { data: Some(data), errors }
}

fn starts_at(error: &AnswerError, key: &str) -> bool {
    matches!(error.path.first(), Some(Step::Key(first)) if **first == *key)
}

fn meta_type(name: &str) -> MetaType {
    let field = MetaField::new(FIELD, "String");
    ObjectBuilder::new(name, [(FIELD.to_owned(), field)].into_iter().collect()).build()
}

/// The query root.
struct Roots;

impl OutputType for Roots {
    fn type_name() -> Cow<'static, str> {
        "Query".into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        registry.create_output_type::<Self, _>(MetaTypeId::Object, |_| meta_type("Query"))
    }

    async fn resolve(
        &self,
        ctx: &ContextSelectionSet<'_>,
        _field: &Positioned<Field>,
    ) -> ServerResult<Value> {
        async_graphql::resolver_utils::resolve_container(ctx, self).await
    }
}

impl ContainerType for Roots {
    async fn resolve_field(&self, ctx: &Context<'_>) -> ServerResult<Option<Value>> {
        let running = ctx.data::<Running>().map_err(|_| ServerError::new("no roots", None))?;
        let key = ctx.item.node.response_key().node.as_str();
        let root = {
            let mut roots = running.roots.lock().unwrap_or_else(PoisonError::into_inner);
            let at = roots.iter().position(|root| *root.key == *key);
            at.map(|at| roots.swap_remove(at))
        };
        let Some(Prepared { nullable, answer, .. }) = root else { return Ok(None) };
        Ok(Some(running.told.take(answer.await, nullable)))
    }
}

impl ObjectType for Roots {}

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
    ) -> Option<Pin<Box<dyn Stream<Item = async_graphql::Response> + Send + 'a>>> {
        let following = ctx.data::<Following>().ok()?;
        let key = ctx.item.node.response_key().node.clone();
        let answers = following.answers.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        let responses = answers.map(move |answer| {
            let value = following.told.take(answer, false);
            let fields = [(key.clone(), value)].into_iter().collect();
            async_graphql::Response::new(Value::Object(fields))
        });
        Some(Box::pin(responses))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prepared(key: &str, nullable: bool, json: Option<&str>) -> Prepared {
        let answer = RootAnswer {
            json: json.map(|text| text.as_bytes().to_vec()),
            errors: match json {
                Some(_) => Vec::new(),
                None => vec![AnswerError {
                    path: vec![Step::Key(key.into())],
                    at: 0,
                    code: "X",
                    message: key.to_owned(),
                }],
            },
        };
        Prepared { key: key.into(), nullable, answer: Box::pin(std::future::ready(answer)) }
    }

    fn text(executed: &Executed) -> Option<String> {
        let fields = executed.data.as_ref()?;
        let field =
            |(key, json): &(Arc<str>, Bytes)| format!("{key}={}", String::from_utf8_lossy(json));
        Some(fields.iter().map(field).collect::<Vec<_>>().join(" "))
    }

    /// What an upgrade of async-graphql must keep: order, bytes untouched, names it would take for its own.
    #[tokio::test]
    async fn roots_come_back_in_order_and_untouched() {
        let odd = r#"{"$serde_json::private::RawValue":"x","n":12345678901234567890.0}"#;
        let roots = vec![
            prepared("z", false, Some(odd)),
            prepared("__typename", false, Some("\"Query\"")),
            prepared("__schema", true, Some("{}")),
            prepared("a", true, None),
        ];
        let executed = Engine::new().execute(roots).await;
        let expected = format!("z={odd} __typename=\"Query\" __schema={{}} a=null");
        assert_eq!(text(&executed), Some(expected));
        assert_eq!(executed.errors.len(), 1);
    }

    #[tokio::test]
    async fn a_root_that_may_not_be_null_empties_the_answer_and_stops_no_other() {
        // `late` fails after the others, and stands before them.
        let late = Prepared {
            answer: Box::pin(async {
                tokio::task::yield_now().await;
                prepared("late", true, None).answer.await
            }),
            ..prepared("late", true, None)
        };
        let roots = vec![
            late,
            prepared("a", true, Some("1")),
            prepared("b", false, None),
            prepared("c", true, None),
        ];
        let executed = Engine::new().execute(roots).await;
        assert_eq!(text(&executed), None);
        let told: Vec<&str> = executed.errors.iter().map(|error| &*error.message).collect();
        assert_eq!(told, ["late", "b", "c"]);
    }

    #[tokio::test]
    async fn roots_run_at_once() {
        let barrier = Arc::new(tokio::sync::Barrier::new(3));
        let roots = ["a", "b", "c"].map(|key| {
            let barrier = barrier.clone();
            let answer = async move {
                barrier.wait().await;
                RootAnswer { json: Some(b"1".to_vec()), errors: Vec::new() }
            };
            Prepared { key: key.into(), nullable: false, answer: Box::pin(answer) }
        });
        let executed = Engine::new().execute(roots.into()).await;
        assert_eq!(text(&executed).as_deref(), Some("a=1 b=1 c=1"));
    }

    #[tokio::test]
    async fn a_subscription_answers_each_event_and_ends_with_its_source() {
        let answer = |json: Option<&str>| RootAnswer {
            json: json.map(|text| text.as_bytes().to_vec()),
            errors: Vec::new(),
        };
        let source =
            futures_util::stream::iter([answer(Some("1")), answer(None), answer(Some("3"))]);
        let all: Vec<Executed> =
            Engine::new().subscribe("e".into(), source.boxed()).collect().await;
        let texts: Vec<_> = all.iter().map(text).collect();
        assert_eq!(texts, [Some("e=1".to_owned()), None, Some("e=3".to_owned())]);
    }
}
