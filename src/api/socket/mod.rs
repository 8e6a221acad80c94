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
use futures_util::future::BoxFuture;
use futures_util::stream::StreamExt as _;
use futures_util::{FutureExt as _, SinkExt};
use tokio::sync::{mpsc, watch};
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::{Instant, sleep_until, timeout};

use super::fault::RequestFault;
use super::{Face, Request, Told, respond};
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

/// How long a client may take to accept that it is told why the connection is closed.
const TIME_TO_CLOSE: Duration = Duration::from_secs(5);

/// How many events of operations wait to be sent, beside one of each operation.
const WAITING: usize = 16;

/// Serves one WebSocket until either side closes it. All its operations end with it. A client that is silent for
/// `patience` is sent a ping, and the connection is closed when it stays silent for as long again, or when it takes that
/// long to accept what it is sent.
/// It is closed when `stopping` says so.
pub async fn serve_socket(
    socket: WebSocket,
    face: Arc<Face>,
    viewer: Viewer,
    patience: Duration,
    mut stopping: watch::Receiver<bool>,
) {
    let (events, receiver) = mpsc::channel(WAITING);
    let mut connection = Connection {
        socket,
        face,
        viewer,
        session: Session::default(),
        pulse: Pulse::new(patience, Instant::now()),
        patience,
        tasks: JoinSet::new(),
        running: HashMap::new(),
        started: 0,
        events,
    };
    let ended = tokio::select! {
        ended = connection.serve(receiver) => ended,
        _ = stopping.wait_for(|stopping| *stopping) => Err(Some(Closing::new(1001, "The server stops"))),
    };
    if let Err(Some(Closing { code, reason })) = ended {
        let frame = CloseFrame { code, reason: reason.into() };
        // Who has gone already needs no closing.
        let _ = timeout(TIME_TO_CLOSE, connection.socket.send(Message::Close(Some(frame)))).await;
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
type Occurred = (String, u64, Event);

struct Connection {
    socket: WebSocket,
    face: Arc<Face>,
    viewer: Viewer,
    session: Session,
    pulse: Pulse,
    patience: Duration,
    tasks: JoinSet<()>,
    running: HashMap<String, (u64, AbortHandle)>,
    started: u64,
    events: mpsc::Sender<Occurred>,
}

/// Why serving ended: a closing to send, or none where nobody listens any more.
type Ended = Option<Closing>;

impl Connection {
    async fn serve(&mut self, mut told: mpsc::Receiver<Occurred>) -> Result<(), Ended> {
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
                Some(first) = told.recv() => self.tell(first, &mut told).await?,
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
                let most = self.face.limits().operations;
                if self.session.operations() > most {
                    let faults = [RequestFault::new(Code::TooLarge, too_many_operations(most))];
                    self.session.ended(&id);
                    let payload = respond::faults_only(&faults, self.viewer.language());
                    return self.say(of_operation("error", &id, Some(&payload))).await;
                }
                self.start(id, &request).await;
                Ok(())
            }
        }
    }

    /// Starts an operation. A subscription has begun when this returns, so that a client which is answered something
    /// later knows so.
    async fn start(&mut self, id: String, request: &Request) {
        self.started += 1;
        let (number, events, key) = (self.started, self.events.clone(), id.clone());
        let mut all = self.face.follow(request, &self.viewer).await;
        let task = self.tasks.spawn(async move {
            let mut last = Event::Complete;
            while let Some(told) = all.next().await {
                let event = match told {
                    Told::Begun(_) => continue,
                    Told::Answer { body, .. } => Event::Next(body),
                    Told::Refused(errors) => {
                        last = Event::Error(errors);
                        break;
                    }
                };
                if events.send((key.clone(), number, event)).await.is_err() {
                    return;
                }
            }
            // It fails when the connection is gone, and nobody waits for it then.
            let _ = events.send((key, number, last)).await;
        });
        self.running.insert(id, (number, task));
    }

    /// Tells an event, and with it those that wait already, unless their operations were stopped meanwhile.
    async fn tell(
        &mut self,
        first: Occurred,
        rest: &mut mpsc::Receiver<Occurred>,
    ) -> Result<(), Ended> {
        let mut messages = Vec::with_capacity(WAITING);
        let mut next = Some(first);
        while let Some((id, number, event)) = next {
            if self.running.get(&id).is_some_and(|(running, _)| *running == number) {
                messages.push(match &event {
                    Event::Next(answer) => of_operation("next", &id, Some(answer)),
                    Event::Error(faults) => of_operation("error", &id, Some(faults)),
                    Event::Complete => of_operation("complete", &id, None),
                });
                if !matches!(event, Event::Next(_)) {
                    self.running.remove(&id);
                    self.session.ended(&id);
                }
            }
            next = if messages.len() < WAITING { rest.try_recv().ok() } else { None };
        }
        for message in messages {
            let message = text(message)?;
            self.within_patience(|socket| socket.feed(message).boxed()).await?;
        }
        self.within_patience(|socket| socket.flush().boxed()).await
    }

    async fn say(&mut self, message: Vec<u8>) -> Result<(), Ended> {
        self.send(text(message)?).await
    }

    async fn send(&mut self, message: Message) -> Result<(), Ended> {
        self.within_patience(|socket| SinkExt::send(socket, message).boxed()).await
    }

    async fn within_patience(
        &mut self,
        send: impl FnOnce(&mut WebSocket) -> BoxFuture<'_, Result<(), axum::Error>>,
    ) -> Result<(), Ended> {
        match timeout(self.patience, send(&mut self.socket)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(None),
            Err(_) => Err(Some(Closing::new(4408, "Messages are not read in time"))),
        }
    }
}

fn text(message: Vec<u8>) -> Result<Message, Ended> {
    // What is said is JSON that was written here, and so UTF-8.
    let text = Utf8Bytes::try_from(Bytes::from(message)).map_err(|_| None)?;
    Ok(Message::Text(text))
}
