//! Which of our media types a client accepts, and which of our languages.

use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE};
use axum::http::{HeaderMap, HeaderValue};
use smallvec::SmallVec;

use super::problem::Problem;
use crate::model::Language;

/// A media type of GraphQL answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum MediaType {
    /// `application/graphql-response+json`: the status tells whether the request was well-formed.
    GraphQl,
    /// `application/json`: for older clients; a well-formed answer is always 200.
    Json,
}

impl MediaType {
    /// The value of the Content-Type header.
    pub(super) fn content_type(self) -> &'static str {
        match self {
            Self::GraphQl => "application/graphql-response+json; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
        }
    }

    /// The one that the client likes best. Without an Accept header, and for `*/*`, it is JSON, as older
    /// clients expect.
    ///
    /// # Errors
    /// The client accepts neither.
    pub(super) fn negotiate(headers: &HeaderMap) -> Result<Self, Problem> {
        if !headers.contains_key(ACCEPT) {
            return Ok(Self::Json);
        }
        let ranges: SmallVec<[(&str, f32); 4]> = weighted(headers, &ACCEPT).collect();
        let quality = |name: &str| {
            // The most specific range decides, as RFC 9110 says.
            [name, "application/*", "*/*"].into_iter().find_map(|range| {
                let of = |(given, _): &&(&str, f32)| given.eq_ignore_ascii_case(range);
                ranges.iter().find(of).map(|(_, quality)| *quality)
            })
        };
        let graphql = quality("application/graphql-response+json").unwrap_or(0.0);
        let json = quality("application/json").unwrap_or(0.0);
        let named = |name: &str| ranges.iter().any(|(given, _)| given.eq_ignore_ascii_case(name));
        if graphql <= 0.0 && json <= 0.0 {
            Err(Problem::NotAcceptable)
        } else if graphql > json || (graphql >= json && named("application/graphql-response+json"))
        {
            Ok(Self::GraphQl)
        } else {
            Ok(Self::Json)
        }
    }
}

/// What a client accepts: at least one of these.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Accepted {
    /// The media type of one answer; none where events are all that it accepts.
    pub(super) media_type: Option<MediaType>,
    /// Whether it accepts server-sent events.
    pub(super) events: bool,
}

impl Accepted {
    /// What the client accepts. It must name events to get them.
    ///
    /// # Errors
    /// It accepts nothing that an answer has.
    pub(super) fn read(headers: &HeaderMap) -> Result<Self, Problem> {
        let events = weighted(headers, &ACCEPT).any(|(range, quality)| {
            quality > 0.0 && range.eq_ignore_ascii_case("text/event-stream")
        });
        match MediaType::negotiate(headers) {
            Ok(media_type) => Ok(Self { media_type: Some(media_type), events }),
            Err(_) if events => Ok(Self { media_type: None, events }),
            Err(problem) => Err(problem),
        }
    }
}

/// The languages that the client reads, best first; empty when it names none of ours.
pub(super) fn languages(headers: &HeaderMap) -> Vec<Language> {
    best_first(weighted(headers, &ACCEPT_LANGUAGE))
}

fn best_first<'a>(ranges: impl Iterator<Item = (&'a str, f32)>) -> Vec<Language> {
    let mut found: Vec<(Language, f32)> = ranges
        .filter(|(_, quality)| *quality > 0.0)
        .filter_map(|(range, quality)| {
            let primary = range.split('-').next().unwrap_or_default();
            Some((Language::from_code(primary)?, quality))
        })
        .collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut languages = Vec::new();
    for (language, _) in found {
        if !languages.contains(&language) {
            languages.push(language);
        }
    }
    languages
}

/// The language that messages are told in to whoever sends an Accept-Language header, or none.
pub(super) fn language(header: Option<&HeaderValue>) -> Language {
    best_first(weighted_values(header)).first().copied().unwrap_or(Language::En)
}

fn weighted<'a>(
    headers: &'a HeaderMap,
    name: &axum::http::HeaderName,
) -> impl Iterator<Item = (&'a str, f32)> + 'a {
    weighted_values(headers.get_all(name))
}

/// The values of a list header with their `q`, 1 when not given.
pub(super) fn weighted_values<'a>(
    values: impl IntoIterator<Item = &'a HeaderValue>,
) -> impl Iterator<Item = (&'a str, f32)> {
    let values = values.into_iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).filter_map(|item| {
        let mut parts = item.split(';').map(str::trim);
        let range = parts.next().filter(|range| !range.is_empty())?;
        let quality = parts
            .find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")))
            .map_or(1.0, |quality| quality.parse::<f32>().unwrap_or(0.0));
        Some((range, quality))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: axum::http::HeaderName, value: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(name, value.parse().expect("a header"));
        headers
    }

    #[test]
    fn the_media_type_is_the_one_that_the_client_likes_best() {
        let chosen = |accept: &str| MediaType::negotiate(&headers(ACCEPT, accept)).ok();
        let (graphql, json) = (Some(MediaType::GraphQl), Some(MediaType::Json));
        for (accept, expected) in [
            ("application/graphql-response+json", graphql),
            ("application/json", json),
            ("*/*", json),
            ("application/*", json),
            ("application/graphql-response+json, application/json;q=0.9", graphql),
            ("application/json, application/graphql-response+json;q=0.9", json),
            ("application/graphql-response+json, application/json", graphql),
            ("application/graphql-response+json; charset=utf-8", graphql),
            ("text/html, */*;q=0.1", json),
            ("Application/JSON", json),
            ("text/html", None),
            ("application/json;q=0", None),
            ("application/json;q=0, */*", graphql),
        ] {
            assert_eq!(chosen(accept), expected, "{accept}");
        }
        assert_eq!(MediaType::negotiate(&HeaderMap::new()).ok(), json);
    }

    #[test]
    fn events_are_for_those_who_name_them() {
        let read = |accept: &str| {
            let accepted = Accepted::read(&headers(ACCEPT, accept)).ok()?;
            Some((accepted.media_type, accepted.events))
        };
        for (accept, expected) in [
            ("text/event-stream", Some((None, true))),
            ("Text/Event-Stream, */*;q=0.1", Some((Some(MediaType::Json), true))),
            ("application/json, text/event-stream", Some((Some(MediaType::Json), true))),
            ("*/*", Some((Some(MediaType::Json), false))),
            ("text/event-stream;q=0", None),
        ] {
            assert_eq!(read(accept), expected, "{accept}");
        }
    }

    #[test]
    fn languages_come_best_first() {
        let read = |value: &str| languages(&headers(ACCEPT_LANGUAGE, value));
        assert_eq!(read("en;q=0.5, lt-LT, lt;q=0.9"), [Language::Lt, Language::En]);
        assert_eq!(read("de, en-GB;q=0.7"), [Language::En]);
        assert_eq!(read("lt;q=0, en"), [Language::En]);
        assert_eq!(read("de"), []);
    }
}
