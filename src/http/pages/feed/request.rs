//! What a feed's address asks for.

use serde_json::{Value, json};

use crate::fault::words::http as words;
use crate::model::{Language, Model};
use crate::plan::viewer::Sight;
use crate::text::Sentence;

/// How many changes a feed has where it is not said, and at most.
const USUAL: u32 = 50;
const MOST: u32 = 200;

const PARAMETERS: [&str; 3] = ["kinds", "lang", "limit"];

/// Which changes are wanted, and in which language they are told.
#[derive(Debug)]
pub(super) struct FeedRequest {
    pub(super) language: Language,
    /// Constants of kinds; none for all.
    kinds: Option<Vec<String>>,
    limit: u32,
}

impl FeedRequest {
    /// Reads the pairs of an address; `languages` are those that the reader prefers.
    ///
    /// # Errors
    /// Every parameter that is unknown or has a value that cannot be used.
    pub(super) fn read(
        pairs: &[(String, String)],
        languages: &[Language],
        model: &Model,
        sight: &Sight,
    ) -> Result<Self, Vec<Sentence>> {
        let language = languages.first().copied().unwrap_or(Language::En);
        let mut request = Self { language, kinds: None, limit: USUAL };
        let mut faults = Vec::new();
        let known: Vec<&str> =
            sight.kinds.iter().map(|kind| model.kind(kind).constant.as_str()).collect();
        for (name, value) in pairs {
            let value = value.trim();
            match name.as_str() {
                "kinds" => {
                    for kind in value.split(',').map(str::trim).filter(|kind| !kind.is_empty()) {
                        if known.contains(&kind) {
                            request.kinds.get_or_insert_default().push(kind.to_owned());
                        } else {
                            faults.push(words::no_feed_kind(kind, &known));
                        }
                    }
                }
                "lang" => match Language::from_code(value) {
                    Some(language) => request.language = language,
                    None => faults.push(words::no_feed_language(value)),
                },
                "limit" => match value.parse() {
                    Ok(limit) if (1..=MOST).contains(&limit) => request.limit = limit,
                    _ => faults.push(words::no_feed_limit(value, MOST)),
                },
                other => faults.push(words::no_feed_parameter(other, &PARAMETERS)),
            }
        }
        if faults.is_empty() { Ok(request) } else { Err(faults) }
    }

    /// The variables of the document.
    pub(super) fn variables(&self) -> Value {
        json!({ "kinds": self.kinds, "first": self.limit })
    }
}
