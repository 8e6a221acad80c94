//! Writing the response. Nothing else writes one: the JSON of root fields is never read again.

use bytes::Bytes;

use super::answer::{AnswerError, More, Step};
use super::execute::{Executed, Written};
use super::fault::{RequestFault, line_and_column};
use crate::fault::Code;
use crate::model::Language;

/// The response to a request that was refused before anything was executed: it has no `data`.
pub(crate) fn refusal(faults: &[RequestFault], language: Language) -> Bytes {
    let mut out = Vec::with_capacity(128 * faults.len());
    out.extend_from_slice(b"{\"errors\":");
    list(&mut out, faults, |out, fault| {
        let path: Vec<Step> = fault.path.iter().map(|key| Step::Key(key.as_str().into())).collect();
        error(out, fault.message.read_in(language), fault.at, &path, fault.code, None);
    });
    out.push(b'}');
    out.into()
}

/// Several faults alone as JSON, as a WebSocket's `error` message carries them.
pub(crate) fn faults_only(faults: &[RequestFault], language: Language) -> Bytes {
    let body = refusal(faults, language);
    // The list stands between the object's only key and its brace.
    body.slice("{\"errors\":".len()..body.len() - 1)
}

/// The errors of an answer alone as JSON.
pub(crate) fn errors_only(errors: &[AnswerError], text: &str, language: Language) -> Bytes {
    let mut out = Vec::new();
    errors_of(&mut out, errors, text, language);
    out.into()
}

/// The response to a request that was executed. Errors come first, to be seen first.
pub(crate) fn response(executed: &Executed, text: &str, language: Language) -> Bytes {
    let size = |(key, json): &Written| key.len() + json.as_ref().map_or(4, Vec::len) + 8;
    let size = executed.data.iter().flatten().map(size).sum();
    let mut out: Vec<u8> = Vec::with_capacity(32_usize.saturating_add(size));
    out.push(b'{');
    if !executed.errors.is_empty() {
        out.extend_from_slice(b"\"errors\":");
        errors_of(&mut out, &executed.errors, text, language);
        out.push(b',');
    }
    out.extend_from_slice(b"\"data\":");
    match &executed.data {
        None => out.extend_from_slice(b"null"),
        Some(fields) => {
            out.push(b'{');
            for (at, (key, json)) in fields.iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                string(&mut out, key);
                out.push(b':');
                out.extend_from_slice(json.as_deref().unwrap_or(b"null"));
            }
            out.push(b'}');
        }
    }
    out.push(b'}');
    out.into()
}

/// A response with `extensions` at its end.
pub(crate) fn extended(body: &Bytes, extensions: &serde_json::Value) -> Bytes {
    let mut out = Vec::with_capacity(body.len() + 512);
    // A response is an object that is not empty.
    out.extend_from_slice(&body[..body.len() - 1]);
    out.extend_from_slice(b",\"extensions\":");
    // A value always has a form in JSON, and writing to memory cannot fail.
    let _ = serde_json::to_writer(&mut out, extensions);
    out.push(b'}');
    out.into()
}

fn errors_of(out: &mut Vec<u8>, errors: &[AnswerError], text: &str, language: Language) {
    list(out, errors, |out, one: &AnswerError| {
        let at = Some(line_and_column(text, one.at));
        error(out, one.message.read_in(language), at, &one.path, one.code, one.more.as_deref());
    });
}

fn error(
    out: &mut Vec<u8>,
    message: &str,
    at: Option<(usize, usize)>,
    path: &[Step],
    code: Code,
    more: Option<&More>,
) {
    out.extend_from_slice(b"{\"message\":");
    string(out, message);
    if let Some((line, column)) = at {
        let place = format!(",\"locations\":[{{\"line\":{line},\"column\":{column}}}]");
        out.extend_from_slice(place.as_bytes());
    }
    if !path.is_empty() {
        out.extend_from_slice(b",\"path\":");
        steps(out, path);
    }
    out.extend_from_slice(b",\"extensions\":{\"code\":");
    string(out, code.name());
    if let Some(More { input, version }) = more {
        out.extend_from_slice(b",\"input\":");
        steps(out, input);
        if let Some(version) = version {
            out.extend_from_slice(b",\"version\":");
            out.extend_from_slice(itoa::Buffer::new().format(*version).as_bytes());
        }
    }
    out.extend_from_slice(b"}}");
}

/// A path as JSON.
fn steps(out: &mut Vec<u8>, path: &[Step]) {
    list(out, path, |out, step| match step {
        Step::Key(key) => string(out, key),
        Step::Item(at) => out.extend_from_slice(itoa::Buffer::new().format(*at).as_bytes()),
    });
}

fn list<T>(out: &mut Vec<u8>, items: &[T], mut write: impl FnMut(&mut Vec<u8>, &T)) {
    out.push(b'[');
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        write(out, item);
    }
    out.push(b']');
}

/// A text as JSON.
pub(crate) fn string(out: &mut Vec<u8>, text: &str) {
    // A text always has a form in JSON, and writing to memory cannot fail.
    let _ = serde_json::to_writer(out, text);
}
