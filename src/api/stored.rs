//! Documents that a request names in place of sending them: trusted ones, which the server was given, and persisted
//! ones, which clients sent before.
//!
//! A document is named by the SHA-256 of its text, as `extensions.persistedQuery.sha256Hash` or as `documentId`
//! with `sha256:` before it. A trusted document is also named by its file.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::cache::Cache;
use super::fault::RequestFault;
use super::limits::Limits;
use super::request::Request;
use crate::fault::Code;
use crate::fault::words::stored as words;
use crate::text::hexadecimal;

/// How many bytes of memory a trusted folder may take.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// Documents that the server was given to trust.
#[derive(Clone, Default, Debug)]
pub struct Trusted {
    by_hash: HashMap<String, Arc<str>>,
    by_name: HashMap<String, Arc<str>>,
    /// Whether no other document is executed.
    pub only: bool,
}

/// Why a folder of documents cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TrustedError {
    /// The folder or a file in it cannot be read.
    #[error("`{}` cannot be read: {}", .0.display(), .1)]
    Unreadable(PathBuf, std::io::Error),
    /// The files are larger than they may be together.
    #[error("the documents of `{}` have more than {MOST_BYTES} bytes together", .0.display())]
    TooLarge(PathBuf),
    /// Documents that cannot be executed: every fault of every file, with its place.
    #[error("documents that are to be trusted are not valid:\n  {}", .0.join("\n  "))]
    Invalid(Vec<String>),
}

impl Trusted {
    /// The documents of a folder: every file `NAME.graphql` in it. A trusted document may be of any cost that the
    /// limits allow; that it is valid is checked by the [`Face`](super::Face) that is to trust it.
    ///
    /// # Errors
    /// The folder or a file in it cannot be read, or they are too large.
    pub fn read(folder: &Path, only: bool) -> Result<Self, TrustedError> {
        let unreadable = |path: &Path, error| TrustedError::Unreadable(path.to_owned(), error);
        let mut trusted = Self { only, ..Self::default() };
        let mut bytes = 0;
        let entries = std::fs::read_dir(folder).map_err(|error| unreadable(folder, error))?;
        for entry in entries {
            let path = entry.map_err(|error| unreadable(folder, error))?.path();
            if path.extension().is_none_or(|extension| extension != "graphql") {
                continue;
            }
            let size = path.metadata().map_err(|error| unreadable(&path, error))?.len();
            bytes += size;
            if bytes > MOST_BYTES {
                return Err(TrustedError::TooLarge(folder.to_owned()));
            }
            let text = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, error))?;
            let text: Arc<str> = text.into();
            trusted.by_hash.insert(hash(&text), text.clone());
            if let Some(name) = path.file_stem().and_then(|name| name.to_str()) {
                trusted.by_name.insert(name.to_owned(), text);
            }
        }
        Ok(trusted)
    }

    /// Sees to it that every document is valid; `faults` tells what is wrong with a text.
    pub(crate) fn check(
        &self,
        faults: impl Fn(&str) -> Vec<RequestFault>,
    ) -> Result<(), TrustedError> {
        let mut files: Vec<(&String, &Arc<str>)> = self.by_name.iter().collect();
        files.sort();
        let mut told = Vec::new();
        for (name, text) in files {
            for fault in faults(text) {
                let (line, column) = fault.at.unwrap_or((1, 1));
                told.push(format!("{name}.graphql:{line}:{column}: {}", fault.message));
            }
        }
        if told.is_empty() { Ok(()) } else { Err(TrustedError::Invalid(told)) }
    }

    /// How many documents there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_name.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_name.is_empty()
    }
}

/// The documents that requests may name.
pub(crate) struct Stored {
    trusted: Trusted,
    /// By their hashes, bounded by the bytes of their texts.
    persisted: Cache<str>,
}

impl Stored {
    /// Those that the server was given, and room for what clients send.
    pub(crate) fn new(trusted: Trusted, limits: &Limits) -> Self {
        let persisted = Cache::new(limits.cached_documents, limits.cached_bytes);
        Self { trusted, persisted }
    }

    /// Those that the server was given.
    pub(crate) fn trusted(&self) -> &Trusted {
        &self.trusted
    }

    /// The text of the document that a request sends or names.
    ///
    /// # Errors
    /// There is none of that name, its text has another hash, or it is not trusted where only such are executed.
    pub(crate) fn text<'r>(&self, request: &'r Request) -> Result<Cow<'r, str>, RequestFault> {
        if request.own {
            return Ok(Cow::Borrowed(&request.query));
        }
        let fault = |code, message| Err(RequestFault::new(code, message));
        if let Some(id) = &request.document_id {
            let known = match id.strip_prefix("sha256:") {
                Some(hash) => self.by_hash(hash),
                None => self.trusted.by_name.get(id).cloned(),
            };
            return match known {
                Some(text) => Ok(Cow::Owned(text.to_string())),
                None => fault(Code::PersistedQueryNotFound, words::not_found()),
            };
        }
        let named = match request.extensions.get("persistedQuery") {
            None | Some(Value::Null) => None,
            Some(named) => Some(
                sha256(named).ok_or_else(|| RequestFault::new(Code::BadInput, words::no_hash()))?,
            ),
        };
        if let Some(named) = named {
            if request.query.is_empty() {
                return match self.by_hash(named) {
                    Some(text) => Ok(Cow::Owned(text.to_string())),
                    None => fault(Code::PersistedQueryNotFound, words::not_found()),
                };
            }
            if hash(&request.query) != named {
                return fault(Code::PersistedQueryMismatch, words::mismatch(named));
            }
        }
        if self.trusted.only && !self.trusted.by_hash.contains_key(&hash(&request.query)) {
            return fault(Code::UntrustedDocument, words::untrusted());
        }
        Ok(Cow::Borrowed(&request.query))
    }

    /// Keeps the document of a request that gave it a name, now that it is known to be valid.
    pub(crate) fn keep(&self, request: &Request) {
        let named = request.extensions.get("persistedQuery").and_then(sha256);
        if let Some(named) = named.filter(|_| !request.query.is_empty() && !self.trusted.only) {
            self.persisted.insert_sized(named, request.query.as_str().into(), request.query.len());
        }
    }

    fn by_hash(&self, hash: &str) -> Option<Arc<str>> {
        let trusted = self.trusted.by_hash.get(hash).cloned();
        trusted.or_else(|| self.persisted.get(hash))
    }
}

/// The hash of a `persistedQuery`; none when it has none of version 1.
fn sha256(named: &Value) -> Option<&str> {
    let hash = named.get("sha256Hash")?.as_str()?;
    let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let fits = hash.len() == 64 && hash.bytes().all(is_hex);
    (fits && named.get("version").is_none_or(|version| version == 1)).then_some(hash)
}

/// The SHA-256 of a text, in hexadecimal digits.
fn hash(text: &str) -> String {
    hexadecimal(&Sha256::digest(text))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn request(query: &str, hash: Option<&str>) -> Request {
        let mut request = Request { query: query.to_owned(), ..Request::default() };
        if let Some(hash) = hash {
            let named = json!({ "version": 1, "sha256Hash": hash });
            request.extensions.insert("persistedQuery".to_owned(), named);
        }
        request
    }

    fn code(stored: &Stored, request: &Request) -> Option<Code> {
        stored.text(request).err().map(|fault| fault.code)
    }

    #[test]
    fn a_document_is_found_by_its_hash_once_it_was_sent_and_kept() {
        let stored = Stored::new(Trusted::default(), &Limits::default());
        let (text, named) = ("{ __typename }", hash("{ __typename }"));
        let short = request("", Some(&named));
        assert_eq!(code(&stored, &short), Some(Code::PersistedQueryNotFound));
        let whole = request(text, Some(&named));
        assert_eq!(stored.text(&whole).expect("a text"), text);
        stored.keep(&whole);
        assert_eq!(stored.text(&short).expect("a text"), text);
        let wrong = request("{ clusters { totalCount } }", Some(&named));
        assert_eq!(code(&stored, &wrong), Some(Code::PersistedQueryMismatch));
        assert_eq!(code(&stored, &request(text, Some("abc"))), Some(Code::BadInput));
    }

    #[test]
    fn only_trusted_documents_are_executed_when_that_is_wanted() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("ours.graphql"), "{ __typename }").expect("a file");
        std::fs::write(folder.path().join("notes.txt"), "no document").expect("a file");
        let trusted = Trusted::read(folder.path(), true).expect("documents");
        assert_eq!(trusted.len(), 1);
        let stored = Stored::new(trusted, &Limits::default());
        let named = |id: &str| Request { document_id: Some(id.to_owned()), ..Request::default() };
        let by_hash = format!("sha256:{}", hash("{ __typename }"));
        for known in [named("ours"), named(&by_hash), request("{ __typename }", None)] {
            assert_eq!(code(&stored, &known), None, "{known:?}");
        }
        let other = request("{ clusters { totalCount } }", None);
        assert_eq!(code(&stored, &other), Some(Code::UntrustedDocument));
        assert_eq!(code(&stored, &named("../secret")), Some(Code::PersistedQueryNotFound));
        // Nobody adds to what is trusted.
        let sent = request(&other.query, Some(&hash(&other.query)));
        stored.keep(&sent);
        assert_eq!(code(&stored, &sent), Some(Code::UntrustedDocument));
        assert_eq!(code(&stored, &Request { own: true, ..other }), None);
    }

    #[test]
    fn what_clients_send_is_bounded() {
        let limits = Limits { cached_bytes: 10_000, ..Limits::default() };
        let stored = Stored::new(Trusted::default(), &limits);
        let text = |n: usize| format!("{{ __typename }} # {n:0>900}");
        for n in 0..100 {
            stored.keep(&request(&text(n), Some(&hash(&text(n)))));
        }
        let kept = (0..100).filter(|n| stored.by_hash(&hash(&text(*n))).is_some()).count();
        assert!((1..=11).contains(&kept), "{kept}");
    }
}
