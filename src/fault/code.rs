//! Stable names of what can be wrong, in `extensions.code`.

use std::fmt;

/// A stable name of what is wrong. Messages may change; these do not. `docs/ERRORS.md` says of each what to do.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Code {
    /// The text is not GraphQL.
    ParseFailed,
    /// It is GraphQL, but not for this schema.
    ValidationFailed,
    /// The operation to execute is not there, or not said.
    Operation,
    /// A value is missing, of the wrong type or out of bounds, or two contradict each other.
    BadInput,
    /// A text is not a cursor of the list in that order.
    BadCursor,
    /// Something is named that is not there, or not of the kind that fits.
    UnknownId,
    /// The text, or the fields it selects, nest too deep.
    TooDeep,
    /// The text has too many tokens, or an answer of introspection is too long.
    TooLarge,
    /// The answer would be too deep, too wide or too long.
    TooCostly,
    /// Something else than a query where only queries are taken, or a path by a method that it does not take.
    MethodNotAllowed,
    /// A subscription over a transport that gives one answer.
    NeedsWebSocket,
    /// Changes after a cursor are no longer kept.
    CursorExpired,
    /// As many subscriptions are followed as the server allows.
    TooManySubscriptions,
    /// The reader of a subscription fell too far behind.
    TooSlow,
    /// A mutation where nobody may write.
    WritesDisabled,
    /// Somebody does not say who they are, or with a wrong token.
    Unauthenticated,
    /// A page of another site.
    WrongOrigin,
    /// A property that every node of the kind has is left out or removed.
    Required,
    /// A node of the id is there already.
    Exists,
    /// Another node has the identifier or the unique value.
    Taken,
    /// Several nodes could be meant.
    Ambiguous,
    /// The node has links.
    Linked,
    /// The node or link has another version than was expected.
    Conflict,
    /// The idempotency key was used for another request.
    KeyUsed,
    /// The store refused changes for a reason that it says itself.
    Refused,
    /// No document of the name that the request gives.
    PersistedQueryNotFound,
    /// A document with another hash than the request says.
    PersistedQueryMismatch,
    /// A document that is not among the trusted ones, where only such are executed.
    UntrustedDocument,
    /// The parameters of a request cannot be read.
    BadRequest,
    /// There is nothing at the path.
    NotFound,
    /// The client accepts no media type that an answer has.
    NotAcceptable,
    /// The body is too large.
    BodyTooLarge,
    /// The body has another media type than JSON.
    UnsupportedMediaType,
    /// The Host header names another server.
    WrongHost,
    /// Too many web sockets are open.
    TooManyConnections,
    /// It took too long.
    Timeout,
    /// The store cannot answer now.
    Unavailable,
    /// A mistake of the server's own.
    Internal,
}

impl Code {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::ParseFailed,
        Self::ValidationFailed,
        Self::Operation,
        Self::BadInput,
        Self::BadCursor,
        Self::UnknownId,
        Self::TooDeep,
        Self::TooLarge,
        Self::TooCostly,
        Self::MethodNotAllowed,
        Self::NeedsWebSocket,
        Self::CursorExpired,
        Self::TooManySubscriptions,
        Self::TooSlow,
        Self::WritesDisabled,
        Self::Unauthenticated,
        Self::WrongOrigin,
        Self::Required,
        Self::Exists,
        Self::Taken,
        Self::Ambiguous,
        Self::Linked,
        Self::Conflict,
        Self::KeyUsed,
        Self::Refused,
        Self::PersistedQueryNotFound,
        Self::PersistedQueryMismatch,
        Self::UntrustedDocument,
        Self::BadRequest,
        Self::NotFound,
        Self::NotAcceptable,
        Self::BodyTooLarge,
        Self::UnsupportedMediaType,
        Self::WrongHost,
        Self::TooManyConnections,
        Self::Timeout,
        Self::Unavailable,
        Self::Internal,
    ];

    /// The name, as clients read it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ParseFailed => "GRAPHQL_PARSE_FAILED",
            Self::ValidationFailed => "GRAPHQL_VALIDATION_FAILED",
            Self::Operation => "OPERATION_RESOLUTION_FAILURE",
            Self::BadInput => "BAD_INPUT",
            Self::BadCursor => "BAD_CURSOR",
            Self::UnknownId => "UNKNOWN_ID",
            Self::TooDeep => "TOO_DEEP",
            Self::TooLarge => "TOO_LARGE",
            Self::TooCostly => "TOO_COSTLY",
            Self::MethodNotAllowed => "METHOD_NOT_ALLOWED",
            Self::NeedsWebSocket => "NEEDS_WEBSOCKET",
            Self::CursorExpired => "CURSOR_EXPIRED",
            Self::TooManySubscriptions => "TOO_MANY_SUBSCRIPTIONS",
            Self::TooSlow => "TOO_SLOW",
            Self::WritesDisabled => "WRITES_DISABLED",
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::WrongOrigin => "WRONG_ORIGIN",
            Self::Required => "REQUIRED",
            Self::Exists => "EXISTS",
            Self::Taken => "TAKEN",
            Self::Ambiguous => "AMBIGUOUS",
            Self::Linked => "LINKED",
            Self::Conflict => "CONFLICT",
            Self::KeyUsed => "KEY_USED",
            Self::Refused => "REFUSED",
            Self::PersistedQueryNotFound => "PERSISTED_QUERY_NOT_FOUND",
            Self::PersistedQueryMismatch => "PERSISTED_QUERY_MISMATCH",
            Self::UntrustedDocument => "UNTRUSTED_DOCUMENT",
            Self::BadRequest => "BAD_REQUEST",
            Self::NotFound => "NOT_FOUND",
            Self::NotAcceptable => "NOT_ACCEPTABLE",
            Self::BodyTooLarge => "BODY_TOO_LARGE",
            Self::UnsupportedMediaType => "UNSUPPORTED_MEDIA_TYPE",
            Self::WrongHost => "WRONG_HOST",
            Self::TooManyConnections => "TOO_MANY_CONNECTIONS",
            Self::Timeout => "TIMEOUT",
            Self::Unavailable => "UNAVAILABLE",
            Self::Internal => "INTERNAL",
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
