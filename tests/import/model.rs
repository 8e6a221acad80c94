//! What the model declares can be imported at once.

use std::borrow::Cow;

use tinklas::import::{Folder, read_folder};
use tinklas::model::{Value, read_model};
use tinklas::store::records::{Change, Recorded};

/// The model of `schema/model` with `line` added to the type `Cluster`.
fn model_with(line: &str) -> tinklas::model::Model {
    let files: Vec<(String, String)> = std::fs::read_dir("schema/model")
        .expect("the model is there")
        .map(|file| {
            let path = file.expect("a file").path();
            let text = std::fs::read_to_string(&path).expect("a text");
            let begin = "type Cluster implements Actor & Body @node(plural: \"clusters\") {";
            let text = text.replace(begin, &format!("{begin}\n  {line}"));
            (path.display().to_string(), text)
        })
        .collect();
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    read_model(&files).expect("the model is right")
}

#[test]
fn a_new_property_is_a_column_at_once() {
    let model = model_with("\"How many work in its office.\"\n  officeStaff: Int");
    let text = "id,name,office_staff,source\ncl-a,A,3,a test\n";
    let files = [("clusters.csv".to_owned(), Cow::Borrowed(text.as_bytes()))];
    let recorded = Recorded { by: "a test".into(), at: 0 };
    let import = read_folder(&model, &Folder::of_files("a test", files), recorded, &mut |_| {});
    let changes = import.expect("no faults").changes;
    let [Change::PutNode(node)] = changes.as_slice() else { panic!("{changes:?}") };
    let staff = model.property_id("officeStaff").expect("it was added");
    assert!(node.properties.contains(&(staff, Value::Int(3))), "{node:?}");
}
