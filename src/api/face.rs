//! The face itself: from a request to its answer.

use std::sync::Arc;

use bytes::Bytes;

use super::schema::PublicSchema;
use super::{Limits, Outcome, Request, Response};
use crate::plan::viewer::Viewer;
use crate::store::Store;

/// The GraphQL face of a store. One is made at start and shared by all transports.
pub struct Face {
    store: Arc<dyn Store>,
    limits: Limits,
    schema: PublicSchema,
}

impl Face {
    /// The face of a store, with the schema of its model.
    ///
    /// # Panics
    /// When the model has a name that the public schema needs for something else. The model that the
    /// binary carries has none: the tests say so.
    #[must_use]
    pub fn new(store: Arc<dyn Store>, limits: Limits) -> Self {
        let schema = PublicSchema::of(store.model());
        Self { store, limits, schema }
    }

    /// The store behind it.
    #[must_use]
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.store
    }

    /// The limits of a request.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The public schema in the schema definition language.
    #[must_use]
    pub fn sdl(&self) -> &str {
        &self.schema.sdl
    }

    /// Executes a request for a viewer. Whatever is wrong with it is in the answer.
    #[expect(clippy::unused_async, reason = "the executor behind it awaits the store")]
    pub async fn execute(&self, _request: Request, _viewer: Viewer) -> Response {
        let body = r#"{"errors":[{"message":"the schema is not ready"}]}"#;
        Response { body: Bytes::from_static(body.as_bytes()), outcome: Outcome::RequestError }
    }
}
