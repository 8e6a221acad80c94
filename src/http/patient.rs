//! A connection whose client has to go on reading.
//!
//! Whoever stops reading, or takes a few bytes now and then, keeps an answer, its memory and its place: nothing else
//! notices, since an answer is not asked for more while what it gave is not sent. So no write waits longer than patience,
//! and all writes together wait for [`WAITS`] times that at most until the client has taken [`LEAST`] bytes. A long answer
//! may take as long as it needs at that rate; time in which there is nothing to send counts for nobody.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep};

/// How many bytes a client has to take while it keeps the server waiting for [`WAITS`] times `patience`: with 20 seconds,
/// as much as the slowest of mobile networks carries.
const LEAST: usize = 256 * 1024;

/// More than one, since a system tells of room for more only when much of what it keeps was taken.
const WAITS: u32 = 4;

/// A stream that is ended when its client takes too little for too long.
pub(super) struct Patient<S> {
    stream: S,
    patience: Duration,
    /// For how long writes have waited since the client last had taken enough, and what it took meanwhile.
    waited: Duration,
    taken: usize,
    /// When a write began to wait for the client, and the end of patience.
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl<S> Patient<S> {
    /// A stream whose client may keep us waiting so long at once.
    pub(super) fn new(stream: S, patience: Duration) -> Self {
        Self { stream, patience, waited: Duration::ZERO, taken: 0, waiting: None }
    }

    /// What became of a write, which may not wait for ever.
    fn bounded(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        if let Poll::Ready(written) = written {
            self.taken += written.as_ref().map_or(0, |bytes| *bytes);
            if let Some((since, _)) = self.waiting.take() {
                self.waited += since.elapsed();
            }
            if self.taken >= LEAST {
                (self.waited, self.taken) = (Duration::ZERO, 0);
            }
            return Poll::Ready(written);
        }
        let left = self.patience.min((WAITS * self.patience).saturating_sub(self.waited));
        let begin = || (Instant::now(), Box::pin(tokio::time::sleep(left)));
        let (_, end) = self.waiting.get_or_insert_with(begin);
        end.as_mut().poll(context).map(|()| {
            Err(io::Error::new(io::ErrorKind::TimedOut, "the client does not read its answer"))
        })
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.bounded(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.bounded(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream, duplex};

    use super::*;

    const PATIENCE: Duration = Duration::from_millis(100);

    /// Sends so many bytes to a client that takes up to `step` of them, waits for a while, and goes on.
    async fn send(bytes: usize, step: usize) -> io::Result<()> {
        let (ours, mut theirs): (DuplexStream, DuplexStream) = duplex(LEAST / 16);
        let reading = tokio::spawn(async move {
            let mut buffer = vec![0; step];
            while theirs.read(&mut buffer).await.is_ok_and(|read| read > 0) {
                tokio::time::sleep(PATIENCE / 20).await;
            }
        });
        let sent = Patient::new(ours, PATIENCE).write_all(&vec![b'x'; bytes]).await;
        reading.abort();
        sent
    }

    #[tokio::test]
    async fn who_takes_a_few_bytes_now_and_then_is_ended() {
        let sent = send(LEAST, 1).await;
        assert_eq!(sent.map_err(|error| error.kind()), Err(io::ErrorKind::TimedOut));
    }

    #[tokio::test]
    async fn a_long_answer_may_take_longer_than_patience() {
        let began = Instant::now();
        send(8 * LEAST, LEAST).await.expect("it reads on");
        assert!(began.elapsed() > WAITS * PATIENCE, "it was too fast to tell");
    }
}
