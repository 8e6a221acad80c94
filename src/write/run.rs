//! Carrying out a mutation: read what it needs, draft its changes, submit them.

use serde_json::{Map, Value as Json};

use super::draft::{Draft, Ground};
use super::fault::{Fault, FaultCode, Step, WriteError};
use super::known::Known;
use super::outcome::Outcome;
use super::read::read;
use super::receipt;
use super::request::{Mutation, Place, Request};
use crate::fault::words;
use crate::store::batch::{Batch, Expected, Receipt, Submitted};
use crate::store::identity::Identity;
use crate::store::records::{Change, Recorded};
use crate::store::{Refused, Store, StoreError};

/// How often a mutation is drafted anew when others change what it needs.
const ATTEMPTS: usize = 100;
/// How often a draft may find that it misses something: each time it has got further.
const READINGS: usize = 20;

/// Carries out a mutation: all of it or nothing. `arguments` are those of the schema's field, validated.
///
/// # Errors
/// Every fault of the request, or why the store did not do it. Nothing was written then.
pub async fn run(
    store: &dyn Store,
    mutation: Mutation,
    arguments: &Map<String, Json>,
    recorded: &Recorded,
) -> Result<Outcome, WriteError> {
    let (request, faults) = read(store.model(), mutation, arguments);
    if !faults.is_empty() {
        return Err(all_faults(store, &request, faults, recorded).await);
    }
    if let Some(repeated) = repeated(store, &request, recorded).await? {
        return Ok(repeated);
    }
    let mut refused: Option<Vec<Fault>> = None;
    for _ in 0..ATTEMPTS {
        match attempt(store, &request, recorded).await {
            Err(Failure::Conflict) => tokio::task::yield_now().await,
            Err(Failure::Refused(faults)) if refused.as_ref() == Some(&faults) => break,
            // The network may have changed since it was read: a second look tells it better.
            Err(Failure::Refused(faults)) => refused = Some(faults),
            Err(Failure::Final(error)) => {
                // The same request may have been carried out since: what is wrong now is its own doing.
                return repeated(store, &request, recorded).await?.ok_or(error);
            }
            Ok(outcome) => return Ok(outcome),
        }
    }
    Err(WriteError::Faults(refused.unwrap_or_else(|| {
        let message = words::write::kept_changing();
        vec![Fault { place: Vec::new(), code: FaultCode::Conflict(None), message }]
    })))
}

/// The faults of a request that could not be read whole, together with those that a draft of the rest finds.
async fn all_faults(
    store: &dyn Store,
    request: &Request,
    mut faults: Vec<Fault>,
    recorded: &Recorded,
) -> WriteError {
    let more =
        match drafted(store, request, recorded, |draft| std::mem::take(&mut draft.faults)).await {
            Ok(more) => more.unwrap_or_default(),
            Err(error) => return error.into(),
        };
    let read = faults.len();
    for fault in more {
        // What is missing because it could not be read was told already.
        if !faults[..read].iter().any(|known| known.place.starts_with(&fault.place)) {
            faults.push(fault);
        }
    }
    WriteError::Faults(faults)
}

/// Why an attempt came to nothing.
enum Failure {
    /// The network was changed after it was read.
    Conflict,
    /// The store refused changes.
    Refused(Vec<Fault>),
    /// Another attempt would fare no better.
    Final(WriteError),
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Final(told_key(error))
    }
}

/// A key that was used is a fault of the request; anything else is the store's.
fn told_key(error: StoreError) -> WriteError {
    match error {
        StoreError::KeyUsed(key) => WriteError::Faults(vec![Fault {
            place: vec![Step::Field("idempotencyKey".into())],
            code: FaultCode::KeyUsed,
            message: words::write::key_used(&key),
        }]),
        other => WriteError::Store(other),
    }
}

/// The outcome of the same request, if it was carried out before. Its draft would find its own changes there
/// and refuse them, so this comes first.
async fn repeated(
    store: &dyn Store,
    request: &Request,
    recorded: &Recorded,
) -> Result<Option<Outcome>, WriteError> {
    let Some(receipt) = receipt_of(request, "") else { return Ok(None) };
    let probe = Batch { receipt: Some(&receipt), rehearsal: true, ..Batch::new(&[], recorded) };
    match store.submit(&probe).await {
        Ok(Submitted::Repeated { applied, outcome }) => {
            Ok(Some(receipt::read(store.model(), &outcome, applied.sequence)))
        }
        Ok(Submitted::Applied(_)) => Ok(None),
        Err(error) => Err(told_key(error)),
    }
}

/// The receipt of a request that has a key and is not only tried.
fn receipt_of(request: &Request, outcome: &str) -> Option<Receipt> {
    let key = request.key.as_ref().filter(|_| !request.rehearsal)?.clone();
    Some(Receipt { key, request: request.fingerprint.clone(), outcome: outcome.into() })
}

async fn attempt(
    store: &dyn Store,
    request: &Request,
    recorded: &Recorded,
) -> Result<Outcome, Failure> {
    let made = drafted(store, request, recorded, |draft| {
        let faults = std::mem::take(&mut draft.faults);
        if faults.is_empty() { Ok(Made::of(draft)) } else { Err(faults) }
    });
    match made.await? {
        None => Err(Failure::Conflict),
        Some(Err(faults)) => Err(Failure::Final(WriteError::Faults(faults))),
        Some(Ok(made)) => submit(store, request, made, recorded).await,
    }
}

/// What is taken of a draft that misses nothing; none where it kept finding that it misses something.
async fn drafted<T>(
    store: &dyn Store,
    request: &Request,
    recorded: &Recorded,
    take: impl FnOnce(&mut Draft<'_>) -> T,
) -> Result<Option<T>, StoreError> {
    let model = store.model();
    let identity = Identity::new(model);
    let mut known = Known::default();
    for _ in 0..READINGS {
        let source = request.source.as_ref();
        let ground = Ground { model, identity: &identity, known: &known, recorded, source };
        let mut draft = Draft::of(ground, request);
        if draft.missing.is_empty() {
            return Ok(Some(take(&mut draft)));
        }
        let missing = draft.missing;
        known.read(store, missing).await?;
    }
    Ok(None)
}

/// What a draft without faults comes to.
struct Made {
    changes: Vec<Change>,
    places: Vec<Place>,
    expected: Vec<Expected>,
    outcome: Outcome,
}

impl Made {
    fn of(draft: &mut Draft<'_>) -> Self {
        let outcome = Outcome {
            node: draft.node.take(),
            link: draft.link.take(),
            effects: draft.effects(),
            sequence: 0,
            repeated: false,
        };
        Self {
            changes: std::mem::take(&mut draft.changes),
            places: std::mem::take(&mut draft.places),
            expected: std::mem::take(&mut draft.expected),
            outcome,
        }
    }
}

async fn submit(
    store: &dyn Store,
    request: &Request,
    made: Made,
    recorded: &Recorded,
) -> Result<Outcome, Failure> {
    let model = store.model();
    let Made { changes, places, expected, mut outcome } = made;
    let receipt = receipt_of(request, &receipt::write(model, &outcome));
    let batch = Batch {
        expected: &expected,
        receipt: receipt.as_ref(),
        rehearsal: request.rehearsal,
        ..Batch::new(&changes, recorded)
    };
    match store.submit(&batch).await {
        Ok(Submitted::Applied(applied)) => {
            outcome.sequence = applied.sequence;
            Ok(outcome)
        }
        Ok(Submitted::Repeated { applied, outcome }) => {
            Ok(receipt::read(model, &outcome, applied.sequence))
        }
        Err(StoreError::Conflict(_)) => Err(Failure::Conflict),
        Err(StoreError::Refused(all)) => {
            Err(Failure::Refused(all.iter().map(|one| told(one, &places)).collect()))
        }
        Err(other) => Err(other.into()),
    }
}

/// A refusal of the store, at the place that its change comes from.
fn told(refused: &Refused, places: &[Place]) -> Fault {
    let place = places.get(refused.at).map(|place| place.to_vec()).unwrap_or_default();
    Fault { place, code: FaultCode::Refused, message: words::store::refused(&refused.why) }
}
