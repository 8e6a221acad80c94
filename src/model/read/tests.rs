//! Models that are right, and models with every mistake at once.

use super::read_model;
use crate::model::{DataType, network};

#[test]
fn the_real_model_reads() {
    let model = network();
    assert_eq!(model.kinds.len(), 19);
    assert_eq!(model.interfaces.first().map(|first| first.name.as_str()), Some("Node"));
    let cluster = model.kind_named("Cluster").expect("clusters");
    assert_eq!(cluster.interfaces, ["Node", "Actor", "Body"]);
    let names: Vec<&str> = cluster.properties.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names[0], "name", "inherited properties come first: {names:?}");
}

const NODE: &str = "interface Node {\n  name: String! @localized\n}\n";

/// The faults of a model of `Node` and this file, as `line: message`.
fn faults(text: &str) -> Vec<String> {
    match read_model(&[("node.graphql", NODE), ("more.graphql", text)]) {
        Ok(_) => Vec::new(),
        Err(faults) => faults
            .into_iter()
            .map(|fault| {
                assert_eq!(fault.file, "more.graphql", "{fault}");
                format!("{}: {}", fault.line, fault.message)
            })
            .collect(),
    }
}

#[test]
fn every_mistake_is_told_at_once_with_its_line() {
    let text = "type Firm implements Node & Actr @node(plural: \"firms\") {
  size: Itn
  name: String @localized
  deals: [Firm!]! @link(kind: \"DEAL\", direction: OUT)
  owns: [Firm!]! @link(kind: \"OWNS\", direction: SIDEWAYS)
  clubs: [Club!]! @link(kind: \"OWNS\", direction: OUT)
  secret: String! @visible(to: STAFF)
  many: Int @localized
}
type Club implements Node @node(plural: \"clubs\")
type Loose { x: Int }
type Club implements Node @node(plural: \"clubs\")
type Deals @linkKind(from: [\"Frim\"], to: [\"Firm\"]) { since: String }
type Owns @linkKind(from: [\"Firm\"], to: [\"Firm\"])
union Both = Firm | Club
";
    let told = faults(text);
    let expected = [
        "1: `Firm` implements `Actr`, which is not an interface of the model",
        "1: `Firm` has `name` twice",
        "2: `size` has the type `Itn`",
        "4: `deals` follows `DEAL`, which is not a kind of link; did you mean `DEALS`?",
        "5: `owns`: direction must be OUT, IN or BOTH",
        "6: `Firm.clubs` follows OWNS between kinds that it does not join",
        "7: `secret` is not for everybody, so it cannot be required",
        "8: `many`: only a String can be `@localized`",
        "11: type `Loose` needs `@node` or `@linkKind`",
        "12: `Club` is declared twice",
        "13: `from: Frim` is neither a kind nor an interface; did you mean `Firm`?",
        "13: `since` is a field that every link has of itself",
        "15: `Both`: only types, interfaces, enums and directives belong in the model",
    ];
    for expected in expected {
        assert!(told.iter().any(|told| told.starts_with(expected)), "{expected}\n{told:#?}");
    }
    let lines: Vec<usize> =
        told.iter().filter_map(|told| told.split(':').next()?.parse().ok()).collect();
    assert!(lines.is_sorted(), "in the order of the file: {told:#?}");
}

#[test]
fn text_that_is_no_declaration_is_told_with_its_line() {
    let told = faults("type Firm implements Node @node(plural: \"firms\") {\n  size Int\n}\n");
    assert!(told.iter().any(|told| told.starts_with("2: ")), "{told:#?}");
}

#[test]
fn one_name_has_one_type_everywhere() {
    let told = faults(
        "type A implements Node @node(plural: \"as\") { x: Int }\ntype B implements Node @node(plural: \"bs\") { x: String }\n",
    );
    let expected = "2: `x` has another type elsewhere; one name has one type in the whole model";
    assert_eq!(told, [expected]);
}

#[test]
fn one_property_tells_when_nodes_begin_wherever_it_is() {
    let told = faults(
        "type A implements Node @node(plural: \"as\") { from: PartialDate @begins }\ntype B implements Node @node(plural: \"bs\") { from: PartialDate }\ntype C implements Node @node(plural: \"cs\") { start: PartialDate @begins }\ntype D implements Node @node(plural: \"ds\") { size: Int @ends }\n",
    );
    let expected = [
        "2: `from` is `@begins` or `@ends` elsewhere, or not; it is so wherever the model has the name",
        "3: `start`: another property is that already; one tells when nodes begin, one when they end",
        "4: `size`: only a PartialDate can be `@begins` or `@ends`",
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_property_added_to_an_interface_is_on_all_its_kinds() {
    let model = read_model(&[(
        "all.graphql",
        "interface Node { name: String! }\ninterface Actor implements Node { size: Int }\n\
         type A implements Actor @node(plural: \"as\")\ntype B implements Node @node(plural: \"bs\")\n",
    )]);
    let model = model.expect("the model is right");
    let size = |kind: &str| {
        let kind = model.kind_named(kind)?;
        kind.property_named("size").map(|property| property.data)
    };
    assert_eq!((size("A"), size("B")), (Some(DataType::Int), None));
}
