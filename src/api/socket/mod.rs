//! GraphQL over a WebSocket, by the sub-protocol graphql-transport-ws.

use std::sync::Arc;

use axum::extract::ws::WebSocket;

use super::Face;
use crate::plan::viewer::Viewer;

/// The name of the sub-protocol, for the upgrade of the connection.
pub const PROTOCOL: &str = "graphql-transport-ws";

/// Serves one WebSocket until either side closes it.
pub async fn serve_socket(socket: WebSocket, _face: Arc<Face>, _viewer: Viewer) {
    drop(socket);
}
