//! Atom, by RFC 4287.

use std::io;

use super::Feed;
use crate::export::xml::Document;

/// Writes a feed.
pub(super) fn write(feed: &Feed) -> io::Result<Vec<u8>> {
    let mut out = Vec::with_capacity(1_024 + 512 * feed.entries.len());
    let mut xml = Document::new(&mut out)?;
    let language = feed.words.code;
    xml.open("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", language)])?;
    let own = feed.on_site(&feed.address);
    xml.text("id", &[], &own)?;
    xml.text("title", &[], feed.words.feed)?;
    xml.text("updated", &[], feed.updated())?;
    xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &own)])?;
    let home = feed.on_site(&format!("/?lang={language}"));
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &home)])?;
    for entry in &feed.entries {
        xml.open("entry", &[])?;
        xml.text("id", &[], &entry.id)?;
        xml.text("title", &[], &entry.title)?;
        xml.text("updated", &[], &entry.at)?;
        xml.open("author", &[])?;
        xml.text("name", &[], &entry.by)?;
        xml.close("author")?;
        let page = feed.on_site(&entry.path);
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &page)])?;
        xml.text("content", &[("type", "text")], &entry.text)?;
        xml.close("entry")?;
    }
    xml.close("feed")?;
    xml.finish()?;
    Ok(out)
}
