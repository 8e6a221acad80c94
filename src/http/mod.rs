//! The HTTP server: GraphQL over HTTP and WebSocket, exports, the start page, health.
