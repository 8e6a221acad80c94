//! The text of the files.

use std::fs;
use std::io;
use std::path::Path;

use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};

use tinklas::export::{Format, write};
use tinklas::model::{Language, Model, network, read_model};
use tinklas::store::features::Subgraph;

use super::nasty;

fn written(format: Format, piece: &Subgraph, model: &Model, languages: &[Language]) -> String {
    let mut out = Vec::new();
    write(format, piece, model, languages, &mut out).expect("memory");
    String::from_utf8(out).expect("UTF-8")
}

fn nasty_in(format: Format, languages: &[Language]) -> String {
    let model = network();
    written(format, &nasty::network(&model), &model, languages)
}

/// The first line of a file that has all of `parts`.
fn line<'a>(file: &'a str, parts: &[&str]) -> &'a str {
    let found = file.lines().find(|line| parts.iter().all(|part| line.contains(part)));
    found.unwrap_or_else(|| panic!("no line with {parts:?} in\n{file}")).trim()
}

#[test]
fn a_label_is_the_name_in_the_readers_language() {
    for (languages, label) in
        [(&[Language::Lt][..], "Šviesa"), (&[Language::En], "Light"), (&[], "Light")]
    {
        let gexf = nasty_in(Format::Gexf, languages);
        assert_eq!(
            line(&gexf, &["<node", "cl-1"]),
            format!("<node id=\"cl-1\" label=\"{label}\">")
        );
        let graphml = nasty_in(Format::GraphMl, languages);
        let data = format!("<data key=\"node_label\">{label}</data>");
        assert_eq!(line(&graphml, &["node_label\">"]), data);
    }
}

#[test]
fn a_link_holds_between_the_first_and_the_last_day_it_can_mean() {
    let gexf = nasty_in(Format::Gexf, &[]);
    let founder = line(&gexf, &["<edge", "00000001"]);
    assert!(founder.ends_with("start=\"2014-10-01\" end=\"2016-12-31\">"), "{founder}");
    let member = line(&gexf, &["<edge", "00000002"]);
    assert!(member.ends_with("label=\"member of\" start=\"2016-02-29\">"), "{member}");
    let seen = line(&gexf, &["<edge", "PARTNERS_WITH/cl-1"]);
    assert!(seen.ends_with("start=\"2020-01-01\">"), "{seen}");
    let ended = line(&gexf, &["<edge", "PARTICIPATES_IN"]);
    assert!(ended.ends_with("label=\"participates in\" end=\"2018-02-28\">"), "{ended}");
    let project = line(&gexf, &["<node", "\"pr-1\""]);
    assert!(project.ends_with("start=\"2014-01-01\" end=\"2016-02-29\">"), "{project}");
}

#[test]
fn a_start_after_its_end_is_told_as_an_attribute_only() {
    let gexf = nasty_in(Format::Gexf, &[]);
    assert!(line(&gexf, &["<edge", "PARTNERS_WITH/cl-2"]).ends_with("label=\"partners with\">"));
    assert!(line(&gexf, &["<node", "pr-backwards"]).ends_with("label=\"true\">"));
    assert!(gexf.contains("<attvalue for=\"until\" value=\"2019\"/>"));
}

#[test]
fn links_of_one_kind_between_two_nodes_have_kinds_of_their_own() {
    let gexf = nasty_in(Format::Gexf, &[]);
    assert!(line(&gexf, &["<edge", "00000001"]).contains(" kind=\"MEMBER_OF\" "));
    assert!(line(&gexf, &["<edge", "00000002"]).contains(" kind=\"MEMBER_OF 2\" "));
    assert_eq!(gexf.matches("for=\"interaction\" value=\"MEMBER_OF\"").count(), 2);
}

#[test]
fn titles_that_tools_take_for_something_else_are_renamed() {
    for format in Format::ALL {
        let file = nasty_in(format, &[]);
        assert!(file.contains("\"property_label\""), "{format}");
        assert!(!file.contains("title=\"label\""), "{format}");
        assert!(!file.contains("title=\"weight\""), "{format}");
    }
}

#[test]
fn numbers_have_a_decimal_point_and_no_exponent() {
    for format in Format::ALL {
        let file = nasty_in(format, &[]);
        for number in ["1234567.25", "1000000000000000000000", "2147483647", "1234.5"] {
            assert!(file.contains(number), "{format}: {number}");
        }
    }
}

#[test]
fn no_character_is_left_that_xml_has_no_place_for() {
    for format in Format::ALL {
        let file = nasty_in(format, &[Language::Lt]);
        assert!(file.contains("Žuvėdra[31m"), "{format}");
        assert!(file.chars().all(|c| matches!(c, '\n' | '\t') || !c.is_control()), "{format}");
    }
}

#[test]
fn a_new_property_is_exported_without_a_line_of_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/model");
    let files: Vec<(String, String)> = fs::read_dir(folder)
        .expect("the model")
        .map(|entry| {
            let path = entry.expect("a file").path();
            let text = fs::read_to_string(&path).expect("text");
            let text = text.replace("  employees: Int\n", "  employees: Int\n  turnover: Float\n");
            (path.file_name().expect("a name").to_string_lossy().into_owned(), text)
        })
        .collect();
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let model = read_model(&files).expect("a model");
    let mut piece = nasty::network(&model);
    let turnover = model.property_id("turnover").expect("the new property");
    for node in piece.nodes.iter_mut().filter(|node| &*node.id == "co-1") {
        node.properties.push((turnover, tinklas::model::Value::Float(0.5)));
        node.properties.sort_by_key(|(property, _)| *property);
    }
    for format in Format::ALL {
        let file = written(format, &piece, &model, &[]);
        assert!(line(&file, &["\"turnover\"", "double"]).starts_with('<'), "{format}");
        assert_eq!(file.matches("0.5").count(), 1, "{format}");
    }
}

#[test]
fn an_empty_piece_is_a_whole_file() {
    let model = network();
    let empty = Subgraph { nodes: Vec::new(), links: Vec::new(), found: 0 };
    assert!(written(Format::Gexf, &empty, &model, &[]).ends_with("</gexf>\n"));
    assert!(written(Format::GraphMl, &empty, &model, &[]).ends_with("</graphml>\n"));
}

/// A reader who goes away.
struct Gone(usize);

impl io::Write for Gone {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::BrokenPipe)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn writing_stops_when_nobody_reads_on() {
    let model = network();
    let piece = nasty::network(&model);
    for format in Format::ALL {
        let stopped = write(format, &piece, &model, &[], &mut Gone(2000));
        let why = stopped.expect_err("an error").kind();
        assert_eq!(why, io::ErrorKind::BrokenPipe, "{format}");
    }
}

proptest::proptest! {
    /// Whatever a text holds, both files stay whole, and the label is the text without what XML has no place for.
    #[test]
    fn any_text_keeps_a_file_whole(name in "\\PC*|[\\x00-\\x7f\u{80}-\u{9f}<>&\"']{0,40}") {
        let model = network();
        let mut piece = nasty::network(&model);
        let property = model.property_id("name").expect("a property");
        let text = tinklas::model::Localized::any(&name);
        let node = piece.nodes.iter_mut().find(|node| &*node.id == "cl-2").expect("a node");
        node.properties = vec![(property, tinklas::model::Value::Localized(text.into()))];
        let kept: String = name
            .chars()
            .filter(|c| "\t\n\r".contains(*c) || !(c.is_control() || "\u{fffe}\u{ffff}".contains(*c)))
            .collect();
        let gexf = written(Format::Gexf, &piece, &model, &[]);
        proptest::prop_assert_eq!(attribute(&gexf, "cl-2", "label"), kept);
        whole(&written(Format::GraphMl, &piece, &model, &[]));
    }
}

/// Reads a file to its end; anything that is not well formed fails.
fn whole(file: &str) {
    let mut reader = Reader::from_str(file);
    loop {
        if matches!(reader.read_event().expect("well formed"), Event::Eof) {
            return;
        }
    }
}

/// An attribute of the node of an id, as a reader of the whole file understands it.
fn attribute(file: &str, id: &str, name: &str) -> String {
    let mut reader = Reader::from_str(file);
    let mut found = None;
    loop {
        match reader.read_event().expect("well formed") {
            Event::Eof => return found.expect("the node"),
            Event::Start(start) if start.name().as_ref() == "node" => {
                let value = |name: &str| {
                    let attribute = start.try_get_attribute(name).expect("attributes");
                    let attribute = attribute.expect("the attribute");
                    attribute
                        .normalized_value(XmlVersion::Implicit1_0)
                        .expect("a value")
                        .into_owned()
                };
                if value("id") == id {
                    found = Some(value(name));
                }
            }
            _ => {}
        }
    }
}
