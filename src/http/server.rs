//! Accepts connections, bounds them, and stops in good order.

use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};

use super::guard::{Site, guard};
use super::patient::Patient;
use super::{App, Hosts};
use crate::api::Face;
use crate::config::Settings;

/// The most headers of a request.
const MAX_HEADERS: usize = 100;
/// The largest head of a request in bytes: its first line and its headers.
const MAX_HEAD: usize = 32 * 1024;

/// Why the server does not serve.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// Another program listens there.
    #[error(
        "another program already listens on {0}; stop it, or choose another address with --listen 127.0.0.1:PORT"
    )]
    InUse(SocketAddr),
    /// The address cannot be used at all.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, std::io::Error),
}

/// Serves the face until `stop` is ready, then lets the requests under way end.
/// `started` is told the address once connections are accepted: of use with port 0.
pub async fn serve(
    face: Arc<Face>,
    settings: Settings,
    started: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()>,
) -> Result<(), ServerError> {
    let wanted = settings.listen;
    let listener = TcpListener::bind(wanted).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => ServerError::InUse(wanted),
        _ => ServerError::Listen(wanted, error),
    })?;
    let address = listener.local_addr().map_err(|error| ServerError::Listen(wanted, error))?;
    let hosts = Hosts::new(address, &settings.hosts);
    let most = u32::try_from(settings.max_connections).unwrap_or(u32::MAX);
    let places = Arc::new(Semaphore::new(most as usize));
    let (stop_timeout, patience) = (settings.stop_timeout, settings.socket_patience);
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(settings.header_timeout)
        .max_headers(MAX_HEADERS)
        .max_buf_size(MAX_HEAD);
    let (stopping, told) = watch::channel(false);
    let site = Arc::new(Site::new(App::new(face, hosts, settings, told)));

    let mut stop = pin!(stop);
    started(address);
    loop {
        // A place first: beyond the cap, connections wait in the system's queue and cost us nothing.
        let accepted = async {
            let place = places.clone().acquire_owned().await.ok();
            (place, accept(&listener).await)
        };
        let (place, stream) = tokio::select! {
            accepted = accepted => accepted,
            () = &mut stop => break,
        };
        let site = site.clone();
        let service = service_fn(move |request| {
            let site = site.clone();
            async move { Ok::<_, Infallible>(guard(&site, request).await) }
        });
        let connection = builder
            .serve_connection(TokioIo::new(Patient::new(stream, patience)), service)
            .with_upgrades();
        let mut told = stopping.subscribe();
        tokio::spawn(async move {
            let mut connection = pin!(connection);
            let ended = tokio::select! {
                ended = connection.as_mut() => ended,
                () = async { drop(told.wait_for(|stopping| *stopping).await) } => {
                    connection.as_mut().graceful_shutdown();
                    connection.await
                }
            };
            if let Err(error) = ended {
                tracing::debug!(%error, "a connection ended early");
            }
            drop(place);
        });
    }
    drop(listener);
    stopping.send_replace(true);
    // All places are free again once every connection has ended.
    if tokio::time::timeout(stop_timeout, places.acquire_many(most)).await.is_err() {
        tracing::warn!("some requests did not end within the time given to them");
    }
    Ok(())
}

/// The next connection. Out of file handles is no reason to end: it tries again when some may be free.
async fn accept(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                // Without it a short answer after another can wait 40 ms for the peer's acknowledgement.
                if let Err(error) = stream.set_nodelay(true) {
                    tracing::debug!(%error, "TCP_NODELAY cannot be set");
                }
                return stream;
            }
            Err(error) => {
                tracing::warn!(%error, "a connection cannot be accepted");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
}
