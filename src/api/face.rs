//! The face itself: from a request to its answer.

use std::sync::Arc;
use std::time::Duration;

use apollo_compiler::ast::OperationType;
use futures_util::stream::{BoxStream, StreamExt};
use tokio::sync::Semaphore;

use super::cache::Cache;
use super::coerce::coerce;
use super::document::Document;
use super::engine::Engine;
use super::execute::{Answered, execute, execute_in_order};
use super::fault::RequestFault;
use super::introspection::Introspection;
use super::live::answers::{self, Asker};
use super::live::begin::begin;
use super::live::changed::{self, Reader};
use super::live::tail::Tail;
use super::run::answer_root;
use super::schema::PublicSchema;
use super::statistics::{Measured, Phase, Watch};
use super::stored::{Stored, Trusted, TrustedError};
use super::{Limits, Outcome, Request, Response, Told, Writes, respond};
use super::{budget, literals, live, mutation};
use crate::fault::Code;
use crate::fault::words::{live as live_words, request as words};
use crate::model::{Audience, Language, Model};
use crate::plan::lower::{self, Catalog, Cost, Group, RootField, Work};
use crate::plan::viewer::{Sight, Viewer};
use crate::store::Store;
use crate::store::counted::Counted;
use crate::store::trace::Trace;

/// How many root fields of one request may be introspection, each of which may tell the whole schema.
const MOST_INTROSPECTION: usize = 4;

/// The GraphQL face of a store. One is made at start and shared by all transports.
pub struct Face {
    store: Arc<dyn Store>,
    limits: Limits,
    shared: Shared,
    documents: Cache<Document>,
    stored: Stored,
    /// The newest changes, for all who follow them.
    tail: Arc<Tail>,
    /// Places for subscriptions.
    places: Arc<Semaphore>,
    /// Places for those who make a followed answer anew.
    makers: Arc<Semaphore>,
}

/// What follows from the model alone, and takes a while to make.
#[derive(Clone)]
struct Shared {
    schema: Arc<PublicSchema>,
    catalog: Arc<Catalog>,
    sights: [Arc<Sight>; 2],
    engine: Engine,
}

impl Shared {
    fn of(model: &Arc<Model>) -> Self {
        Self {
            schema: Arc::new(PublicSchema::of(model)),
            catalog: Arc::new(Catalog::new(model)),
            sights: [Audience::Public, Audience::Staff].map(|one| Sight::new(model, one)),
            engine: Engine::new(),
        }
    }
}

/// What a request came to that was not executed.
struct Refusal {
    faults: Vec<RequestFault>,
    outcome: Outcome,
}

impl From<Vec<RequestFault>> for Refusal {
    fn from(faults: Vec<RequestFault>) -> Self {
        Self { faults, outcome: Outcome::RequestError }
    }
}

impl From<RequestFault> for Refusal {
    fn from(fault: RequestFault) -> Self {
        vec![fault].into()
    }
}

/// An operation whose text, variables and cost are in order.
struct Ready {
    document: Arc<Document>,
    kind: OperationType,
    roots: Vec<Root>,
    sight: Arc<Sight>,
    /// Whom changes are recorded by.
    by: Arc<str>,
    /// What messages are read in.
    language: Language,
    /// What it took so far.
    watch: Watch,
}

/// A root field in its place.
enum Root {
    /// It asks something of the network.
    Network(RootField),
    /// It is introspection, and answered.
    Introspection(Answered),
}

/// How long a query over a WebSocket may take; over HTTP the server's own settings say.
const TIME_TO_ANSWER: Duration = Duration::from_secs(30);

impl Root {
    /// Whether it asks a question, which walks the network.
    fn is_question(&self) -> bool {
        matches!(self, Self::Network(RootField { work: Work::Ask(_), .. }))
    }
}

impl Face {
    /// The face of a store, with the schema of its model.
    ///
    /// # Panics
    /// When the model has a name that the public schema needs for something else. The model that the
    /// binary carries has none: the tests say so.
    #[must_use]
    pub fn new(store: Arc<dyn Store>, limits: Limits) -> Self {
        let shared = Shared::of(store.model());
        Self::with(shared, Trusted::default(), limits, store)
    }

    fn with(shared: Shared, trusted: Trusted, limits: Limits, store: Arc<dyn Store>) -> Self {
        Self {
            shared,
            documents: Cache::new(limits.cached_documents, limits.cached_bytes),
            stored: Stored::new(trusted, &limits),
            tail: Arc::new(Tail::new(store.clone())),
            places: places(limits.subscriptions),
            makers: places(limits.answers),
            limits,
            store,
        }
    }

    /// The same face, which knows documents that it was given to trust.
    ///
    /// # Errors
    /// They are not all valid for its schema and within its limits.
    pub fn trusting(self, trusted: Trusted) -> Result<Self, TrustedError> {
        trusted.check(|text| {
            let types = &self.shared.schema.types;
            Document::read(text, types, &self.limits, &mut Watch::none()).err().unwrap_or_default()
        })?;
        Ok(Self { stored: Stored::new(trusted, &self.limits), ..self })
    }

    /// The face of another store of the same model: the schema, which takes a while to make, is shared.
    #[must_use]
    pub fn over(&self, store: Arc<dyn Store>) -> Self {
        Self::with(self.shared.clone(), self.stored.trusted().clone(), self.limits, store)
    }

    /// The store behind it.
    #[must_use]
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.store
    }

    /// The limits of a request.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The public schema in the schema definition language.
    #[must_use]
    pub fn sdl(&self) -> &str {
        &self.shared.schema.sdl
    }

    /// Executes a query or a mutation for a viewer. Whatever is wrong with it is in the answer.
    pub async fn execute(&self, request: Request, viewer: Viewer) -> Response {
        match self.prepare(&request, &viewer) {
            Ok(ready) if ready.kind == OperationType::Subscription => {
                let fault = RequestFault::new(Code::NeedsWebSocket, words::needs_websocket());
                refused(&fault.into(), viewer.language())
            }
            Ok(ready) => self.run(ready).await,
            Err(refusal) => refused(&refusal, viewer.language()),
        }
    }

    /// Whether a request is a subscription; what cannot be read is none.
    #[must_use]
    pub fn is_subscription(&self, request: &Request) -> bool {
        let text = self.stored.text(request);
        let document = text
            .map_err(Refusal::from)
            .and_then(|text| self.document(request, &text, &mut Watch::none()));
        document.is_ok_and(|document| {
            let operation = document.operation(request.operation_name.as_deref());
            operation.is_ok_and(|one| one.operation_type == OperationType::Subscription)
        })
    }

    /// Follows a request over time: a query has one answer, a subscription one for each event. When it returns, a
    /// subscription has begun: it tells whatever is changed from then on.
    pub async fn follow(
        self: &Arc<Self>,
        request: &Request,
        viewer: &Viewer,
    ) -> BoxStream<'static, Told> {
        let told = match self.prepare(request, viewer) {
            Ok(ready) if ready.kind == OperationType::Subscription => {
                self.subscribe(ready, request.resume.as_deref()).await
            }
            Ok(ready) => Ok(self.clone().once(ready)),
            Err(refusal) => Err(refusal.faults),
        };
        told.unwrap_or_else(|faults| {
            let refused = Told::Refused(respond::faults_only(&faults, viewer.language()));
            futures_util::stream::iter([refused]).boxed()
        })
    }

    /// The answer of a query or mutation that is followed.
    fn once(self: Arc<Self>, ready: Ready) -> BoxStream<'static, Told> {
        let language = ready.language;
        let answer = async move {
            let late = RequestFault::new(Code::Timeout, words::late());
            let answer = tokio::time::timeout(TIME_TO_ANSWER, self.run(ready)).await;
            let body =
                answer.map_or_else(|_| respond::refusal(&[late], language), |answer| answer.body);
            Told::Answer { body, cursor: None }
        };
        futures_util::stream::once(answer).boxed()
    }

    async fn subscribe(
        &self,
        mut ready: Ready,
        resume: Option<&str>,
    ) -> Result<BoxStream<'static, Told>, Vec<RequestFault>> {
        let document = ready.document;
        // A valid subscription has exactly one field.
        let Some(Root::Network(root)) = ready.roots.pop() else {
            return Ok(futures_util::stream::empty().boxed());
        };
        if let Work::Refused(faults) = &root.work {
            return Err(faults.iter().map(|fault| document.fault(fault)).collect());
        }
        if !matches!(root.work, Work::Follow(_) | Work::Ask(_)) {
            return Ok(futures_util::stream::empty().boxed());
        }
        let Ok(place) = self.places.clone().try_acquire_owned() else {
            let message = live_words::too_many(self.limits.subscriptions);
            return Err(vec![RequestFault::new(Code::TooManySubscriptions, message)]);
        };
        let (key, read_in) = (root.key.clone(), (document, ready.language));
        let Work::Follow(following) = &root.work else {
            let asker = Asker {
                store: self.store.clone(),
                catalog: self.shared.catalog.clone(),
                sight: ready.sight,
                pause: self.limits.pause,
                places: self.makers.clone(),
            };
            let events = answers::follow(asker, root);
            return Ok(live::run(&self.shared.engine, key, read_in, events, place));
        };
        let following = following.clone();
        let after = resume.or(following.after.as_deref());
        let from = begin(&self.store, after).await.map_err(|error| {
            vec![RequestFault {
                path: vec![root.key.to_string()],
                ..RequestFault::at_byte(error.code(), error.message(), &read_in.0.text, root.at)
            }]
        })?;
        let begun = Told::Begun(from.place.to_string().into());
        let reader = Reader {
            store: self.store.clone(),
            tail: self.tail.clone(),
            catalog: self.shared.catalog.clone(),
            sight: ready.sight,
            most_behind: self.limits.behind,
            patience: self.limits.patience,
        };
        let events = changed::follow(reader, root, following, from);
        let told = live::run(&self.shared.engine, key, read_in, events, place);
        Ok(futures_util::stream::iter([begun]).chain(told).boxed())
    }

    async fn run(&self, mut ready: Ready) -> Response {
        match std::mem::replace(&mut ready.watch, Watch::none()).measured() {
            None => self.run_on(ready, &*self.store).await,
            // Rare and large; in a box it makes no room for itself in every request.
            Some(measured) => Box::pin(self.run_measured(ready, &measured)).await,
        }
    }

    /// Runs a request whose `extensions` ask what it takes.
    async fn run_measured(&self, ready: Ready, measured: &Measured) -> Response {
        let mut counted = Counted::new(self.store.clone());
        if !measured.counts_log() {
            counted = counted.without_log();
        }
        let trace = Trace::new(measured.explains());
        let Response { body, outcome } = trace.during(self.run_on(ready, &counted)).await;
        let told = measured.told(&counted.take(), &trace);
        Response { body: respond::extended(&body, &told), outcome }
    }

    async fn run_on(&self, ready: Ready, store: &dyn Store) -> Response {
        let Ready { document, roots, sight, by, kind, language, .. } = ready;
        let roots = roots.into_iter().map(|root| self.answered(root, &sight, &by, store));
        let executed = match kind {
            // Rare and large; in a box it makes no room for itself in every query.
            OperationType::Mutation => Box::pin(execute_in_order(roots)).await,
            OperationType::Query | OperationType::Subscription => execute(roots).await,
        };
        let body = respond::response(&executed, &document.text, language);
        Response { body, outcome: Outcome::Data }
    }

    async fn answered(
        &self,
        root: Root,
        sight: &Arc<Sight>,
        by: &Arc<str>,
        store: &dyn Store,
    ) -> Answered {
        match root {
            Root::Network(root) => {
                let answer = match &root.work {
                    Work::Write(writing) => {
                        let catalog = &self.shared.catalog;
                        Box::pin(mutation::answer(&root, writing, by, sight, catalog, store)).await
                    }
                    _ => answer_root(&root, sight, &self.shared.catalog, store).await,
                };
                Answered { key: root.key, nullable: root.nullable, answer }
            }
            Root::Introspection(answered) => answered,
        }
    }

    /// Everything that comes before execution.
    fn prepare(&self, request: &Request, viewer: &Viewer) -> Result<Ready, Refusal> {
        let mut watch = Watch::of(request, viewer);
        let text = self.stored.text(request)?;
        let document = self.document(request, &text, &mut watch)?;
        self.stored.keep(request);
        let operation = document.operation(request.operation_name.as_deref())?;
        if request.queries_only && operation.is_mutation() {
            return Err(not_allowed());
        }
        let by = if operation.is_mutation() { writer(&request.writes)? } else { "".into() };
        let schema = &self.shared.schema.types;
        let variables = coerce(operation, schema, &document.text, &request.variables)?;
        // What an operation costs depends on its variables, so it is weighed each time.
        budget::check(Cost::of(&document.tree, operation, &variables), &self.limits)?;
        let tree = &document.tree;
        let nulls = literals::nulls(tree, schema, &document.text, operation, &variables)?;
        let sight = &self.shared.sights[usize::from(viewer.audience == Audience::Staff)];
        let lowering = lower::Request {
            catalog: &self.shared.catalog,
            document: tree,
            operation,
            variables: &variables,
            nulls: &nulls,
            viewer,
            sight,
        };
        let roots = self.roots(&lowering)?;
        let questions = roots.iter().filter(|root| root.is_question()).count();
        if questions > self.limits.questions {
            let message = words::too_many_questions(questions, self.limits.questions);
            return Err(RequestFault::new(Code::TooCostly, message).into());
        }
        let kind = operation.operation_type;
        let (sight, document) = (sight.clone(), document.clone());
        watch.ended(Phase::Plan);
        Ok(Ready { kind, roots, sight, document, by, language: viewer.language(), watch })
    }

    fn document(
        &self,
        request: &Request,
        text: &str,
        watch: &mut Watch,
    ) -> Result<Arc<Document>, Refusal> {
        if let Some(document) = self.documents.get(text) {
            watch.ended(Phase::Scan);
            return Ok(document);
        }
        match Document::read(text, &self.shared.schema.types, &self.limits, watch) {
            Ok(document) => {
                let document = Arc::new(document);
                self.documents.insert(text, document.clone());
                Ok(document)
            }
            // What is no query may not be valid either; that it is no query says more.
            Err(_) if request.queries_only && Document::is_no_query(request, &self.limits) => {
                Err(not_allowed())
            }
            Err(faults) => Err(faults.into()),
        }
    }

    /// The root fields in the order of the answer.
    fn roots<'a>(&'a self, lowering: &lower::Request<'a>) -> Result<Vec<Root>, Refusal> {
        let introspection = |group: &Group<'a>| {
            let (schema, collector) = (&*self.shared.schema.types, lowering.collector());
            Root::Introspection(Introspection { schema, collector }.root(group))
        };
        let root = |group| match lowering.root(group) {
            Some(root) => Root::Network(root),
            None => introspection(group),
        };
        let groups = lowering.groups();
        if groups.iter().filter(|group| group.is_introspection()).count() > MOST_INTROSPECTION {
            let message = words::too_much_introspection(MOST_INTROSPECTION);
            return Err(RequestFault::new(Code::TooCostly, message).into());
        }
        Ok(groups.iter().map(root).collect())
    }
}

fn places(most: usize) -> Arc<Semaphore> {
    Arc::new(Semaphore::new(most.min(Semaphore::MAX_PERMITS)))
}

fn refused(refusal: &Refusal, language: Language) -> Response {
    Response { body: respond::refusal(&refusal.faults, language), outcome: refusal.outcome }
}

/// Whom changes are recorded by.
fn writer(writes: &Writes) -> Result<Arc<str>, Refusal> {
    let (outcome, code, message) = match writes {
        Writes::By(name) => return Ok(name.clone()),
        Writes::Elsewhere => {
            (Outcome::MethodNotAllowed, Code::MethodNotAllowed, words::mutation_by_post())
        }
        Writes::Disabled => (Outcome::Forbidden, Code::WritesDisabled, words::writes_disabled()),
        Writes::Anonymous => {
            (Outcome::Unauthenticated, Code::Unauthenticated, words::needs_token())
        }
        Writes::OtherSite(site) => (Outcome::Forbidden, Code::WrongOrigin, words::other_site(site)),
    };
    Err(Refusal { faults: vec![RequestFault::new(code, message)], outcome })
}

fn not_allowed() -> Refusal {
    let fault = RequestFault::new(Code::MethodNotAllowed, words::query_only());
    Refusal { faults: vec![fault], outcome: Outcome::MethodNotAllowed }
}
