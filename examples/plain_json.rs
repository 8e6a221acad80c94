//! The floor that the benchmark compares with: axum reads a JSON request and sends back ready bytes.
//!
//! usage: `plain_json ANSWERS ADDRESS`, where ANSWERS has one JSON text a line, sent in rotation.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::post;
use axum::{Json, Router};
use bytes::Bytes;
use tokio::net::TcpListener;

/// The answers, and how many were sent.
struct Answers {
    all: Vec<Bytes>,
    sent: AtomicUsize,
}

async fn answer(
    State(answers): State<Arc<Answers>>,
    Json(_): Json<serde_json::Value>,
) -> impl IntoResponse {
    let at = answers.sent.fetch_add(1, Ordering::Relaxed) % answers.all.len();
    ([(CONTENT_TYPE, "application/json")], answers.all[at].clone())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(file), Some(address)) = (arguments.next(), arguments.next()) else {
        return Err("usage: plain_json ANSWERS ADDRESS".into());
    };
    let text = std::fs::read_to_string(&file)?;
    let all: Vec<Bytes> =
        text.lines().map(|line| Bytes::copy_from_slice(line.as_bytes())).collect();
    if all.is_empty() {
        return Err(format!("`{file}` has no answers").into());
    }
    let address: SocketAddr = address.parse()?;
    let listener = TcpListener::bind(address).await?;
    let answers = Arc::new(Answers { all, sent: AtomicUsize::new(0) });
    let router = Router::new().route("/graphql", post(answer)).with_state(answers);
    axum::serve(listener, router).await?;
    Ok(())
}
