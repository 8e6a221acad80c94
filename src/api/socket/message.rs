//! Messages of graphql-transport-ws: reading a client's, writing ours.

use bytes::Bytes;
use serde_json::{Map, Value};

use super::super::Request;
use super::super::respond::string;

/// Why a connection is closed: a code of the protocol and a few words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Closing {
    /// The code.
    pub(super) code: u16,
    /// The words.
    pub(super) reason: String,
}

/// A frame of closing holds this many bytes of words (RFC 6455, section 5.5).
const MOST_WORDS: usize = 123;

impl Closing {
    /// A closing for a reason, cut to what a frame holds.
    pub(super) fn new(code: u16, reason: &str) -> Self {
        Self { code, reason: reason[..reason.floor_char_boundary(MOST_WORDS)].to_owned() }
    }
}

/// A message of a client.
#[derive(Clone, Debug)]
pub(super) enum ClientMessage {
    /// It wants to begin.
    Init(Map<String, Value>),
    /// It asks whether we are there, with something to give back.
    Ping(Option<Map<String, Value>>),
    /// It is there.
    Pong,
    /// It wants an operation executed, under an id of its own.
    Subscribe(String, Box<Request>),
    /// It wants no more of an operation.
    Complete(String),
}

impl ClientMessage {
    /// Reads a message.
    ///
    /// # Errors
    /// 4400 and what is wrong with it.
    pub(super) fn read(text: &str) -> Result<Self, Closing> {
        let wrong = |reason: &str| Closing::new(4400, reason);
        let Ok(Value::Object(mut message)) = serde_json::from_str(text) else {
            return Err(wrong("a message is a JSON object"));
        };
        let Some(Value::String(kind)) = message.remove("type") else {
            return Err(wrong("a message has a `type`"));
        };
        let payload = match message.remove("payload") {
            None | Some(Value::Null) => None,
            Some(Value::Object(payload)) => Some(payload),
            Some(_) => return Err(wrong("`payload` is an object")),
        };
        let mut id = || match message.remove("id") {
            Some(Value::String(id)) if !id.is_empty() => Ok(id),
            _ => Err(wrong("`id` is a text that is not empty")),
        };
        match kind.as_str() {
            "connection_init" => Ok(Self::Init(payload.unwrap_or_default())),
            "ping" => Ok(Self::Ping(payload)),
            "pong" => Ok(Self::Pong),
            "complete" => Ok(Self::Complete(id()?)),
            "subscribe" => {
                let payload = payload.ok_or_else(|| wrong("`subscribe` has a `payload`"))?;
                Ok(Self::Subscribe(id()?, Box::new(request(payload)?)))
            }
            _ => Err(wrong("`type` is connection_init, ping, pong, subscribe or complete")),
        }
    }
}

fn request(mut payload: Map<String, Value>) -> Result<Request, Closing> {
    let wrong = |reason: &str| Closing::new(4400, reason);
    let query = match payload.remove("query") {
        Some(Value::String(query)) => query,
        None if payload.contains_key("extensions") => String::new(),
        _ => return Err(wrong("`payload.query` is a text")),
    };
    let operation_name = match payload.remove("operationName") {
        None | Some(Value::Null) => None,
        Some(Value::String(name)) => Some(name),
        Some(_) => return Err(wrong("`payload.operationName` is a text")),
    };
    let mut object = |name: &str| match payload.remove(name) {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(object)) => Ok(object),
        Some(_) => Err(wrong(&format!("`payload.{name}` is an object"))),
    };
    let (variables, extensions) = (object("variables")?, object("extensions")?);
    Ok(Request { query, operation_name, variables, extensions, ..Request::default() })
}

/// `{"type": ...}`, with a payload where there is one.
pub(super) fn plain(kind: &str, payload: Option<Map<String, Value>>) -> Vec<u8> {
    let mut message = Map::new();
    message.insert("type".to_owned(), kind.into());
    if let Some(payload) = payload {
        message.insert("payload".to_owned(), payload.into());
    }
    Value::Object(message).to_string().into_bytes()
}

/// A message of an operation, with a payload that is JSON already.
pub(super) fn of_operation(kind: &str, id: &str, payload: Option<&Bytes>) -> Vec<u8> {
    let mut out = Vec::with_capacity(payload.map_or(0, Bytes::len) + id.len() + 48);
    out.extend_from_slice(b"{\"type\":");
    string(&mut out, kind);
    out.extend_from_slice(b",\"id\":");
    string(&mut out, id);
    if let Some(payload) = payload {
        out.extend_from_slice(b",\"payload\":");
        out.extend_from_slice(payload);
    }
    out.push(b'}');
    out
}
