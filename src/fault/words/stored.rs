//! Documents that are named in place of being sent.

use crate::text::Sentence;

/// No document of the name. Clients know it by these very words and send the text then, so no language changes them.
pub(crate) fn not_found() -> Sentence {
    Sentence::new("PersistedQueryNotFound", "PersistedQueryNotFound")
}

/// A text with another hash than it is named by.
pub(crate) fn mismatch(named: &str) -> Sentence {
    Sentence::new(
        format!("the SHA-256 of `query` is not `{named}`"),
        format!("`query` SHA-256 nėra `{named}`"),
    )
}

/// Something else than a hash.
pub(crate) fn no_hash() -> Sentence {
    Sentence::new(
        "`persistedQuery` has no `sha256Hash` of 64 small hexadecimal digits with `version` 1",
        "`persistedQuery` neturi `sha256Hash` iš 64 mažųjų šešioliktainių skaitmenų su `version` 1",
    )
}

/// A document that is not among the trusted ones.
pub(crate) fn untrusted() -> Sentence {
    Sentence::new(
        "this server executes only the documents in its setting `trusted-documents`",
        "šis serveris vykdo tik nuostatos `trusted-documents` užklausas",
    )
}
