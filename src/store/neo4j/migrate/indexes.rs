//! The indexes that the model asks for: for every key, filter and order that requests can name.
//!
//! Values that are short by nature (numbers, dates, enumerations) are found by range indexes, and so is every
//! order. Text can be long, and a range index refuses a long value, so text is found by what is folded: equal
//! texts have equal folded texts, and a text index finds those that contain a part.
//!
//! Orders belong to a kind, as lists do. What is folded is indexed once for all kinds, because a search goes
//! over all of them and few nodes contain the same: such a statement names the label `Node` too.

use crate::model::{DataType, Language, Model, Property};
use crate::store::neo4j::layout::names;

/// Statements that make the indexes, each unless it is there. Names follow from what is indexed.
#[must_use]
pub fn statements(model: &Model) -> Vec<String> {
    let mut all = Vec::new();
    for kind in &model.kinds {
        let labels =
            std::iter::once(kind.name.clone()).chain(kind.listed.iter().map(names::listed_label));
        for label in labels {
            // Lists come by id unless they are asked for in another order.
            all.push(index("", &label, "id"));
            for property in kind.properties.iter().filter(|property| !property.list) {
                all.extend(ranges(property).into_iter().map(|name| index("", &label, &name)));
            }
        }
    }
    let mut folded: Vec<String> = Vec::new();
    for property in model.kinds.iter().flat_map(|kind| &kind.properties) {
        if property.data == DataType::Text {
            folded.push(names::folded(&property.name));
        }
        if property.search {
            folded.push(names::words(&property.name));
        }
    }
    folded.sort();
    folded.dedup();
    all.extend(folded.into_iter().map(|name| index("TEXT ", names::NODE, &name)));
    all
}

/// Tells indexes from those of another model.
#[must_use]
pub fn fingerprint(statements: &[String]) -> u32 {
    let mut hash = crc32fast::Hasher::new();
    for statement in statements {
        hash.update(statement.as_bytes());
        hash.update(b"\n");
    }
    hash.finalize()
}

/// What a property is found and ordered by within a kind.
fn ranges(property: &Property) -> Vec<String> {
    let mut names: Vec<String> = if property.localized {
        let order = |language| names::order(property, Some(language));
        Language::ALL.into_iter().map(order).collect()
    } else {
        vec![names::order(property, None)]
    };
    if matches!(property.data, DataType::Date | DataType::Enum(_)) {
        names.push(property.name.clone());
    }
    names
}

fn index(sort: &str, label: &str, name: &str) -> String {
    format!("CREATE {sort}INDEX {label}_{name} IF NOT EXISTS FOR (node:{label}) ON (node.{name})")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::network;

    #[test]
    fn every_order_and_search_has_its_index() {
        let all = statements(&network());
        for expected in [
            "CREATE INDEX Company_id IF NOT EXISTS FOR (node:Company) ON (node.id)",
            "CREATE INDEX Company_name_order_en IF NOT EXISTS FOR (node:Company) ON (node.name_order_en)",
            "CREATE INDEX Expert_name_order_lt IF NOT EXISTS FOR (node:Expert) ON (node.name_order_lt)",
            "CREATE INDEX Cluster_founded_order IF NOT EXISTS FOR (node:Cluster) ON (node.founded_order)",
            "CREATE INDEX Cluster_label IF NOT EXISTS FOR (node:Cluster) ON (node.label)",
            "CREATE INDEX Company_employees IF NOT EXISTS FOR (node:Company) ON (node.employees)",
            "CREATE TEXT INDEX Node_name_words IF NOT EXISTS FOR (node:Node) ON (node.name_words)",
            "CREATE TEXT INDEX Node_website_folded IF NOT EXISTS FOR (node:Node) ON (node.website_folded)",
        ] {
            assert!(all.iter().any(|one| one == expected), "{expected}");
        }
        // A long text has no place in a range index.
        assert!(!all.iter().any(|one| one.ends_with("ON (node.website)")));
    }
}
