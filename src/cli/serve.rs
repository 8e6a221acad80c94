//! `tinklas serve`: the network over HTTP, until it is stopped.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tracing_subscriber::EnvFilter;

use super::control::Control;
use super::exit::Failure;
use super::run::print;
use crate::api::Face;
use crate::config::{Place, Settings};
use crate::http;
use crate::store::Store;
use crate::store::neo4j::driver;

/// How long to wait before a Neo4j that did not answer at the start is asked again.
const BETWEEN: Duration = Duration::from_secs(2);

/// Serves the store until Ctrl+C or SIGTERM.
pub(super) async fn serve(settings: Settings) -> Result<(), Failure> {
    let untrusted = |error| Failure::usage(format!("`trusted-documents`: {error}"));
    let trusted = settings.trusted().map_err(untrusted)?;
    let store = super::store::open_filled(&settings).await?;
    log(&settings)?;
    let face = Face::new(store.clone(), settings.limits()).trusting(trusted);
    let face = Arc::new(face.map_err(untrusted)?);
    let stopped = stopped()?;
    let control = settings.store.file().and_then(|file| Control::listen(store.clone(), file));
    if let Place::Neo4j(database) = &settings.store {
        tokio::spawn(meet(store.clone(), database.address.to_string()));
    }
    let greeting = |address: SocketAddr| greet(address, &settings);
    let served = http::serve(face, settings.clone(), greeting, stopped).await;
    if let Some(control) = control {
        control.stop(settings.stop_timeout).await;
    }
    served.map_err(|error| Failure::outside(error.to_string()))?;
    print("stopped\n")
}

/// Waits until a Neo4j answers, which then gets its layout, and says what to do with an empty one. The server
/// serves meanwhile.
async fn meet(store: Arc<dyn Store>, address: String) {
    let mut is_told = false;
    loop {
        match store.stamp().await {
            Ok(stamp) if stamp.nodes == 0 => {
                return tracing::info!(
                    "the database is empty: `tinklas import FOLDER --store {address}` puts a network in"
                );
            }
            Ok(_) if is_told => return tracing::info!("Neo4j answers"),
            Ok(_) => return,
            Err(error) => {
                if !is_told {
                    tracing::warn!(%error, "serving without Neo4j until it answers");
                }
                is_told = true;
                tokio::time::sleep(BETWEEN).await;
            }
        }
    }
}

/// Logs to the standard error as the settings say.
fn log(settings: &Settings) -> Result<(), Failure> {
    let filter = format!("{},{}", driver::LOG, settings.log);
    let filter = EnvFilter::try_new(filter).map_err(|error| {
        Failure::usage(format!("`log` is `{}`: {error}; expected such as `info`", settings.log))
    })?;
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    Ok(())
}

/// Says where the server is and how to stop it.
fn greet(address: SocketAddr, settings: &Settings) {
    let text = format!(
        "Tinklas serves {store}\n\
         \n  start page  http://{address}/\
         \n  GraphQL     http://{address}/graphql\
         \n  schema      http://{address}/schema.graphql\
         \n  health      http://{address}/health/ready\
         \n\nStop it with Ctrl+C.\n",
        store = settings.store,
    );
    // A server without a standard output serves as well.
    let _ = print(&text);
}

/// Waits for Ctrl+C or a request to terminate. It listens from the moment of the call on: a signal that comes
/// before the future is first polled must not end the process in its own way.
#[cfg(unix)]
fn stopped() -> Result<impl Future<Output = ()>, Failure> {
    use tokio::signal::unix::{SignalKind, signal};
    let listen = |kind| {
        signal(kind).map_err(|error| Failure::outside(format!("no signals to stop by: {error}")))
    };
    let (mut interrupt, mut terminate) =
        (listen(SignalKind::interrupt())?, listen(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Waits for Ctrl+C.
#[cfg(not(unix))]
fn stopped() -> Result<impl Future<Output = ()>, Failure> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            // Without a handler Ctrl+C ends the process by itself.
            std::future::pending::<()>().await;
        }
    })
}
