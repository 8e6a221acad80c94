//! GraphQL over a WebSocket, by the sub-protocol graphql-transport-ws.
//!
//! `message` reads and writes messages, `session` says which may come when, `pulse` when to ask whether the client is
//! still there; here they meet a connection.
//! Each operation is a task of its own that hands its answers over one at a time, so that a client
//! that reads slowly slows its own operations and nobody else's.

mod message;
mod pulse;
mod session;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket};
use bytes::Bytes;
use futures_util::FutureExt as _;
use futures_util::stream::StreamExt;
use tokio::sync::mpsc;
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::{Instant, sleep_until, timeout};

use super::fault::RequestFault;
use super::{Face, Request, respond};
use crate::fault::Code;
use crate::fault::words::request::too_many_operations;
use crate::plan::viewer::Viewer;
use message::{ClientMessage, Closing, of_operation, plain};
use pulse::{Beat, Pulse};
use session::{Session, Step};

/// The name of the sub-protocol, for the upgrade of the connection.
pub const PROTOCOL: &str = "graphql-transport-ws";

/// How many bytes a message of a client may have, for the upgrade of the connection.
pub const MOST_BYTES: usize = 1024 * 1024;

/// How long a client may take to begin.
const TIME_TO_BEGIN: Duration = Duration::from_secs(10);

/// How long a client may take to accept a message.
const TIME_TO_SEND: Duration = Duration::from_secs(30);

/// How many operations a client may have under way on one connection.
const MOST_OPERATIONS: usize = 100;

/// Serves one WebSocket until either side closes it. All its operations end with it. A client that is silent for
/// `patience` is sent a ping, and the connection is closed when it stays silent for as long again.
pub async fn serve_socket(socket: WebSocket, face: Arc<Face>, viewer: Viewer, patience: Duration) {
    let (events, receiver) = mpsc::channel(16);
    let mut connection = Connection {
        socket,
        face,
        viewer,
        session: Session::default(),
        pulse: Pulse::new(patience, Instant::now()),
        tasks: JoinSet::new(),
        running: HashMap::new(),
        started: 0,
        events,
    };
    if let Err(Some(Closing { code, reason })) = connection.serve(receiver).await {
        let frame = CloseFrame { code, reason: reason.into() };
        // Who has gone already needs no closing.
        let _ = timeout(TIME_TO_SEND, connection.socket.send(Message::Close(Some(frame)))).await;
    }
}

/// What an operation has to say.
enum Event {
    /// An answer.
    Next(Bytes),
    /// It was refused.
    Error(Bytes),
    /// That was all.
    Complete,
}

/// An event and whose it is: the operation's id, and its number, since a client may use an id again.
type Told = (String, u64, Event);

struct Connection {
    socket: WebSocket,
    face: Arc<Face>,
    viewer: Viewer,
    session: Session,
    pulse: Pulse,
    tasks: JoinSet<()>,
    running: HashMap<String, (u64, AbortHandle)>,
    started: u64,
    events: mpsc::Sender<Told>,
}

/// Why serving ended: a closing to send, or none where nobody listens any more.
type Ended = Option<Closing>;

impl Connection {
    async fn serve(&mut self, mut told: mpsc::Receiver<Told>) -> Result<(), Ended> {
        let deadline = Instant::now() + TIME_TO_BEGIN;
        loop {
            tokio::select! {
                () = sleep_until(deadline), if !self.session.is_acknowledged() => {
                    return Err(Some(Closing::new(4408, "Connection initialisation timeout")));
                }
                Some(done) = self.tasks.join_next() => {
                    // A task that was stopped is fine; one that panicked leaves its client waiting.
                    if done.is_err_and(|error| error.is_panic()) {
                        return Err(Some(Closing::new(1011, "Internal error")));
                    }
                }
                Some((id, number, event)) = told.recv() => self.tell(&id, number, &event).await?,
                message = self.socket.recv() => self.hear(message).await?,
                () = sleep_until(self.pulse.due()) => {
                    // While something was sent to it, its sign of life may have come in unread.
                    match self.socket.recv().now_or_never() {
                        Some(message) => self.hear(message).await?,
                        None => self.beat().await?,
                    }
                }
            }
        }
    }

    /// Takes what came in.
    async fn hear(&mut self, message: Option<Result<Message, axum::Error>>) -> Result<(), Ended> {
        self.pulse.heard(Instant::now());
        match message {
            Some(Ok(Message::Text(text))) => {
                let step = ClientMessage::read(&text).and_then(|one| self.session.take(one));
                self.act(step.map_err(Some)?).await
            }
            Some(Ok(Message::Binary(_))) => Err(Some(Closing::new(4400, "a message is a text"))),
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(()),
            Some(Ok(Message::Close(_)) | Err(_)) | None => Err(None),
        }
    }

    /// Asks a silent client whether it is there. The ping is one of the WebSocket itself, which every client answers.
    async fn beat(&mut self) -> Result<(), Ended> {
        match self.pulse.beat(Instant::now()) {
            Beat::Ask => self.send(Message::Ping(Bytes::new())).await,
            Beat::Stopped => Err(Some(Closing::new(4408, "No answer to a ping"))),
        }
    }

    async fn act(&mut self, step: Step) -> Result<(), Ended> {
        match step {
            Step::Nothing => Ok(()),
            Step::Acknowledge => self.say(plain("connection_ack", None)).await,
            Step::Pong(payload) => self.say(plain("pong", payload)).await,
            Step::Stop(id) => {
                if let Some((_, task)) = self.running.remove(&id) {
                    task.abort();
                }
                Ok(())
            }
            Step::Start(id, request) => {
                if self.session.operations() > MOST_OPERATIONS {
                    let message = too_many_operations(MOST_OPERATIONS);
                    let faults = [RequestFault::new(Code::TooLarge, message)];
                    self.session.ended(&id);
                    let payload = respond::faults_only(&faults, self.viewer.language());
                    return self.say(of_operation("error", &id, Some(&payload))).await;
                }
                self.start(id, &request);
                Ok(())
            }
        }
    }

    fn start(&mut self, id: String, request: &Request) {
        self.started += 1;
        let (number, events, key) = (self.started, self.events.clone(), id.clone());
        let answers = self.face.follow(request, &self.viewer);
        let task = self.tasks.spawn(async move {
            let last = match answers {
                Ok(mut answers) => {
                    while let Some(answer) = answers.next().await {
                        if events.send((key.clone(), number, Event::Next(answer))).await.is_err() {
                            return;
                        }
                    }
                    Event::Complete
                }
                Err(faults) => Event::Error(faults),
            };
            // It fails when the connection is gone, and nobody waits for it then.
            let _ = events.send((key, number, last)).await;
        });
        self.running.insert(id, (number, task));
    }

    /// Tells an event, unless its operation was stopped meanwhile.
    async fn tell(&mut self, id: &str, number: u64, event: &Event) -> Result<(), Ended> {
        if self.running.get(id).is_none_or(|(running, _)| *running != number) {
            return Ok(());
        }
        let message = match event {
            Event::Next(answer) => return self.say(of_operation("next", id, Some(answer))).await,
            Event::Error(faults) => of_operation("error", id, Some(faults)),
            Event::Complete => of_operation("complete", id, None),
        };
        self.running.remove(id);
        self.session.ended(id);
        self.say(message).await
    }

    async fn say(&mut self, message: Vec<u8>) -> Result<(), Ended> {
        // What is said is JSON that was written here, and so UTF-8.
        let text = Utf8Bytes::try_from(Bytes::from(message)).map_err(|_| None)?;
        self.send(Message::Text(text)).await
    }

    async fn send(&mut self, message: Message) -> Result<(), Ended> {
        match timeout(TIME_TO_SEND, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(None),
        }
    }
}
