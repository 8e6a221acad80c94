//! JSON Feed 1.1.

use std::io;

use serde_json::{Value, json};

use super::Feed;

/// Writes a feed.
pub(super) fn write(feed: &Feed) -> io::Result<Vec<u8>> {
    let items = feed.entries.iter().map(|entry| {
        json!({
            "id": entry.id,
            "url": feed.on_site(&entry.path),
            "title": entry.title,
            "content_text": entry.text,
            "date_modified": entry.at,
            "authors": [{ "name": entry.by }],
        })
    });
    let items: Vec<Value> = items.collect();
    let whole = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.words.feed,
        "home_page_url": feed.on_site(&format!("/?lang={}", feed.words.code)),
        "feed_url": feed.on_site(&feed.address),
        "language": feed.words.code,
        "items": items,
    });
    Ok(serde_json::to_vec(&whole)?)
}
