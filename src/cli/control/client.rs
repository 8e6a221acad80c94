//! The side of the command.

use std::path::Path;

use tokio::io::BufReader;
use tokio::net::UnixStream;

use super::Request;
use super::reply::{Reply, receive, send};
use super::socket::beside;
use crate::cli::exit::{Exit, Failure};
use crate::cli::teller::Teller;
use crate::import::Progress;

/// Has the server on the store do it and gives what it says; nothing when there is no server. A socket that accepts
/// means that the lock is held; one that nobody listens on was left behind.
pub(in crate::cli) async fn ask(
    store: &Path,
    request: &Request,
) -> Result<Option<String>, Failure> {
    let Ok(mut stream) = UnixStream::connect(beside(store)).await else { return Ok(None) };
    let gone = |error: std::io::Error| {
        Failure::outside(format!(
            "the server that has `{}` open did not say how it ended ({error}); run the command again: what is in \
             already is not changed twice",
            store.display()
        ))
    };
    send(&mut stream, request).await.map_err(|error| {
        let store = store.display();
        Failure::outside(format!(
            "the server that has `{store}` open cannot be told what to do: {error}"
        ))
    })?;
    let mut replies = BufReader::new(stream);
    let mut teller = Teller::new();
    let mut text = String::new();
    let exit = loop {
        match receive(&mut replies).await {
            Ok(Reply::Progress { doing, done, of }) => {
                teller.tell(Progress { doing: &doing, done, of });
            }
            Ok(Reply::Text(piece)) => text.push_str(&piece),
            Ok(Reply::Ended(exit)) => break Ok(exit),
            Err(error) => break Err(gone(error)),
        }
    };
    teller.clear();
    match exit? {
        Exit::Done => Ok(Some(text)),
        exit => Err(Failure { exit, message: text }),
    }
}
