//! XML elements written to a stream.

use std::borrow::Cow;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// Attributes of an element: names with values that are not escaped yet.
pub(crate) type Attributes<'a> = [(&'a str, &'a str)];

/// An XML document that is being written, one element a line.
pub(crate) struct Document<W: io::Write> {
    writer: Writer<W>,
}

impl<W: io::Write> Document<W> {
    /// Begins a document.
    pub(crate) fn new(out: W) -> io::Result<Self> {
        let mut writer = Writer::new_with_indent(out, b' ', 1);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        Ok(Self { writer })
    }

    /// Opens an element.
    pub(crate) fn open(&mut self, name: &str, attributes: &Attributes) -> io::Result<()> {
        self.writer.write_event(Event::Start(start(name, attributes)))
    }

    /// Closes the element opened last.
    pub(crate) fn close(&mut self, name: &str) -> io::Result<()> {
        self.writer.write_event(Event::End(BytesEnd::new(name)))
    }

    /// An element without content.
    pub(crate) fn empty(&mut self, name: &str, attributes: &Attributes) -> io::Result<()> {
        self.writer.write_event(Event::Empty(start(name, attributes)))
    }

    /// An element with text.
    pub(crate) fn text(
        &mut self,
        name: &str,
        attributes: &Attributes,
        text: &str,
    ) -> io::Result<()> {
        self.open(name, attributes)?;
        self.writer.write_event(Event::Text(BytesText::new(&clean(text))))?;
        self.close(name)
    }

    /// Ends the document.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        let out = self.writer.get_mut();
        out.write_all(b"\n")?;
        out.flush()
    }
}

fn start<'a>(name: &'a str, attributes: &Attributes<'a>) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, clean(value)));
    }
    start
}

/// The text without control characters and the two code points that XML 1.0 has no place for, not even
/// escaped. Line breaks and tabs stay.
fn clean(text: &str) -> Cow<'_, str> {
    let fits = |c: char| match c {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        other => !other.is_control(),
    };
    if text.chars().all(fits) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter(|c| fits(*c)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_control_characters_are_dropped() {
        let mut out = Vec::new();
        let mut document = Document::new(&mut out).expect("memory");
        document
            .text("a", &[("b", "\u{0}\"ž\" <\n&>\u{fffe}")], "]]> \u{1b}„Š“\r\n")
            .expect("memory");
        document.finish().expect("memory");
        assert_eq!(
            String::from_utf8_lossy(&out),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <a b=\"&quot;ž&quot; &lt;&#10;&amp;&gt;\">]]&gt; „Š“&#13;\n</a>\n"
        );
    }
}
