//! The side of the server.

use std::io::Error;
use std::path::Path;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncWrite, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::Request;
use super::reply::{Reply, pieces, receive, send};
use super::socket::{Socket, beside};
use crate::cli::exit::{Exit, Failure};
use crate::cli::{import, sample};
use crate::import::Progress;
use crate::store::Store;

/// How long a peer may take to send its request, or to take a reply.
const PATIENCE: Duration = Duration::from_secs(10);

/// Takes the commands that come, until it is stopped.
pub(in crate::cli) struct Control {
    socket: Socket,
    stop: oneshot::Sender<()>,
    work: JoinHandle<()>,
}

impl Control {
    /// Listens beside the store's file, whose lock this process holds. Where that cannot be, the server serves without
    /// and says so.
    pub(in crate::cli) fn listen(store: Arc<dyn Store>, file: &Path) -> Option<Self> {
        let (socket, listener) = Socket::listen(file)
            .inspect_err(|error| {
                let socket = beside(file).display().to_string();
                tracing::warn!(%error, socket, "no import beside this server: no socket");
            })
            .ok()?;
        let (stop, stopped) = oneshot::channel();
        let work = tokio::spawn(take(listener, socket.admits(), store, stopped));
        Some(Self { socket, stop, work })
    }

    /// Takes no more commands; the one under way may end within the time given.
    pub(in crate::cli) async fn stop(mut self, patience: Duration) {
        // While the store is still locked: the next server's socket is not removed by mistake.
        drop(self.socket);
        let _ = self.stop.send(());
        if timeout(patience, &mut self.work).await.is_err() {
            tracing::warn!("a command beside the server did not end within the time given to it");
            self.work.abort();
        }
    }
}

/// Takes one command after another. The next one waits in the system's queue, as it would for the lock.
async fn take(
    listener: UnixListener,
    admits: impl Fn(&UnixStream) -> bool,
    store: Arc<dyn Store>,
    mut stopped: oneshot::Receiver<()>,
) {
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = &mut stopped => return,
        };
        let ended = match accepted {
            Ok((peer, _)) if admits(&peer) => answer(peer, &store).await,
            Ok(_) => continue,
            Err(error) => {
                tokio::time::sleep(Duration::from_millis(100)).await;
                Err(error)
            }
        };
        if let Err(error) = ended {
            tracing::warn!(%error, "a command beside the server ended early");
        }
    }
}

/// Does what one peer asks. When it goes away before the store is asked to change, nothing is changed.
async fn answer(mut peer: UnixStream, store: &Arc<dyn Store>) -> Result<(), Error> {
    let (from, mut to) = peer.split();
    let mut from = BufReader::new(from);
    let request = match timeout(PATIENCE, receive::<Request>(&mut from)).await? {
        Ok(request) => request,
        Err(error) => {
            let message = format!("the server does not understand the command: {error}");
            return end(&mut to, Err(Failure::outside(message))).await;
        }
    };
    let (tell, mut told) = mpsc::channel(1);
    let ended = {
        let mut work = pin!(perform(request, store.as_ref(), tell));
        loop {
            tokio::select! {
                ended = work.as_mut() => break ended,
                Some(progress) = told.recv() => timeout(PATIENCE, send(&mut to, &progress)).await??,
                _ = from.fill_buf() => return Err(std::io::ErrorKind::ConnectionAborted.into()),
            }
        }
    };
    end(&mut to, ended).await
}

/// Says how it ended.
async fn end(
    to: &mut (impl AsyncWrite + Unpin),
    ended: Result<String, Failure>,
) -> Result<(), Error> {
    let (text, exit) = match ended {
        Ok(text) => (text, Exit::Done),
        Err(failure) => (failure.message, failure.exit),
    };
    for reply in pieces(&text).chain([Reply::Ended(exit)]) {
        timeout(PATIENCE, send(to, &reply)).await??;
    }
    Ok(())
}

/// Does it, by the code of the command itself.
async fn perform(
    request: Request,
    store: &dyn Store,
    tell: mpsc::Sender<Reply>,
) -> Result<String, Failure> {
    match request {
        Request::RemoveSample => sample::take_out(store).await,
        Request::Import { folder, named, replace_sample } => {
            let mut tell = move |progress: Progress<'_>| {
                let doing = progress.doing.to_owned();
                let progress = Reply::Progress { doing, done: progress.done, of: progress.of };
                // Progress that the peer is too slow for is left out.
                let _ = tell.try_send(progress);
            };
            let mut told = tell.clone();
            let read =
                tokio::task::spawn_blocking(move || import::read(&folder, &named, &mut told));
            let read =
                read.await.map_err(|_| Failure::outside("reading the folder was broken off"))?;
            import::put(store, read?, replace_sample, &mut tell).await
        }
    }
}
